"""设置: unit and clerk, schools and classes, calendar, reminder rules, looks, safety."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions import back_up, keep_settings
from ledger_app.gui.form.walking import walk, walks_needed
from ledger_app.gui.kit import icons, theme, user_settings
from ledger_app.gui.kit.menu_action import Menu, MenuAction, MenuEntry
from ledger_app.gui.kit.one_line import Sentence
from ledger_app.gui.kit.page_area import ABOVE, SIDE, PageTabs
from ledger_app.gui.page import Ask, Request, ShowCalendar, ShowPlaces
from ledger_app.gui.session import Session, waits
from ledger_app.gui.settings.ages_row import AgesRow
from ledger_app.gui.settings.calendar_page import CalendarPage
from ledger_app.gui.settings.places_page import PlacesPage
from ledger_app.gui.settings.rules_table import RulesTable

FIELD_WIDTH = 420
PRINTED = ("unit", "unit_code", "unit_kind", "township", "county", "clerk", "clerk_phone")


class SettingsPage(QWidget):
    """Every setting is kept as it is left; there is no button to save.

    `asks(Request)`: something that only the window can do.
    """

    asks = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.tabs = PageTabs(self)
        self.tabs.setDocumentMode(True)
        self.setFocusProxy(self.tabs.tabBar())
        self.tabs.tabBar().setDrawBase(False)
        self.fields: dict[str, QLineEdit | QComboBox] = {}
        self.places, self.rules = PlacesPage(session, self), RulesTable(session, self)
        self.calendar, self.ages = CalendarPage(session, self), AgesRow(session, self)
        for text, page in (
            (self.tr("单位和经办人"), self._make_unit()),
            (self.tr("学校和班级"), self.places),
            (self.tr("校历"), self.calendar),
            (self.tr("提醒规则"), self.rules),
            (self.tr("外观和锁定"), self._make_looks()),
            (self.tr("安全和备份"), self._make_safety()),
        ):
            whole = page in (self.places, self.calendar, self.rules)
            self.tabs.addTab(page if whole else _scrolling(page), text)
        self._actions = [
            self._turning("next_tab", self.tr("下一个标签"), "Ctrl+PgDown", 1),
            self._turning("previous_tab", self.tr("上一个标签"), "Ctrl+PgUp", -1),
        ]
        title = QLabel(self.tr("设置"), self)
        theme.set_role(title, "title")
        box = QVBoxLayout(self)
        box.setContentsMargins(SIDE, ABOVE, SIDE, ABOVE)
        box.addWidget(title)
        box.addWidget(self.tabs, 1)
        self._connect()
        self.refresh()

    def _turning(self, key: str, text: str, shortcut: str, by: int) -> MenuAction:
        entry = MenuEntry(key, Menu.VIEW, text, (shortcut,))
        action = MenuAction(entry, partial(self._turn, by), self)
        self.addAction(action)
        return action

    def _turn(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())
        self.tabs.tabBar().setFocus()

    # What the window asks.

    def page_actions(self) -> list[MenuAction]:
        """Return the actions for the menu bar."""
        return list(self._actions)

    @waits("settings")
    def refresh(self) -> None:
        """Read every setting again."""
        if not self._session.is_open:
            return
        texts = keep_settings.shown(self._session.ledger)
        for key, field in self.fields.items():
            if isinstance(field, QComboBox):
                field.setCurrentIndex(max(0, field.findData(texts[key])))
            elif not field.isModified():
                field.setText(texts[key])
        self.idle.setValue(keep_settings.idle_minutes(self._session.ledger))
        self.ages.refresh()
        self._show_looks()
        self._show_places_of_files()
        self.places.refresh()
        self.calendar.refresh()
        self.rules.refresh()

    def commit_pending(self) -> bool:
        """Keep what is half typed; say what cannot be kept, and return False then."""
        for key, field in self.fields.items():
            if isinstance(field, QLineEdit):
                self._keep_text(key)
        kept = self.places.may_leave()
        if not kept:
            self.tabs.setCurrentWidget(self.places)
        return kept

    def is_printing(self) -> bool:
        """Tell that nothing is printed here."""
        return False

    def answer(self, request: Request) -> None:
        """Show the schools and classes, or the calendar."""
        if isinstance(request, ShowPlaces):
            self.tabs.setCurrentWidget(self.places)
        elif isinstance(request, ShowCalendar):
            self.tabs.setCurrentWidget(self.calendar)

    def place(self) -> None:
        """Say that nothing need be found again: the tab stays."""

    # How it is made.

    def _make_unit(self) -> QWidget:
        page, lines = _form()
        for key in PRINTED:
            label = keep_settings.LABELS[key]
            field: QLineEdit | QComboBox = self._make_kind() if key == "unit_kind" else QLineEdit()
            if isinstance(field, QLineEdit):
                field.editingFinished.connect(partial(self._keep_text, key))
            field.setAccessibleName(label)
            field.setMaximumWidth(FIELD_WIDTH)
            self.fields[key] = field
            lines.addRow(_label(label), field)
        note = self.tr("这些文字印在每张表和台账上。每一项离开时就保存。")
        lines.addRow("", _dim(note))
        lines.addRow(_label(self.tr("义务教育年龄")), self.ages)
        return page

    def _make_kind(self) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("学校"), "school")
        box.addItem(self.tr("乡镇（中心校）"), "township")
        box.addItem(self.tr("县区（教育局）"), "county")
        box.activated.connect(self._keep_kind)
        return box

    def _make_looks(self) -> QWidget:
        page, lines = _form()
        self.text_size = QComboBox(page)
        names = (self.tr("小"), self.tr("标准"), self.tr("大"), self.tr("更大"), self.tr("特大"))
        for step, name in enumerate(names):
            self.text_size.addItem(name, user_settings.LEAST_TEXT + step * user_settings.TEXT_STEP)
        self.look = QComboBox(page)
        for text, key in (
            (self.tr("跟随系统"), "system"),
            (self.tr("浅色"), "light"),
            (self.tr("深色"), "dark"),
        ):
            self.look.addItem(text, key)
        self.idle = QSpinBox(page)
        self.idle.setRange(keep_settings.IDLE_LEAST, keep_settings.IDLE_MOST)
        self.idle.setSuffix(self.tr(" 分钟"))
        self.walk = QComboBox(page)
        self.walk.addItem(self.tr("每一项"), False)
        self.walk.addItem(self.tr("只走必填的"), True)
        for text, field in (
            (self.tr("文字大小"), self.text_size),
            (self.tr("颜色"), self.look),
            (self.tr("填表时 Enter 走到"), self.walk),
            (self.tr("没人操作多久后锁定"), self.idle),
        ):
            field.setAccessibleName(text)
            field.setMaximumWidth(160)
            lines.addRow(_label(text), field)
        note = self.tr(
            "文字大小、颜色和 Enter 只影响这台电脑上的您；锁定时间跟着台账走。↓ 总是走到下一项。"
        )
        lines.addRow("", _dim(note))
        return page

    def _make_safety(self) -> QWidget:
        page, lines = _form()
        self.where, self.backups = QLabel(page), QLabel(page)
        for label in (self.where, self.backups):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        lines.addRow(_label(self.tr("台账文件")), self.where)
        lines.addRow(_label(self.tr("备份")), self.backups)
        for text, name, hint, asked in self._safety_rows():
            button = QPushButton(text, page)
            icons.set_icon(button, name)
            button.setMinimumWidth(150)
            button.clicked.connect(partial(self._ask, asked))
            lines.addRow(button, _dim(hint))
        return page

    def _safety_rows(self) -> tuple[tuple[str, str, str, Ask], ...]:
        again = self.tr("回到以前的某一刻，现在的文件会改名保留。")
        disk = self.tr("U盘或另一块硬盘：插上时，每次备份后自动拷一份，读回核对。")
        whole = self.tr("看文件是否完好，有没有被别人改动过。")
        sheet = self.tr("再打印一张，或核对手里的那张。")
        return (
            (
                self.tr("立即备份"), "database-backup", self.tr("写完会读回核对。"), Ask.BACK_UP,
            ),
            (self.tr("备份盘…"), "database-backup", disk, Ask.BACKUP_DISK),
            (self.tr("从备份恢复…"), "archive-restore", again, Ask.RESTORE),
            (self.tr("检查台账…"), "shield-check", whole, Ask.CHECK),
            (self.tr("改口令…"), "key", self.tr("改完要重新打印恢复单。"), Ask.CHANGE_PASSWORD),
            (self.tr("恢复单…"), "printer", sheet, Ask.SHOW_SHEET),
        )  # fmt: skip

    def _ask(self, asked: Ask, _checked: bool = False) -> None:
        self.asks.emit(asked)

    def _connect(self) -> None:
        self.text_size.activated.connect(self._keep_text_size)
        self.look.activated.connect(self._keep_look)
        self.walk.activated.connect(self._keep_walk)
        self.idle.editingFinished.connect(self._keep_idle)
        self._session.changed.connect(self._changed)
        self._session.locked.connect(self._forget)
        self._session.closed.connect(self._forget)
        self.tabs.currentChanged.connect(self.refresh)

    # What it does.

    def _keep_text(self, key: str) -> None:
        field = self.fields[key]
        if isinstance(field, QLineEdit) and field.isModified() and self._session.is_open:
            self._keep({key: field.text()}, field)

    def _keep_kind(self) -> None:
        field = self.fields["unit_kind"]
        if isinstance(field, QComboBox):
            self._keep({"unit_kind": str(field.currentData())}, None)

    def _keep(self, given: dict[str, str], field: QLineEdit | None) -> None:
        """Keep texts; a refused one stays in its field with the reason below."""
        answer = self._session.act(keep_settings.keep, given)
        if field is not None:
            theme.set_look(field, "severity", "" if answer else "error")
        if not answer:
            return
        if field is not None:
            field.setModified(False)
        if answer.value:
            self._saved()

    @waits("idle")
    def _keep_idle(self) -> None:
        minutes = self.idle.value()
        if not self._session.is_open:
            return
        kept = keep_settings.idle_minutes(self._session.ledger)
        if minutes != kept and self._session.act(keep_settings.keep_idle_minutes, minutes):
            self._saved()

    def _saved(self) -> None:
        self._session.saved.emit(self._session.ledger.now()[11:])
        self.asks.emit(Ask.SETTINGS_KEPT)

    def _keep_text_size(self) -> None:
        user_settings.change_looks(text=int(self.text_size.currentData()))

    def _keep_look(self) -> None:
        user_settings.change_looks(scheme=str(self.look.currentData()))

    def _keep_walk(self) -> None:
        walk(only_needed=bool(self.walk.currentData()))

    def _show_looks(self) -> None:
        self.walk.setCurrentIndex(self.walk.findData(walks_needed()))
        self.text_size.setCurrentIndex(self.text_size.findData(user_settings.text_size()))
        self.look.setCurrentIndex(self.look.findData(user_settings.look()))

    def _show_places_of_files(self) -> None:
        path = self._session.ledger.path
        self.where.setText(str(path))
        made = back_up.backups(path)
        text = self.tr("{0} 份，在 {1}").format(len(made), back_up.folder_of(path))
        if made:
            last = made[0].at.strftime("%Y-%m-%d %H:%M")
            text = self.tr("{0}；最近一份 {1}").format(text, last)
        self.backups.setText(text)

    def _changed(self) -> None:
        if self.isVisible():
            self.places.refresh()
            self.calendar.refresh()
            self.rules.refresh()

    def _forget(self) -> None:
        self.places.forget()
        self.calendar.forget()


def _form() -> tuple[QWidget, QFormLayout]:
    page = QWidget()
    lines = QFormLayout(page)
    lines.setContentsMargins(8, 16, 8, 8)
    lines.setVerticalSpacing(10)
    lines.setHorizontalSpacing(14)
    lines.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    lines.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return page, lines


def _scrolling(page: QWidget) -> QScrollArea:
    """Let a page be reached to its end in a low window."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(page)
    return scroll


def _label(text: str) -> QLabel:
    label = QLabel(text)
    theme.set_role(label, "label")
    return label


def _dim(text: str) -> QLabel:
    label = Sentence(text)
    theme.set_role(label, "dim")
    return label
