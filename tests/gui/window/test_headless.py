"""Without a screen: what is said at the end, and pictures of the size of an office screen."""

from __future__ import annotations

import re

from PySide6.QtGui import QImage

from ledger_app.actions.demo import DEMO_PASSWORD
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.window import headless
from ledger_app.gui.window.main_window import MainWindow

HAN, LATIN = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]{3,}.* [A-Za-z]{2,}")


def has_both_languages(text):
    return bool(HAN.search(text)) and bool(LATIN.search(text))


def test_the_last_lines_stand_in_both_languages_and_name_password_and_folder(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(headless, "show_demo", lambda folder: folder)
    monkeypatch.setattr(headless, "_take_pictures", lambda *_: None)
    assert headless.main() == 0
    out, err = capsys.readouterr()
    assert has_both_languages(err)
    assert all(has_both_languages(line) for line in err.splitlines()[-2:])
    assert DEMO_PASSWORD in err
    assert out.strip() == str(next(tmp_path.iterdir()))


def test_what_went_wrong_is_said_in_both_languages(tmp_path, monkeypatch, capsys):
    def refuse(_folder):
        raise LedgerError("磁盘满了。")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(headless, "show_demo", refuse)
    assert headless.main() == 1
    assert has_both_languages(capsys.readouterr().err)


def test_a_picture_is_as_large_as_an_office_screen(qtbot):
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(*headless.SIZE)
    assert QImage.fromData(headless._png(window)).size().toTuple() == (1366, 768)
