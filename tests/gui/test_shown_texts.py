"""Every text of the window can be translated: what lupdate finds is what the window says."""

from __future__ import annotations

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

GUI = Path(__file__).resolve().parents[2] / "ledger_app" / "gui"
LUPDATE = Path(sys.executable).with_name("pyside6-lupdate")
Text = tuple[str, str]  # context, text


def sources() -> list[Path]:
    return sorted(GUI.rglob("*.py"))


def wrong(tree: ast.Module) -> Iterator[str]:
    """Yield each way of asking for a text that lupdate would not find, or not as it is said."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    marked = any(getattr(node, "id", "") == "QT_TRANSLATE_NOOP" for node in ast.walk(tree))
    inside_f = {
        id(each)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for each in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "tr" and id(node) not in called:
            yield f"{node.lineno}: tr under another name"
        if not isinstance(node, ast.Call) or not is_text(node):
            continue
        literal = all(isinstance(each, ast.Constant) for each in node.args) and node.args
        if not literal and not (marked and name_of(node) == "QCoreApplication.translate"):
            yield f"{node.lineno}: no literal text"
        elif id(node) in inside_f:
            yield f"{node.lineno}: inside an f-string"
        elif name_of(node) not in ("self.tr", "QCoreApplication.translate"):
            yield f"{node.lineno}: {name_of(node)} puts it under no class"


def name_of(node: ast.Call) -> str:
    return ast.unparse(node.func)


def is_text(node: ast.Call) -> bool:
    return name_of(node).split(".")[-1] == "tr" or name_of(node) == "QCoreApplication.translate"


def said(tree: ast.Module) -> Iterator[Text]:
    """Yield what is said, with the class that says it."""
    for part in ast.walk(tree):
        for node in ast.walk(part) if isinstance(part, ast.ClassDef) else ():
            if isinstance(node, ast.Call) and name_of(node) == "self.tr":
                yield part.name, ast.literal_eval(node.args[0])
    names = ("QCoreApplication.translate", "QT_TRANSLATE_NOOP")
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for node in calls:
        if name_of(node) in names and all(isinstance(each, ast.Constant) for each in node.args):
            yield ast.literal_eval(node.args[0]), ast.literal_eval(node.args[1])


def found_by_lupdate(files: list[Path], target: Path) -> set[Text]:
    command = [str(LUPDATE), *map(str, files), "-ts", str(target)]
    subprocess.run(command, check=True, capture_output=True)
    return {
        (context.findtext("name") or "", message.findtext("source") or "")
        for context in ET.parse(target).getroot().iter("context")
        for message in context.iter("message")
    }


def test_every_text_is_asked_for_as_a_literal_of_its_own_class():
    found = [
        f"{path.relative_to(GUI)}:{place}"
        for path in sources()
        for place in wrong(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.skipif(not LUPDATE.exists(), reason="lupdate is not installed")
def test_lupdate_finds_every_text_that_the_window_says(tmp_path):
    texts = {
        text for path in sources() for text in said(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert len(texts) > 500
    assert found_by_lupdate(sources(), tmp_path / "all.ts") ^ texts == set()


@pytest.mark.parametrize(
    "planted",
    [
        "class A:\n    def f(self, page): return page.tr('甲')",
        "class A:\n    def f(self):\n        tr = self.tr\n        return tr('甲')",
        "class A:\n    def f(self, text): return self.tr(text)",
        "class A:\n    def f(self, n): return self.tr(f'{n} 条')",
        "class A:\n    def f(self): return f'{self.tr(\"甲\")}。'",
        "def f(text): return QCoreApplication.translate('A', text)",
    ],
)
def test_each_text_that_would_be_lost_is_noticed(planted):
    assert list(wrong(ast.parse(planted)))


def test_a_text_with_places_for_values_is_fine():
    tree = ast.parse("class A:\n    def f(self, n): return self.tr('{0} 条').format(n)")
    assert list(wrong(tree)) == []
    assert list(said(tree)) == [("A", "{0} 条")]
