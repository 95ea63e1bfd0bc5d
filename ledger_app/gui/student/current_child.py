"""The one child that the students page is about: the list marks it, the pane shows it, and what is
done is done to it. Nobody asks list or pane who that is: what they show follows from here."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class CurrentChild(QObject):
    """One child, nobody, or several selected at once: then none of them is the one.

    `changed()`: it is another one than before, nobody any more, or several.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.no, self.id, self.name = 0, "", ""  # number in the list, id, name of the one
        self.several: tuple[str, ...] = ()  # first names of several
        self.count = 0  # how many are selected

    def be(self, no: int, student_id: str, name: str) -> None:
        """Be this child."""
        if student_id != self.id:
            self._become(no, student_id, name, 1, ())

    def be_nobody(self) -> None:
        """Be no child: none is selected, found or there."""
        if self.count:
            self._become(0, "", "", 0, ())

    def be_several(self, count: int, names: tuple[str, ...]) -> None:
        """Be several children, of whom some names are said."""
        self._become(0, "", "", count, names)

    def be_unread(self, no: int) -> None:
        """Be a child of whom only the number is known: long work has the ledger."""
        self._become(no, "", "", 1, ())

    def _become(
        self, no: int, student_id: str, name: str, count: int, several: tuple[str, ...]
    ) -> None:
        self.no, self.id, self.name = no, student_id, name
        self.count, self.several = count, several
        self.changed.emit()
