"""What a package tells is read back exactly, or refused: reliability.md E16."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from ledger_app.domain.merging.told import Answer, Gone, State, Told
from ledger_app.exchange.packages import lines, told_values
from ledger_app.exchange.packages.refused import PackageRefused

STATE = State(
    living={
        each.id: each
        for each in (
            Told("school", "school:2152000001", None, {"name": "青山小学", "code": "2152000001"}),
            Told(
                "student", "c1", "c1",
                {"name": "王𬱖", "school": "school:2152000001", "siblings": 2, "distance_km": 1.5,
                 "birth_date": "2017-03-11", "boards": "1", "remark": "两行\n\"引号\"\t制表"},
                "2026-09-01 08:00:00", "2026-09-02 08:00:00", "李老师", "2152000001",
            ),
            Told("contact", "k1", "c1", {"content": "电话", "contacted_on": "2026-10-01"}),
            Told("name_list", "n1", None, {"scope": "school:2152000001\t3\t2", "children": "c1"}),
        )
    },
    gone={"k2": Gone("contact", "k2", "c1", "2026-10-02 09:00:00", "李老师", "记错了人")},
    withheld=frozenset({("student", "psychological"), ("harm", "*")}),
    answers=(
        Answer("student", "c1", "c1", "phone", "13800000000", None, "核实过", "王", "2026-11-01"),
        Answer("contact", "k2", "c1", "", None, True),
    ),
    away=frozenset({"c9"}),
    named={"school:2152000001": "青山小学"},
)  # fmt: skip
BODY = lines.encode(STATE)
DEEP = 10_000


def refusal(body: bytes) -> str:
    """Return how a body is refused; raise if it is read."""
    with pytest.raises(PackageRefused) as refused:
        lines.decode(body)
    return str(refused.value.state)


def with_line(change: Callable[[dict[str, Any]], None], at: int = 2) -> bytes:
    """Return the body with one line changed (1: the school, 2: the child), written canonically."""
    texts = BODY.decode("utf-8").split("\n")
    line = json.loads(texts[at])
    change(line)
    texts[at] = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "\n".join(texts).encode("utf-8")


def with_text(old: str, new: str) -> bytes:
    text = BODY.decode("utf-8")
    assert old in text
    return text.replace(old, new, 1).encode("utf-8")


def test_what_was_told_is_read_back_as_it_was_in_its_order():
    read = lines.decode(BODY)
    assert read == STATE
    assert list(read.living) == list(STATE.living)
    assert lines.encode(read) == BODY


def test_records_are_counted_by_table_for_the_header():
    assert lines.counts_of(STATE) == {"contact": 1, "name_list": 1, "school": 1, "student": 1}


def test_an_empty_state_is_one_line():
    assert lines.decode(lines.encode(State())) == State()


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\n", b"{}\n", b"[]\n", BODY[:-1], BODY + b"\n", BODY + b"{}\n", b"\xff" + BODY,
        BODY.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + BODY,
        with_text('"is":"record"', '"is": "record"'),  # a blank
        with_text('"siblings":2', '"siblings":2.0'),
        with_text('"siblings":2', '"siblings":NaN'),
        with_text('"siblings":2', '"siblings":Infinity'),
        with_text('"siblings":2', '"siblings":1e999'),
        with_text('"siblings":2', f'"siblings":{"9" * 5000}'),
        with_text('"siblings":2', f'"siblings":{2**63}'),
        with_text('"siblings":2', '"siblings":true'),
        with_text('"siblings":2', '"siblings":"2"'),
        with_text('"siblings":2', '"siblings":2,"siblings":2'),  # twice
        with_text("王", "\\u738b"),
        with_text("王", "\\ud800"),
        with_text('"siblings":2', f'"siblings":{"[" * DEEP}{"]" * DEEP}'),
        with_text('"siblings":2', '"siblings":{"a":1}'),
        with_text('"name":"王𬱖"', '"name":null'),
        with_text('"name":"王𬱖",', ""),  # a file without a name
        with_text("2017-03-11", "2017-3-11"),
        with_text('"boards":"1"', '"boards":"2"'),
        with_text('"school":"school:2152000001"', '"school":"abc"'),
        with_text('"student":"c1","table":"student"', '"student":"c2","table":"student"'),
        with_text('"id":"c1"', '"id":"c 1"'),
        with_text('"id":"k1"', '"id":"c1"'),  # the id of another record
        with_text('"id":"k1"', '"id":"k2"'),  # of one that is gone
        with_text('"id":"school:2152000001"', '"id":"2152000001"'),
        with_text('"lines":7', '"lines":6'),
        with_text('"table":"contact"', '"table":"package"'),  # of no other ledger's business
        with_text('"kept":"13800000000"', '"kept":5'),
        with_line(lambda line: line["values"].update(remark="长" * (told_values.LONGEST + 1))),
        with_line(lambda line: line.pop("author")),
        with_line(lambda line: line.update(author=None)),
        with_line(lambda line: line.update(values=[])),
        with_line(lambda line: line.update(table=5)),
        with_line(lambda line: line.update(withheld=[["a"]]), at=0),
        with_line(lambda line: line.update(away=[1]), at=0),
    ],
)  # fmt: skip
def test_what_is_not_exactly_a_told_state_is_damaged(body):
    assert refusal(body) == "damaged"


@pytest.mark.parametrize(
    "body",
    [
        with_line(lambda line: line["values"].update(shoe_size="36")),
        with_line(lambda line: line.update(table="dentist")),
        with_line(lambda line: line.update(weight=1)),
        with_line(lambda line: line.update({"is": "photograph"})),
        with_line(lambda line: line.update(format=lines.LINES_FORMAT + 1), at=0),
        with_line(lambda line: line.update(more=1), at=0),
    ],
)
def test_what_a_newer_program_tells_is_refused_as_such_never_half_read(body):
    assert refusal(body) == "future"


def test_a_rule_that_no_list_could_read_is_refused():
    rule = {"rule": "absent_3d", "entry": "offset_days", "value": "改成"}
    body = lines.encode(State(living={"r1": Told("rule_change", "r1", None, rule)}))
    assert refusal(body) == "damaged"
    good = State(living={"r1": Told("rule_change", "r1", None, {**rule, "value": "5"})})
    assert lines.decode(lines.encode(good)) == good


def test_five_thousand_mutations_are_refused_or_read_never_a_bug():
    rng, read = Random(20261129), 0
    for _ in range(5000):
        body = bytearray(BODY)
        for _ in range(rng.randrange(1, 4)):
            at = rng.randrange(len(body))
            match rng.randrange(4):
                case 0:
                    body[at] ^= 1 << rng.randrange(8)
                case 1:
                    del body[at : at + rng.randrange(1, 30)]
                case 2:
                    piece = bytes(body[at : at + rng.randrange(1, 60)])
                    body[rng.randrange(len(body)) : 0] = piece
                case _:
                    body[at:at] = rng.choice(
                        (b"\0", b"\n", b'"', b"{", b"[" * 99, b"1e9", b"\\ud800", b"null", b"\xc3")
                    )
        try:
            state = lines.decode(bytes(body))
        except PackageRefused:
            continue
        read += 1
        assert lines.encode(state) == bytes(body)  # what is read is all there was
    assert read < 2500


def test_a_reader_that_is_not_strict_would_be_found(monkeypatch):
    """A planted bug: values are taken as they come."""
    monkeypatch.setattr(lines, "must_be_stored", lambda *_: None)
    assert lines.decode(with_text('"siblings":2', '"siblings":"2"'))
    with pytest.raises(pytest.fail.Exception):
        refusal(with_text('"siblings":2', '"siblings":"2"'))
