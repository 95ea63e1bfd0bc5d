"""The dialogs that Qt draws by itself, where the desktop has none, are Chinese."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QMessageBox

from ledger_app.gui.window.main import application

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
ENGLISH = re.compile(r"[A-Za-z]{3,}")


@pytest.mark.parametrize(
    "mode", [QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave]
)
def test_a_file_dialog_has_no_english_word(qtbot, tmp_path, mode):
    application()
    dialog = QFileDialog(None, "选台账文件", str(tmp_path), "台账文件 (*.ledger)")
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    for button in dialog.findChildren(QAbstractButton):
        texts += [button.text(), button.toolTip()]
    assert any("文件名" in text for text in texts)
    assert not [text for text in texts if ENGLISH.search(text)]


def test_the_usual_buttons_are_chinese(qtbot):
    application()
    box = QMessageBox()
    qtbot.addWidget(box)
    choices = QMessageBox.StandardButton
    box.setStandardButtons(choices.Yes | choices.No | choices.Ok | choices.Cancel | choices.Close)
    assert not [each.text() for each in box.buttons() if ENGLISH.search(each.text())]
