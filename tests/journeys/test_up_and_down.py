"""Up the hill and back: two schools and a township, two months, scripted as a county would.

Everything by the commands of design §10. In the end all ledgers say the same of all children, and
no name or number of a child has stood on standard error.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from ledger_app.actions import back_up, open_ledger
from ledger_app.catalogue import STUDENT
from tests.cli.conftest import Said, run
from tests.ledgers import PASSWORD, Clock

pytestmark = pytest.mark.journey

GREEN, UNION, TOWN, COUNTY = "2152000001", "2152000002", "529901001", "529901"
UNITS = {
    GREEN: ("青山小学", "school"),
    UNION: ("联合小学", "school"),
    TOWN: ("福利镇中心校", "township"),
    COUNTY: ("福利县教育局", "county"),
}
CHILDREN = {
    GREEN: ("王小明", "李梓涵", "赵涛", "陈静怡"),
    UNION: ("周杰", "吴佳宁"),
}
PHONE = "1380000000"  # and one digit
STORED = {field.key for field in STUDENT.fields} | {"class"}
LINE = {"package", "state", "school", "sequence", "created", "updated", "unchanged", "conflicts",
        "missing"}  # fmt: skip


class Units:
    """The four ledgers, the stick, and what has been said so far."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder, self.clock, self.stick = folder, clock, 0

    def file(self, code: str) -> Path:
        return self.folder / f"{UNITS[code][0]}.ledger"

    def say(self, command: str, code: str, *words: object, expect: int = 0) -> Said:
        """Run a command on the ledger of a unit; no child's name may stand among messages."""
        self.clock.move(minutes=5)
        said = run(command, self.file(code), *words)
        assert said.code == expect, f"{command} {words}: {said.code} {said.err} {said.out}"
        names = [name for several in CHILDREN.values() for name in several]
        assert not [each for each in (*names, PHONE) if each in said.err], said.err
        return said

    def new_stick(self) -> Path:
        self.stick += 1
        folder = self.folder / f"U盘{self.stick}"
        folder.mkdir()
        return folder

    def up(self, *codes: str, to: str = TOWN) -> list[dict]:
        """Pack at some units onto one stick, and receive all of it above."""
        stick = self.new_stick()
        for code in codes:
            made = self.say("pack", code, stick, "--json").json
            assert set(made) == {"sequence", "students", "records", "path"}
            assert Path(made["path"]).parent == stick
        return self.receive(to, stick)

    def down(self, *codes: str) -> list[dict]:
        """Make receipts, and receive each at its school."""
        found = []
        for code in codes:
            stick = self.new_stick()
            made = self.say("receipt", TOWN, code, stick, "--json").json
            found += self.receive(code, made["path"])
        return found

    def receive(self, code: str, place: object, *words: object, expect: int = 0) -> list[dict]:
        found = self.say("receive", code, place, "--json", *words, expect=expect).json
        assert all(set(each) >= LINE for each in found)
        return found

    def child(self, code: str, name: str) -> dict:
        return self.say("show", code, name, "--json", "--reveal").json


@pytest.fixture
def units(tmp_path, monkeypatch):
    """Four empty ledgers, paired by their clerks; the clock is moved by the story."""
    clock = Clock(datetime(2026, 11, 30, 8, 0))
    for made in (open_ledger.open_ledger, open_ledger.make_ledger, back_up.restore):
        monkeypatch.setitem(made.__kwdefaults__, "clock", clock)
    monkeypatch.setenv("LEDGER_PASSWORD", PASSWORD)
    units = Units(tmp_path, clock)
    for code, (name, kind) in UNITS.items():
        units.say("new", code, "--unit", name, "--code", code, "--kind", kind)
    for code in (GREEN, UNION):
        school = ("add", TOWN, "school", "-", f"name={UNITS[code][0]}", f"code={code}")
        units.say(*school, "phone=0771-1234567")
        _pair(units, code, TOWN)
    _pair(units, TOWN, COUNTY)
    for code, names in CHILDREN.items():
        for at, name in enumerate(names):
            values = (f"姓名={name}", f"学校={UNITS[code][0]}", "年级=三年级", "班级=1")
            units.say("add", code, "student", "-", *values, f"phone={PHONE}{at}")
    return units


def _pair(units: Units, below: str, above: str) -> None:
    """Exchange cards; a wrong digit pairs nobody."""
    for one, other in ((below, above), (above, below)):
        card = units.folder / f"{one}{other}.pair"
        digits = units.say("pair", one, "--out", card, "--json").json["fingerprint"]
        assert len(digits.replace(" ", "")) == 24
        units.say("pair", other, card, "--fingerprint", "1" * 24, expect=1)
        told = units.say("pair", other, card, "--fingerprint", digits, "--json").json
        assert (told["unit"], told["fingerprint"]) == (UNITS[one][0], digits)


def test_two_schools_and_a_township_through_two_months(units):
    _first_packages(units)
    _a_conflict_is_decided(units)
    _a_file_is_returned_and_comes_back(units)
    _a_question_is_answered(units)
    _one_correction_is_refused_and_one_accepted(units)
    units.clock.move(days=24)
    _a_package_is_lost(units)
    _a_file_travels_with_its_child(units)
    _a_school_is_restored(units)
    _a_school_is_closed_and_taken_over(units)
    _the_county_receives_the_township(units)
    _all_say_the_same(units)


def _first_packages(units):
    """Looked at first, then all of a stick at once; the same again changes nothing."""
    stick = units.new_stick()
    told = units.say("pack", GREEN, stick, "--dry-run", "--json").json
    assert (told["sequence"], told["blocking"], list(stick.iterdir())) == (1, [], [])
    for code in (GREEN, UNION):
        units.say("pack", code, stick, "--json")
    seen = units.receive(TOWN, stick, "--dry-run")
    assert [(each["state"], each["created"] > 0) for each in seen] == [("new", True)] * 2
    assert units.say("find", TOWN, "王", "--json").json == []
    taken = units.receive(TOWN, stick)
    assert [(each["school"], each["sequence"], each["state"]) for each in taken] == [
        ("青山小学", 1, "new"), ("联合小学", 1, "new"),
    ]  # fmt: skip
    assert [each["created"] for each in taken] == [each["created"] for each in seen]
    assert [each["state"] for each in units.receive(TOWN, stick)] == ["repeat", "repeat"]
    _is_refused_elsewhere(units, stick)
    units.say("verdict", TOWN, "accepted", "--unit", GREEN)
    units.say("verdict", TOWN, "accepted", "--unit", UNION)
    assert [each["state"] for each in units.down(GREEN, UNION)] == ["new", "new"]
    for code in (GREEN, UNION):  # the township's list of schools has a telephone
        (line,) = units.say("conflicts", code, "--json").json
        assert (line["table"], line["field"], line["kind"]) == ("school", "phone", "correction")
        units.say("resolve", code, line["id"], "--take", "theirs")


def _is_refused_elsewhere(units, stick):
    """A package for another unit is refused with 1; beside a good one, what is damaged with 3."""
    first = next(each for each in stick.iterdir() if "青山" in each.name)
    (found,) = units.receive(UNION, first, expect=1)
    assert (found["state"], found["created"]) == ("foreign", 0)
    assert "不是用本单位的钥匙封的" in found["message"]
    mixed = units.new_stick()
    units.say("pack", GREEN, mixed)
    (mixed / "坏的.handoff").write_bytes(first.read_bytes()[:-100])
    found = units.receive(TOWN, mixed, expect=3)
    assert {each["state"] for each in found} == {"new", "damaged"}
    assert units.say("receive", TOWN, units.new_stick(), expect=1).out == ""


def _a_conflict_is_decided(units):
    units.say("set", TOWN, "王小明", "phone=13800000091")
    units.say("set", GREEN, "王小明", "phone=13800000092")
    (taken,) = units.up(GREEN)
    assert (taken["state"], taken["conflicts"]) == ("new", 1)
    (line,) = units.say("conflicts", TOWN, "--reveal", "--json").json
    wanted = {"id", "student", "name", "table", "field", "label", "base", "ours", "theirs"}
    assert set(line) >= wanted
    assert [line[key] for key in ("name", "field", "base", "ours", "theirs")] == [
        "王小明", "phone", "13800000000", "13800000091", "13800000092",
    ]  # fmt: skip
    units.say("resolve", TOWN, line["id"], "--take", "value", "--reason", "不明", expect=1)
    units.say("resolve", TOWN, line["id"], "--take", "theirs", "--reason", "家长来电核实")
    assert units.say("conflicts", TOWN, "--json").json == []
    assert units.child(TOWN, "王小明")["phone"] == "13800000092"
    units.down(GREEN)
    assert units.say("conflicts", GREEN, "--json").json == []


def _a_file_is_returned_and_comes_back(units):
    units.say("verdict", TOWN, "王小明", "returned", "--reason", "请补户籍地")
    units.down(GREEN)
    (back,) = units.say("verdict", GREEN, "--json").json["returned"]
    assert (back["name"], back["reason"]) == ("王小明", "请补户籍地")
    due = units.say("today", GREEN, "--json").json["lines"]
    assert any("退回" in str(each) and each["name"] == "王小明" for each in due)
    units.say("set", GREEN, "王小明", "native_place=青山村")
    units.up(GREEN)
    assert units.say("verdict", GREEN, "--json").json["returned"] == []
    (again,) = units.say("verdict", TOWN, "--json").json["to_judge"]
    assert (again["name"], again["before"]) == ("王小明", "请补户籍地")
    units.say("verdict", TOWN, "王小明", "accepted")
    units.down(GREEN)
    assert units.say("verdict", TOWN, "--json").json == {"to_judge": [], "returned": []}


def _a_question_is_answered(units):
    asked = units.say("ask", TOWN, "赵涛", "电话是谁的？", "--field", "phone", "--json").json["id"]
    units.down(GREEN)
    (found,) = units.say("questions", GREEN, "--json").json
    assert (found["id"], found["asked"]) == (asked, "电话是谁的？")
    reply = ("accepted", "--value", "13800000098", "--reply", "换了号")
    units.say("answer", GREEN, asked, *reply)
    units.up(GREEN)
    (found,) = units.say("questions", TOWN, "--json").json
    assert (found["answer"], found["now"]) == ("accepted", "13800000098")
    units.say("questions", TOWN, "--close", asked)
    units.say("verdict", TOWN, "accepted", "--unit", GREEN)
    units.down(GREEN)
    assert units.say("questions", GREEN, "--json").json == []


def _one_correction_is_refused_and_one_accepted(units):
    units.say("set", TOWN, "陈静怡", "phone=13800000093", "native_place=福利镇")
    units.down(GREEN)
    found = {each["field"]: each for each in units.say("conflicts", GREEN, "--json").json}
    assert {key: each["kind"] for key, each in found.items()} == {
        "phone": "correction", "native_place": "correction",
    }  # fmt: skip
    assert units.child(GREEN, "陈静怡")["phone"] == "13800000003", "nothing is written by itself"
    phone, place = found["phone"]["id"], found["native_place"]["id"]
    units.say("resolve", GREEN, phone, "--take", "ours", expect=1)  # the township is told why
    units.say("resolve", GREEN, phone, "--take", "ours", "--reason", "祖母的号码")
    units.say("resolve", GREEN, place, "--take", "theirs")
    units.up(GREEN)
    (asked,) = units.say("conflicts", TOWN, "--json").json
    assert (asked["kind"], asked["note"]) == ("refused", "祖母的号码")
    units.say("resolve", TOWN, asked["id"], "--take", "theirs", "--reason", "同意")
    units.down(GREEN)
    for code in (TOWN, GREEN):
        assert units.say("conflicts", code, "--json").json == []
        assert units.child(code, "陈静怡")["phone"] == "13800000003"
        assert units.child(code, "陈静怡")["native_place"] == "福利镇"


def _a_package_is_lost(units):
    lost = units.new_stick()
    number = units.say("pack", UNION, lost, "--json").json["sequence"]
    units.say("set", UNION, "周杰", "native_place=联合村")
    (taken,) = units.up(UNION)
    assert (taken["state"], taken["sequence"], taken["updated"]) == ("gap", number + 1, 1)
    union = next(
        each for each in units.say("handoff", TOWN, "--json").json["units"] if each["code"] == UNION
    )
    assert (union["sequence"], union["gaps"], union["days"]) == (number + 1, [number], 0)
    (found,) = units.receive(TOWN, lost)  # the stick turns up again
    assert (found["state"], found["updated"]) == ("older", 0)
    assert units.child(TOWN, "周杰")["native_place"] == "联合村"


def _a_file_travels_with_its_child(units):
    moved = ("kind=21", "changed_on=2026-12-20", "to_school=联合小学")
    units.say("add", GREEN, "register_change", "陈静怡", *moved)
    units.say("add", GREEN, "contact", "陈静怡", "contacted_on=2026-12-19", "place=家里")
    units.up(GREEN)
    (line,) = units.say("handover", TOWN, "--json").json
    assert (line["matter"], line["name"], line["to_name"]) == (
        "not_handed_over", "陈静怡", "联合小学",
    )  # fmt: skip
    units.say("handover", TOWN, "陈静怡", "--to", UNION)
    units.say("handover", TOWN, "陈静怡", "--to", UNION, expect=1)  # it lies there already
    units.down(GREEN, UNION)
    units.say("set", GREEN, "陈静怡", "remark=还在写", expect=1)
    assert [each["place"] for each in units.child(UNION, "陈静怡")["records"]["contact"]] == [
        "家里"
    ]
    units.clock.move(days=20)
    for code in (GREEN, UNION, TOWN):
        (line,) = units.say("handover", code, "--json").json
        assert (line["matter"], line["is_late"], line["from_phone"]) == (
            "not_arrived", True, "0771-1234567",
        ), code  # fmt: skip
    came = ("--on", "2027-01-13", "--grade", "三年级", "--class", "2")
    units.say("arrived", UNION, "陈静怡", *came)
    units.up(UNION)
    units.down(GREEN)
    for code in (GREEN, UNION, TOWN):
        assert units.say("handover", code, "--json").json == []


def _a_school_is_restored(units):
    kept = units.say("backup", GREEN).out.partition("：")[2].strip()
    units.say("set", GREEN, "李梓涵", "native_place=备份以后填的")
    units.up(GREEN)
    units.say("restore", GREEN, kept)
    assert not units.child(GREEN, "李梓涵")["native_place"]
    units.say("set", GREEN, "赵涛", "native_place=恢复以后填的")
    stick = units.new_stick()
    units.say("pack", GREEN, stick)
    (found,) = units.receive(TOWN, stick, expect=1)
    assert found["guards"], "a restored ledger is asked about"
    (found,) = units.receive(TOWN, stick, "--confirm", found["guards"][0]["number"])
    assert (found["taken"], found["conflicts"]) == (True, 0)
    assert units.child(TOWN, "李梓涵")["native_place"] == "备份以后填的", "it is not taken away"
    assert units.child(TOWN, "赵涛")["native_place"] == "恢复以后填的"
    units.down(GREEN)
    for line in units.say("conflicts", GREEN, "--json").json:
        units.say("resolve", GREEN, line["id"], "--take", "theirs", "--reason", "恢复前填过")
    assert units.child(GREEN, "李梓涵")["native_place"] == "备份以后填的"


def _a_school_is_closed_and_taken_over(units):
    for name in ("周杰", "陈静怡"):
        where = ("receiving_school=青山小学", "moved_on=2027-01-13")
        units.say("add", UNION, "relocation", name, *where)
    units.up(UNION)
    seen = units.say("takeover", TOWN, UNION, "--closed-on", "2027-01-13", "--dry-run", "--json")
    assert {each["name"] for each in seen.json["children"]} == {"周杰", "吴佳宁", "陈静怡"}
    units.say("takeover", TOWN, UNION, "--closed-on", "2027-01-13")
    units.say("handover", TOWN, "吴佳宁", "--to", GREEN)
    units.down(GREEN, UNION)
    for name in ("周杰", "吴佳宁", "陈静怡"):
        units.say("set", UNION, name, "remark=还在写", expect=1)
        came = ("--on", "2027-01-13", "--grade", "三年级", "--class", "1")
        units.say("arrived", GREEN, name, *came)
    for line in units.say("conflicts", UNION, "--json").json:  # that it is closed, and since when
        assert (line["table"], line["kind"]) == ("school", "correction")
        units.say("resolve", UNION, line["id"], "--take", "theirs")


def _the_county_receives_the_township(units):
    units.up(GREEN, UNION)
    units.say("verdict", TOWN, "accepted", "--unit", GREEN)
    units.down(GREEN, UNION)
    (taken,) = units.up(TOWN, to=COUNTY)
    assert (taken["school"], taken["state"], taken["conflicts"]) == ("福利镇中心校", "new", 0)
    (line,) = units.say("handoff", COUNTY, "--json").json["units"]
    assert (line["code"], line["sequence"]) == (TOWN, 1)


def _all_say_the_same(units):
    """All six files, with all their records, are alike at the school, the township, the county."""
    names = [name for several in CHILDREN.values() for name in several]
    for name in names:
        school, town, county = (_told(units, code, name) for code in (GREEN, TOWN, COUNTY))
        assert school == town, name
        assert _kept_by_all(county) == _kept_by_all(town), name
    for code in UNITS:
        assert units.say("check", code, "--json").json["ok"], code
        assert units.say("conflicts", code, "--json").json == []
    again = [*units.up(GREEN, UNION), *units.down(GREEN, UNION), *units.up(TOWN, to=COUNTY)]
    for each in again:
        assert [each[key] for key in ("created", "updated", "deleted", "conflicts", "missing")] == [
            0, 0, 0, 0, 0,
        ], each  # fmt: skip


def _kept_by_all(told):
    """Leave out which file went where between schools: that is the township's own affair."""
    return {
        key: value
        for key, value in told.items()
        if (key in STORED if isinstance(key, str) else key[0] != "passage")
    }


def _told(units, code, name):
    """Return a file as a unit has it, without what is each unit's own."""
    found = units.child(code, name)
    (listed,) = units.say("find", code, name, "--json").json
    own = {"no", "school", "status", "problems", "records"}
    told = {key: value for key, value in found.items() if key not in own and value}
    told |= {key: listed[key] for key in ("school", "grade", "class")}
    for table, rows in found["records"].items():
        for row in rows:
            kept = {key: value for key, value in row.items() if key not in own and value}
            told[table, row["id"]] = kept
    return told
