"""移交 in the window.

`page.py` is the page, chosen by the kind of the ledger; at a school it shows `school/pane.py:
SchoolPane(session, parent)` (signal `asks`, `refresh()`, `page_actions()`). Whatever comes on a
stick is shown by `receive_dialog.py: ReceiveDialog(session, paths, parent)`, signal `told(text)`.
`desk.py: Desk(session, keep, window)` opens every dialog from any page: menu 移交, files dropped
on the window. What both ends use: `deciding/` (differences), `packing/`, `pairing/`, `answering/`
(questions and returned files; asking).
"""
