"""The bundled fonts as layout sees them."""

import struct

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from ledger_app.printing import fonts
from ledger_app.printing.ink import font_subset as cutting
from ledger_app.printing.ink.font_subset import MORE, WORDS, cut


@pytest.mark.parametrize(
    ("char", "font"),
    [("一", fonts.REGULAR), ("𬱖", fonts.REGULAR), ("𰻝", fonts.REGULAR), ("𡒄", fonts.RARE)],
)
def test_the_first_font_that_has_a_character_is_taken(char, font):
    assert fonts.face_of(char, fonts.CHAINS[False]) == font


def test_widths_come_from_the_font():
    assert fonts.width_mm("一二", 10) == pytest.approx(20 * fonts.PT_MM)
    assert fonts.width_mm("12", 10) == pytest.approx(2 * 5.55 * fonts.PT_MM)


def test_a_character_no_font_has_is_reported_and_shown_by_its_code_point():
    nobody = "\U000323ad"
    assert fonts.missing_characters(["王小明", f"王{nobody}", nobody]) == [(nobody, f"王{nobody}")]
    assert fonts.printable(f"王{nobody}") == "王〔U+323AD〕"


def test_invisible_characters_are_left_out_without_a_report():
    assert fonts.printable("王\u200b小\ufe00明\t1") == "王小明 1"
    assert fonts.missing_characters(["王\u200b小\ufe00明"]) == []


def test_a_cut_font_holds_what_was_asked_for_and_no_more():
    from io import BytesIO

    from reportlab.pdfbase.ttfonts import TTFontFile

    whole = fonts.face(fonts.RARE)
    made = cut(fonts.RARE, {ord("𡒄"), ord("𠮷"), ord("不")})
    assert len(made.content) < 100_000
    read = TTFontFile(BytesIO(made.content))
    assert set(read.charToGlyph) - {0xA0} == {ord("𡒄"), ord("𠮷")}  # it has no 不
    assert read.charWidths[ord("𡒄")] == whole.advance(ord("𡒄"))


def test_a_composed_glyph_brings_its_parts_under_their_new_numbers():
    nothing, plain = b"", struct.pack(">h", 1) + b"outline!!!"
    parts = struct.pack(">2H4B", WORDS | MORE, 1, 0, 0, 0, 0) + struct.pack(">2H2B", 0, 2, 0, 0)
    composed = struct.pack(">h", -1) + bytes(8) + parts
    outlines = [nothing, plain, plain, composed]
    ends = [0]
    for outline in outlines:
        ends.append(ends[-1] + len(outline))
    head, loca = bytes(50) + b"\0\1\0\0", struct.pack(">5L", *ends)
    tables = {"head": (0, 54), "loca": (54, 20), "glyf": (74, ends[-1])}
    found = cutting._with_components(head + loca + b"".join(outlines), tables, [0, 3])

    assert found == {0: nothing, 3: composed, 2: plain, 1: plain}
    made = cutting._glyf(found, {0: 0, 3: 1, 2: 2, 1: 3})["glyf"]
    assert [glyph for _, glyph in cutting._components(made[: len(composed)])] == [3, 2]


def test_a_character_without_a_shape_is_found_among_many_texts_with_the_first_it_stands_in():
    texts = [f"第{number}行" for number in range(1000)]
    texts[730], texts[731] = "赵\U000323af一", "赵\U000323af二"
    assert fonts.missing_characters(texts) == [("\U000323af", "赵\U000323af一")]
    assert fonts.missing_characters(texts[:730]) == []


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("买买提说“好”", 7),  # Chinese quotation marks take a whole character
        ("他叫‘小王’", 6),
        ("西安Xi’an路", 3),
        ("O’Brien", 0),
        ("“OK”", 0),
        ("称“OK”了", 4),
        ("3’的", 1 + 1),  # beside Chinese it may close a quotation: wide
    ],
)
def test_quotation_marks_are_wide_in_chinese_and_narrow_within_foreign_words(text, wide):
    shown = fonts.printable(text)
    whole = [char for char in shown if fonts.advances()[char] >= 1000]
    assert len(whole) == wide
    assert fonts.printable(shown) == shown
    assert fonts.width_mm(fonts.printable("O’Brien"), 10) < fonts.width_mm("OOBrien", 10)


def test_a_chinese_dash_has_no_gap_and_takes_two_characters():
    assert fonts.width_mm("——", 10) == pytest.approx(20 * fonts.PT_MM)
    assert fonts.width_mm("……", 10) == pytest.approx(20 * fonts.PT_MM)
    for name in (fonts.REGULAR, fonts.BOLD):
        left, right = outline_ends(name, "—")
        assert (left, right) == (0, 1000)


def test_narrow_quotes_know_where_their_outlines_lie():
    for name, quotes in fonts.QUOTE_INK.items():
        assert {quote: outline_ends(name, quote) for quote in quotes} == quotes


def outline_ends(name, char):
    """Return left and right end of a character's outline."""
    with fonts.face(name).path.open("rb") as stream:
        content = stream.read()
    tables = fonts.table_directory(content)
    outline = cutting._outline(content, tables, fonts.face(name).glyphs[ord(char)])
    left, _, right, _ = struct.unpack_from(">4h", outline, 2)
    return left, right


def test_a_foreign_word_is_not_parted_at_its_apostrophe():
    from ledger_app.printing.wrapping import wrap

    text = fonts.printable("马丽娅 O’Brien")
    assert wrap(text, 4500, fonts.advances()) == ("马丽娅", fonts.printable("O’Brien"))


@pytest.mark.parametrize("name", [fonts.REGULAR, fonts.BOLD, fonts.RARE])
def test_every_character_has_the_glyph_that_another_reader_of_the_file_finds(name):
    face = fonts.face(name)
    other = TTFontFile(str(face.path)).charToGlyph
    dash, stands_in = ord(fonts.DASH), ord(fonts.WHOLE_DASH)
    for code in sorted(set(range(0x33000)) - {0xA0}):  # the other reader makes that one up
        if code == dash and stands_in in other:
            assert face.glyphs[code] == other[stands_in]
        elif code in other:
            assert face.glyphs[code] == other[code]
        else:
            assert code not in face.glyphs
    with pytest.raises(KeyError):
        face.glyphs[0x10FFFF]
