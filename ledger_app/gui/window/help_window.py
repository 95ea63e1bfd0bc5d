"""The offline help: short pages, the one that belongs to where you are first."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QUrl
from PySide6.QtGui import (
    QKeySequence,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ledger_app import __version__, paths
from ledger_app.actions import keep_settings
from ledger_app.catalogue.handoff_meanings import UnitKind
from ledger_app.gui.entry.self_check import SelfCheckDialog
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import room_for
from ledger_app.gui.window import page_list
from ledger_app.gui.window.screens import Frame, show_dialog

TOPIC = Qt.ItemDataRole.UserRole
FIRST, LAST = ("start",), ("backup", "safety", "typing", "keys")


def order() -> list[str]:
    """Return the topics in reading order: those of each page in the middle."""
    of_pages = (topic for page in page_list.PAGES for topic in page.topics or (page.key,))
    return [*FIRST, *of_pages, *LAST]


def pages() -> list[tuple[str, str]]:
    """Return (topic, title) of every help page, in reading order; titles are first headings."""
    folder = paths.resources() / "help"
    found = [path for topic in order() if (path := folder / f"{topic}.md").is_file()]
    return [(path.stem, _title(path)) for path in found]


def _title(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ").strip()


class HelpWindow(QWidget):
    """A window of its own, so that it can stand beside the work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, f=Qt.WindowType.Window)
        self.setWindowTitle(self.tr("帮助"))
        self.resize(QSize(820, 620).boundedTo(room_for(self)))
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("帮助目录"))
        self._list.setFixedWidth(170)
        for topic, title in pages():
            item = QListWidgetItem(title, self._list)
            item.setData(TOPIC, topic)
        self._text = QTextBrowser(self)
        self._text.setOpenLinks(False)
        self._text.setAccessibleName(self.tr("帮助内容"))
        self._text.anchorClicked.connect(self._follow)
        self._list.currentItemChanged.connect(self._chosen)
        row = QHBoxLayout()
        row.addWidget(self._list)
        row.addWidget(self._text, 1)
        QVBoxLayout(self).addLayout(row)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.close)

    def show_topic(self, topic: str) -> None:
        """Show a page; an unknown topic shows the first one."""
        topics = [self._list.item(at).data(TOPIC) for at in range(self._list.count())]
        self._list.setCurrentRow(topics.index(topic) if topic in topics else 0)
        self.show()
        self.raise_()
        self.activateWindow()

    def topic(self) -> str:
        """Return the topic that is shown."""
        item = self._list.currentItem()
        return str(item.data(TOPIC)) if item is not None else ""

    def _chosen(self) -> None:
        path = paths.resources() / "help" / f"{self.topic()}.md"
        document = self._text.document()
        document.setDefaultFont(theme.ui_font(1))
        document.setDocumentMargin(18)
        self._text.setMarkdown(path.read_text(encoding="utf-8") if path.is_file() else "")
        _loosen(document)

    def _follow(self, link: QUrl) -> None:
        self.show_topic(link.toString().removesuffix(".md"))


def _loosen(document: QTextDocument) -> None:
    """Give paragraphs room and headings a modest size; Markdown brings neither."""
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        level = block.blockFormat().headingLevel()
        shape = QTextBlockFormat()
        shape.setTopMargin(14 if level > 1 else 0)
        shape.setBottomMargin(2 if block.textList() or cursor.currentTable() else 8)
        cursor.mergeBlockFormat(shape)
        if level:
            letters = QTextCharFormat()
            letters.setFont(theme.ui_font(8 if level == 1 else 3, bold=True))
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.mergeCharFormat(letters)
        block = block.next()


class Help(QObject):
    """What the help menu does."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame.window)
        self._frame = frame
        self._shown: HelpWindow | None = None

    def show_here(self) -> None:
        """Show the help page that belongs to what is in sight."""
        screens = self._frame.screens
        if not screens.shows_ledger():
            self.show_topic("start")
            return
        kept = self._frame.session.peek(keep_settings.shown).otherwise({})
        is_school = kept.get("unit_kind", UnitKind.SCHOOL) == UnitKind.SCHOOL
        self.show_topic(page_list.topic_of(screens.pages.key(), is_school=is_school))

    def show_keys(self) -> None:
        """Show the help page of the keys."""
        self.show_topic("keys")

    def say_typing(self) -> None:
        """Say that characters cannot be typed, and which page tells how they get in."""
        message = self._frame.messages.show_note(
            self.tr("输入法（fcitx）没有接上，在本程序里暂时打不出汉字。"),
            self.tr(
                "可以先在别的程序里打好字，再用 Ctrl+V 粘贴过来；查学生、选代码打拼音首字母也行。"
                "怎样接上输入法，请看帮助“打汉字”。"
            ),
            stays=True,
            kind="warning",
        )
        message.add_button(self.tr("看帮助")).clicked.connect(self.show_typing)

    def show_typing(self) -> None:
        """Show the help page about input methods."""
        self.show_topic("typing")

    def show_topic(self, topic: str) -> None:
        """Show a help page in its own window."""
        if self._shown is None:
            self._shown = HelpWindow(self._frame.window)
        self._shown.show_topic(topic)

    def check_computer(self) -> None:
        """Look whether the program can do its work on this computer."""
        dialog = SelfCheckDialog(self._frame.window)
        show_dialog(dialog)
        dialog.run()

    def show_about(self) -> None:
        """Say what the program is, its version, and where the ledger lies."""
        session = self._frame.session
        where = str(session.ledger.path) if session.is_open else self.tr("没有打开")
        text = self.tr(
            "一生一档 {0}\n控辍保学学生台账\n\n台账文件：{1}\nPython {2} · 开源，Apache-2.0"
        )
        box = QMessageBox(self._frame.window)
        box.setWindowTitle(self.tr("关于一生一档"))
        box.setText(text.format(__version__, where, platform.python_version()))
        show_dialog(box)
