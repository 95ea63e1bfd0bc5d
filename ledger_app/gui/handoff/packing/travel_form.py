"""How a package travels: cut-off day, on which stick, in whose hands, what sensitive goes along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.handoff.preflight import StaysHere
from ledger_app.catalogue import TABLES
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.form.editors import FieldEditor, Setting, make_editor
from ledger_app.gui.handoff.packing.sticks import plugged_in
from ledger_app.gui.kit import theme, user_settings
from ledger_app.gui.session import Session

KEY = Qt.ItemDataRole.UserRole
PACKAGE = TABLES["package"]


@dataclass(frozen=True)
class Travel:
    """What was chosen."""

    folder: Path
    cut_off: date | None
    include: frozenset[tuple[str, str]]
    custodian: str
    stick_no: str


class TravelForm(QWidget):
    """Filled in before packing; what is sensitive stays here unless it is ticked."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        setting = Setting(today=session.ledger.today)
        self.folder = QComboBox(self)
        self.folder.setEditable(True)
        # A path may be as long as it likes: it asks for no room.
        self.folder.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.folder.setMinimumContentsLength(6)
        self.folder.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.folder.setAccessibleName(self.tr("存到"))
        self._offer_folders()
        self._choose = QPushButton(self.tr("选…"), self)
        self._choose.setAutoDefault(False)
        self._choose.clicked.connect(self._ask_folder)
        self.editors: dict[str, FieldEditor] = {
            key: make_editor(PACKAGE.field(key), setting, self)
            for key in ("cut_off_on", "custodian", "stick_no")
        }
        self.editors["cut_off_on"].set_value(session.ledger.today().isoformat())
        for editor in self.editors.values():
            editor.go_on.connect(self._go_on)
        self._head = QLabel(self.tr("不带上去的敏感项（确要带的打勾）"), self)
        self.withheld = QListWidget(self)
        self.withheld.setAccessibleName(self._head.text())
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(self._choose)
        form = QFormLayout()
        form.addRow(self.tr("存到"), row)
        for editor in self.editors.values():
            form.addRow(editor.field.label, editor)
        theme.set_role(self._head, "dim")
        self._head.setWordWrap(True)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(form)
        box.addWidget(self._head)
        box.addWidget(self.withheld, 1)
        self.withheld.setMinimumHeight(theme.text_pixels() * 6)

    def _offer_folders(self) -> None:
        here = self.folder.currentText()
        self.folder.clear()
        usual = user_settings.folder_for_files()
        self.folder.addItems([str(each) for each in (*plugged_in(), usual)])
        if here:
            self.folder.setEditText(here)

    def _ask_folder(self) -> None:
        title = self.tr("移交包存到哪个U盘或文件夹")
        chosen = QFileDialog.getExistingDirectory(self, title, self.folder.currentText())
        if chosen:
            self.folder.setEditText(chosen)

    def _go_on(self, step: int) -> None:
        order = list(self.editors.values())
        at = order.index(self.sender()) + step  # type: ignore[arg-type]
        if 0 <= at < len(order):
            order[at].focus_editor()
        else:
            (self.withheld if step > 0 else self.folder).setFocus()

    def show_usual(self, custodian: str, stick_no: str) -> None:
        """Show who carried which stick last time."""
        self.editors["custodian"].set_value(custodian)
        self.editors["stick_no"].set_value(stick_no)

    def show_withheld(self, withheld: Sequence[StaysHere]) -> None:
        """List what stays here unless it is ticked."""
        self.withheld.clear()
        for each in withheld:
            told = self.tr("{0}（{1} 处）").format(each.what.label, each.count)
            item = QListWidgetItem(told if each.count else each.what.label, self.withheld)
            item.setData(KEY, each.pair)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self._head.setVisible(bool(withheld))
        self.withheld.setVisible(bool(withheld))

    def chosen(self) -> Travel:
        """Return what was chosen; raise LedgerError where something cannot be read."""
        for editor in self.editors.values():
            if not editor.commit():
                editor.focus_editor()
                raise LedgerError(f"“{editor.field.label}”看不明白。", "请改正或清空。")
        folder = Path(self.folder.currentText().strip())
        if not self.folder.currentText().strip() or not folder.is_dir():
            self.folder.setFocus()
            raise LedgerError("没有这个文件夹。", "插上U盘，或另选一个文件夹。")
        day = self.editors["cut_off_on"].value()
        return Travel(
            folder=folder,
            cut_off=date.fromisoformat(str(day)) if day else None,
            include=frozenset(self._ticked()),
            custodian=str(self.editors["custodian"].value() or ""),
            stick_no=str(self.editors["stick_no"].value() or ""),
        )

    def _ticked(self) -> list[tuple[str, str]]:
        items = (self.withheld.item(at) for at in range(self.withheld.count()))
        return [item.data(KEY) for item in items if item.checkState() == Qt.CheckState.Checked]
