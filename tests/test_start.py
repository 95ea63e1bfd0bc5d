"""start.py: what it says when it cannot set up, and that odd bytes do not stop it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture
def checkout(tmp_path):
    """Return a folder with a space and Chinese in its name that holds start.py and nothing else."""
    folder = tmp_path / "一生一档 程序"
    folder.mkdir()
    shutil.copy(CHECKOUT / "start.py", folder)
    shutil.copytree(CHECKOUT / "starting", folder / "starting")
    for name in ("requirements.txt", "requirements-dev.txt"):
        (folder / name).write_text("nothing-of-this-name==1.0 --hash=sha256:00\n")
    return folder


def start(folder, code="sys.exit(start.main(['check']))"):
    """Run start.py's main there, after `code` has changed what it must."""
    return subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[0] = {str(folder)!r}; import start; {code}"],
        cwd=folder, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "PIP_NO_INDEX": "1", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def test_what_cannot_be_installed_is_said_and_tried_again_next_time(checkout):
    code = "start.install_system_packages = lambda testing: None; sys.exit(start.main(['check']))"
    for _ in range(2):
        done = start(checkout, code)
        assert done.returncode == 1
        assert "没有装好" in done.stderr
        assert "Traceback" not in done.stderr
        assert (checkout / ".venv" / "unfinished").exists()
        assert not (checkout / ".venv" / "installed.txt").exists()


@pytest.mark.parametrize(
    ("arguments", "on_several"),
    [([], True), (["-x"], True), (["start.py"], False), (["start.py::test_a"], False),
     (["-n", "0"], False)],
)  # fmt: skip
def test_the_whole_suite_runs_on_several_processors_and_a_part_on_one(
    checkout, arguments, on_several
):
    code = f"start.hand_over = lambda words, _: print(words); start.run_tests({arguments})"
    done = start(checkout, code)
    assert ("worksteal" in done.stdout) == on_several, done.stderr


def made_wheel(folder):
    """Make a wheel of one empty module in the folder; return its line for a hashed list."""
    folder.mkdir()
    wheel = folder / "from_the_stick-1.0-py3-none-any.whl"
    notes = "from_the_stick-1.0.dist-info"
    with ZipFile(wheel, "w") as archive:
        archive.writestr("from_the_stick.py", "")
        archive.writestr(
            f"{notes}/METADATA", "Metadata-Version: 2.1\nName: from-the-stick\nVersion: 1.0\n"
        )
        archive.writestr(
            f"{notes}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{notes}/RECORD", "")
    return f"from-the-stick==1.0 --hash=sha256:{sha256(wheel.read_bytes()).hexdigest()}\n"


def test_without_a_network_the_packages_come_from_the_wheelhouse(checkout):
    line = made_wheel(checkout / "wheelhouse")
    (checkout / "requirements.txt").write_text(line)
    code = "start.install_system_packages = lambda testing: None; sys.exit(start.main(['check']))"
    start(checkout, code)
    assert list((checkout / ".venv").rglob("from_the_stick.py"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc is a thing of Linux")
@pytest.mark.parametrize(
    ("code", "chinese", "english"),
    [
        (
            "start.platform.libc_ver = lambda: ('glibc', '2.27')",
            "glibc 2.28",
            "glibc 2.28 is needed",
        ),
        ("start.platform.libc_ver = lambda: ('', '')", "musl", "musl"),
        ("start.platform.machine = lambda: 'loongarch64'", "loongarch64", "no packages for this"),
        ("start.sys.maxsize = 2**31 - 1", "32 位", "32-bit"),
        ("start.sys.version_info = (3, 14, 0)", "3.13，这里是 3.14", "this is 3.14"),
        ("start.sys.version_info = (3, 9, 2)", "这里是 3.9", "this is 3.9"),
    ],
)
def test_what_an_older_system_lacks_is_said_in_both_languages_before_pip(
    checkout, code, chinese, english
):
    code = f"start.run_quietly = None; {code}; sys.exit(start.main(['check']))"
    done = start(checkout, code)
    assert done.returncode == 1
    assert chinese in done.stderr
    assert english in done.stderr
    assert not (checkout / ".venv").exists()


def test_glibc_2_28_is_new_enough(checkout):
    code = "start.platform.libc_ver = lambda: ('glibc', '2.28'); "
    code += "start.platform.machine = lambda: 'x86_64'; start.sys.platform = 'linux'; "
    code += "print(start.check_system())"
    assert start(checkout, code).stdout == "None\n"


def test_a_folder_that_cannot_be_written_is_named_before_anything_is_done(checkout):
    code = "start.os.access = lambda *_: False; sys.exit(start.main(['check']))"
    done = start(checkout, code)
    assert done.returncode == 1
    assert f"没有权限写文件夹“{checkout}”" in done.stderr
    assert not (checkout / ".venv").exists()


def test_output_that_is_no_text_does_not_stop_it(checkout):
    shout = "import sys; sys.stdout.buffer.write(bytes([0xd6, 0xd0, 0xff])); sys.exit(1)"
    code = f"print(start.run_quietly([sys.executable, '-c', {shout!r}]))"
    done = start(checkout, code)
    assert (done.returncode, done.stdout) == (0, "False\n"), done.stderr


def test_it_runs_without_standard_streams(checkout):
    code = "sys.stdout = None; start.is_installed = lambda files: True; "
    code += "start.run_program = lambda arguments: 7; sys.exit(start.main([]))"
    assert start(checkout, code).returncode == 7


def test_nothing_is_run_from_the_present_folder(tmp_path, monkeypatch):
    """A stick may hold a json.py or click.py: what lies beside a workbook is no part of us."""
    for name in ("click", "json", "marshal", "ledger_app", "sqlite_utils"):
        (tmp_path / f"{name}.py").write_text("print('shadow')\nraise SystemExit(9)\n")
    (tmp_path / "名册.csv").write_text("姓名,性别\n王小明,男\n", encoding="utf-8")
    monkeypatch.delenv("PYTHONPATH", raising=False)
    made = ["new", "学校.ledger", "--unit", "学校", "--code", "1", "--kind", "school"]
    for words in (made, ["import", "学校.ledger", "名册.csv", "--dry-run"]):
        done = subprocess.run(
            [sys.executable, CHECKOUT / "start.py", *words], cwd=tmp_path,
            capture_output=True, encoding="utf-8", check=False,
            env={**os.environ, "LEDGER_PASSWORD": "山清水秀-2026", "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr + done.stdout
        assert "shadow" not in done.stdout


def test_the_self_check_is_made_even_where_nothing_could_be_installed(tmp_path):
    folder = tmp_path / "程序"
    folder.mkdir()
    shutil.copy(CHECKOUT / "start.py", folder)
    for name in ("starting", "ledger_app", "resources", "db"):
        (folder / name).symlink_to(CHECKOUT / name)
    for name in ("requirements.txt", "requirements-dev.txt"):
        (folder / name).write_text("nothing-of-this-name==1.0 --hash=sha256:00\n")
    code = (
        "start.set_up = lambda *_: (_ for _ in ()).throw(start.SetupError('没有网络', 'offline')); "
        "sys.exit(start.main(['selfcheck', '--json']))"
    )
    bare = getattr(sys, "_base_executable", sys.executable)
    done = subprocess.run(
        [bare, "-c", f"import sys; sys.path[0] = {str(folder)!r}; import start; {code}"],
        cwd=folder, capture_output=True, encoding="utf-8", check=False, env=os.environ,
    )  # fmt: skip
    assert done.returncode == 1
    assert "没有网络" in done.stderr
    told = json.loads(done.stdout)
    broken = [each["text"] for each in told["findings"] if each["topic"] == "组件"]
    assert any("PySide6-Essentials 不能用" in each for each in broken)
    assert {each["topic"] for each in told["findings"]} >= {
        "版本",
        "系统",
        "时间",
        "窗口",
        "台账文件夹",
    }
    assert "Traceback" not in done.stdout
