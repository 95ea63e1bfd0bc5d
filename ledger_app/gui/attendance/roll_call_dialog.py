"""登记报到、点名: a class a minute; everybody is there but those who are ticked off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.attendance import roll_call
from ledger_app.actions.attendance.class_list import (
    ClassList,
    class_called,
    class_list,
    newest_school_day,
)
from ledger_app.actions.attendance.roll_call import Absent, Place, Registered, RollCall
from ledger_app.actions.attendance.roll_workbook import Sheets
from ledger_app.actions.foreseeing.many import Many
from ledger_app.actions.foreseeing.roll_calls import tell_of_roll_call
from ledger_app.catalogue import TABLES
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import RollCallKind
from ledger_app.gui.attendance.pupil_model import PupilModel
from ledger_app.gui.attendance.pupil_view import PupilView
from ledger_app.gui.attendance.reason_line import ReasonLine
from ledger_app.gui.attendance.workbook_loading import WorkbookLoading
from ledger_app.gui.form.consequence_line import ConsequenceLine
from ledger_app.gui.form.editors import Setting, make_editor
from ledger_app.gui.form.foreseeing_many import ForMany
from ledger_app.gui.kit import question, theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.session import Done, Refused, Session


class RollCallDialog(Dialog):
    """One class after the other on one day. `place` and `kind` are where it begins."""

    outlasts_lock = True

    def __init__(
        self,
        session: Session,
        place: Place | None = None,
        kind: str = RollCallKind.ROLL_CALL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._list: ClassList | None = None
        self.setWindowTitle(self.tr("登记报到、点名"))
        self.model = PupilModel(self)
        self.view = PupilView(self.model, self)
        self.reason = ReasonLine(session.ledger.today(), self)
        self._make_choices(kind)
        self.said, self.note = QLabel(self), QLabel(self)
        self.consequence = ConsequenceLine(self)
        self._foreseeing = ForMany(session, self.consequence, self._about_to_register)
        self._arrange()
        self._connect()
        self._offer_classes(place)
        self.view.setFocus()

    # Making it.

    def _make_choices(self, kind: str) -> None:
        self.place, self.kind = QComboBox(self), QComboBox(self)
        self.place.setAccessibleName(self.tr("班级"))
        self.kind.setAccessibleName(self.tr("种类"))
        for code in code_list(RollCallKind.CODES).codes:
            self.kind.addItem(code.name, code.value)
        self.kind.setCurrentIndex(self.kind.findData(kind))
        today = self._session.ledger.today
        self.held_on = make_editor(TABLES["roll_call"].field("held_on"), Setting(today=today), self)
        newest = self._session.act(newest_school_day, quiet=True).otherwise("")
        self.held_on.set_value(newest or today().isoformat())
        self.by = QLineEdit(self._session.ledger.author, self)
        self.by.setAccessibleName(self.tr("点名人"))
        self.only = QCheckBox(self.tr("只看没到的"), self)
        self.everybody = QPushButton(self.tr("全部到"), self)
        self.workbook = QPushButton(self.tr("从点名表读…"), self)
        self.loading = WorkbookLoading(self._session, self)
        self.save = QPushButton(self.tr("存并开下一班"), self)
        self.leave = QPushButton(self.tr("关闭"), self)
        for button in self._buttons():
            button.setAutoDefault(False)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.workbook, self.everybody, self.leave, self.save

    def _arrange(self) -> None:
        top, foot = QHBoxLayout(), QHBoxLayout()
        self.place.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.place.setMinimumContentsLength(12)
        self.held_on.setMaximumWidth(theme.text_pixels() * 12)
        self.by.setMaximumWidth(theme.text_pixels() * 9)
        for part in (self.kind, self.held_on):
            top.addWidget(part)
        top.addWidget(self.place, 1)
        top.addWidget(QLabel(self.tr("点名人"), self))
        top.addWidget(self.by)
        keys = self.tr("空格切换 · 方向键走 · 打拼音首字母跳到 · 数字选事由 · Enter 存并开下一班")
        foot.addWidget(self.only)
        foot.addStretch(1)
        for button in self._buttons():
            foot.addWidget(button)
        theme.set_look(self.save, "primary", True)
        theme.set_role(self.said, "heading")
        self.note.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.said)
        layout.addWidget(self.view, 1)
        layout.addWidget(_dim(QLabel(keys, self)))
        layout.addWidget(self.reason)
        layout.addWidget(self.consequence)
        layout.addWidget(self.note)
        layout.addLayout(foot)
        self.resize(theme.text_pixels() * 56, theme.text_pixels() * 36)

    def _connect(self) -> None:
        self.place.activated.connect(self._choose)
        self.kind.activated.connect(self._choose)
        self.held_on.committed.connect(self._choose)
        self.held_on.go_on.connect(self._from_day)
        self.only.toggled.connect(self._show_only)
        self.everybody.clicked.connect(self._all_there)
        self.save.clicked.connect(self.save_and_go_on)
        self.workbook.clicked.connect(self._load_workbook)
        self.loading.registered.connect(self._workbook_kept)
        self.loading.refused.connect(self._refused)
        self.leave.clicked.connect(self.reject)
        self.view.save_wanted.connect(self.save_and_go_on)
        self.view.selectionModel().currentChanged.connect(self._show_child)
        self.model.dataChanged.connect(self._show_counts)
        self.reason.changed.connect(self._give_reason)
        self.reason.done.connect(self.view.setFocus)

    # Which class.

    def _offer_classes(self, place: Place | None) -> None:
        classes = self._session.act(roll_call.classes_of, quiet=True).otherwise([])
        names = dict(self._session.act(roll_call.school_names, quiet=True).otherwise({}))
        several = len({each[0] for each, _ in classes}) > 1
        for each, count in classes:
            school = names.get(each[0], "") if several else ""
            self.place.addItem(f"{school}{class_called(each)}  {count} 人", each)
        places = [each for each, _ in classes]
        self.place.setCurrentIndex(places.index(place) if place in places else 0)
        if not classes:
            self._say(self.tr("台账里还没有分了班的学生。请先导入花名册。"), "warning")
        self._load()

    def _choose(self) -> None:
        """Load what was chosen; ticks that were not saved are asked about."""
        if self.model.is_changed and self._list is not None:
            self._ask(self.tr("换一个"), self._load)
        else:
            self._load()

    def _ask(self, yes: str, act: Callable[[], object]) -> None:
        called = self._list.called if self._list else ""
        question.ask(
            self, self.tr("{0}还没有存。").format(called), self.tr("改过的勾会丢掉。"), yes, act
        )

    def _load(self) -> None:
        """Show the class, day and kind that are chosen."""
        place, day = self.place.currentData(), self.held_on.value()
        self.save.setEnabled(False)
        if place is None or not day:
            return
        kind = str(self.kind.currentData())
        found = self._session.act(
            class_list, tuple(place), date.fromisoformat(str(day)), kind, quiet=True
        )
        self._list = found.value if found else None
        self.model.set_pupils(self._list.pupils if self._list else ())
        self.only.setChecked(False)
        self.save.setEnabled(self._list is not None)
        if found:
            self._say_taken(found.value)
        else:
            self._say(f"{found.message}{found.hint}", "error")
        self.view.setCurrentIndex(self.model.index(0))
        self._show_counts()

    def _say_taken(self, list_: ClassList) -> None:
        taken = list_.taken
        if taken is None:
            return self._say("", "note")
        told = self.tr("这一天已经登记过（到 {0}）。改了再存，就代替原来的。")
        return self._say(told.format(taken["present"]), "note")

    # What is ticked.

    def _show_only(self, only: bool) -> None:
        self.model.set_only_missing(only)
        self.view.setCurrentIndex(self.model.index(0))

    def _all_there(self) -> None:
        self.model.all_there()
        self.view.setFocus()

    def _give_reason(self, why: Absent) -> None:
        self.model.set_why(self.view.currentIndex(), why)

    def _show_child(self, index: QModelIndex) -> None:
        self.reason.show_tick(self.model.tick(index))

    def _show_counts(self) -> None:
        count, there, away = self.model.counts()
        if self._list is None:
            self.said.setText("")
            return
        parts = [self._list.called, self.tr("应到 {0}").format(count)]
        missing = count - there
        parts.append(
            self.tr("到 {0}　未到 {1}").format(there, missing) if missing else self.tr("✓ 全部到")
        )
        if away:
            parts.append(self.tr("不算应到 {0}").format(away))
        self.said.setText("　".join(parts))
        self._foreseeing.weigh()
        self._show_child(self.view.currentIndex())

    def children_in_hand(self) -> Sequence[str]:
        """Return the child under the cursor."""
        tick = self.model.tick(self.view.currentIndex())
        return (tick.pupil.id,) if tick is not None else ()

    def _from_day(self, step: int) -> None:
        (self.place if step > 0 else self.kind).setFocus()

    # Saving.

    def save_and_go_on(self) -> None:
        """Keep the class and open the next one of the school that is still to be registered."""
        if self._list is None or not (self.reason.commit() and self.held_on.commit()):
            return
        self._foreseeing.forget()
        call = self._call(self._list)
        self._kept(self._session.act(roll_call.register, call, quiet=True))

    def _call(self, list_: ClassList) -> RollCall:
        return RollCall(
            list_.place,
            list_.day.date,
            list_.kind,
            self.model.absent(),
            self.model.arrived(),
            self.by.text().strip(),
            replace=list_.taken is not None,  # it is in sight what was registered
        )

    def _about_to_register(self) -> Many | None:
        """Return what saving would change, None while nothing is ticked off."""
        if self._list is None or not self.model.is_changed:
            return None
        return self._session.peek(tell_of_roll_call, self._call(self._list)).otherwise(None)

    def _kept(self, done: Done[Registered] | Refused) -> None:
        if not done:
            self._say(f"{done.message}{done.hint}", "error")
            return
        kept = done.value
        self.model.is_changed = False
        following = self._session.act(
            roll_call.next_class, kept.list_.place, kept.list_.day.date, kept.list_.kind, quiet=True
        ).otherwise(None)
        at = self._row_of(following)
        if at >= 0:
            self.place.setCurrentIndex(at)
        self._load()
        self._say(self._what_was_kept(kept, at >= 0), "note")
        self.view.setFocus()

    # From a workbook.

    def _load_workbook(self) -> None:
        if sheets := self.sheets(Path()):
            self.loading.choose(sheets)

    def sheets(self, path: Path) -> Sheets | None:
        """Return what is known of a workbook of roll calls: day and kind, and the class in sight.

        None where no class is, or the day cannot be read.
        """
        if self._list is None or not self.held_on.commit():
            return None
        place = self._list.place
        return Sheets(
            path,
            self._list.day.date,
            self._list.kind,
            *place,
            taken_by=self.by.text().strip(),
        )

    def _workbook_kept(self, kept: Sequence[Registered]) -> None:
        self.model.is_changed = False
        self._load()
        told = self.tr("已从点名表登记 {0} 个班。").format(len(kept))
        notes = "".join(note for each in kept for note in each.notes)
        self._say(told + "".join(f"{each.said}。" for each in kept[:6]) + notes, "note")

    def _refused(self, message: str, hint: str) -> None:
        self._say(f"{message}{hint}", "error")

    def _row_of(self, place: Place | None) -> int:
        rows = range(self.place.count())
        return next((at for at in rows if place and tuple(self.place.itemData(at)) == place), -1)

    def _what_was_kept(self, kept: Registered, goes_on: bool) -> str:
        parts = [self.tr("已存：{0}。").format(kept.said)]
        if kept.absent:
            told = self.tr("未到的 {0} 人登记了缺勤，今天联系。")
            parts.append(told.format(len(kept.absent)))
        if kept.ended:
            names = "、".join(each.name for each in kept.ended)
            parts.append(self.tr("缺勤结束：{0}。").format(names))
        if not goes_on:
            parts.append(self.tr("这所学校的班都登记完了。"))
        return "".join((*parts, *kept.notes))

    def _say(self, text: str, role: str) -> None:
        theme.set_role(self.note, role)
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def reject(self) -> None:
        """Close; ticks that were not saved are asked about."""
        if self.model.is_changed and self._list is not None:
            self._ask(self.tr("不存"), self._leave)
        else:
            self._leave()

    def _leave(self) -> None:
        super().reject()


def _dim(label: QLabel) -> QLabel:
    theme.set_role(label, "dim")
    label.setWordWrap(True)
    return label


def show_roll_call(
    session: Session,
    parent: QWidget,
    place: Place | None = None,
    kind: str = RollCallKind.ROLL_CALL,
) -> None:
    """Open the dialog over a window or page."""
    dialog = RollCallDialog(session, place, kind, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
