"""The recovery sheet fits its page, whatever the unit and the file are called."""

from __future__ import annotations

from ledger_app.printing.fonts import width_mm
from ledger_app.printing.recovery_sheet import HEIGHT, LEFT, RIGHT, RecoverySheet, sheet_page

GROUPS = tuple(f"{letter}2345" for letter in "ABCDEFGHJKMNP")


def page_of(unit="福利镇中心小学", file_name="福利镇.ledger"):
    return sheet_page(
        RecoverySheet(unit=unit, file_name=file_name, made_at="2026-11-21 12:00", groups=GROUPS)
    )


def test_every_group_stands_with_its_number_inside_the_frame():
    page = page_of()
    texts = [each.text for each in page.texts]
    left, right = (
        min(stroke.x1 for stroke in page.strokes),
        max(stroke.x2 for stroke in page.strokes),
    )
    top, bottom = (
        min(stroke.y1 for stroke in page.strokes),
        max(stroke.y2 for stroke in page.strokes),
    )

    for number, group in enumerate(GROUPS, 1):
        at = texts.index(group)
        assert texts[at - 1] == str(number)
        box = page.texts[at]
        assert left < box.x
        assert box.x + width_mm(group, box.size_pt, bold=True) < right
        assert top < box.y < bottom


def test_long_names_go_on_in_the_next_line_and_all_stays_on_the_paper():
    page = page_of(unit="福利" * 50, file_name="很长的文件名" * 20 + ".ledger")

    for text in page.texts:
        assert text.x >= LEFT - 0.1
        assert text.x + width_mm(text.text, text.size_pt, text.bold) <= RIGHT + 0.1
        assert text.y < HEIGHT - 10
    assert "福利" * 50 in "".join(text.text for text in page.texts)


def test_a_character_without_a_glyph_is_named_not_boxed():
    page = page_of(unit="福利\U0003fffd小学")

    assert any("〔U+3FFFD〕" in text.text for text in page.texts)
