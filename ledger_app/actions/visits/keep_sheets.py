"""Note each route sheet that went out on paper, so that its answers can be asked for."""

from __future__ import annotations

from collections.abc import Iterable

from ledger_app.domain.errors import LedgerError
from ledger_app.printing.model import PrintedSheet
from ledger_app.printing.visits.sheet import PrintedRoute
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.rosters import visit_sheets


def keep_sheets(ledger: Ledger, sheets: Iterable[PrintedSheet]) -> None:
    """Note the routes among sheets that were printed as one revision.

    What was printed already today and has not come back is the same sheet, printed twice. The paper
    is there whatever happens here: where it cannot be noted, that is said and nothing else.
    """
    routes = [each for each in sheets if isinstance(each, PrintedRoute) and each.children]
    out = [_key(row) for row in visit_sheets.open_sheets(ledger)] if routes else []
    wanted = [row for each in routes if _key(row := _row(ledger, each)) not in out]
    if not wanted:
        return
    count = sum(len(row["children"].split()) for row in wanted)
    try:
        with revise(ledger, "edit", f"打印走访单：{len(wanted)} 张，{count} 人") as revision:
            for row in wanted:
                revision.insert(visit_sheets.TABLE, row)
    except LedgerError as error:
        ledger.unsaid.append(f"走访单已经印成，但没有记下来：{error.message}")


def _row(ledger: Ledger, sheet: PrintedRoute) -> Row:
    return {
        "made_on": ledger.today().isoformat(),
        "made_by": ledger.author or None,
        "route": sheet.route,
        "visitor": sheet.visitor or None,
        "children": " ".join(sheet.children),
    }


def _key(row: Row) -> tuple[str, str, str, str]:
    return (row["made_on"], row["route"] or "", row["visitor"] or "", row["children"])
