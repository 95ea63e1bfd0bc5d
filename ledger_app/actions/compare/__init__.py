"""Two lists beside each other, or a list beside the ledger: 四查三比对."""
