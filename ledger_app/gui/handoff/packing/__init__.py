"""Making a package: what is looked at before, what goes along, written, and only then 可以拔出."""
