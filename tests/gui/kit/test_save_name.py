"""A file that is there already is replaced only after a question, also under the added ending."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from ledger_app.gui.kit.save_name import ask_target
from tests.gui.frame import IGNORED


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def choose(monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path or ""), ""))


def ask(window, tmp_path):
    return ask_target(window, "存 PDF", tmp_path / "x.pdf", "PDF 文件 (*.pdf)", ".pdf")


def test_a_new_name_gets_its_ending_without_a_question(window, tmp_path, monkeypatch):
    for typed, wanted in (("台账", "台账.pdf"), ("台账.PDF", "台账.PDF"), ("v1.2", "v1.2.pdf")):
        choose(monkeypatch, tmp_path / typed)
        assert ask(window, tmp_path) == tmp_path / wanted
    choose(monkeypatch, None)
    assert ask(window, tmp_path) is None


@pytest.mark.qt_log_ignore(*IGNORED)
@pytest.mark.parametrize("says", ["换掉", "取消"])
def test_what_lies_under_the_added_ending_is_asked_about(window, tmp_path, monkeypatch, says):
    (tmp_path / "台账（一）.pdf").write_bytes(b"%PDF-")
    choose(monkeypatch, tmp_path / "台账（一）")
    asked = []

    def answer():
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        replace = next(each for each in box.buttons() if each.text() == "换掉")
        (replace if says == "换掉" else box.defaultButton()).click()

    QTimer.singleShot(50, answer)
    found = ask(window, tmp_path)
    assert asked == ["“台账（一）.pdf”已经存在。要换掉它吗？"]
    assert found == (tmp_path / "台账（一）.pdf" if says == "换掉" else None)
