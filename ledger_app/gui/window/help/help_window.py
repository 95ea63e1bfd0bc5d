"""The window of the help: what there is on the left, a page of it on the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ledger_app import paths
from ledger_app.gui.kit import icons, theme
from ledger_app.gui.kit.dialog import room_for
from ledger_app.gui.window.help import help_pages
from ledger_app.gui.window.help.help_pages import FIELDS

PLACE = Qt.ItemDataRole.UserRole
LIST_WIDTH = 190
PICTURE_WIDTH = 500  # pixels of a picture at most
MOST_BACK = 50  # places that Alt+← goes back to


class PageText(QTextBrowser):
    """A page of the help. Its pictures lie beside the pages, and are as wide as fits there."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a picture of the help; no page asks for anything else."""
        named = QUrl(name).toString()
        picture = QImage(str(paths.resources() / "help" / named))
        if kind != QTextDocument.ResourceType.ImageResource.value or picture.isNull():
            return None
        ratio = self.devicePixelRatioF()
        width = round(min(picture.width(), PICTURE_WIDTH) * ratio)
        shown = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        return shown


class HelpWindow(QWidget):
    """A window of its own, so that it can stand beside the work, and beside a dialog."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, f=Qt.WindowType.Window)
        self.setWindowTitle(self.tr("帮助"))
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.resize(QSize(860, 640).boundedTo(room_for(self)))
        self._place, self._beside = "", ""
        self._before: list[tuple[str, int]] = []  # places and how far they were scrolled
        self._make_list()
        self._text = PageText(self)
        self._text.setOpenLinks(False)
        self._text.setAccessibleName(self.tr("帮助内容"))
        self._text.anchorClicked.connect(self._follow)
        self._arrange()

    def show_topic(self, place: str, beside: str = "") -> None:
        """Show a place in the help, an unknown one as the first page.

        The page of a field leads to `beside`, the place of what the field stands in.
        """
        self.sought.clear()
        self._beside = beside
        self._go(place if help_pages.text_of(place) else help_pages.FIRST[0])
        self._stand_alone()
        self.show()
        self.raise_()
        self.activateWindow()
        self._text.setFocus()

    def topic(self) -> str:
        """Return the place that is shown."""
        return self._place

    def text(self) -> str:
        """Return what the page says."""
        return self._text.toPlainText()

    def go_back(self) -> None:
        """Show what was read before, where one was in it."""
        if self._before:
            place, scrolled = self._before.pop()
            self._show(place)
            self._text.verticalScrollBar().setValue(scrolled)

    # How it is made.

    def _make_list(self) -> None:
        self.sought = QLineEdit(self)
        self.sought.setPlaceholderText(self.tr("在帮助里找 Ctrl+F"))
        self.sought.setAccessibleName(self.tr("在帮助里找"))
        icons.sign_search(self.sought)
        self.sought.textChanged.connect(self._list_places)
        self.sought.returnPressed.connect(self._to_text)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("帮助目录"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemActivated.connect(self._to_text)
        self._list_places()

    def _arrange(self) -> None:
        column = QVBoxLayout()
        column.addWidget(self.sought)
        column.addWidget(self.list, 1)
        for each in (self.sought, self.list):
            each.setFixedWidth(LIST_WIDTH)
        row = QHBoxLayout(self)
        row.addLayout(column)
        row.addWidget(self._text, 1)
        for keys, act in (
            ("Esc", self._leave), ("Alt+Left", self.go_back), ("Ctrl+F", self._search),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        QShortcut(
            QKeySequence("Down"), self.sought, context=Qt.ShortcutContext.WidgetShortcut
        ).activated.connect(self.list.setFocus)

    def _stand_alone(self) -> None:
        """Be nobody's child for Qt: a dialog over the main window would lock it out with that.

        Asked for at every showing: Qt makes it a child again after each time that it was closed.
        """
        self.winId()
        if (handle := self.windowHandle()) is not None:
            handle.setTransientParent(None)  # type: ignore[arg-type]  # the stub lacks None

    # What is shown.

    def _list_places(self) -> None:
        """List all topics, or where what was typed is found; its first place is shown."""
        sought = self.sought.text()
        found = [(hit.place, hit.title) for hit in help_pages.find(sought)]
        if not sought.strip():
            found = [*help_pages.pages(), (FIELDS, self.tr("字段说明"))]
        self.list.blockSignals(True)
        self.list.clear()
        for place, title in found or [("", self.tr("没有找到"))]:
            item = QListWidgetItem(title, self.list)
            item.setToolTip(title)
            item.setData(PLACE, place)
        self.list.blockSignals(False)
        if sought.strip():
            self.list.setCurrentRow(0)
        else:
            self._mark_place()

    def _chosen(self) -> None:
        item = self.list.currentItem()
        place = str(item.data(PLACE)) if item is not None else ""
        if place:
            self._go(place)

    def _follow(self, link: QUrl) -> None:
        place = help_pages.target(link.toString())
        if help_pages.text_of(place):
            self._go(place)

    def _go(self, place: str) -> None:
        if place == self._place:
            return
        if self._place:
            scrolled = self._text.verticalScrollBar().value()
            self._before = [*self._before, (self._place, scrolled)][-MOST_BACK:]
        self._show(place)

    def _show(self, place: str) -> None:
        self._place = place
        document = self._text.document()
        document.setDefaultFont(theme.ui_font(1))
        document.setDocumentMargin(18)
        self._text.setMarkdown(f"{help_pages.text_of(place)}{self._way_back(place)}")
        _loosen(document)
        self._mark_place()
        self._to_heading(place.partition("#")[2])

    def _way_back(self, place: str) -> str:
        """Return the links at the end of a field's page: to all fields, and to where one is."""
        if not place.startswith(f"{FIELDS}/"):
            return ""
        topic = self._beside.partition("#")[0]
        title = help_pages.title_of(help_pages.text_of(topic)) if topic else ""
        beside = f" · [{title}]({topic}.md)" if title else ""
        fields = self.tr("全部字段")
        return f"\n\n---\n\n[{fields}]({FIELDS}.md){beside}\n"

    def _mark_place(self) -> None:
        """Mark in the list what the page shown belongs to."""
        if self.sought.text().strip():
            return
        topic = FIELDS if self._place.startswith(FIELDS) else self._place.partition("#")[0]
        self.list.blockSignals(True)
        for at in range(self.list.count()):
            if self.list.item(at).data(PLACE) == topic:
                self.list.setCurrentRow(at)
        self.list.blockSignals(False)

    def _to_heading(self, heading: str) -> None:
        """Scroll to a heading, or to the first place of what is looked for."""
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
        block = self._text.document().begin()
        while heading and block.isValid():
            if block.blockFormat().headingLevel() > 1 and block.text() == heading:
                top = self._text.document().documentLayout().blockBoundingRect(block).top()
                self._text.setTextCursor(QTextCursor(block))
                self._text.verticalScrollBar().setValue(int(top) - 8)
                return
            block = block.next()
        if not heading and (sought := self.sought.text().strip()):
            self._text.find(sought)

    # Keys.

    def _search(self) -> None:
        self.sought.setFocus()
        self.sought.selectAll()

    def _to_text(self) -> None:
        self._text.setFocus()

    def _leave(self) -> None:
        """Leave the search first, then the window."""
        if self.sought.text():
            self.sought.clear()
            self._to_text()
        else:
            self.close()


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
