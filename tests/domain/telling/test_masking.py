"""What a paper for each purpose may show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_app.catalogue.model import Field, Kind
from ledger_app.domain.telling import masking
from ledger_app.domain.telling.masking import Purpose

NAME = Field(key="name", label="姓名", kind=Kind.NAME)
ID_NO = Field(key="id_no", label="身份证件号", kind=Kind.ID_NUMBER)
PHONE = Field(key="phone", label="联系电话", kind=Kind.PHONE)
GRADE = Field(key="grade", label="年级", kind=Kind.CODE, codes="grade")
REGISTER = Field(key="register_no", label="学籍号")
SAID = Field(key="said", label="谈话内容", kind=Kind.LONG_TEXT)
SECRET = Field(key="psych", label="心理状况", sensitive=True)
NUMBER = "52990120120305102X"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("李小明", "李*"),
        ("李明", "李*"),
        ("欧阳小明", "欧阳*"),
        ("司马南", "司马*"),
        ("欧阳", "欧*"),
        ("阿卜杜热西提·买买提江", "阿*"),
        ("\U000312d8小明", "\U000312d8*"),
        (" ", ""),
    ],
)
def test_a_name_on_the_notice_board_is_a_surname_and_a_star(name, shown):
    assert masking.mask(NAME, name, Purpose.NOTICE) == shown


@pytest.mark.parametrize("field", [ID_NO, PHONE, REGISTER, SAID, SECRET])
def test_a_notice_board_shows_nothing_else_of_a_child(field):
    assert masking.mask(field, "留守儿童", Purpose.NOTICE) == ""


def test_a_notice_board_shows_the_class():
    assert masking.mask(GRADE, "三年级", Purpose.NOTICE) == "三年级"


@pytest.mark.parametrize(
    ("field", "text", "shown"),
    [
        (ID_NO, NUMBER, "529901********102X"),
        (ID_NO, "E12345678", "E1*******"),
        (PHONE, "13800138000", "138****8000"),
        (PHONE, "0775-8230001", "077*****0001"),
        (PHONE, "8230001", "***0001"),
        (REGISTER, "G" + NUMBER, "G5299**********102X"),
        (
            SAID,
            f"父亲电话13800138000，证号{NUMBER}。",
            "父亲电话138****8000，证号5299**********102X。",
        ),
        (SAID, f"残疾证{NUMBER}43", "残疾证5299************2X43"),
        (SAID, "8 月 30 日答应返校", "8 月 30 日答应返校"),
        (SECRET, "焦虑", ""),
        (NAME, "李小明", "李小明"),
        (GRADE, "", ""),
    ],
)
def test_an_internal_paper_hides_numbers_wherever_they_stand(field, text, shown):
    assert masking.mask(field, text, Purpose.INTERNAL) == shown


@pytest.mark.parametrize("field", [NAME, ID_NO, PHONE, REGISTER, SAID, SECRET])
def test_a_report_to_the_authority_is_full(field):
    assert masking.mask(field, NUMBER, Purpose.REPORT) == NUMBER


def test_purposes_are_the_words_of_the_shell():
    assert [str(purpose) for purpose in Purpose] == [
        "report", "internal", "notice", "own_file", "visit",
    ]  # fmt: skip


def test_lists_on_the_screen_use_the_same_mask_as_papers():
    assert masking.screen_id(NUMBER) == masking.mask_id(NUMBER)
    assert masking.screen_phone("13800138000") == "138****8000"
    assert masking.screen_id(None) == ""
    assert masking.screen_phone(None) == ""


@given(st.text("0123456789X-", max_size=25))
def test_a_mask_keeps_the_length_and_always_hides_something(text):
    for shown in (masking.mask_id(text), masking.mask_phone(text)):
        assert len(shown) == len(text)
        assert not text or "*" in shown
