"""A roster lists a child and says in the same row that it is not in its class: no evidence."""

from __future__ import annotations

from datetime import datetime

import pytest

from ledger_app.actions import import_workbook
from ledger_app.domain.standing.status import status_of
from ledger_app.store.lists.student_files import load_files
from ledger_app.store.safety import ledger_files
from tests.gui.children import id_number
from tests.ledgers import Clock, new_ledger

COLUMNS = ("就读方式", "特教安置方式", "学籍状态", "备注")
TITLE = "福利镇中心小学三年级(1)班学生花名册"
# What the row says beside the name; the status on the list of autumn, and again in spring.
ROWS = {
    "王一": ({}, "在校"),
    "李二": ({"就读方式": "送教上门"}, "送教上门"),
    "张三": ({"特教安置方式": "送教上门"}, "送教上门"),
    "赵四": ({"特教安置方式": "特教学校就读"}, "在外就读(待核实)"),
    "钱五": ({"特教安置方式": "待安置"}, "未核实"),
    "孙六": ({"学籍状态": "休学"}, "休学"),
    "周七": ({"备注": "随父母去广东读书", "学籍状态": "正常"}, "未核实"),
    "吴八": ({"备注": "转学到县一小"}, "未核实"),
    "郑九": ({"备注": "父亲去世"}, "在校"),
    "冯十": ({"特教安置方式": "普通学校随班就读"}, "在校"),
}


@pytest.fixture
def ledger(tmp_path):
    made = new_ledger(tmp_path)
    yield made
    ledger_files.close(made)


def book(tmp_path, file, *more):
    lines = [TITLE, ",".join(("姓名", "性别", "身份证号", "年级", "班级", *COLUMNS))]
    for at, (name, (said, _)) in enumerate(ROWS.items()):
        cells = [name, "男", id_number("2017-03-11", 2 * at + 1), "三年级", "1"]
        lines.append(",".join([*cells, *(said.get(key, "") for key in COLUMNS)]))
    path = tmp_path / file
    path.write_text("\n".join((*lines, *more)) + "\n", encoding="utf-8")
    return path


def standings(ledger):
    ids = ledger.column("SELECT id FROM student WHERE deleted_at IS NULL")
    files = load_files(ledger, ids)
    return {file.student["name"]: status_of(file, ledger.day()).name for file in files}


def test_who_is_listed_and_said_to_be_elsewhere_is_not_at_school(ledger, tmp_path):
    expected = {name: status for name, (_, status) in ROWS.items()}
    for number, day in enumerate((datetime(2026, 9, 5, 9), datetime(2027, 3, 5, 9))):
        ledger.clock = Clock(day)
        path = book(tmp_path, f"{number}.csv", f"新来{number},男,,三年级,1,,,,")
        done = import_workbook.commit(ledger, import_workbook.plan(ledger, path))
        assert done.roster.why_not == ""
        found = standings(ledger)
        assert {name: found[name] for name in ROWS} == expected
