"""The house keeps its shape: who imports whom, what things are called, how long they grow."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]

# What each part of ledger_app (and db) may import, besides itself. design.md, section 3.
MAY_IMPORT = {
    "__init__": set(),
    "selfcheck": {"actions", "domain", "exchange", "files", "gui", "paths", "windows"},
    "__main__": {
        *("selfcheck", "gui", "cli", "exchange", "actions", "domain", "files", "paths"),
        *("private_memory", "garbage_collection"),
    },
    "paths": set(),
    "garbage_collection": set(),
    "windows": set(),
    "private_memory": {"windows"},
    "files": {"domain", "paths", "windows"},
    "catalogue": {"paths"},
    "domain": {"catalogue"},
    "db": {"catalogue"},
    "start": {"starting"},
    "starting": set(),  # nothing is installed yet
    "store": {"catalogue", "domain", "db", "files", "paths", "windows"},
    "exchange": {
        *("catalogue", "domain", "files", "private_memory", "windows", "garbage_collection"),
    },
    "printing": {"catalogue", "domain", "files", "paths"},
    "actions": {
        "catalogue",
        "domain",
        "store",
        "exchange",
        "printing",
        "db",
        "files",
        "paths",
        "windows",
        "garbage_collection",
    },
    "bench": {
        "actions",
        "catalogue",
        "domain",
        "store",
        "exchange",
        "printing",
        "gui",
        "paths",
        "windows",
    },
    "gui": {"actions", "domain", "catalogue", "files", "paths", "windows"},
    "cli": {
        *("actions", "domain", "catalogue", "paths", "bench", "selfcheck", "garbage_collection"),
    },
}
# Libraries that one part keeps to itself.
KEPT_IN = {
    "PySide6": {"gui", "bench", "selfcheck"},
    "shiboken6": {"gui"},
    "sqlite_utils": {"store", "db"},
    "sqlcipher3": {"store"},
    "reportlab": {"printing.pdf"},
    "openpyxl": {"exchange", "bench"},  # the bench measures what they take by themselves
    "python_calamine": {"exchange", "bench"},
}
BANNED = {"manager", "helper", "handler", "util", "process", "data", "info", "misc", "common"}
LONGEST_FUNCTION = 40
LONGEST_FILE = 400  # what only one file uses, cut off at this, lies in a folder with it
MOST_FILES = 20  # a folder; __init__ not counted


def sources(root: Path) -> list[Path]:
    """Return the program's own files."""
    found = [
        path
        for part in ("ledger_app", "db", "starting")
        for path in sorted((root / part).rglob("*.py"))
    ]
    return [*found, *(path for path in [root / "start.py"] if path.is_file())]


def part_of(path: Path, root: Path) -> str:
    """Return the part of the house that a file belongs to: a folder of ledger_app, db, start."""
    steps = path.relative_to(root).with_suffix("").parts
    return steps[1] if steps[0] == "ledger_app" else steps[0]


def room_of(path: Path, root: Path) -> str:
    """Return part and folder that a file lies in: printing.pdf; the part where there is none."""
    return ".".join(path.relative_to(root).parts[1:-1])


@lru_cache(maxsize=1)
def nodes(path: Path) -> list[ast.AST]:
    """Return all that a file says, from the outside in."""
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def imported(path: Path, root: Path) -> list[tuple[int, str]]:
    """Return line and dotted name of everything a file imports, wherever in the file."""
    package = path.relative_to(root).with_suffix("").parts[:-1]
    found = []
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = list(package[: len(package) - node.level + 1]) if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            found += [(node.lineno, f"{base}.{alias.name}") for alias in node.names]
        elif isinstance(node, ast.Call) and node.args and called(node) in LATE_IMPORTS:
            name = node.args[0]
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                found.append((node.lineno, name.value))
    return found


LATE_IMPORTS = {"import_module", "__import__"}


def called(node: ast.Call) -> str:
    """Return the last name of what is called."""
    return getattr(node.func, "attr", "") or getattr(node.func, "id", "")


@cache
def seen_in(path: Path, root: Path) -> dict[Callable[[Path, Path], list[str]], list[str]]:
    """Return what each look at a file finds: a file is taken apart once for all of them."""
    return {look: look(path, root) for look in LOOKS}


def in_each(root: Path, look: Callable[[Path, Path], list[str]]) -> list[str]:
    """Return what one look finds in all files."""
    return [each for path in sources(root) for each in seen_in(path, root)[look]]


def dotted(node: ast.AST) -> str:
    """Return what is called with what it is of, `os.path.join`; nothing for what has no name."""
    if isinstance(node, ast.Call):
        return dotted(node.func)
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return getattr(node, "id", "")


def inward(root: Path) -> list[str]:
    """Find imports between parts of the house that point outward."""
    wrong = []
    for path in sources(root):
        part = part_of(path, root)
        for line, name in imported(path, root):
            target = target_part(name)
            if target and target != part and target not in MAY_IMPORT.get(part, set()):
                wrong.append(f"{path.relative_to(root)}:{line} {part} imports {name}")
    return wrong


def target_part(name: str) -> str:
    """Return the part of the house a dotted name lies in, or nothing for names from elsewhere."""
    steps = name.split(".")
    if steps[0] == "ledger_app" and len(steps) > 1 and not steps[1].startswith("__"):
        return steps[1]
    return steps[0] if steps[0] in {"db", "starting"} else ""


def modules(root: Path) -> dict[str, Path]:
    """Return the program's files by dotted name; a package goes by its own name."""
    found = {}
    for path in sources(root):
        steps = path.relative_to(root).with_suffix("").parts
        found[".".join(steps).removesuffix(".__init__")] = path
    return found


def arrows(root: Path) -> dict[tuple[str, str], str]:
    """Return who imports whom among the program's files, with the place of one such import."""
    known = modules(root)
    found: dict[tuple[str, str], str] = {}
    for module, path in known.items():
        for line, name in imported(path, root):
            target = name if name in known else name.rpartition(".")[0]
            if target in known and target != module:
                found.setdefault((module, target), f"{path.relative_to(root)}:{line} {name}")
    return found


def circles(root: Path) -> list[str]:
    """Find files that import each other, however far round, late and for types counted."""
    return in_circles(arrows(root))


def in_circles(places: dict[tuple[str, str], str]) -> list[str]:
    """Return the places of the arrows that lie on a circle."""
    after: dict[str, set[str]] = {}
    for start, end in places:
        after.setdefault(start, set()).add(end)
    return [place for (start, end), place in places.items() if start in reached(end, after)]


def reached(start: str, after: dict[str, set[str]]) -> set[str]:
    """Return everything that arrows lead to."""
    seen: set[str] = set()
    ahead = [start]
    while ahead:
        for name in after.get(ahead.pop(), ()):
            if name not in seen:
                seen.add(name)
                ahead.append(name)
    return seen


def upward(root: Path) -> list[str]:
    """Find imports between the folders of one room that lead round: they must go down only."""
    places: dict[tuple[str, str], str] = {}
    for (module, target), place in arrows(root).items():
        one, other = module.split("."), target.split(".")
        within = one[:2] == other[:2] and min(len(one), len(other)) > 2
        if within and one[2] != other[2]:
            places.setdefault((".".join(one[:3]), ".".join(other[:3])), place)
    return in_circles(places)


def crowded(root: Path) -> list[str]:
    """Find folders in which nobody finds anything any more, and folders around one file."""
    counts: dict[Path, int] = {}
    for path in sources(root):
        if path.name != "__init__.py":
            counts[path.parent] = counts.get(path.parent, 0) + 1
    return [
        f"{folder.relative_to(root)} holds {count} files"
        for folder, count in counts.items()
        if count > MOST_FILES or (count < 2 and len(folder.relative_to(root).parts) > 2)
    ]


def kept(root: Path) -> list[str]:
    """Find libraries used outside the part that keeps them."""
    wrong = []
    for path in sources(root):
        part = part_of(path, root)
        for line, name in imported(path, root):
            homes = KEPT_IN.get(name.split(".")[0])
            if homes is not None and not {part, room_of(path, root)} & homes:
                wrong.append(f"{path.relative_to(root)}:{line} {part} imports {name}")
    return wrong


def qtsql(root: Path) -> list[str]:
    """Find Qt's own SQLite: two SQLite libraries in one process break each other's locks."""
    files = [*sources(root), *sorted((root / "tests").rglob("*.py"))]
    return [
        f"{path.relative_to(root)}:{line} imports {name}"
        for path in files
        for line, name in imported(path, root)
        if name.startswith("PySide6.QtSql")
    ]


def names(root: Path) -> list[str]:
    """Find modules, classes and functions named with a banned word."""
    return in_each(root, names_in)


def names_in(path: Path, root: Path) -> list[str]:
    in_gui = part_of(path, root) == "gui"
    where = path.relative_to(root)
    wrong = [f"{where} is named {step}" for step in where.with_suffix("").parts if banned(step)]
    for node in nodes(path):
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name in NAMED_ELSEWHERE or (in_gui and is_qt_override(node.name)):
            continue
        if banned(node.name):
            wrong.append(f"{where}:{node.lineno} is named {node.name}")
    return wrong


NAMED_ELSEWHERE = {"handle_data"}  # html.parser calls it


def banned(name: str) -> bool:
    """Tell whether a snake_case or CamelCase name holds a banned word, also in the plural."""
    words = {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}
    return any(word in words or f"{word}s" in words for word in BANNED)


def is_qt_override(name: str) -> bool:
    """Tell whether a name is Qt's choice: `data`, `setModelData`, … Our own are snake_case."""
    return name == "data" or re.fullmatch(r"[a-z]+([A-Z][a-z]*)+", name) is not None


def lengths(root: Path) -> list[str]:
    """Find functions and files that have grown too long."""
    return in_each(root, lengths_in)


def lengths_in(path: Path, root: Path) -> list[str]:
    where, wrong = path.relative_to(root), []
    if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE:
        wrong.append(f"{where} has {count} lines")
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            count = (node.end_lineno or node.lineno) - node.lineno + 1
            if count > LONGEST_FUNCTION:
                wrong.append(f"{where}:{node.lineno} {node.name} has {count} lines")
    return wrong


def sql(root: Path) -> list[str]:
    """Find statements of SQL above the store."""
    return in_each(root, sql_in)


def sql_in(path: Path, root: Path) -> list[str]:
    said = [] if part_of(path, root) in KNOW_SQL else literals(nodes(path))
    return [
        f"{path.relative_to(root)}:{line} says {found[0].split()[0]}"
        for line, text in said
        if (found := STATEMENT.search(text))
    ]


KNOW_SQL = {"store", "db"}
STATEMENT = re.compile(
    r"\bSELECT\s.*\sFROM\s|\bINSERT\s+(OR\s+[A-Z]+\s+)?INTO\s|\bDELETE\s+FROM\s"
    r"|\bUPDATE\s.*\sSET\s",
    re.DOTALL,
)


def literals(said: list[ast.AST]) -> list[tuple[int, str]]:
    """Return line and text of every string; in an f-string a dot stands for what is put in."""
    found: list[tuple[int, str]] = []
    pieces: set[int] = set()
    for node in said:  # an f-string comes before its pieces
        if isinstance(node, ast.JoinedStr):
            pieces |= {id(piece) for piece in node.values}
            texts = [getattr(piece, "value", "") for piece in node.values]
            found.append((node.lineno, "".join(t if isinstance(t, str) else "." for t in texts)))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found += [] if id(node) in pieces else [(node.lineno, node.value)]
    return found


def deleted_at_once(root: Path) -> list[str]:
    """Find widgets that are deleted at once or torn from their window: Qt may be focusing them."""
    return in_each(root, deleted_at_once_in)


def deleted_at_once_in(path: Path, root: Path) -> list[str]:
    if part_of(path, root) != "gui":
        return []
    calls = [
        f"{path.relative_to(root)}:{node.lineno} calls {called(node)}"
        for node in nodes(path)
        if isinstance(node, ast.Call) and deletes(node)
    ]
    imports = [
        f"{path.relative_to(root)}:{line} imports {name}"
        for line, name in imported(path, root)
        if name == "shiboken6.delete"
    ]
    return [*calls, *imports]


DELETE_AT_ONCE = {"removeRow", "destroy"}  # instead: takeRow, hide, deleteLater


def deletes(call: ast.Call) -> bool:
    """Tell whether a call deletes at once, or makes a widget a window of its own."""
    given = [getattr(each, "value", each) for each in call.args]
    alone = called(call) == "setParent" and given == [None]
    return alone or dotted(call) == "shiboken6.delete" or called(call) in DELETE_AT_ONCE


def markup(root: Path) -> list[str]:
    """Find ways in which a text of a child could be read as markup: an <img> opens a file."""
    wrong = in_each(root, markup_in)
    sheet = root / "resources" / "style.qss"
    rules = sheet.read_text(encoding="utf-8") if sheet.exists() else PLAIN
    if PLAIN not in rules or rules.count("textFormat") != 1:
        wrong.append(f"resources/style.qss does not say {PLAIN}")
    return wrong


def markup_in(path: Path, root: Path) -> list[str]:
    wrong = []
    for node in nodes(path) if part_of(path, root) == "gui" else ():
        name = getattr(node, "attr", "") or getattr(node, "name", "") or getattr(node, "id", "")
        if name in MARKUP and name not in MARKUP_OF.get(path.name, ()):
            line = getattr(node, "lineno", 1)
            wrong.append(f"{path.relative_to(root)}:{line} uses {name}")
    return wrong


# Labels, tips and questions are plain by the style sheet. What is not a label, or says otherwise:
MARKUP = {
    *("setTextFormat", "RichText", "MarkdownText", "setHtml", "setMarkdown", "insertHtml"),
    *("appendHtml", "QTextBrowser", "QTextEdit", "QTextDocument", "QStaticText", "QErrorMessage"),
    *("QWhatsThis", "setWhatsThis", "WhatsThisRole", "QGraphicsTextItem", "QSystemTrayIcon"),
}
MARKUP_OF = {"help_window.py": {"QTextBrowser", "QTextDocument", "setMarkdown"}}  # our own words
PLAIN = "QLabel, QToolTip { qproperty-textFormat: PlainText; }"


def written(root: Path) -> list[str]:
    """Find files written elsewhere than in `files`: there over what must stay, half, for all."""
    return in_each(root, written_in)


def written_in(path: Path, root: Path) -> list[str]:
    if part_of(path, root) in MAY_WRITE:
        return []
    calls = [
        f"{path.relative_to(root)}:{node.lineno} calls {called(node)}"
        for node in nodes(path)
        if isinstance(node, ast.Call) and writes(node)
    ]
    imports = [
        f"{path.relative_to(root)}:{line} imports {name}"
        for line, name in imported(path, root)
        if name in WRITERS or (name == "tempfile" and part_of(path, root) != "paths")
    ]
    return [*calls, *imports]


MAY_WRITE = {"files", "bench", "start", "starting"}  # the bench in a folder of its own
WRITING = {
    "write_bytes", "write_text", "touch", "copyfile", "copy2", "copytree", "copyfileobj",
    "rename", "renames", "symlink", "symlink_to", "link", "hardlink_to", "truncate", "mkstemp",
    "NamedTemporaryFile", "TemporaryFile", "QFile", "QSaveFile", "QTemporaryFile", "QPdfWriter",
}  # fmt: skip
WRITERS = {f"shutil.{name}" for name in ("copyfile", "copy", "copy2", "copytree", "move")} | {
    "os.replace", "os.rename", "PySide6.QtCore.QFile", "PySide6.QtCore.QSaveFile",
}  # fmt: skip
OF_A_MODULE = ("shutil.copy", "shutil.move")
MODE = re.compile(r"[rwaxbt+]{1,4}")
READING = re.compile(r"r[bt]{0,2}")


def writes(call: ast.Call) -> bool:
    """Tell whether a call writes, moves or makes a file; `open` only where it may write."""
    whole, name = dotted(call), called(call)
    if whole == "os.open":
        return True
    if whole in ("open", "io.open", "codecs.open"):
        return not reads_only(call, 1)
    if name == "open" and mode_of(call, 0) is not None:
        return not reads_only(call, 0)
    if name == "replace":  # of a path; a text and a dataclass take more
        return whole == "os.replace" or (len(call.args) == 1 and not call.keywords)
    if name == "rename":  # our own of a saved view takes the ledger first
        return whole == "os.rename" or len(call.args) == 1
    return name in WRITING or whole in OF_A_MODULE


def mode_of(call: ast.Call, place: int) -> str | None:
    """Return the mode that a file is opened with, None where it is not said as a text."""
    given = [each.value for each in call.keywords if each.arg == "mode"] + call.args[place:][:1]
    found = given[0] if given else None
    text = getattr(found, "value", None)
    return text if isinstance(text, str) and MODE.fullmatch(text) else None


def reads_only(call: ast.Call, place: int) -> bool:
    """Tell whether a file is opened for reading."""
    if len(call.args) <= place and not any(each.arg == "mode" for each in call.keywords):
        return True
    mode = mode_of(call, place)
    return mode is not None and READING.fullmatch(mode) is not None


NAMED_FILE = re.compile(r"\b[a-z_]+(?:/[a-z_]+)+\.(?:py|toml|sql)\b")


def signposts(root: Path) -> list[str]:
    """Find comments that send their reader to a file which is not there any more."""
    there = [path.as_posix() for top in ("ledger_app", "db", "tests", "resources")
             for path in sorted((root / top).rglob("*.*"))]  # fmt: skip
    wrong = []
    for path in sources(root):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            wrong += [
                f"{path.relative_to(root)}:{number} names {named}"
                for named in NAMED_FILE.findall(line)
                if not any(each.endswith(f"/{named}") for each in there)
            ]
    return wrong


LOOKS = (names_in, lengths_in, sql_in, deleted_at_once_in, markup_in, written_in)
CHECKS = [
    inward,
    circles,
    upward,
    crowded,
    kept,
    qtsql,
    names,
    lengths,
    sql,
    deleted_at_once,
    markup,
    written,
    signposts,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_house_keeps_its_shape(check):
    assert sources(CHECKOUT)
    wrong = check(CHECKOUT)
    assert not wrong, "\n".join(wrong)


LONG_FUNCTION = "def grow():\n" + "    grow()\n" * LONGEST_FUNCTION
PLANTED = [
    (signposts, "ledger_app/domain/a.py", "# See store/ledger.py for why."),
    (inward, "ledger_app/catalogue/a.py", "from ledger_app.domain import status"),
    (inward, "ledger_app/catalogue/a.py", "from ledger_app import store"),
    (inward, "ledger_app/domain/a.py", "def late():\n    import ledger_app.store.ledger"),
    (inward, "ledger_app/domain/a.py", "from ..store import ledger"),
    (inward, "ledger_app/domain/a.py", "from ledger_app import paths"),
    (inward, "ledger_app/store/a.py", "from ledger_app.actions import demo"),
    (inward, "ledger_app/printing/a.py", "from ledger_app.store import queries"),
    (inward, "ledger_app/actions/a.py", "from ledger_app.gui import window"),
    (inward, "ledger_app/cli.py", "import ledger_app.gui.window"),
    (inward, "ledger_app/gui/a.py", "from ledger_app.printing import drawing"),
    (inward, "ledger_app/gui/a.py", "from ledger_app.store.lists import student_rows"),
    (inward, "ledger_app/cli/a.py", "import ledger_app.store.file.ledger"),
    (inward, "db/migrations.py", "from ledger_app.store import ledger"),
    (kept, "ledger_app/actions/a.py", "from PySide6.QtCore import Qt"),
    (kept, "ledger_app/cli.py", "import importlib\nimportlib.import_module('PySide6.QtGui')"),
    (kept, "ledger_app/gui/a.py", "import sqlite_utils"),
    (kept, "db/migrations.py", "import sqlcipher3.dbapi2"),
    (kept, "ledger_app/actions/a.py", "import reportlab.pdfgen.canvas"),
    (kept, "ledger_app/actions/a.py", "import openpyxl"),
    (kept, "ledger_app/store/a.py", "from python_calamine import CalamineWorkbook"),
    (qtsql, "ledger_app/gui/a.py", "from PySide6 import QtSql"),
    (qtsql, "tests/a.py", "from PySide6.QtSql import QSqlDatabase"),
    (names, "ledger_app/domain/utils.py", ""),
    (names, "ledger_app/domain/date_helper.py", ""),
    (names, "ledger_app/common/a.py", ""),
    (names, "ledger_app/gui/a.py", "class WindowManager:\n    pass"),
    (names, "ledger_app/gui/a.py", "class PDFHandler:\n    pass"),
    (names, "ledger_app/domain/a.py", "def load_data():\n    pass"),
    (names, "ledger_app/domain/a.py", "class A:\n    async def process(self):\n        pass"),
    (sql, "ledger_app/actions/a.py", "ledger.value('SELECT count(*) FROM student')"),
    (sql, "ledger_app/gui/a.py", "ledger.column(f'SELECT {key} FROM student')"),
    (sql, "ledger_app/bench/a.py", "ledger.rows('SELECT id '\n'FROM school')"),
    (sql, "ledger_app/cli.py", "db.execute('INSERT INTO setting VALUES (1, 2)')"),
    (sql, "ledger_app/exchange/a.py", "TEXT = 'UPDATE student\\nSET name = 1'"),
    (sql, "ledger_app/domain/a.py", "db.execute(f'UPDATE {table} SET no = 1')"),
    (sql, "start.py", "db.execute(f'DELETE FROM {table}')"),
    (deleted_at_once, "ledger_app/gui/a.py", "form.removeRow(editor)"),
    (deleted_at_once, "ledger_app/gui/a.py", "self.tab.setParent(None)"),
    (deleted_at_once, "ledger_app/gui/a.py", "from shiboken6 import delete"),
    (deleted_at_once, "ledger_app/gui/a.py", "import shiboken6\nshiboken6.delete(editor)"),
    (markup, "ledger_app/gui/a.py", "label.setTextFormat(wanted)"),
    (markup, "ledger_app/gui/a.py", "from PySide6.QtWidgets import QTextBrowser"),
    (markup, "ledger_app/gui/a.py", "box.setWhatsThis(name)"),
    (markup, "resources/style.qss", "QLabel { color: red; }"),
    (written, "ledger_app/actions/a.py", "path.write_bytes(b'')"),
    (written, "ledger_app/actions/a.py", "path.write_text('')"),
    (written, "ledger_app/gui/a.py", "path.open('wb')"),
    (written, "ledger_app/gui/a.py", "path.open(mode='a', encoding='utf-8')"),
    (written, "ledger_app/cli/a.py", "open(name, 'w')"),
    (written, "ledger_app/cli/a.py", "open(name, mode)"),
    (written, "ledger_app/cli/a.py", "open(name, 'r+b')"),
    (written, "ledger_app/store/a.py", "os.open(path, flags)"),
    (written, "ledger_app/store/a.py", "import os\nos.replace(part, path)"),
    (written, "ledger_app/store/a.py", "part.replace(path)"),
    (written, "ledger_app/store/a.py", "part.rename(path)"),
    (written, "ledger_app/store/a.py", "import shutil\nshutil.copyfile(a, b)"),
    (written, "ledger_app/store/a.py", "from shutil import copy"),
    (written, "ledger_app/exchange/a.py", "import tempfile"),
    (written, "ledger_app/gui/a.py", "from PySide6.QtCore import QSaveFile"),
    (written, "db/migrations.py", "path.touch()"),
    (lengths, "ledger_app/domain/a.py", LONG_FUNCTION),
    (lengths, "start.py", "#\n" * (LONGEST_FILE + 1)),
]


@pytest.mark.parametrize(("check", "path", "text"), PLANTED)
def test_each_check_finds_what_is_planted(tmp_path, check, path, text):
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")

    assert len(check(tmp_path)) == 1


ROUND = "from __future__ import annotations\nif TYPE_CHECKING:\n    from {} import b\n"
PLANTED_TREES = [
    (
        circles,
        2,
        {
            "ledger_app/domain/a.py": ROUND.format("ledger_app.domain"),
            "ledger_app/domain/b.py": "def late():\n    from ledger_app.domain import a",
        },
    ),
    (
        circles,
        3,
        {
            "ledger_app/domain/a.py": "from ledger_app.domain.b import x",
            "ledger_app/domain/b.py": "from ledger_app.domain.c import x",
            "ledger_app/domain/c.py": "from ledger_app.domain.a import x",
            "ledger_app/domain/d.py": "from ledger_app.domain.a import x",
        },
    ),
    (
        upward,
        2,
        {
            "ledger_app/domain/low/a.py": "from ledger_app.domain.high.c import x",
            "ledger_app/domain/low/b.py": "",
            "ledger_app/domain/high/c.py": "",
            "ledger_app/domain/high/d.py": "from ledger_app.domain.low.b import x",
        },
    ),
    (crowded, 1, {f"ledger_app/gui/a{n}.py": "" for n in range(MOST_FILES + 1)}),
    (crowded, 1, {"ledger_app/gui/lonely/a.py": "", "ledger_app/gui/lonely/__init__.py": ""}),
    (kept, 1, {"ledger_app/printing/a.py": "import reportlab.pdfgen.canvas"}),
]


@pytest.mark.parametrize(("check", "count", "files"), PLANTED_TREES)
def test_each_check_finds_what_several_files_do_together(tmp_path, check, count, files):
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    found = check(tmp_path)
    assert len(found) == count
    assert all("ledger_app" in place for place in found)


HARMLESS = [
    ("ledger_app/domain/a.py", "from ledger_app.catalogue.model import Field\nimport datetime"),
    ("ledger_app/domain/a.py", "from . import status\nfrom ..catalogue import codes"),
    ("ledger_app/store/a.py", "import sqlcipher3\nimport sqlite_utils\nfrom db import migrations"),
    ("ledger_app/gui/a.py", "from PySide6.QtCore import Qt\nclass M:\n    def data(self): ..."),
    (
        "ledger_app/gui/a.py",
        "class M:\n    def setModelData(self): ...\n    def mimeData(self): ...",
    ),
    ("ledger_app/store/database.py", "def update(): ...\nclass Information: ..."),
    ("ledger_app/domain/a.py", LONG_FUNCTION.replace("    grow()\n", "", 1)),
    ("ledger_app/store/a.py", "ledger.rows('SELECT * FROM student')"),
    ("db/a.py", "db.execute('UPDATE student SET no = 1')"),
    (
        "ledger_app/gui/a.py",
        "A = 'Select a child from the list; update what is set.'\nB = 'SELECT'",
    ),
    ("ledger_app/gui/a.py", "row.setParent(form)\nrow.deleteLater()\nself.delete()"),
    ("ledger_app/store/a.py", "path.open('rb')\nopen(name)\nopen(name, 'r', encoding='utf-8')"),
    ("ledger_app/gui/a.py", "text.replace('a', 'b')\nreplace(row, name='')\nself.open()"),
    ("ledger_app/files/a.py", "os.replace(part, path)"),
    ("start.py", "#\n" * LONGEST_FILE),
]


@pytest.mark.parametrize(("path", "text"), HARMLESS)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_no_check_cries_wolf(tmp_path, check, path, text):
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")

    assert check(tmp_path) == []


@pytest.mark.skipif(
    not list((CHECKOUT / "ledger_app").glob("cli*")), reason="there is no shell yet"
)
def test_the_shell_does_not_load_qt():
    code = "import sys, ledger_app.cli; print([m for m in sys.modules if m.startswith('PySide6')])"
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )

    assert (done.stdout.strip(), done.stderr) == ("[]", "")
