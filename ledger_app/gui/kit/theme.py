"""Looks: bundled fonts, light and dark colours, the style sheet, and signs that go with colours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QTabBar,
    QTableView,
    QWidget,
)

from ledger_app import paths
from ledger_app.catalogue.meanings import RiskLevel, StatusCode
from ledger_app.domain.telling.due_words import OVERDUE, SOON, TODAY

FAMILIES = ("Noto Sans SC", "HanaMinB")
FONT_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "HanaMinB.ttf")
BASE_TEXT = 14  # pixels at 100 %
DRAWN = ("arrow", "up", "check", "tick")  # signs the style sheet takes from resources/style
FOLLOWER = "theme-follower"
# What draws in the colours of the theme by itself, as the icons do, and must do so again.
_redrawn: list[Callable[[QApplication], None]] = []


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, as #RRGGBB. Text colours reach 4.5:1 on `window` and `surface`."""

    window: str
    side: str
    surface: str
    alternate: str
    hover: str
    text: str
    dim: str
    hint: str  # what a field says while it is empty
    faint: str  # what is off
    line: str
    line_strong: str
    scroll: str
    accent: str
    accent_strong: str
    accent_soft: str
    on_accent: str
    danger: str
    danger_soft: str
    warn: str
    warn_soft: str
    good: str


LIGHT = Tokens(
    window="#F4F6F8",
    side="#E9EDF1",
    surface="#FFFFFF",
    alternate="#F8FAFB",
    hover="#E8EDF2",
    text="#1D2329",
    dim="#55606B",
    hint="#646E78",
    faint="#97A1AB",
    line="#DCE1E6",
    line_strong="#B9C2CB",
    scroll="#BCC5CE",
    accent="#1A67A3",
    accent_strong="#145383",
    accent_soft="#DDEBF6",
    on_accent="#FFFFFF",
    danger="#B3261E",
    danger_soft="#FDF0EE",
    warn="#8A5200",
    warn_soft="#FFF7E4",
    good="#1B7040",
)
DARK = Tokens(
    window="#1D2023",
    side="#17191C",
    surface="#25292D",
    alternate="#2A2E33",
    hover="#31363B",
    text="#E3E7EA",
    dim="#A6AFB8",
    hint="#8C96A0",
    faint="#6F7881",
    line="#383E44",
    line_strong="#555E67",
    scroll="#4D555D",
    accent="#74B6EA",
    accent_strong="#92C7F0",
    accent_soft="#23405A",
    on_accent="#10202D",
    danger="#FF9188",
    danger_soft="#3A2523",
    warn="#F0B955",
    warn_soft="#37301E",
    good="#7FCF96",
)

# A status is a sign, a colour token and (beside it) a word; the sign alone must tell groups apart.
# Codes: resources/codes/status.csv and risk_level.csv.
STATUS_MARKS = {
    StatusCode.AT_SCHOOL: ("○", "good"),
    StatusCode.ABSENT: ("◐", "dim"),
    StatusCode.SUSPECTED: ("●", "warn"),
    StatusCode.DROPPED: ("●", "danger"),
    StatusCode.PERSUADING: ("◐", "warn"),
    StatusCode.LEGAL: ("▲", "danger"),
    StatusCode.RETURNED: ("✓", "good"),
    StatusCode.FOLLOWED_UP: ("✓", "good"),
    StatusCode.CLOSED: ("✓", "dim"),
    StatusCode.LOST: ("⚠", "danger"),
    StatusCode.NOT_ENROLLED: ("⚠", "warn"),
    StatusCode.NOT_AT_SCHOOL: ("⚠", "dim"),
    StatusCode.UNVERIFIED: ("⚠", "danger"),  # what nobody knows is never grey
    StatusCode.TO_BE_CLOSED: ("◐", "warn"),
    StatusCode.SUSPENDED: ("◐", "dim"),
    StatusCode.DEFERRED: ("◐", "dim"),
    StatusCode.EXEMPT: ("◐", "dim"),
    StatusCode.HOME_TAUGHT: ("◐", "dim"),
    StatusCode.ELSEWHERE: ("◐", "warn"),
    StatusCode.VERIFIED_ELSEWHERE: ("◐", "dim"),
    StatusCode.TRANSFERRING: ("◐", "warn"),
    StatusCode.SPECIAL_SCHOOL: ("◐", "dim"),
}
RISK_MARKS = {
    RiskLevel.RED: ("▲", "danger"),
    RiskLevel.YELLOW: ("△", "warn"),
    RiskLevel.GREEN: ("○", "good"),
    RiskLevel.LIFTED: ("✓", "dim"),
}
DUE_MARKS = {OVERDUE: ("⚠", "danger"), TODAY: ("●", "warn"), SOON: ("○", "dim")}
PROBLEM_MARKS = {"error": ("✕", "danger"), "warning": ("⚠", "warn"), "note": ("·", "dim")}


def apply_theme(app: QApplication, dark: bool | None = None, text_size: int = 0) -> None:
    """Set style, fonts, palette, style sheet and Qt's own Chinese texts.

    `dark` None follows the system now and later; `text_size` is pixels added to 14. May be called
    again at any time.
    """
    if not app.styleSheet():  # else it is there, and tabs would keep their old size
        app.setStyle("Fusion")
    _ask_scheme(app, dark)
    load_fonts(app)
    _load_translation(app)
    app.setProperty("textSize", text_size)
    app.setProperty("followsSystem", dark is None)
    _follow_system(app)
    _paint(app, _system_is_dark(app) if dark is None else dark)


def when_painted(redraw: Callable[[QApplication], None]) -> None:
    """Have `redraw(app)` called whenever the colours have changed."""
    _redrawn.append(redraw)


def tokens() -> Tokens:
    """Return the colours in use."""
    return DARK if is_dark() else LIGHT


def is_dark() -> bool:
    """Tell whether the dark colours are in use."""
    app = QApplication.instance()
    return bool(app is not None and app.property("dark"))


def colour(token: str) -> QColor:
    """Return the colour in use under a name of `Tokens`."""
    return QColor(getattr(tokens(), token))


def status_mark(code: str) -> tuple[str, QColor]:
    """Return sign and colour of a student status."""
    return _mark(STATUS_MARKS, code)


def risk_mark(level: str) -> tuple[str, QColor]:
    """Return sign and colour of a risk level."""
    return _mark(RISK_MARKS, level)


def due_mark(state: str) -> tuple[str, QColor]:
    """Return sign and colour of a reminder's state: overdue, today, soon."""
    return _mark(DUE_MARKS, state)


def problem_mark(severity: str) -> tuple[str, QColor]:
    """Return sign and colour of a problem's severity: error, warning, note."""
    return _mark(PROBLEM_MARKS, severity)


def status_tone(code: str) -> str:
    """Return the name of a status's colour, for `set_tone`."""
    return STATUS_MARKS.get(code, ("", "dim"))[1]


def due_tone(state: str) -> str:
    """Return the name of the colour of a reminder's state, for `set_tone`."""
    return DUE_MARKS.get(state, ("", "dim"))[1]


def set_tone(widget: QWidget, tone: str) -> None:
    """Give a sentence a colour by name, so that it follows from light to dark."""
    set_look(widget, "tone", tone)


def _mark(marks: dict[str, tuple[str, str]], code: str) -> tuple[str, QColor]:
    sign, token = marks.get(code, ("○", "dim"))
    return sign, colour(token)


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget its look in style.qss: heading, title, label, dim, error, card, side …"""
    set_look(widget, "role", role)


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Set a property that style.qss selects by, and restyle the widget if it changed."""
    if (widget.property(name) or "") == (value or ""):
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def tidy_table(view: QTableView) -> None:
    """Give a table the register's look: 30-pixel rows, whole rows selected, no grid, no numbers."""
    rows = view.verticalHeader()
    rows.setDefaultSectionSize(text_pixels() + 16)
    rows.setMinimumSectionSize(text_pixels() + 8)
    rows.hide()
    view.setShowGrid(False)
    view.setAlternatingRowColors(True)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    headings = view.horizontalHeader()
    headings.setHighlightSections(False)
    headings.setTextElideMode(Qt.TextElideMode.ElideRight)  # cut mid-word it looks like a fault
    headings.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def wrap_items(view: QListView) -> None:
    """Let long lines of a list go on below; the room beside them is the list's own, not theirs.

    Qt reckons how high a line is without its padding: the last characters were cut off.
    """
    view.setWordWrap(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    set_look(view, "wraps", True)


def text_pixels() -> int:
    """Return the height of ordinary text in device-independent pixels."""
    app = QApplication.instance()
    return BASE_TEXT + (int(app.property("textSize") or 0) if app is not None else 0)


def load_fonts(app: QApplication) -> None:
    """Register the bundled fonts once and return nothing; a missing file is skipped."""
    if app.property("fontsLoaded"):
        return
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / name))
    app.setProperty("fontsLoaded", True)


def ui_font(extra: int = 0, *, bold: bool = False) -> QFont:
    """Return the window font, `extra` pixels larger than ordinary text."""
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(text_pixels() + extra)
    font.setBold(bold)
    return font


def _ask_scheme(app: QApplication, dark: bool | None) -> None:
    hints = app.styleHints()
    if dark is None:
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)


def _system_is_dark(app: QApplication) -> bool:
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


class _Follower(QObject):
    """Repaint when the system changes between light and dark."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName(FOLLOWER)
        app.styleHints().colorSchemeChanged.connect(self._changed)

    def _changed(self, scheme: Qt.ColorScheme) -> None:
        app = self.parent()
        if not isinstance(app, QApplication) or not app.property("followsSystem"):
            return
        dark = scheme == Qt.ColorScheme.Dark
        if dark != bool(app.property("dark")):
            _paint(app, dark)


def _follow_system(app: QApplication) -> None:
    if app.findChild(QObject, FOLLOWER) is None:
        _Follower(app)


def _paint(app: QApplication, dark: bool) -> None:
    app.setProperty("dark", dark)
    # Where one sheet replaces another, Qt restyles each widget once for every widget it lies in.
    app.setStyleSheet("")
    app.setFont(ui_font())
    app.setPalette(_palette(tokens()))
    app.setStyleSheet(_style_sheet(tokens(), dark))
    _refit_tabs(app)
    for redraw in _redrawn:
        redraw(app)


def _refit_tabs(app: QApplication) -> None:
    """Give tabs the font of the program: those out of sight now and then kept the one before."""
    for widget in app.allWidgets():
        if isinstance(widget, QTabBar):
            widget.setFont(QFont())


def _style_sheet(chosen: Tokens, dark: bool) -> str:
    sheet = (paths.resources() / "style.qss").read_text(encoding="utf-8")
    drawn = paths.resources() / "style"
    shade = "dark" if dark else "light"
    size = text_pixels()
    values = {
        **asdict(chosen),
        **{name: f'"{(drawn / f"{name}-{shade}.svg").as_posix()}"' for name in DRAWN},
        "field_inner": f"{size + 8}px",
        "chip_inner": f"{size + 6}px",
        "small": f"{size - 1}px",
        "heading": f"{size + 1}px",
        "title": f"{size + 6}px",
    }
    for name in sorted(values, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", values[name])
    return sheet


def _palette(chosen: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for key, value in (
        (role.Window, chosen.window),
        (role.WindowText, chosen.text),
        (role.Base, chosen.surface),
        (role.AlternateBase, chosen.alternate),
        (role.Text, chosen.text),
        (role.Button, chosen.surface),
        (role.ButtonText, chosen.text),
        (role.Highlight, chosen.accent),
        (role.HighlightedText, chosen.on_accent),
        (role.Accent, chosen.accent),
        (role.Link, chosen.accent),
        (role.PlaceholderText, chosen.hint),
        (role.ToolTipBase, chosen.surface),
        (role.ToolTipText, chosen.text),
        (role.Mid, chosen.line_strong),
    ):
        palette.setColor(key, QColor(value))
    for key in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(chosen.faint))
    return palette


def _load_translation(app: QApplication) -> None:
    """Load Qt's own texts (buttons, context menus, calendars) in Chinese, once."""
    QLocale.setDefault(QLocale("zh_CN"))
    if app.property("qtTranslated"):
        return
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
        app.setProperty("qtTranslated", True)
