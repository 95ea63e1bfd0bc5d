"""No text of a masked paper carries a whole number, whoever wrote it and wherever it stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_app.catalogue import TABLES, Kind
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.masking import Purpose
from ledger_app.printing import number_guard
from ledger_app.printing.filling import number_problems, sheet_texts
from ledger_app.printing.problems import SheetProblemKind
from tests.printing import samples
from tests.printing.samples import HEADER, NAMES, printout, sheet_of

MAKERS = {
    "dropout_ledger": samples.dropout_file,
    "suspected_ledger": samples.suspected_file,
    "focus_ledger": samples.focus_file,
    "relocation_ledger": samples.relocation_file,
    "elsewhere_ledger": samples.elsewhere_file,
    "leave_ledger": samples.leave_file,
    "student_card": samples.dropout_file,
}
WORDS = {Kind.TEXT, Kind.LONG_TEXT, Kind.PHONE, Kind.SCHOOL_NAME}
NUMBER = "13947261538"
SPELLINGS = (
    "139-4726-1538", "139 4726 1538", "+86 139—4726—1538", "１３９４７２６１５３８",
    "139\n47261538", "一三九四七二六一五三八", "1 3 9 4 7 2 6 1 5 3 8", "139.4726.1538",
)  # fmt: skip


def written_all_over(file: StudentFile, words: str) -> StudentFile:
    """Return the file with these words in every text that somebody can type."""

    def row(table: str, own: dict) -> dict:
        typed = {each.key: words for each in TABLES[table].fields if each.kind in WORDS}
        codes = {"class_no", "contact_frequency", "file_no"}
        return {**own, **{key: text for key, text in typed.items() if key not in codes}}

    return StudentFile(
        row("student", dict(file.student)),
        {key: [row(key, dict(each)) for each in rows] for key, rows in file.records.items()},
        row("school", dict(file.school)),
        row("school_class", dict(file.school_class)),
    )


def survivors(texts) -> list[str]:
    """Return the texts that show more than four digits in a row of the number."""
    runs = [NUMBER[at : at + 5] for at in range(len(NUMBER) - 4)]
    chinese = str.maketrans("〇一二三四五六七八九", "0123456789")
    found = []
    for text in texts:
        plain = unicodedata.normalize("NFKC", text).translate(chinese)
        digits = re.sub(r"[^0-9*]", "", plain)
        found += [text] * any(run in digits for run in runs)
    return found


def crowded(key: str):
    """Return a printout whose own words carry the number, too."""
    one, more = printout(key), f"，问{SPELLINGS[0]}"
    return replace(one, title=one.title + more, notes=(more,), signers=(*one.signers, more))


@pytest.mark.parametrize("key", MAKERS)
@pytest.mark.parametrize("words", SPELLINGS)
def test_a_number_in_any_field_title_or_note_is_masked(key, words):
    file = written_all_over(MAKERS[key](1), f"打{words}没人接")
    header = replace(HEADER, unit=f"中心校 {words}", township=words)
    full = sheet_of(crowded(key), [file], header=header)
    assert len(survivors(sheet_texts(full))) > 5
    sheet = sheet_of(crowded(key), [file], header=header, purpose=Purpose.INTERNAL)
    assert survivors(sheet_texts(sheet)) == []


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(("", " ", "-", "　", "—", ".", "\n")), min_size=10, max_size=10),
    st.sampled_from(("", "+86", "0086-", "(0775)")),
)
def test_no_spelling_of_a_number_survives_on_a_ledger(parts, before):
    spelled = before + "".join(map("".join, zip(NUMBER, [*parts, ""], strict=True)))
    file = written_all_over(samples.dropout_file(1), f"打{spelled}没人接")
    sheet = sheet_of(printout("dropout_ledger"), [file], purpose=Purpose.INTERNAL)
    assert survivors(sheet_texts(sheet)) == []


def test_a_number_that_only_the_title_carries_is_found_if_the_last_look_is_left_out(monkeypatch):
    monkeypatch.setattr(number_guard, "masked", lambda text: text)
    sheet = sheet_of(crowded("dropout_ledger"), [], purpose=Purpose.INTERNAL)
    assert survivors(sheet_texts(sheet))


def test_days_counts_and_our_own_numbers_are_the_same_on_both_papers():
    for key, make in MAKERS.items():
        files = [make(index) for index in range(len(NAMES))][: 1 if key == "student_card" else None]
        full, masked = (
            sheet_of(printout(key), files, purpose=purpose)
            for purpose in (Purpose.REPORT, Purpose.INTERNAL)
        )
        both = zip(sheet_texts(full), sheet_texts(masked), strict=True)
        changed = [before for before, after in both if before != after]
        assert changed
        # A phone or an identity number is in each of them; an age comes from a number.
        assert [text for text in changed if not re.search(r"[0-9]{11}|^[0-9]{2}$", text)] == []


@pytest.mark.parametrize("key", ["dropout_ledger", "student_card"])
def test_what_cannot_be_judged_is_listed_with_the_child(key):
    file = written_all_over(samples.dropout_file(1), "打 661938，是村里的短号；问 139转4726转1538")
    sheet = sheet_of(printout(key), [file], purpose=Purpose.INTERNAL)
    found = number_problems([sheet])
    assert {each.kind for each in found} == {SheetProblemKind.NUMBER}
    assert {each.about.name for each in found} == {NAMES[1]}
    said = "\n".join(each.text for each in found)
    assert f"{NAMES[1]}：“661938”像是号码" in said
    assert "139转4726转1538" in said


def test_an_ordinary_ledger_raises_no_doubts():
    for key, make in MAKERS.items():
        files = [make(index) for index in range(len(NAMES))][: 1 if key == "student_card" else None]
        sheet = sheet_of(printout(key), files, purpose=Purpose.INTERNAL)
        assert [each.text for each in number_problems([sheet])] == []


def test_ids_by_which_editions_are_compared_are_not_printed_and_stay():
    # An id is hexadecimal: some have a phone or a doubtful number in them.
    ids = ("13800000001aaaaaaaaaaaaaaaaaaaaa", "a661938bbbbbbb139000000029bbbbbb")
    full = sheet_of(printout("dropout_ledger"), [samples.dropout_file(1)], purpose=Purpose.REPORT)
    masked = number_guard.guarded(replace(full, children=ids, left_out=ids), Purpose.INTERNAL)
    assert (masked.children, masked.left_out) == (ids, ids)
    assert number_problems([masked]) == []
