"""移交 in the window.

`page.py` is the page, chosen by the kind of the ledger. `desk.py` opens every dialog from any page:
menu 移交, files dropped on the window. What both ends use: `deciding` (differences), `pairing`,
`answering` (questions and returned files; asking).
"""
