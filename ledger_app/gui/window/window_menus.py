"""Which actions the window itself has, in which menu, with which keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from ledger_app.gui.kit.menu_action import Menu, MenuAction, MenuEntry
from ledger_app.gui.window import page_list
from ledger_app.gui.window.menus import Menus


def page_action(page: str) -> str:
    """Return the key of the action that shows the page with this key."""
    return f"page_{page}"


class WindowActions(QObject):
    """The window's own actions by key, in menu order."""

    def __init__(self, menus: Menus, slots: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(menus)
        self._menus, self._slots = menus, slots
        self._actions: dict[str, MenuAction] = {}
        for group in (self._files(), self._safety(), self._leaving()):
            self._add(group)
            menus.add_line(Menu.FILE)
        self._add(self._edits())
        self._add(self._records())
        self._add(self._handoffs())
        self._add(self._views())
        self._add(self._helps())

    def __getitem__(self, key: str) -> MenuAction:
        return self._actions[key]

    def _add(self, entries: tuple[MenuEntry, ...]) -> None:
        for entry in entries:
            self._actions[entry.key] = self._menus.add(entry, self._slots[entry.key])

    def _files(self) -> tuple[MenuEntry, ...]:
        file = Menu.FILE
        return (
            MenuEntry("new", file, self.tr("新建台账…"), ("Ctrl+Shift+N",), "file-plus", False),
            MenuEntry("open", file, self.tr("打开台账…"), ("Ctrl+O",), "folder-open", False),
            MenuEntry("import", file, self.tr("导入花名册…"), ("Ctrl+I",), "import"),
            MenuEntry("paste_list", file, self.tr("粘贴名单…"), ("Ctrl+V",)),
        )

    def _safety(self) -> tuple[MenuEntry, ...]:
        return (
            MenuEntry("back_up", Menu.FILE, self.tr("立即备份"), (), "database-backup"),
            MenuEntry("backup_disk", Menu.FILE, self.tr("备份盘…")),
            MenuEntry("restore", Menu.FILE, self.tr("从备份恢复…"), (), "archive-restore"),
            MenuEntry("check", Menu.FILE, self.tr("检查台账…"), (), "shield-check"),
        )

    def _leaving(self) -> tuple[MenuEntry, ...]:
        return (
            MenuEntry("lock", Menu.FILE, self.tr("锁定"), ("Ctrl+L",), "lock"),
            MenuEntry("close", Menu.FILE, self.tr("关闭台账"), ("Ctrl+W",)),
            MenuEntry("quit", Menu.FILE, self.tr("退出"), ("Ctrl+Q",), "log-out", False),
        )

    def _edits(self) -> tuple[MenuEntry, ...]:
        return (
            MenuEntry("undo", Menu.EDIT, self.tr("撤销"), ("Ctrl+Z",), "undo"),
            MenuEntry("redo", Menu.EDIT, self.tr("重做"), ("Ctrl+Y", "Ctrl+Shift+Z"), "redo"),
            MenuEntry("revisions", Menu.EDIT, self.tr("修改记录…"), ("Ctrl+H",), "history"),
        )

    def _records(self) -> tuple[MenuEntry, ...]:
        return (
            MenuEntry("new_student", Menu.STUDENT, self.tr("新建档案"), ("Ctrl+N",), "user-plus"),
            MenuEntry("roll_call", Menu.STUDENT, self.tr("登记报到、点名…"), ("Ctrl+Shift+D",)),
            MenuEntry("find", Menu.EDIT, self.tr("查找学生"), ("Ctrl+F",), "search"),
            MenuEntry("find_student", Menu.EDIT, self.tr("到学生里查找"), ("F3",)),
            MenuEntry("visit_answers", Menu.RECORD, self.tr("补录走访结果…"), ("Ctrl+Shift+V",)),
            MenuEntry("print", Menu.PRINT, self.tr("打印表和名册…"), ("Ctrl+P",), "printer"),
            MenuEntry("visit_sheet", Menu.PRINT, self.tr("打印走访单…"), ("Ctrl+Shift+P",)),
        )

    def _handoffs(self) -> tuple[MenuEntry, ...]:
        menu = Menu.HANDOFF
        return (
            MenuEntry("pack", menu, self.tr("打包移交…"), ("Ctrl+Shift+B",), "usb"),
            MenuEntry("receive", menu, self.tr("接收包和回执…"), ("Ctrl+Shift+R",), "download"),
            MenuEntry("differences", menu, self.tr("两边不一样的地方…"), ("Ctrl+Shift+U",)),
            MenuEntry("standing", menu, self.tr("各自保留的地方…")),
            MenuEntry("answers", menu, self.tr("答复请核实和退回…"), ("Ctrl+Shift+Q",)),
            MenuEntry("ask_below", menu, self.tr("请学校核实这一项…"), ("Ctrl+Shift+Y",)),
            MenuEntry("asked", menu, self.tr("请学校核实的…")),
            MenuEntry("travelling", menu, self.tr("档案流转…"), ("Ctrl+Shift+F",)),
            MenuEntry("two_schools", menu, self.tr("两校同报…")),
            MenuEntry("adopt", menu, self.tr("并入学校档案…")),
            MenuEntry("take_over", menu, self.tr("接管撤并学校…")),
            MenuEntry("hand_down", menu, self.tr("下发核实名单…")),
            MenuEntry("pairing", menu, self.tr("配对…"), (), "key"),
        )

    def _views(self) -> tuple[MenuEntry, ...]:
        pages = (
            MenuEntry(
                page_action(page.key), Menu.VIEW, page.shown_title(), (f"Ctrl+{number}",), page.icon
            )
            for number, page in enumerate(page_list.PAGES, 1)
        )
        sizes = (
            MenuEntry("larger", Menu.VIEW, self.tr("放大文字"), ("Ctrl++", "Ctrl+="), "", False),
            MenuEntry("smaller", Menu.VIEW, self.tr("缩小文字"), ("Ctrl+-",), "", False),
            MenuEntry("usual_size", Menu.VIEW, self.tr("标准文字"), ("Ctrl+0",), "", False),
            MenuEntry("full_screen", Menu.VIEW, self.tr("全屏"), ("F11",), "", False),
        )
        return (*pages, *sizes)

    def _helps(self) -> tuple[MenuEntry, ...]:
        return (
            MenuEntry("help", Menu.HELP, self.tr("本页帮助"), ("F1",), "help-circle", False),
            MenuEntry("tour", Menu.HELP, self.tr("十分钟入门"), (), "", False),
            MenuEntry("fields", Menu.HELP, self.tr("字段说明"), (), "", False),
            MenuEntry("keys", Menu.HELP, self.tr("快捷键"), ("Ctrl+/",), "", False),
            MenuEntry("key_sheet", Menu.HELP, self.tr("打印快捷键")),
            MenuEntry("self_check", Menu.HELP, self.tr("自检…"), (), "", False),
            MenuEntry("about", Menu.HELP, self.tr("关于一生一档"), (), "info", False),
        )
