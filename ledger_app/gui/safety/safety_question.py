"""Before a paper or a workbook is made: the safety notes of its children, read and confirmed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ledger_app.actions.checking.safety_lines import SafetyLine
from ledger_app.gui.kit import question
from ledger_app.gui.session import Session

MOST = 12  # lines in the question; the print centre lists all of them


def when_seen(
    session: Session,
    parent: QWidget,
    lines: Sequence[SafetyLine],
    act: Callable[[], object],
) -> None:
    """Act once the safety lines were confirmed, at once where there are none.

    What it acts by is told these lines: it refuses for any other, and notes that they were read.
    """

    def seen() -> None:
        if session.is_open:
            act()

    if not lines:
        act()
        return
    texts = [each.text for each in lines[:MOST]]
    if len(lines) > MOST:
        more = QCoreApplication.translate("Safety", "……另有 {0} 个孩子")
        texts.append(more.format(len(lines) - MOST))
    asked = QCoreApplication.translate("Safety", "⚠ 上面有 {0} 个孩子有安全提示，看过再继续")
    go_on = QCoreApplication.translate("Safety", "看过了，继续")
    question.ask(parent, asked.format(len(lines)), "\n".join(texts), go_on, seen)
