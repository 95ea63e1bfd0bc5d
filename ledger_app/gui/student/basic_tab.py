"""基本: the child's own row as one scrolling form, with links to its sections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ledger_app.actions import keep_places, open_student
from ledger_app.actions.checking import same_child
from ledger_app.actions.new_file import make
from ledger_app.actions.open_student import OpenFile
from ledger_app.catalogue import STUDENT, Table
from ledger_app.domain.checking.completeness import Part, section_parts
from ledger_app.domain.checking.problem import eased
from ledger_app.domain.telling.taken_over import filled
from ledger_app.gui.form.editors import LastValues
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.session import Session
from ledger_app.gui.student.arrival_offer import ArrivalOffer
from ledger_app.gui.student.saving_form import KeptForm

ROOM_FOR_LINKS = 360  # pixels of height
LAST_SECTION = "档案"  # filled by the program: a clerk begins with the child


class BasicTab(QWidget):
    """Signals: `reveal_requested(bool)`, `elsewhere(key)` a problem that stands in another tab."""

    reveal_requested = Signal(bool)
    elsewhere = Signal(str)

    def __init__(
        self, session: Session, last_values: LastValues, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._kept = KeptForm(session, _child_first(STUDENT), last_values, self)
        self._kept.form.reveal_requested.connect(self.reveal_requested)
        self._kept.form.problem_elsewhere.connect(self.elsewhere)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        self._offer = ArrivalOffer(session, self)
        inside.addWidget(self._offer)
        self._link_of: dict[str, QPushButton] = {}
        self._sections = self._links()
        inside.addWidget(self._sections)
        inside.addWidget(self._kept, 1)

    def _links(self) -> QWidget:
        links = QWidget(self)
        row = FlowLayout(links, 2)
        row.setContentsMargins(10, 4, 10, 0)
        for section in self._kept.form.sections():
            link = QPushButton(section, links)
            theme.set_look(link, "link", True)
            link.clicked.connect(partial(self._go_to, section))
            self._link_of[section] = link
            row.addWidget(link)
        return links

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the links out where the fields need the room."""
        super().resizeEvent(event)
        self._sections.setVisible(self.height() >= ROOM_FOR_LINKS)

    def _go_to(self, section: str, _checked: bool = False) -> None:
        self._kept.form.go_to_section(section)

    def show_file(self, opened: OpenFile, revealed: bool) -> None:
        """Show a child's row with what is wrong in the file."""
        student = opened.file.student
        shared = self._session.act(same_child.problems, student).otherwise([])
        shared = [replace(each, text=each.text + self._kept.way_to_other()) for each in shared]
        found = [*shared, *open_student.student_problems(opened)]
        said, to_fill = eased(found, student) if self._is_begun(opened) else (found, 0)
        self._kept.form.set_to_fill(to_fill)
        self._kept.show_row(opened.student_id, student, said)
        self._say_complete(section_parts(filled(opened.file, opened.taken), found))
        self._kept.form.set_taken(opened.taken)
        self._kept.show_opened(opened)
        self._offer.show_file(opened)
        if self._kept.form.is_revealed() != revealed:
            self._kept.form.set_revealed(revealed)

    def _is_begun(self, opened: OpenFile) -> bool:
        """Tell whether the file was begun today by hand; one more read, once for each of them."""
        if str(opened.file.student["created_at"])[:10] != opened.on.text:
            return False
        known, child = self._session.typed_files, opened.student_id
        if child not in known:
            known[child] = self._session.act(make.was_typed, child, quiet=True).otherwise(False)
        return known[child]

    def _say_complete(self, parts: Iterable[Part]) -> None:
        """Say at each section how much of what this child needs is filled."""
        for part in parts:
            said = part.said if part.needed else ""
            self._link_of[part.key].setText(f"{part.key} {said}".rstrip())
            lacking = "、".join(each.label for each in part.lacking)
            told = self.tr("还没填：{0}").format(lacking) if lacking else ""
            self._link_of[part.key].setToolTip(told)

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self._kept.form.focus_first()

    def focus_field(self, key: str) -> None:
        """Put the keyboard into a field; "": the first that must still be filled."""
        self._kept.form.focus_field(key) if key else self._kept.form.focus_needed()

    def commit_pending(self) -> list[str]:
        """Keep what is half typed; return the labels of fields whose text cannot be kept."""
        return self._kept.commit_pending()

    def kept_form(self) -> KeptForm | None:
        """Return the form of the child's row."""
        return self._kept

    def set_revealed(self, revealed: bool) -> None:
        """Show or hide full numbers and sensitive fields."""
        self._kept.form.set_revealed(revealed)

    def refresh_places(self) -> None:
        """Offer the schools and regions that are there now."""
        self._kept.form.set_school_choices(keep_places.school_choices(self._session.ledger))
        self._kept.form.set_region_choices(open_student.region_choices(self._session.ledger))


def _child_first(table: Table) -> Table:
    first = [field for field in table.fields if field.section != LAST_SECTION]
    last = [field for field in table.fields if field.section == LAST_SECTION]
    return replace(table, fields=(*first, *last))
