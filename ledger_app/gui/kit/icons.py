"""The icons of resources/icons, drawn in the colours of the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QObject, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from ledger_app import paths
from ledger_app.gui.kit import theme

SIZES = (16, 20, 24, 32)  # device-independent pixels
NAME = "iconName"
_drawn: dict[tuple[str, str, str, str, frozenset[float]], QIcon] = {}


def icon(name: str, token: str = "") -> QIcon:
    """Return the icon `name` in text colour or the theme colour `token`; empty if there is none.

    Drawn for the scale of every screen, so that it is crisp at 125 % and 150 %. Drawn once: a
    window has some icons dozens of times.
    """
    tokens = (token or "text", "faint", token or "accent")
    plain, faint, on = (theme.colour(each).name() for each in tokens)
    scales = frozenset(screen.devicePixelRatio() for screen in QApplication.screens())
    key = (name, plain, faint, on, scales)
    if key not in _drawn:
        _drawn[key] = _made(_source(name), plain, faint, on, scales)
    return _drawn[key]


def sign_search(line: QLineEdit) -> None:
    """Give a line to search in its glass, and a cross that empties it."""
    line.setClearButtonEnabled(True)
    line.addAction(icon("search", "dim"), QLineEdit.ActionPosition.LeadingPosition)


def set_icon(target: QAction | QAbstractButton, name: str, token: str = "") -> None:
    """Give an action or a button its icon, and keep it in the theme's colours from now on."""
    target.setProperty(NAME, f"{name} {token}")
    target.setIcon(icon(name, token))


def recolour(app: QApplication) -> None:
    """Draw every icon given by `set_icon` again, after the colours changed."""
    _drawn.clear()
    for widget in app.allWidgets():
        _redraw(widget)
    for window in app.topLevelWidgets():
        for action in window.findChildren(QAction):
            _redraw(action)


def _redraw(target: QObject) -> None:
    # Qt may give a new widget the place of something that Python still knows as what it was.
    if not isinstance(target, QObject):
        return
    name, _, token = str(target.property(NAME) or "").partition(" ")
    if name and isinstance(target, QAction | QAbstractButton):
        target.setIcon(icon(name, token))


@cache
def _source(name: str) -> str:
    path = paths.resources() / "icons" / f"{name}.svg"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _made(source: str, plain: str, faint: str, on: str, scales: frozenset[float]) -> QIcon:
    """Return the icon in its colours: of itself, of what cannot be done, of what is switched on."""
    made = QIcon()
    if not source:
        return made
    for pixmap in _draw(source, plain, scales):
        made.addPixmap(pixmap, QIcon.Mode.Normal)
        made.addPixmap(pixmap, QIcon.Mode.Selected)
    for pixmap in _draw(source, faint, scales):
        made.addPixmap(pixmap, QIcon.Mode.Disabled)
    for pixmap in _draw(source, on, scales):
        made.addPixmap(pixmap, QIcon.Mode.Normal, QIcon.State.On)
    return made


def _draw(source: str, colour: str, scales: frozenset[float]) -> list[QPixmap]:
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
    sizes = sorted({round(size * scale) for size in SIZES for scale in scales})
    return [_render(renderer, pixels) for pixels in sizes]


def _render(renderer: QSvgRenderer, pixels: int) -> QPixmap:
    pixmap = QPixmap(QSize(pixels, pixels))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap


theme.when_painted(recolour)
