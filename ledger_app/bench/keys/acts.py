"""The acts whose keys are counted: where each begins, what it is measured by, how it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ledger_app.actions import edit_file, keep_places, list_students
from ledger_app.bench.keys import calls, find_and_change, new_file
from ledger_app.bench.keys.counted_keys import CountedKeys
from ledger_app.catalogue.evidence_meanings import RollCallKind
from ledger_app.gui.page import ShowStudent
from ledger_app.gui.window.main_window import MainWindow
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.student_files import load_file

OUT, IN_CLASS, MOVED = "王小甲", "李小乙", "陈小丙"
Go = Callable[[MainWindow, dict[str, str]], None]
Do = Callable[[MainWindow, CountedKeys], None]


@dataclass(frozen=True)
class Act:
    """One act. `most` keys at most, those of its texts with them where `with_texts`."""

    label: str
    today: str  # what it cost before it was counted
    most: int
    with_texts: bool
    begin: Go  # brings the window to where a person would be
    do: Do
    is_done: Callable[[Ledger, dict[str, str]], bool]  # else its keys are worth nothing

    def cost(self, keys: CountedKeys) -> int:
        """Return what is measured."""
        return keys.total if self.with_texts else keys.pressed


def _at_line(window: MainWindow, _ids: dict[str, str]) -> None:
    window.pages.show_page("today")


def _at_child(window: MainWindow, ids: dict[str, str]) -> None:
    window.pages.ask(ShowStudent(ids[IN_CLASS]))


def _in_list(window: MainWindow, ids: dict[str, str]) -> None:
    window.pages.ask(ShowStudent(ids[OUT]))


def _change(window: MainWindow, keys: CountedKeys) -> None:
    find_and_change.find_and_change(window, keys, MOVED)


def _called(ledger: Ledger, ids: dict[str, str]) -> bool:
    return [bool(row["promised_on"]) for row in load_file(ledger, ids[OUT]).of("contact")] == [True]


def _suspected(ledger: Ledger, ids: dict[str, str]) -> bool:
    file = load_file(ledger, ids[IN_CLASS])
    return len(file.of("dropout")) == len(file.of("contact")) == 1


def _added(count: int) -> Callable[[Ledger, dict[str, str]], bool]:
    def found(ledger: Ledger, ids: dict[str, str]) -> bool:
        return list_students.count(ledger) == len(ids) + count

    return found


def _changed(ledger: Ledger, ids: dict[str, str]) -> bool:
    number = load_file(ledger, ids[MOVED]).student["guardian_phone"]
    return bool(number == find_and_change.NEW_NUMBER)


ACTS = (
    Act("今日：登记一次电话，有结果和承诺日期（另有谈话）", "9–25", calls.CALL, False, _at_line,
        calls.log_call, _called),
    Act("疑似辍学和第一次联系（另有谈话）", "51", calls.SUSPECTED, False, _at_child,
        calls.suspect, _suspected),
    Act("新建一个孩子：八项", "107", 60, True, _in_list, new_file.one_new_child, _added(1)),
    Act("一个班新建十个孩子", "1070", 540, True, _in_list, new_file.ten_of_a_class, _added(10)),
    Act("找到、打开、改电话、回名单（另有姓名和 11 位）", "5+", 4, False, _in_list, _change,
        _changed),
)  # fmt: skip


def fill(ledger: Ledger) -> dict[str, str]:
    """Put the children of these acts into a new ledger; return {name: id}.

    One is out of school and to be persuaded today, the others came to class this term.
    """
    today = ledger.today()
    school = keep_places.school_choices(ledger)[0][0]
    made = {}
    for at, name in enumerate((OUT, IN_CLASS, MOVED)):
        given = {"name": name, "school": school, "grade": "3", "class_no": "2"}
        family = {"guardian_name": f"{name[0]}大海", "guardian_relation": "51"}
        phone = {"guardian_phone": f"1380000300{at}"}
        made[name] = edit_file.add_student(ledger, {**given, **family, **phone}).record_id
    case = {
        "is_suspected": "1", "last_attended": _before(today, 40),
        "suspected_on": _before(today, 35), "confirmed_on": _before(today, 20),
        "main_reason": "01", "dropout_reasons": "01",
    }  # fmt: skip
    edit_file.add_record(ledger, "dropout", made[OUT], case)
    with revise(ledger, "edit", "报到") as revision:
        there = " ".join((made[IN_CLASS], made[MOVED]))
        called = {"school": school, "grade": "3", "class_no": "2", "held_on": _before(today, 1)}
        revision.insert("roll_call", {**called, "kind": RollCallKind.ROLL_CALL, "children": there})
    return made


def _before(today: date, days: int) -> str:
    return (today - timedelta(days=days)).isoformat()
