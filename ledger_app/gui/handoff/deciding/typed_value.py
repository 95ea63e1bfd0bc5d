"""另填: a value that neither side has, typed into the editor of its field."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ledger_app.catalogue import TABLES, Field, Kind
from ledger_app.domain import values
from ledger_app.gui.form.editors import FieldEditor, Setting, make_editor
from ledger_app.gui.session import Session

# Values that are ids: the file itself knows their names.
NOT_TYPED = frozenset((Kind.SCHOOL, Kind.REGION))


def typed_field(table: str, key: str) -> Field | None:
    """Return the field into which a value can be typed here, None where there is none."""
    fields = TABLES[table].fields if table in TABLES else ()
    found = next((each for each in fields if each.key == key), None)
    return None if found is None or found.kind in NOT_TYPED else found


class TypedValue(QWidget):
    """Out of sight until it is asked for. `given(text)`: what is to stand there, in words."""

    given = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._editor: FieldEditor | None = None
        self._label = QLabel(self)
        self._keep = QPushButton(self.tr("写入"), self)
        self._keep.setAutoDefault(False)
        self._keep.clicked.connect(self._give)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._label)
        self._row.addWidget(self._keep)
        self.hide()

    def ask(self, field: Field) -> None:
        """Show the editor of a field, empty."""
        self.drop()
        made = make_editor(field, Setting(today=self._session.ledger.today), self)
        made.go_on.connect(self._gone_on)
        self._label.setText(self.tr("{0} 应是").format(field.label))
        self._row.insertWidget(1, made, 1)
        self._editor = made
        self.show()
        made.focus_editor()

    def drop(self) -> None:
        """Take the editor out of sight."""
        self.hide()
        if self._editor is not None:
            self._row.removeWidget(self._editor)
            self._editor.deleteLater()
            self._editor = None

    def editor(self) -> FieldEditor | None:
        """Return the editor in sight."""
        return self._editor

    def _gone_on(self, step: int) -> None:
        if step > 0:
            self._give()

    def _give(self) -> None:
        if self._editor is not None and self._editor.commit():
            self.given.emit(values.display(self._editor.field, self._editor.value()))
