"""The page 打印: preview, options, printer."""
