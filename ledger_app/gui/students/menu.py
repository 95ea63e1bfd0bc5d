"""The actions of the students page: names, menus, keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ledger_app.catalogue import CHILD_TABLES
from ledger_app.domain.telling.guardian import phone_places
from ledger_app.gui.contact.contact_action import contact_action
from ledger_app.gui.form.field_in_hand import field_in_hand
from ledger_app.gui.form.walking import walk, walks_needed
from ledger_app.gui.kit.menu_action import Menu, MenuAction, MenuEntry
from ledger_app.gui.page import ShowStudent
from ledger_app.gui.student.current_child import CurrentChild
from ledger_app.gui.student.pane import StudentPane
from ledger_app.gui.student.records_tab import RecordsTab
from ledger_app.gui.students.list_columns import for_workbook
from ledger_app.gui.students.list_view import StudentListView
from ledger_app.gui.students.many_students import ManyStudents
from ledger_app.gui.students.saved_views import SavedViews

OF_THE_LIST = (
    "log", "note_absence", "many_records", "batch", "cards", "visit_sheet", "merge_files", "delete",
)  # fmt: skip
# Of all that are selected, or of the one.
OF_MANY = (
    "log", "note_absence", "many_records", "batch", "cards", "visit_sheet", "hand_over",
    "verify_chosen", "delete",
)  # fmt: skip
OF_ONE = (
    "next_tab",
    "previous_tab",
    "open_alike",
    "open_mate",
    "split_file",
)  # besides all of the menu 记录

# Where a child is not in sight, what it is done with is not there either.
OF_THE_FILE = ("previous", "next", "done")


class StudentActions(QObject):
    """The page's actions, `all` of them in menu order.

    `new_wanted()`, `search_wanted()`: so was chosen; `child_wanted(ShowStudent)`: another file;
    `step_wanted(by)`: the next child (1) or the one before (-1); `forward_wanted()`: the page
    should come to the front; `board_wanted()`: where all stand; `told(text)`: why nothing was done.
    """

    new_wanted = Signal()
    child_wanted = Signal(object)
    search_wanted = Signal()
    step_wanted = Signal(int)
    forward_wanted = Signal()
    told = Signal(str)
    board_wanted = Signal()

    def __init__(
        self,
        pane: StudentPane,
        current: CurrentChild,
        many: ManyStudents,
        views: SavedViews,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._pane, self._current, self._page = pane, current, page
        self.all: list[MenuAction] = []
        self._in_sight = True
        self._add_students(many)
        self._add_records(many)
        self._add_views(views)
        current.changed.connect(self._judge)
        self._judge()

    def _judge(self) -> None:
        """Turn off what there is nobody for, and say of several how many it would be."""
        count = self._current.count if self._in_sight else 0
        one = self._in_sight and bool(self._current.id)
        for action in self.all:
            if action.entry.key in OF_THE_FILE:
                action.setEnabled(self._in_sight)
            elif action.entry.key in OF_MANY:
                action.setEnabled(one or count > 1)
                several = self._of_several(action.entry.key).format(count)
                action.setText(several if count > 1 else action.entry.text)
            elif action.entry.key == "merge_files":
                action.setEnabled(one or count == 2)
            elif action.entry.menu is Menu.RECORD or action.entry.key in OF_ONE:
                action.setEnabled(one)

    def be_in_sight(self, is_in_sight: bool) -> None:
        """Act on the children of the list only while they can be seen: not on the board."""
        self._in_sight = is_in_sight
        self._judge()

    def _of_several(self, key: str) -> str:
        texts = {
            "log": self.tr("给选中的 {0} 人登记联系…"),
            "note_absence": self.tr("记选中的 {0} 人缺勤…"),
            "many_records": self.tr("给选中的 {0} 人登记…"),
            "batch": self.tr("批量修改选中的 {0} 人…"),
            "cards": self.tr("打印选中的 {0} 人的卡片"),
            "visit_sheet": self.tr("打印选中的 {0} 人的走访单…"),
            "delete": self.tr("删除选中的 {0} 份档案…"),
            "hand_over": self.tr("移交选中的 {0} 份档案…"),
            "verify_chosen": self.tr("请学校核实选中的 {0} 人…"),
        }
        return texts[key]

    def add_list(self, view: StudentListView, many: ManyStudents) -> None:
        """Add what is done with the list as it stands: shows and hides columns, saves it."""

        def save() -> None:
            columns = [for_workbook(key) for key in view.columns()["shown"]]
            many.lists.ask(view.numbers(), columns)

        complete = self.tr("完整度…")
        self._add("completeness", Menu.VIEW, complete, many.ask_completeness, "Ctrl+Alt+W")
        looks = self.tr("还没复录的号码…")
        self._add("second_looks", Menu.STUDENT, looks, many.ask_second_looks, "Ctrl+Alt+L")
        form = self.tr("发填报表…")
        self._add("fill_in", Menu.STUDENT, form, many.ask_fill_in, icon="upload")
        self._add("save_list", Menu.STUDENT, self.tr("名单存工作簿…"), save, icon="table")
        entry = MenuEntry("columns", Menu.VIEW, self.tr("列"), icon="columns")
        action = MenuAction(entry, _nothing, self._page)
        action.setMenu(view.columns_menu(self._page))
        self.all.append(action)

    def list_menu(self) -> QMenu:
        """Return the menu of the list: what can be done with the selected children."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([each for each in self.all if each.entry.key in OF_THE_LIST])
        return menu

    # Which they are.

    def _add_students(self, many: ManyStudents) -> None:
        student, step = Menu.STUDENT, self.step_wanted.emit
        new, find = self.new_wanted.emit, self.search_wanted.emit
        self._add("new_student", student, self.tr("新建档案…"), new, "Ctrl+N", icon="user-plus")
        self._add("find", Menu.EDIT, self.tr("查找学生"), find, "Ctrl+F", icon="search")
        back, on = partial(step, -1), partial(step, 1)
        self._add("previous", student, self.tr("上一个学生"), back, "Ctrl+Up")
        self._add("next", student, self.tr("下一个学生"), on, "Ctrl+Down")
        other = self.tr("打开同号或同名的档案")
        self._add("open_alike", student, other, self._open_alike, "F6")
        text = self.tr("给多人登记…")
        self._add("many_records", Menu.RECORD, text, many.ask_records, "Ctrl+Shift+M", icon="users")
        absent = self.tr("记缺勤…")
        self._add("note_absence", Menu.RECORD, absent, many.ask_absence, "Ctrl+Shift+A")
        mate = self.tr("打开同户的孩子")
        self._add("open_mate", student, mate, self._open_mate, "F8", icon="home")
        self._pane.mate_wanted.connect(self._open_mate)
        self._add("batch", student, self.tr("批量修改…"), many.ask_batch, icon="pencil")
        same, merge = many.same, self.tr("合并档案…")
        same.child_wanted.connect(self.child_wanted)
        self._add("pairs", student, self.tr("疑似同一人…"), same.ask_pairs)
        self._add("merge_files", student, merge, same.ask_merge)
        self._add("split_file", student, self.tr("拆分档案…"), same.ask_split)
        self._add("delete", student, self.tr("删除档案…"), many.ask_delete, icon="trash")
        over, verify = self.tr("移交这份档案…"), self.tr("请学校核实这个孩子…")
        self._add("hand_over", Menu.HANDOFF, over, many.ask_hand_over)
        self._add("verify_chosen", Menu.HANDOFF, verify, many.ask_hand_down)
        year = self.tr("新学年升级…")
        self._add("roll_over", student, year, many.ask_roll_over, icon="calendar")
        self._add("cards", Menu.PRINT, self.tr("打印学生卡片"), many.ask_cards, icon="printer")
        route = self.tr("打印走访单…")
        self._add("visit_sheet", Menu.PRINT, route, many.ask_route, "Ctrl+Shift+P")

    def _add_records(self, many: ManyStudents) -> None:
        record, log = Menu.RECORD, contact_action(many.ask_contact, self._page)
        self._page.addAction(log)
        self.all.append(log)
        numbers = self._pane.dialogs.show_numbers
        self._add("numbers", record, self.tr("号码、拨号码…"), numbers, "F9", icon="qr-code")
        self._add(
            "new_here", record, self.tr("在当前标签新增一条"), self._new_here, "Ins", icon="plus"
        )
        for table in CHILD_TABLES:
            text = self.tr("新增{0}").format(table.label)
            begin = partial(self._begin, table.key)
            self._add(f"new_{table.key}", record, text, begin, group=self.tr("新增记录"))
        harm, dialogs = self.tr("发现伤害或危险…"), self._pane.dialogs
        ask = partial(self._ask, dialogs.report_harm)
        self._add("report_harm", record, harm, ask, "Ctrl+Shift+H", icon="shield")
        phone = self.tr("改电话")
        self._add("change_phone", record, phone, self._change_phone, "Ctrl+T", icon="phone")
        note = self.tr("给这一项加附注…")
        self._add("field_note", record, note, self._pane.dialogs.note_field, "Ctrl+Alt+N")
        look = self.tr("复录核对这个号码…")
        self._add("look_again", record, look, self._pane.dialogs.look_again, "Ctrl+Alt+K")
        safety = self.tr("安全提示…")
        self._add("safety_note", record, safety, self._safety_note, "Ctrl+Alt+S")
        close, reopen = partial(self._ask, dialogs.close_case), partial(self._ask, dialogs.reopen)
        self._add("close_case", record, self.tr("销号…"), close, "Ctrl+Shift+X")
        self._add("reopen", record, self.tr("撤销销号…"), reopen)
        delete = self._delete_record
        self._add("delete_record", record, self.tr("删除这条记录"), delete, icon="trash")

    def _add_views(self, views: SavedViews) -> None:
        view, turn = Menu.VIEW, self._pane.turn_tab
        self._add("next_tab", view, self.tr("下一个标签"), partial(turn, 1), "Ctrl+PgDown")
        self._add("previous_tab", view, self.tr("上一个标签"), partial(turn, -1), "Ctrl+PgUp")
        done = self.tr("填好了，回到名单")
        self._add("done", view, done, self._done, "Ctrl+Return")
        self._add("board", view, self.tr("去向"), self.board_wanted.emit, "F7")
        self._add("save_view", view, self.tr("存为视图…"), views.ask_save, icon="bookmark")
        needed = self.tr("Enter 只走必填的")
        self._walk = self._add("walk_needed", view, needed, self._turn_walk)
        self._walk.setCheckable(True)

    def shown(self) -> list[MenuAction]:
        """Return all of them as they are now."""
        self._walk.setChecked(walks_needed())
        return self.all

    def _turn_walk(self) -> None:
        walk(only_needed=not walks_needed())
        self._walk.setChecked(walks_needed())

    def _add(
        self,
        key: str,
        menu: Menu,
        text: str,
        act: Callable[[], object],
        *shortcuts: str,
        icon: str = "",
        group: str = "",
    ) -> MenuAction:
        entry = MenuEntry(key, menu, text, shortcuts, icon, group=group)
        action = MenuAction(entry, act, self._page)
        self._page.addAction(action)
        self.all.append(action)
        return action

    # What they do.

    def _open_alike(self) -> None:
        other = self._pane.other_like() if self._pane.draw() else ""
        if other:
            self.child_wanted.emit(ShowStudent(other))
        else:
            self.told.emit(self.tr("没有同号或同名的档案。"))

    def _change_phone(self) -> None:
        """Go to the guardian's telephone; from a telephone on to the next one of the family."""
        self.forward_wanted.emit()
        opened = self._pane.opened() if self._pane.draw() else None
        if opened is None:
            return
        places, here = phone_places(opened.file), field_in_hand()
        at = [
            here is not None
            and (key, table, record or opened.student_id) == (here.field, here.table, here.record)
            for table, record, key in places
        ]
        following = (at.index(True) + 1) % len(places) if any(at) else 0
        self._pane.open_record(*places[following])

    def _done(self) -> None:
        """Keep what is typed in the file and go back to the list; what cannot be kept is said."""
        if self._pane.commit_pending():
            self._pane.left.emit()

    def _new_here(self) -> None:
        """Begin a record of the tab in front; say so where that has none."""
        if isinstance(self._pane.tab(self._pane.current_tab()), RecordsTab):
            self._pane.new_record(self._pane.current_tab())
        else:
            self.told.emit(self.tr("这一页没有可以新增的记录。先到家庭、关注、联系等标签。"))

    def _begin(self, table: str) -> None:
        self.forward_wanted.emit()
        self._pane.new_record(table)

    def _safety_note(self) -> None:
        self.forward_wanted.emit()
        self._pane.edit_safety_note()

    def _ask(self, about_child: Callable[[], None]) -> None:
        self.forward_wanted.emit()
        about_child()

    def _open_mate(self) -> None:
        opened = self._pane.opened() if self._pane.draw() else None
        if opened and opened.next_mate:
            self.child_wanted.emit(ShowStudent(opened.next_mate))
        else:
            self.told.emit(self.tr("没有找到同户的孩子：按户编号，或监护人姓名和电话。"))

    def _delete_record(self) -> None:
        """Delete the chosen record of the tab in front; say so where there is none to choose."""
        self.forward_wanted.emit()
        shown = self._pane.tab_shown()
        if isinstance(shown, RecordsTab) and shown.has_chosen():
            shown.delete_chosen()
        else:
            self.told.emit(self.tr("没有选中记录。先到家庭、关注、联系等标签里选一条。"))


def _nothing() -> None:
    """Stand for what an action with a menu of its own would do."""
