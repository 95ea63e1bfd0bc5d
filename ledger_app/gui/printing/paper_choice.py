"""Which paper a printout is printed on; each printout keeps the one last chosen for it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ledger_app.actions.printing import print_ledger
from ledger_app.actions.printing.print_ledger import Format, Printout, Purpose
from ledger_app.gui.kit import remembered

KEPT_AS = "papers"  # {printout, or printout.notice: format key}


class PaperChoice(QComboBox):
    """Signal `chosen`: another paper was chosen by hand."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept_as = ""
        self._formats: tuple[Format, ...] = ()
        self.setAccessibleName(self.tr("纸张"))
        self.activated.connect(self._chosen)

    def offer(self, printout: Printout, purpose: Purpose) -> None:
        """Offer the papers a printout can be read on, the one last chosen for it first in sight."""
        self._kept_as = printout.key + (".notice" if purpose is Purpose.NOTICE else "")
        self._formats = print_ledger.formats(printout, purpose)
        wanted = remembered.recall(KEPT_AS).get(self._kept_as)
        usual = print_ledger.declared_format(printout, purpose)
        at = next((one for one in self._formats if one.key == wanted), usual)
        self.clear()
        self.addItems([one.label for one in self._formats])
        self.setCurrentIndex(self._formats.index(at))
        self.setEnabled(len(self._formats) > 1)

    def format(self) -> Format | None:
        """Return the paper that is chosen; None before anything was offered."""
        at = self.currentIndex()
        return self._formats[at] if 0 <= at < len(self._formats) else None

    def label_of(self, name: str) -> str:
        """Return the first format on paper of this name that is offered, "" if none is."""
        return next((one.label for one in self._formats if one.name == name), "")

    def choose(self, label: str) -> None:
        """Choose as a person does."""
        self.setCurrentText(label)
        self._chosen()

    def _chosen(self) -> None:
        paper = self.format()
        if paper is not None:
            kept = remembered.recall(KEPT_AS)
            remembered.keep(KEPT_AS, {**kept, self._kept_as: paper.key})
        self.chosen.emit()
