"""The actions of the students page: names, menus, keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from ledger_app.catalogue import CHILD_TABLES
from ledger_app.gui.form.line_entry import Entry, Mark
from ledger_app.gui.kit import icons
from ledger_app.gui.student.records_tab import RecordsTab

if TYPE_CHECKING:
    from ledger_app.gui.students.page import StudentsPage


def make_actions(page: StudentsPage) -> list[QAction]:
    """Make the actions, with the page as their parent; property "menu" names the menu of each."""

    def add(menu: str, text: str, act: Callable[..., object], *keys: str, icon: str = "") -> None:
        action = QAction(text, page)
        action.setProperty("menu", menu)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(act)
        if icon:
            icons.set_icon(action, icon)
        page.addAction(action)
        actions.append(action)

    actions: list[QAction] = []
    tr = page.tr
    add("学生", tr("新建档案…"), page.ask_new, "Ctrl+N", icon="user-plus")
    add("编辑", tr("查找学生"), page.focus_search, "Ctrl+F", "F3", icon="search")
    add("学生", tr("上一个学生"), partial(_step, page, -1), "Alt+Up", "Ctrl+Up")
    add("学生", tr("下一个学生"), partial(_step, page, 1), "Alt+Down", "Ctrl+Down")
    add("学生", tr("批量修改…"), page.many.ask_batch, icon="pencil")
    add("学生", tr("删除档案…"), page.many.ask_delete, icon="trash")
    add("打印", tr("打印学生卡片"), page.many.ask_cards, icon="printer")
    add("记录", tr("登记联系"), page.pane.log_contact, "Ctrl+J", icon="phone")
    for table in CHILD_TABLES:
        if table.key != "contact":
            begin = partial(_begin, page, table.key)
            add("记录", tr("新增{0}").format(table.label), begin)
    add("记录", tr("删除这条记录"), partial(_delete_record, page), icon="trash")
    add("视图", tr("下一个标签"), partial(_turn, page, 1), "Ctrl+PgDown")
    add("视图", tr("上一个标签"), partial(_turn, page, -1), "Ctrl+PgUp")
    add("视图", tr("存为视图…"), page.views.ask_save, icon="bookmark")
    columns = page.view.columns_menu(page).menuAction()
    columns.setProperty("menu", "视图")
    icons.set_icon(columns, "columns")
    actions.append(columns)
    return actions


def list_menu(page: StudentsPage) -> QMenu:
    """Return the menu of the list: what can be done with the selected children."""
    menu = QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    wanted = {page.tr(text) for text in ("登记联系", "批量修改…", "打印学生卡片", "删除档案…")}
    for action in page.page_actions():
        if action.text() in wanted:
            menu.addAction(action)
    return menu


def _step(page: StudentsPage, by: int, _checked: bool = False) -> None:
    """Go to a neighbour; but Alt+Down in a field with a list opens that list."""
    focus = QApplication.focusWidget()
    alt = QApplication.keyboardModifiers() & Qt.KeyboardModifier.AltModifier
    if by > 0 and alt and isinstance(focus, Entry) and has_list(focus):
        key, modifier = Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier
        # Called, not sent: a sent key would find this shortcut again.
        focus.keyPressEvent(QKeyEvent(QKeyEvent.Type.KeyPress, key, modifier))
    else:
        page.step_student(by)


def has_list(entry: Entry) -> bool:
    """Tell whether a field can open a list or a calendar."""
    return getattr(entry, "_mark", Mark.NONE) is not Mark.NONE


def _begin(page: StudentsPage, table: str, _checked: bool = False) -> None:
    page.wanted.emit()
    page.pane.new_record(table)


def _delete_record(page: StudentsPage, _checked: bool = False) -> None:
    """Delete the chosen record of the tab in front; say so where there is none to choose."""
    page.wanted.emit()
    shown = page.pane.tab_shown()
    if isinstance(shown, RecordsTab) and shown.has_chosen():
        shown.delete_chosen()
    else:
        page.list.tell(page.tr("没有选中记录。先到家庭、关注、联系等标签里选一条。"))


def _turn(page: StudentsPage, by: int, _checked: bool = False) -> None:
    page.pane.turn_tab(by)
