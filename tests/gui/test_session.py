"""Acting on the open ledger: what is answered, what is told, what waits for long work."""

from __future__ import annotations

import ast
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QTabWidget, QWidget
from shiboken6 import delete

from ledger_app.actions import edit_file, list_students, undo_revision
from ledger_app.domain.errors import LedgerError
from ledger_app.gui import session as session_file
from ledger_app.gui.session import Done, Session, waits
from tests.gui.frame import copy_of
from tests.ledgers import open_again

GUI = Path(session_file.__file__).parent
# Who else may know that long work runs, and what for.
SHOW_IT = {
    "student/saving_form.py": "says under the field that it is kept as soon as the work is over",
    "window/leaving.py": "says that the window closes as soon as the work is over",
    "window/headless.py": "takes no picture of a list that is still being read",
}


class Heard(QObject):
    """What the session told, in order."""

    def __init__(self, session):
        super().__init__()
        self.changed, self.failed, self.broke = [], [], []
        session.changed.connect(self.changed.append)
        session.failed.connect(lambda message, hint: self.failed.append(message + hint))
        session.broke.connect(self.broke.append)


@pytest.fixture
def session(qapp, children_file, tmp_path):
    found = Session()
    found.start(open_again(copy_of(children_file[0], tmp_path)))
    yield found
    found.settle(60_000)
    found.close()


@pytest.fixture
def heard(session):
    return Heard(session)


def refuse(_ledger):
    raise LedgerError("不行。", "请换一个。")


def stumble(_ledger):
    raise ZeroDivisionError


class Holding:
    """Work that takes as long as the test wants."""

    def __init__(self, session):
        self._go_on, self.answers = Event(), []
        session.run(self._wait, then=self.answers.append)

    def _wait(self, ledger):
        return self._go_on.wait(60)

    def let_go(self, qtbot):
        self._go_on.set()
        qtbot.waitUntil(lambda: bool(self.answers), timeout=60_000)


def freed(qtbot, session):
    """Wait until what waited was done or dropped."""
    qtbot.waitUntil(lambda: not session._wishes, timeout=60_000)


def test_a_write_answers_whose_files_it_changed(session, heard, ids):
    answer = session.act(edit_file.save_fields, "student", ids["李梓涵"], {"remark": "转告奶奶"})

    assert answer
    assert answer.students == {ids["李梓涵"]}
    assert heard.changed == [{ids["李梓涵"]}]


def test_what_was_written_before_the_window_had_the_ledger_is_not_told(ledger, qapp):
    edit_file.add_student(ledger, {"name": "曾新来"})
    session = Session()
    session.start(ledger)
    heard = Heard(session)
    added = session.act(edit_file.add_student, {"name": "李梓涵"})
    assert heard.changed == [{added.value.record_id}]


def test_an_undo_answers_whose_file_it_changed_back(session, heard, ids):
    session.act(edit_file.save_fields, "student", ids["李梓涵"], {"remark": "转告奶奶"})
    assert session.act(undo_revision.undo).students == {ids["李梓涵"]}
    assert heard.changed == [{ids["李梓涵"]}] * 2


def test_a_renamed_school_may_have_changed_anybodys_file(session, heard):
    (school,) = session.ledger.column("SELECT id FROM school LIMIT 1")
    answer = session.act(edit_file.save_fields, "school", school, {"name": "青山小学"})

    assert answer.students is None
    assert heard.changed == [None]


def test_so_may_a_write_to_very_many_files(session, heard, ids, monkeypatch):
    monkeypatch.setattr(session_file, "MANY", 2)
    session.act(edit_file.set_for_many, list(ids.values()), {"remark": "转告"})
    assert heard.changed == [None]


def test_reading_changes_nobodys_file_and_is_not_told(session, heard):
    answer = session.act(list_students.count)

    assert answer == Done(6, frozenset())
    assert heard.changed == []


def test_done_with_nothing_to_return_is_not_refused(session):
    assert session.act(lambda ledger: None)
    assert session.act(lambda ledger: 0).otherwise(7) == 0


def test_a_refusal_says_why_once_and_has_what_stands_in(session, heard):
    answer = session.act(refuse)

    assert not answer
    assert (answer.message, answer.hint) == ("不行。", "请换一个。")
    assert answer.otherwise([]) == []
    assert heard.failed == ["不行。请换一个。"]


def test_who_shows_a_refusal_itself_asks_quietly(session, heard):
    answer = session.act(refuse, quiet=True)

    assert answer.message == "不行。"
    assert heard.failed == []


def test_a_bug_is_shown_however_one_asks_and_has_no_sentence(session, heard):
    answer = session.act(stumble, quiet=True)

    assert not answer
    assert answer.message == ""
    assert "ZeroDivisionError" in heard.broke[0]


def test_long_work_answers_like_anything_else(session, heard, ids, qtbot):
    answers = []
    given = {"remark": "转告奶奶"}
    session.run(edit_file.save_fields, "student", ids["李梓涵"], given, then=answers.append)
    session.run(refuse, then=answers.append)
    session.run(refuse, then=answers.append, quiet=True)
    session.run(stumble, then=answers.append)
    qtbot.waitUntil(lambda: len(answers) == 4, timeout=60_000)

    assert [bool(answer) for answer in answers] == [True, False, False, False]
    assert answers[0].students == {ids["李梓涵"]}
    assert heard.changed == [{ids["李梓涵"]}]
    assert heard.failed == ["不行。请换一个。"]
    assert len(heard.broke) == 1


def test_without_a_ledger_one_is_refused_however_one_asks(qapp):
    closed, answers = Session(), []
    heard = Heard(closed)
    closed.run(list_students.count, then=answers.append)
    answers.append(closed.act(list_students.count))

    assert [bool(answer) for answer in answers] == [False, False]
    assert heard.failed == ["台账没有打开。"] * 2


def test_what_needs_no_open_ledger_is_refused_in_its_own_words(qapp, tmp_path, qtbot):
    closed, answers = Session(), []
    from ledger_app.actions.open_ledger import open_ledger

    closed.run_alone(open_ledger, tmp_path / "没有.ledger", "x", then=answers.append, quiet=True)
    qtbot.waitUntil(lambda: bool(answers), timeout=60_000)
    assert answers[0].message


def test_without_long_work_nothing_waits(session):
    done = []
    assert session.ask("a", done.append, 1)
    assert done == [1]


def test_what_is_asked_for_during_work_comes_after_its_ending_in_order(session, qtbot):
    work, done = Holding(session), []

    def note(what):
        done.append((what, len(work.answers)))

    assert not session.ask("child", note, "first child")
    assert not session.ask("tab", note, "tab")
    assert not session.ask("child", note, "second child")
    assert done == []
    work.let_go(qtbot)
    freed(qtbot, session)

    assert done == [("tab", 1), ("second child", 1)]


def test_a_wish_that_begins_work_lets_the_others_wait_for_that(session, qtbot):
    work, done = Holding(session), []
    second = []
    session.ask("a", lambda: second.append(Holding(session)))
    session.ask("b", done.append, "b")
    work.let_go(qtbot)
    qtbot.waitUntil(lambda: bool(second), timeout=60_000)
    assert done == []
    second[0].let_go(qtbot)
    qtbot.waitUntil(lambda: done == ["b"], timeout=60_000)


def test_leaving_goes_before_what_was_asked_for_which_the_lock_drops(session, qtbot):
    work, done = Holding(session), []
    session.ask("child", done.append, "child")
    assert not session.when_over(lambda: done.append(session.lock()))
    work.let_go(qtbot)
    freed(qtbot, session)

    assert done == [True]


def test_what_waits_is_dropped_with_the_dialog_that_it_is_about(session, qtbot):
    class Asking(QWidget):
        _session = session

        @waits("asking")
        def ask(self):
            done.append("asking")

    done, go_on, gone, stays = [], Event(), Asking(), Asking()
    session.run(lambda _ledger: go_on.wait(60), then=done.append)
    session.ask("handed along", lambda over: done.append("handed along"), gone)
    gone.ask()
    session.ask("stays", lambda over: done.append("stays"), stays)
    delete(gone)
    go_on.set()
    qtbot.waitUntil(lambda: "stays" in done, timeout=60_000)
    assert done[1:] == ["stays"]


def test_a_glance_says_nothing_where_there_is_nothing_to_see(session, heard, qtbot):
    assert session.peek(list_students.count).otherwise(0) == 6
    work = Holding(session)
    assert session.peek(list_students.count).otherwise("…") == "…"
    work.let_go(qtbot)
    session.lock()
    assert not session.peek(list_students.count)
    assert heard.failed == []


class Book(QTabWidget):
    """Turning its pages is a wish."""

    def __init__(self, session):
        super().__init__()
        self._session, self.count = session, 0
        self.currentChanged.connect(self.turned)

    @waits("turn")
    def turned(self, by=1):
        """Count."""
        self.count += by

    @waits("open")
    def opened(self):
        """Count."""
        self.count += 100


def test_a_method_that_waits_is_called_as_it_was_asked_for(session, qtbot):
    book = Book(session)
    qtbot.addWidget(book)
    work = Holding(session)
    book.turned(3)
    book.opened()
    assert book.count == 0
    work.let_go(qtbot)
    freed(qtbot, session)
    assert book.count == 103


def test_a_signal_hands_it_no_more_than_it_takes(session, qtbot):
    book = Book(session)
    qtbot.addWidget(book)
    book.currentChanged.disconnect()
    book.currentChanged.connect(book.opened)
    book.addTab(QWidget(), "基本")
    assert book.count == 100


def asks_whether_busy(text):
    """Return whether a file looks by itself whether long work runs."""
    names = {"is_busy", "must_be_free", "when_free", "run_long"}
    nodes = ast.walk(ast.parse(text))
    return any(isinstance(node, ast.Attribute) and node.attr in names for node in nodes)


def test_only_what_shows_it_asks_whether_long_work_runs():
    own = {"session.py", "worker.py"}
    found = {
        path.relative_to(GUI).as_posix()
        for path in GUI.rglob("*.py")
        if asks_whether_busy(path.read_text(encoding="utf-8"))
    }
    assert found - own == set(SHOW_IT)


def test_a_guard_of_ones_own_would_be_found():
    assert asks_whether_busy("if self._session.is_busy:\n    return")
    assert not asks_whether_busy("self._session.ask('child', self.show)\nself.busy.emit(True)")


# Who is handed a ledger to keep it or to show it; what is done with one is an action.
TAKE_IT = {"session.py": {"start"}, "window/opening.py": {"take"}}
TAKE_IT["window/headless.py"] = {"_take_pictures", "_open_a_file"}


def take_the_ledger(text):
    """Return the names of functions that are handed a ledger."""
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))
    return {each.name for each in functions if "ledger" in {arg.arg for arg in each.args.args}}


def test_what_is_done_with_the_ledger_is_an_action():
    files = {path.relative_to(GUI).as_posix(): path for path in GUI.rglob("*.py")}
    found = {name: take_the_ledger(path.read_text("utf-8")) for name, path in files.items()}
    assert {name: taken for name, taken in found.items() if taken} == TAKE_IT


def test_work_of_the_windows_own_would_be_found():
    assert take_the_ledger("def change(ledger, old, new, progress): ...") == {"change"}


# PySide calls what a class has in place of Qt's own, as `reject`, of a widget that is deleted, too.


def outlived(source):
    """Return what the session would call of a dialog that is gone."""
    found = []
    for kind in ast.walk(ast.parse(source)):
        if not isinstance(kind, ast.ClassDef):
            continue
        own = {each.name for each in kind.body if isinstance(each, ast.FunctionDef)}
        slots = {f"self.{name}" for name in own & set(dir(QDialog))}
        for call in ast.walk(kind):
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("connect"):
                sender = ast.unparse(call.func)
                if "session" in sender and ast.unparse(call.args[0]) in slots:
                    found.append((kind.name, ast.unparse(call)))
    return found


def test_the_session_calls_nothing_of_a_dialog_that_is_gone():
    assert [each for path in GUI.rglob("*.py") for each in outlived(path.read_text("utf-8"))] == []
    planted = "class A(Dialog):\n def b(self):\n  session.locked.connect(self.reject)\n"
    assert not outlived(planted)
    assert outlived(f"{planted} def reject(self):\n  pass\n")
