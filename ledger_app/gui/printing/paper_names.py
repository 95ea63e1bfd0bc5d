"""What papers and their files are called."""

from __future__ import annotations

from ledger_app.actions.printing import print_ledger
from ledger_app.actions.printing.preview_paper import Preview
from ledger_app.domain.file_names import fitting


def file_name(preview: Preview, ending: str = ".pdf") -> str:
    """Return what a paper's file is called unless the clerk calls it otherwise."""
    wish, title = preview.wish, preview.prepared.printout.plain_title
    scope = wish.scope.name if wish.scope else ""
    parts = (
        title,
        preview.of,
        scope,
        wish.on.isoformat(),
        print_ledger.PURPOSE_WORDS[wish.purpose],
    )
    name = "-".join(filter(None, parts))
    return f"{fitting(name)}{ending}"
