"""A copy of a ledger knows that it is one: it is read until somebody says which of them goes on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import contextmanager

import pytest

from ledger_app import paths
from ledger_app.actions import back_up, copy_elsewhere, edit_file, open_ledger
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file import settings
from ledger_app.store.safety import check, copies, ledger_files
from tests.ledgers import PASSWORD, open_again


@pytest.fixture(autouse=True)
def nothing_decided():
    (paths.user_folder() / copies._KEPT_IN).unlink(missing_ok=True)


@pytest.fixture
def path(ledger):
    """Return a closed ledger that knows where it lies."""
    assert open_ledger.take_place(ledger) == ""
    ledger_files.close(ledger)
    return ledger.path


def is_copy(path) -> bool:
    """Open a ledger as the window and the shell do; tell whether it can be read only."""
    ledger = open_again(path)
    open_ledger.take_place(ledger)
    said = ""
    try:
        edit_file.add_student(ledger, {"name": "王一"})
    except LedgerError as error:
        said = str(error)
    assert ledger.value("SELECT count(*) FROM school") == 1  # it can be read either way
    ledger_files.close(ledger)
    assert not said or ("还没有说用哪一份继续" in said and "--this-copy" in said)
    return bool(said)


def go_on(path) -> None:
    ledger = open_again(path)
    open_ledger.take_place(ledger)
    open_ledger.go_on_with(ledger)
    edit_file.add_student(ledger, {"name": "李二"})
    assert check.problems(ledger) == []
    ledger_files.close(ledger)


def incarnation(path) -> str:
    ledger = open_again(path)
    found = settings.get(ledger, "incarnation")
    ledger_files.close(ledger)
    return found


@pytest.mark.parametrize("name", ["福利镇 (1).ledger", "福利镇 - 副本.ledger", "x.ledger"])
def test_a_copy_beside_the_ledger_is_read_until_it_goes_on(path, name):
    copy = shutil.copyfile(path, path.with_name(name))
    assert is_copy(copy)
    assert not is_copy(path), "the one it is of goes on as before"
    assert is_copy(copy)
    go_on(copy)
    assert not is_copy(copy)


def test_a_copy_that_goes_on_is_another_incarnation_and_the_other_one_asks(path):
    copy = shutil.copyfile(path, path.with_name("福利镇 (1).ledger"))
    go_on(copy)
    assert incarnation(copy) != incarnation(path)
    assert is_copy(path), "two that both go on cannot be put together again"
    go_on(path)
    assert is_copy(copy)


def test_a_ledger_that_was_moved_or_renamed_asks_nothing(path):
    renamed = path.rename(path.with_name("改名.ledger"))
    assert not is_copy(renamed)
    folder = path.parent / "搬到这里"
    folder.mkdir()
    assert not is_copy(renamed.rename(folder / "改名.ledger"))


def test_a_copy_whose_ledger_is_gone_goes_on_by_itself(path):
    copy = shutil.copyfile(path, path.with_name("福利镇 (1).ledger"))
    path.unlink()
    assert not is_copy(copy)


def test_another_ledger_at_the_old_place_is_no_reason_to_ask(path, tmp_path):
    moved = path.rename(path.with_name("改名.ledger"))
    path.write_bytes(b"another file of another salt" * 400)
    assert not is_copy(moved)


def test_a_backup_that_is_opened_as_a_ledger_asks(path):
    ledger = open_again(path)
    made = back_up.back_up(ledger)
    ledger_files.close(ledger)
    assert is_copy(made.path)
    assert not is_copy(path)


def test_what_a_restore_puts_in_place_is_another_incarnation_and_asks_nothing(path):
    ledger = open_again(path)
    made = back_up.back_up(ledger)
    ledger_files.close(ledger)
    before = incarnation(path)
    done = back_up.restore(path, made.path, PASSWORD)
    assert not is_copy(path)
    assert incarnation(path) != before
    assert is_copy(done.set_aside)
    elsewhere = path.with_name("另一个名字.ledger")
    back_up.restore(elsewhere, made.path, PASSWORD)
    assert not is_copy(elsewhere)


def test_on_another_computer_nothing_is_known_of_the_old_place(path, monkeypatch):
    copy = shutil.copyfile(path, path.with_name("x.ledger"))
    monkeypatch.setattr(copies.socket, "gethostname", lambda: "另一台电脑")
    assert not is_copy(copy)


@pytest.mark.parametrize(
    "folder",
    ["OneDrive", "OneDrive - 教育局", "我的坚果云", "Nutstore Files", "WPS云盘", "百度网盘同步空间",
     "BaiduSyncdisk", "Dropbox", "iCloudDrive", "Nextcloud", "微云同步助手", "阿里云盘", "同步盘"],
)  # fmt: skip
def test_a_folder_that_synchronises_is_warned_of_once(ledger, folder):
    home = ledger.path.parent / folder / "控辍保学"
    home.mkdir(parents=True)
    ledger_files.close(ledger)
    moved = ledger.path.rename(home / ledger.path.name)
    said = []
    for _ in range(3):
        again = open_again(moved)
        said.append(open_ledger.take_place(again))
        ledger_files.close(again)
    assert folder in said[0]
    assert "同步" in said[0]
    assert said[1:] == ["", ""]


def test_a_folder_that_carries_the_mark_of_such_a_program_is_named_too(ledger, tmp_path):
    (ledger.path.parent / ".stfolder").mkdir()
    assert ledger.path.parent.name in open_ledger.take_place(ledger)


@pytest.mark.parametrize(
    "folder", ["文档", "控辍保学2026", "微机室", "云山小学", "Documents", "同步练习"]
)
def test_an_ordinary_folder_is_not_warned_of(ledger, folder):
    assert copies.synchronised_folder(ledger.path.parent / folder / "x.ledger") == ""


def test_a_planted_bug_shows_there(path, monkeypatch):
    monkeypatch.setattr(copies, "_is_of_same_origin", lambda *_: False)
    assert not is_copy(shutil.copyfile(path, path.with_name("x.ledger")))


def test_which_copy_goes_on_and_where_backups_are_copied_do_not_displace_each_other(path, tmp_path):
    stick = tmp_path / "U盘"
    stick.mkdir()
    copy = shutil.copyfile(path, path.with_name("福利镇 (1).ledger"))
    ledger = open_again(path)
    copy_elsewhere.set_place(ledger, stick)
    ledger_files.close(ledger)
    go_on(copy)
    ledger = open_again(copy)
    assert copy_elsewhere.place(ledger) == stick
    copy_elsewhere.copy(copy_elsewhere.task(ledger, back_up.back_up(ledger, "hand")))
    ledger_files.close(ledger)
    assert is_copy(path)
    assert not is_copy(copy)


def shell_edit(shell_path) -> tuple[str, bool]:
    """Write to a ledger as a command does; return what was said, and whether it was refused."""
    ledger = open_again(shell_path)
    open_ledger.take_place(ledger)
    said = open_ledger.go_on_unasked(ledger)
    refused = ledger.refusal is not None
    if not refused:
        edit_file.add_student(ledger, {"name": "张三"})
        assert check.problems(ledger) == []
    ledger_files.close(ledger)
    return said, refused


@contextmanager
def another_process_has(held):
    """Keep a ledger open in another process, as a colleague's window does."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom tests.ledgers import open_again\n"
        "ledger = open_again(Path(sys.argv[1]))\nprint('open', flush=True)\nsys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, held], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "open\n"
        yield
        process.stdin.close()


def test_where_nobody_can_be_asked_a_fresh_copy_goes_on_with_a_word_and_the_other_one_asks(path):
    first = shutil.copyfile(path, path.with_name("甲.ledger"))
    second = shutil.copyfile(path, path.with_name("乙.ledger"))
    for copy in (first, second):
        said, refused = shell_edit(copy)
        assert str(path) in said
        assert not refused
        assert shell_edit(copy) == ("", False), "said once"
    assert is_copy(path), "the one they are of has not what they have"
    assert shell_edit(path) == ("", True)


def test_where_nobody_can_be_asked_a_copy_that_lacks_something_is_only_read(path):
    copy = shutil.copyfile(path, path.with_name("甲.ledger"))
    assert shell_edit(path) == ("", False)
    assert shell_edit(copy) == ("", True)


def test_where_nobody_can_be_asked_a_copy_of_an_open_ledger_or_a_backup_is_only_read(path):
    copy = shutil.copyfile(path, path.with_name("甲.ledger"))
    ledger = open_again(path)
    made = back_up.back_up(ledger)
    ledger_files.close(ledger)
    assert shell_edit(made.path) == ("", True)
    with another_process_has(path):
        assert shell_edit(copy) == ("", True)


def test_a_copy_of_a_time_before_any_place_was_noted_is_not_asked_for_what_went_on(ledger):
    ledger_files.close(ledger)
    early = shutil.copyfile(ledger.path, ledger.path.with_name("早.ledger"))
    assert not is_copy(ledger.path)
    go_on(shutil.copyfile(ledger.path, ledger.path.with_name("x.ledger")))
    assert is_copy(ledger.path)
    assert not is_copy(early)
