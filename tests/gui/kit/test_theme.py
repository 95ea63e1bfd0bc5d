"""Looks a clerk depends on: readable colours, signs besides colours, fonts with every character."""

import re
from dataclasses import asdict, fields
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QFontMetrics, QRawFont
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QTableView,
    QTableWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ledger_app import paths
from ledger_app.catalogue.codes import code_list
from ledger_app.gui.kit import icons, theme


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def dark(request, qapp):
    theme.apply_theme(qapp, dark=request.param)
    yield request.param
    theme.apply_theme(qapp, dark=False)


def luminance(colour):
    parts = [value / 255 for value in QColor(colour).getRgb()[:3]]
    linear = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    bright, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("text", ["text", "dim", "hint", "accent", "danger", "warn", "good"])
@pytest.mark.parametrize("ground", ["window", "surface", "alternate"])
def test_text_colours_are_readable(tokens, text, ground):
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("severity", ["danger", "warn"])
def test_text_in_a_tinted_field_is_readable(tokens, severity):
    assert contrast(tokens.text, getattr(tokens, f"{severity}_soft")) >= 7


def test_every_colour_of_the_style_sheet_is_filled_in(dark, qapp):
    sheet = re.sub(r"/\*.*?\*/", "", qapp.styleSheet(), flags=re.DOTALL)
    assert sheet
    assert "@" not in sheet


def test_every_token_is_a_colour():
    for tokens in (theme.LIGHT, theme.DARK):
        assert all(QColor(value).isValid() for value in asdict(tokens).values())
    assert len(fields(theme.Tokens)) == len(set(asdict(theme.LIGHT)))


def test_palette_follows_the_theme(dark, qapp):
    window = qapp.palette().window().color().name().upper()
    assert window == (theme.DARK if dark else theme.LIGHT).window
    assert theme.is_dark() is dark


def test_status_risk_due_and_severity_differ_by_sign():
    groups = [theme.RISK_MARKS, theme.DUE_MARKS, theme.PROBLEM_MARKS]
    for marks in groups:
        assert len({sign for sign, _ in marks.values()}) == len(marks)
    assert theme.status_mark("3")[0] == "●"
    assert len({theme.status_mark(code)[0] for code in ("1", "3", "5", "7", "20")}) == 5


def test_marks_name_codes_that_exist():
    assert set(theme.STATUS_MARKS) <= {code.value for code in code_list("status").codes}
    assert set(theme.RISK_MARKS) == {code.value for code in code_list("risk_level").codes}


def test_an_unknown_status_has_a_sign_too(dark):
    sign, colour = theme.status_mark("nonsense")
    assert sign
    assert colour.isValid()


def test_text_grows_with_the_text_size(qapp):
    theme.apply_theme(qapp, dark=False)
    ordinary = QFontMetrics(qapp.font()).height()
    theme.apply_theme(qapp, dark=False, text_size=4)
    assert QFontMetrics(qapp.font()).height() > ordinary
    view = QTableView()
    theme.tidy_table(view)
    assert view.verticalHeader().defaultSectionSize() == 34
    theme.apply_theme(qapp, dark=False)


class Restylings(QObject):
    """Counts how often a widget is told that its style changed."""

    count = 0

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.StyleChange
        return False


def test_a_widget_is_restyled_once_however_deep_it_lies(qapp, qtbot):
    theme.apply_theme(qapp, dark=False)
    window = QWidget()
    qtbot.addWidget(window)
    widget = window
    for _ in range(20):
        widget = QWidget(widget)
    window.show()
    restylings = Restylings()
    widget.installEventFilter(restylings)
    theme.apply_theme(qapp, dark=False, text_size=2)
    theme.apply_theme(qapp, dark=False)
    assert 0 < restylings.count <= 4  # the old look off, the new one on, twice


def test_tabs_out_of_sight_follow_the_text_size(qapp, qtbot):
    theme.apply_theme(qapp, dark=False)
    window = QWidget()
    qtbot.addWidget(window)
    pages, page = QStackedWidget(window), QWidget()
    tabs = QTabWidget(page)
    tabs.addTab(QWidget(), "单位和经办人")
    QVBoxLayout(page).addWidget(tabs)
    for each in (page, QWidget()):
        pages.addWidget(each)
    window.show()
    qapp.processEvents()
    before = tabs.tabBar().tabSizeHint(0)
    pages.setCurrentIndex(1)
    for size in (2, 0):
        qapp.processEvents()
        theme.apply_theme(qapp, dark=False, text_size=size)
        qapp.processEvents()
    pages.setCurrentIndex(0)
    qapp.processEvents()
    assert tabs.tabBar().tabSizeHint(0) == before


@pytest.mark.parametrize("char", "一·𬱖𰻝𡒄㛃頔䶮")
def test_bundled_fonts_have_rare_characters(qapp, char):
    theme.apply_theme(qapp, dark=False)
    folder = paths.resources() / "fonts"
    files = [folder / name for name in ("NotoSansSC-Regular.ttf", "HanaMinB.ttf")]
    assert qapp.font().families() == list(theme.FAMILIES)
    assert any(QRawFont(str(file), 14).supportsCharacter(ord(char)) for file in files)


def test_qt_speaks_chinese(qapp):
    theme.apply_theme(qapp, dark=False)
    assert qapp.translate("QPlatformTheme", "Cancel") == "取消"


def test_icons_take_the_colour_of_the_theme(dark, qapp):
    image = icons.icon("phone").pixmap(24, 24).toImage()
    seen = {
        image.pixelColor(x, y).name().upper()
        for x in range(24)
        for y in range(24)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert theme.tokens().text in seen


def test_set_icons_are_drawn_again_when_the_theme_changes(qapp, qtbot):
    theme.apply_theme(qapp, dark=False)
    button = QPushButton()
    qtbot.addWidget(button)
    icons.set_icon(button, "printer")
    before = button.icon().cacheKey()
    theme.apply_theme(qapp, dark=True)
    assert button.icon().cacheKey() != before
    theme.apply_theme(qapp, dark=False)


def test_an_unknown_icon_is_empty(qapp):
    assert icons.icon("no-such-icon").isNull()


def test_roles_restyle_a_widget(qapp, qtbot):
    theme.apply_theme(qapp, dark=False)
    label = QLabel("提示")
    qtbot.addWidget(label)
    label.ensurePolished()
    theme.set_role(label, "error")
    assert label.palette().windowText().color().name().upper() == theme.LIGHT.danger


def test_every_picture_of_the_style_sheet_is_there(dark, qapp):
    pictures = re.findall(r'url\("([^"]+)"\)', qapp.styleSheet())
    assert len(pictures) >= 4
    assert all(Path(picture).is_file() for picture in pictures)


def test_a_tab_with_the_focus_has_no_frame_around_its_words(qapp, qtbot):
    theme.apply_theme(qapp, dark=False)
    tabs = QTabBar()
    tabs.addTab(" " * 12)  # words that draw nothing: what is left is the ground
    qtbot.addWidget(tabs)
    tabs.show()
    tabs.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    tabs.setFocus()
    qtbot.waitUntil(tabs.hasFocus)
    ground, above_line = tabs.grab().toImage(), tabs.tabRect(0).adjusted(2, 2, -2, -6)
    colours = {
        ground.pixelColor(x, y).name()
        for x in range(above_line.left(), above_line.right())
        for y in range(above_line.top(), above_line.bottom())
    }
    assert colours == {QColor(theme.tokens().accent_soft).name()}


def test_no_end_of_a_long_line_in_a_list_is_cut_off(qtbot):
    view = QListWidget()
    qtbot.addWidget(view)
    theme.wrap_items(view)
    view.setFixedWidth(240)
    view.addItems(["字" * count for count in range(8, 24)])
    view.show()
    high = [view.visualItemRect(view.item(row)).height() for row in range(view.count())]
    style = view.style()
    beside = style.pixelMetric(style.PixelMetric.PM_FocusFrameHMargin, None, view) + 1
    room = view.viewport().width() - 2 * beside
    wide = [view.fontMetrics().horizontalAdvance(view.item(row).text()) for row in range(16)]
    assert [each > high[0] for each in high] == [each > room for each in wide]


def test_where_two_scroll_bars_meet_there_is_no_box(qapp, qtbot):
    theme.apply_theme(qapp, dark=False)
    table = QTableWidget(40, 40)
    qtbot.addWidget(table)
    table.resize(200, 160)
    table.show()
    picture, corner = table.grab().toImage(), table.rect().adjusted(188, 148, -1, -1)
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(corner.left(), corner.right())
        for y in range(corner.top(), corner.bottom())
    }
    assert len(colours) == 1
