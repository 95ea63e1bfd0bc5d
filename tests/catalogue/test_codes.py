"""The code lists: national values exact, and no text that could mean two codes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ledger_app import paths
from ledger_app.catalogue.codes import code_list, fold

FILES = sorted((paths.resources() / "codes").glob("*.csv"))
KEYS = [path.stem for path in FILES]

EXPECTED = {
    "sex",
    "id_type",
    "hmt",
    "political",
    "health",
    "hukou",
    "enrol_mode",
    "study_mode",
    "student_source",
    "grade",
    "yesno",
    "ethnic",
    "nationality",
    "relation",
    "register_status",
    "presence",
    "absent_kind",
    "register_change",
    "file_status",
    "intake_source",
    "commute",
    "relocation_choice",
    "boarding_solution",
    "meal_solution",
    "left_behind",
    "family_structure",
    "income_source",
    "guardianship_eval",
    "econ_category",
    "difficulty_level",
    "disability",
    "disability_level",
    "disability_cert",
    "inclusive",
    "special_placement",
    "risk_category",
    "risk_level",
    "dropout_reason",
    "control_type",
    "dropout_whereabouts",
    "contact_mode",
    "contact_purpose",
    "persuade_result",
    "absence_reason",
    "placement",
    "close_reason",
    "suspend_reason",
    "doc_type",
    "serve_mode",
    "duty_head",
    "aid_type",
    "parent_opinion",
    "pair_kind",
    "met_who",
    "school_kind",
    "school_status",
    "status",
    "relocation_state",
}


def test_every_list_of_the_field_list_is_there() -> None:
    assert set(KEYS) >= EXPECTED


@pytest.mark.parametrize("path", FILES, ids=KEYS)
def test_file_has_the_four_columns_and_no_blank_cells_that_matter(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == ["code", "name", "aliases", "group"]
    for row in rows[1:]:
        assert len(row) == 4
        assert row[0].strip()
        assert row[1].strip()
        assert [cell.strip() for cell in row] == row


@pytest.mark.parametrize("key", KEYS)
def test_codes_are_unique_and_can_stand_in_a_joined_value(key: str) -> None:
    values = [code.value for code in code_list(key).codes]
    assert len(values) == len(set(values))
    assert not [value for value in values if "," in value]


@pytest.mark.parametrize("key", KEYS)
def test_no_text_means_two_codes(key: str) -> None:
    owner: dict[str, str] = {}
    for code in code_list(key).codes:
        for text in {fold(text) for text in (code.value, code.name, *code.aliases)}:
            assert text
            assert owner.setdefault(text, code.value) == code.value, text


@pytest.mark.parametrize("key", KEYS)
def test_every_code_is_found_by_its_value_its_name_and_its_aliases(key: str) -> None:
    codes = code_list(key)
    for code in codes.codes:
        assert {codes.find(text) for text in (code.value, code.name, *code.aliases)} == {code}
        assert codes.name_of(code.value) == code.name


def test_ethnic_holds_the_56_peoples_and_the_two_extra_values() -> None:
    values = [code.value for code in code_list("ethnic").codes]
    assert values == [f"{number:02d}" for number in range(1, 57)] + ["97", "98"]


def test_nationality_starts_with_china_and_holds_all_249_iso_codes() -> None:
    values = [code.value for code in code_list("nationality").codes]
    assert values[0] == "CHN"
    assert len(values) == 249
    assert all(len(value) == 3 and value.isupper() for value in values)


@pytest.mark.parametrize(
    ("key", "value", "name"),
    [
        ("sex", "1", "男"),
        ("id_type", "1", "居民身份证"),
        ("id_type", "Z", "其他"),
        ("hmt", "00", "否"),
        ("political", "13", "群众"),
        ("health", "10", "健康或良好"),
        ("enrol_mode", "11", "就近入学"),
        ("study_mode", "2", "住校"),
        ("ethnic", "01", "汉族"),
        ("ethnic", "20", "傈僳族"),
        ("ethnic", "36", "毛南族"),
        ("ethnic", "37", "仡佬族"),
        ("ethnic", "46", "德昂族"),
        ("ethnic", "56", "基诺族"),
        ("ethnic", "98", "外国血统中国籍人士"),
        ("nationality", "CHN", "中国"),
        ("nationality", "VNM", "越南"),
        ("relation", "51", "父亲"),
        ("relation", "64", "外祖母"),
        ("relation", "99", "非亲属"),
        ("left_behind", "2", "双亲留守儿童"),
        ("commute", "3", "公共交通(含城市公交、农村客运、地铁)"),
        ("inclusive", "4", "其他残疾随班就读"),
        ("register_change", "19", "保留学籍"),
        ("grade", "7", "七年级"),
        ("status", "9", "已销号"),
    ],
)
def test_national_values_keep_their_official_names(key: str, value: str, name: str) -> None:
    assert code_list(key).name_of(value) == name


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("ethnic", "汉", "01"),
        ("ethnic", "1", "01"),
        ("ethnic", "毛难族", "36"),
        ("relation", "爸爸", "51"),
        ("study_mode", "寄宿", "2"),
        ("grade", "初一", "7"),
        ("grade", "1年级", "1"),
        ("commute", "公共交通（含城市公交、农村客运、地铁）", "3"),
        ("commute", "步 行", "1"),
        ("econ_category", "低保户", "5"),
        ("risk_level", "高风险", "3"),
        ("control_type", "质量", "2"),
        ("yesno", "√", "1"),
    ],
)
def test_what_workbooks_write_is_understood(key: str, text: str, value: str) -> None:
    code = code_list(key).find(text)
    assert code is not None
    assert code.value == value


def test_unlawful_register_changes_are_never_offered() -> None:
    """Compulsory Education Law art. 27, Law on the Protection of Minors art. 28."""
    names = {code.name for code in code_list("register_change").codes}
    assert not {name for name in names if "退学" in name or "开除" in name}


def test_each_dropout_reason_has_the_control_type_it_usually_is() -> None:
    """S30: illness, disability and the like, too."""
    controls = {code.value for code in code_list("control_type").codes}
    reasons = {code.value: code.group for code in code_list("dropout_reason").codes}
    assert set(reasons.values()) == controls
    usual = {value: reasons[value] for value in ("01", "11", "21", "31", "41", "44", "45", "51")}
    assert "".join(usual.values()) == "23414311"


def test_common_relations_come_first() -> None:
    groups = [code.group for code in code_list("relation").codes]
    count = groups.count("common")
    assert groups == ["common"] * count + [""] * (len(groups) - count)
    assert code_list("relation").codes[0].name == "父亲"


def test_labels_that_could_harm_a_child_are_restricted() -> None:
    restricted = {c.value for c in code_list("risk_category").codes if c.group == "restricted"}
    assert restricted == {"case_involved", "bullied", "psych", "parents_prison", "religion_out"}


def test_risk_levels_run_from_red_to_closed() -> None:
    assert [code.value for code in code_list("risk_level").codes] == ["3", "2", "1", "0"]
