"""A few invented children for the window tests, made through the actions."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox

from ledger_app.actions import edit_file
from ledger_app.domain.identity import check_digit
from ledger_app.gui.session import Session


def id_number(born: str, sequence: int) -> str:
    """Return an ID number of the unassigned region 529901; an odd sequence is a boy."""
    body = f"529901{born.replace('-', '')}{sequence:03d}"
    return body + check_digit(body)


CHILDREN = (
    # name, sex, born, grade, class, village
    ("王𬱖", "2", "2017-03-11", "3", "2", "青山村"),
    ("李梓涵", "1", "2015-06-02", "5", "1", "青山村"),
    ("陈㛃喆", "2", "2018-10-09", "2", "1", "双丰村"),
    ("阿卜杜热西提·买买提江", "1", "2014-12-30", "6", "2", "石门村"),
    ("单小雨", "2", "2016-01-15", "4", "1", "石门村"),
    ("赵国庆", "1", "2019-08-20", "2", "1", "双丰村"),
)


def fill(ledger) -> dict[str, str]:
    """Add the children; return {name: id}. 王𬱖 is suspected since 18 November, 李梓涵 promised."""
    ids = {}
    school = ledger.value("SELECT id FROM school")
    for at, (name, sex, born, grade, class_no, village) in enumerate(CHILDREN):
        given = {
            "name": name,
            "school": school,
            "id_type": "1",
            "id_no": id_number(born, 11 + 2 * at + (0 if sex == "1" else 1)),
            "grade": grade,
            "class_no": class_no,
            "village_name": village,
            "guardian_name": f"{name[0]}建国",
            "guardian_relation": "1",
            "guardian_phone": f"1380000{1000 + at}",
        }
        ids[name] = edit_file.add_student(ledger, given).record_id
    wang, li = ids["王𬱖"], ids["李梓涵"]
    suspected = {"is_suspected": "1", "suspected_on": "2026-11-18", "last_attended": "2026-11-13"}
    edit_file.add_record(ledger, "dropout", wang, suspected)
    edit_file.add_record(ledger, "dropout", li, {**suspected, "confirmed_on": "2026-11-02"})
    promise = {"contacted_on": "2026-11-12", "mode": "1", "promised_on": "2026-11-18"}
    edit_file.add_record(ledger, "contact", li, promise)
    concern = {"since_on": "2026-09-01", "risk_categories": "left_behind,psych", "risk_level": "3"}
    edit_file.add_record(ledger, "concern", wang, concern)
    return ids


def started(ledger) -> Session:
    """Return a session on an open ledger."""
    session = Session()
    session.start(ledger)
    return session


def show(pane, student_id: str) -> bool:
    """Have a pane without a list beside it show a child; False where half-typed text holds it."""
    if not pane.commit_pending():
        return False
    pane._current.be(1, student_id, "")
    return pane.draw()


def press(parent, text: str):
    """Press the button of this name in the question that is asked."""
    box = next(each for each in parent.findChildren(QMessageBox) if each.isVisible())
    next(each for each in box.buttons() if each.text() == text).click()
    return box
