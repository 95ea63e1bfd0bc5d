"""Act a story in a real ledger, day by day, as a clerk would write it down.

An event is what is said of 阿依 on a day: `table key=value …` adds a record, as in the shell; the
words of `ACTS` do what the window does. The clock of the ledger stands on that day.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from ledger_app.actions import due_list, edit_file, find_students, import_workbook, new_day
from ledger_app.actions.attendance.class_list import class_list
from ledger_app.actions.attendance.named_children import class_named, reasons_named
from ledger_app.actions.attendance.roll_call import RollCall, register
from ledger_app.actions.import_workbook import Policy
from ledger_app.actions.rosters import answer_unlisted, relocate_moved
from ledger_app.actions.undo_revision import undo
from ledger_app.domain.standing.status import status_of
from ledger_app.domain.telling.record_kinds import RECORD_KINDS
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.student_files import load_file
from tests.gui.children import id_number

CHILD, CLASSMATE, SCHOOL = "阿依", "李二", "福利镇中心小学"
PAPERS = {"L2": "suspected", "L3": "dropout", "L6": "elsewhere", "L7": "relocation", "休": "leave"}
REPORTING_IN, ROLL_CALL = "1", "2"


def step(ledger: Ledger, day: str, event: str) -> None:
    """Move the clock to a day and do what the story says of it, one event after ";" another."""
    ledger.clock.at = datetime.fromisoformat(f"{day} 12:00:00")
    new_day.refresh_lists(ledger)
    for part in filter(None, (part.strip() for part in event.split(";"))):
        word, *given = part.split()
        if word in ACTS:
            ACTS[word](ledger, given)
        else:
            table = edit_file.named_table(word)
            owner = child(ledger) if table.of_student else None
            edit_file.add_record(ledger, table.key, owner, _pairs(given))


def standing(ledger: Ledger) -> str:
    """Return the name of the child's status: the same in its file and in the list of all."""
    (row,) = find_students.find(ledger, CHILD)
    now = status_of(load_file(ledger, row["id"]), ledger.day())
    assert row["status"] == now.code
    return now.name


def lines(ledger: Ledger) -> str:
    """Return what 今日 wants of somebody about the child; what is only near in brackets."""
    found = [each for each in due_list.due(ledger) if each.name == CHILD]
    said = {(each.state == "soon", each.label) for each in found}
    return " ".join(f"({label})" if soon else label for soon, label in sorted(said))


def papers(ledger: Ledger) -> str:
    """Return the printed ledgers the child stands on, with how often if more than once."""
    file, on = load_file(ledger, child(ledger)), ledger.day()
    counts = {name: len(RECORD_KINDS[kind].entries(file, on)) for name, kind in PAPERS.items()}
    return " ".join(name if n == 1 else f"{name}×{n}" for name, n in counts.items() if n)


def child(ledger: Ledger, name: str = CHILD) -> str:
    return find_students.student_id(ledger, name)


def _pairs(given: list[str]) -> dict[str, str]:
    return dict(each.split("=", 1) for each in given)


def _children(ledger: Ledger, given: list[str]) -> None:
    """Open the files of the child, as it is told, and of a classmate."""
    told = _pairs(given)
    born = told.pop("born", "2017-05-01")
    where = {"学校": SCHOOL, "年级": "三年级", "班级": "1"}
    for number, name, values in ((201, CHILD, told), (203, CLASSMATE, {})):
        numbered = {"姓名": name, "身份证号": id_number(born, number)}
        edit_file.add_student(ledger, {**numbered, **where, **values})


def _change(ledger: Ledger, given: list[str]) -> None:
    edit_file.save_fields(ledger, "student", child(ledger), _pairs(given))


def _change_school(ledger: Ledger, given: list[str]) -> None:
    school = edit_file.school_id(ledger, given[0])
    edit_file.save_fields(ledger, "school", school, _pairs(given[1:]))


def _change_record(ledger: Ledger, given: list[str]) -> None:
    """Change the newest record of a table."""
    newest = f"SELECT id FROM {given[0]} WHERE deleted_at IS NULL ORDER BY no DESC LIMIT 1"
    edit_file.save_fields(ledger, given[0], ledger.value(newest), _pairs(given[1:]))


def _call(kind: str) -> Callable[[Ledger, list[str]], None]:
    def act(ledger: Ledger, given: list[str]) -> None:
        place = class_named(ledger, SCHOOL, "三年级", "1")
        list_ = class_list(ledger, place, ledger.today(), kind)
        missing = reasons_named(ledger, list_, given)
        register(ledger, RollCall(place, ledger.today(), kind, missing, taken_by="李敏"))

    return act


def _roster(ledger: Ledger, given: list[str]) -> None:
    """Import the list of the class: names, a mark of the register after a colon."""
    options = _pairs([each for each in given if "=" in each])
    named = [each.partition(":") for each in given if "=" not in each]
    school = options.get("学校", SCHOOL)
    numbers = {row["name"]: row["id_no"] for row in ledger.rows("SELECT name, id_no FROM student")}
    rows = [(name, numbers[name], "三年级", "1", mark) for name, _, mark in named]
    text = io.StringIO()
    head = ("姓名", "身份证号", "年级", "班级", "学籍状态")
    title = (f"{school}三年级(1)班{ledger.today().month}月学生花名册",)
    csv.writer(text).writerows([title, head, *rows])
    path = Path(ledger.path).with_name(f"花名册{ledger.today()}.csv")
    path.write_text(text.getvalue(), encoding="utf-8")
    policy = Policy(options.get("policy", "fill"))
    done = import_workbook.commit(ledger, import_workbook.plan(ledger, path, policy=policy))
    if "分流" in options:  # the offer to write down who was moved out of a closed school
        relocate_moved.relocate(ledger, done.roster.moved)


def _answer_roster(ledger: Ledger, given: list[str]) -> None:
    mine = [q.id for q in answer_unlisted.open_questions(ledger) if q.name == CHILD]
    answer_unlisted.answer(ledger, mine, answer_unlisted.answer_named(given[0]))


def _cannot(ledger: Ledger, given: list[str]) -> None:
    """Say of a line that it cannot be done today: it comes back on the day its rule says."""
    chosen = [r for r in due_list.due(ledger) if r.name == CHILD and r.label == given[0]]
    assert chosen, given
    until = date.fromisoformat(given[1]) if given[1:] else None
    due_list.answer_all(ledger, chosen, "impossible", reason="家里没人", until=until)


ACTS: dict[str, Callable[[Ledger, list[str]], None]] = {
    "建档": _children,
    "改": _change,
    "改学校": _change_school,
    "改记录": _change_record,
    "报到": _call(REPORTING_IN),
    "点名": _call(ROLL_CALL),
    "名单": _roster,
    "答复名单": _answer_roster,
    "做不了": _cannot,
    "撤销": lambda ledger, _: undo(ledger),
}
