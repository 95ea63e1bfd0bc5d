"""Which actions the window itself has, in which menu, with which keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from ledger_app.gui.window.menus import Entry, Menus


class WindowActions(QObject):
    """The window's own actions by name, in menu order."""

    def __init__(self, menus: Menus, slots: Mapping[str, Callable[[], None]]) -> None:
        super().__init__(menus)
        self._menus, self._slots = menus, slots
        self._actions: dict[str, QAction] = {}
        for group in (self._files(), self._safety(), self._leaving()):
            self._add(group)
            menus.add_line("文件")
        self._add(self._edits())
        self._add(self._records())
        self._add(self._views())
        self._add(self._helps())

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def _add(self, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            self._actions[entry.name] = self._menus.add(entry, self._slots[entry.name])

    def _files(self) -> tuple[Entry, ...]:
        return (
            Entry("new", "文件", self.tr("新建台账…"), "Ctrl+Shift+N", "file-plus", False),
            Entry("open", "文件", self.tr("打开台账…"), "Ctrl+O", "folder-open", False),
            Entry("import", "文件", self.tr("导入花名册…"), "Ctrl+I", "import"),
        )

    def _safety(self) -> tuple[Entry, ...]:
        return (
            Entry("back_up", "文件", self.tr("立即备份"), "", "database-backup"),
            Entry("restore", "文件", self.tr("从备份恢复…"), "", "archive-restore"),
            Entry("check", "文件", self.tr("检查台账…"), "", "shield-check"),
        )

    def _leaving(self) -> tuple[Entry, ...]:
        return (
            Entry("lock", "文件", self.tr("锁定"), "Ctrl+L", "lock"),
            Entry("close", "文件", self.tr("关闭台账"), "Ctrl+W"),
            Entry("quit", "文件", self.tr("退出"), "Ctrl+Q", "log-out", False),
        )

    def _edits(self) -> tuple[Entry, ...]:
        return (
            Entry("undo", "编辑", self.tr("撤销"), "Ctrl+Z", "undo"),
            Entry("redo", "编辑", self.tr("重做"), "Ctrl+Y / Ctrl+Shift+Z", "redo"),
            Entry("revisions", "编辑", self.tr("修改记录…"), "Ctrl+H", "history"),
        )

    def _records(self) -> tuple[Entry, ...]:
        return (
            Entry("new_student", "学生", self.tr("新建档案"), "Ctrl+N", "user-plus"),
            Entry("find", "编辑", self.tr("查找学生"), "Ctrl+F / F3", "search"),
            Entry("print", "打印", self.tr("打印表和名册…"), "Ctrl+P", "printer"),
        )

    def _views(self) -> tuple[Entry, ...]:
        pages = (
            Entry("today", "视图", self.tr("今日"), "Ctrl+1", "calendar-check"),
            Entry("students", "视图", self.tr("学生"), "Ctrl+2", "users"),
            Entry("prints", "视图", self.tr("打印"), "Ctrl+3", "printer"),
            Entry("settings", "视图", self.tr("设置"), "Ctrl+4", "settings"),
        )
        sizes = (
            Entry("larger", "视图", self.tr("放大文字"), "Ctrl++ / Ctrl+=", "", False),
            Entry("smaller", "视图", self.tr("缩小文字"), "Ctrl+-", "", False),
            Entry("usual_size", "视图", self.tr("标准文字"), "Ctrl+0", "", False),
            Entry("full_screen", "视图", self.tr("全屏"), "F11", "", False),
        )
        return (*pages, *sizes)

    def _helps(self) -> tuple[Entry, ...]:
        return (
            Entry("help", "帮助", self.tr("本页帮助"), "F1", "help-circle", False),
            Entry("keys", "帮助", self.tr("快捷键"), "Ctrl+/", "", False),
            Entry("about", "帮助", self.tr("关于一生一档"), "", "info", False),
        )
