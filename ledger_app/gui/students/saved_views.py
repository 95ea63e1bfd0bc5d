"""The menu of saved views: choose one, keep the present one under a name, rename, delete."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions import saved_views
from ledger_app.actions.saved_views import SavedView
from ledger_app.gui.kit import icons, question, theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.session import Done, Refused, Session

Content = dict[str, Any]


class SavedViews(QToolButton):
    """A button with the name of the view in use. `chosen(content)` when one is picked,
    `board_wanted()` when the board 去向 is.

    `present` returns what the list shows now, as it would be kept.
    """

    chosen = Signal(object)
    board_wanted = Signal()

    def __init__(
        self, session: Session, present: Callable[[], Content], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._present = session, present
        self._name = ""
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setAccessibleName(self.tr("视图"))
        self.setToolTip(self.tr("视图：把常用的筛选、排序和列存下来"))
        icons.set_icon(self, "bookmark", "dim")
        self.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.show_name("")

    def name(self) -> str:
        """Return the name of the view in use, "" for none."""
        return self._name

    def in_use(self) -> tuple[str, Content]:
        """Return what the list shows, to come back to it after the lock, and its name."""
        return self._name, self._present()

    def bring_back(self, before: tuple[str, Content] | None) -> None:
        """Have the list show again what it showed."""
        if before is not None and before[1] != self._present():
            self.chosen.emit(before[1])
            self.show_name(before[0])

    def show_name(self, name: str) -> None:
        """Show which view is in use."""
        self._name = name
        text = self.tr("视图：{0}").format(name) if name else self.tr("视图")
        self.setText(f" {text}")

    def _fill(self) -> None:
        self._menu.clear()
        if not self._session.is_open:
            return
        plain = self._menu.addAction(self.tr("全部学生（无筛选）"))
        plain.triggered.connect(self._choose_plain)
        self._menu.addAction(self.tr("去向（五处合计）")).triggered.connect(self.board_wanted)
        self._menu.addSeparator()
        for view in self._session.act(saved_views.views).otherwise([]):
            self._add(view)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("存为视图…")).triggered.connect(self.ask_save)
        rename = self._menu.addAction(self.tr("改名…"))
        rename.triggered.connect(self.ask_rename)
        delete = self._menu.addAction(self.tr("删除视图“{0}”").format(self._name))
        delete.triggered.connect(self.ask_delete)
        for action in (rename, delete):
            action.setVisible(bool(self._name))

    def _add(self, view: SavedView) -> None:
        action = QAction(view.name, self._menu)
        action.setCheckable(True)
        action.setChecked(view.name == self._name)
        action.triggered.connect(partial(self.choose, view))
        self._menu.addAction(action)

    def choose(self, view: SavedView, _checked: bool = False) -> None:
        """Use a view."""
        self.chosen.emit(dict(view.content))
        self.show_name(view.name)

    def _choose_plain(self) -> None:
        self.chosen.emit({})
        self.show_name("")

    def ask_save(self) -> None:
        """Ask for a name and keep what the list shows under it."""
        dialog = NameDialog(self.tr("存为视图"), self._name, self._save, self)
        dialog.open()

    def ask_rename(self) -> None:
        """Ask for another name of the view in use."""
        dialog = NameDialog(self.tr("视图改名"), self._name, self._rename, self)
        dialog.open()

    def ask_delete(self) -> None:
        """Ask before the view in use is forgotten."""
        question.ask(
            self,
            self.tr("删除视图“{0}”？").format(self._name),
            self.tr("只去掉这一组筛选、排序和列，名单和档案不变。删掉的视图要重新存。"),
            self.tr("删除视图"),
            partial(self.delete, self._name),
        )

    def delete(self, name: str) -> None:
        """Forget a view; the list stays as it is."""
        if self._session.act(saved_views.delete_view, name) and name == self._name:
            self.show_name("")

    def _save(self, name: str) -> Done[SavedView] | Refused:
        answer = self._session.act(saved_views.save_view, name, self._present(), quiet=True)
        if answer:
            self.show_name(answer.value.name)
        return answer

    def _rename(self, name: str) -> Done[None] | Refused:
        answer = self._session.act(saved_views.rename_view, self._name, name, quiet=True)
        if answer:
            self.show_name(" ".join(name.split()))
        return answer


class NameDialog(Dialog):
    """Asks for one name and says under it why it cannot be taken."""

    def __init__(
        self,
        title: str,
        name: str,
        take: Callable[[str], Done[Any] | Refused],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._take = take
        self.line = QLineEdit(name, self)
        self.line.setAccessibleName(self.tr("名称"))
        self.line.selectAll()
        self._problem = QLabel(self)
        self._problem.setWordWrap(True)
        theme.set_role(self._problem, "error")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        inside = QVBoxLayout(self)
        inside.addWidget(QLabel(self.tr("名称"), self))
        inside.addWidget(self.line)
        inside.addWidget(self._problem)
        inside.addWidget(buttons)
        self.setMinimumWidth(340)

    def accept(self) -> None:
        """Take the name, or stay open and say why not."""
        answer = self._take(self.line.text())
        if answer:
            super().accept()
        else:
            self._problem.setText(f"{answer.message}{answer.hint}")
