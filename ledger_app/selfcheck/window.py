"""Screen, fonts, input method, printers: looked at by Qt, in a process of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo
from PySide6.QtGui import QFontDatabase, QPageSize, QRawFont, QScreen
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication

from ledger_app import paths
from ledger_app.gui.input_method import choosing
from ledger_app.gui.input_method.choosing import Road
from ledger_app.gui.kit.theme import FONT_FILES
from ledger_app.selfcheck.findings import Finding, bad, good, note, without_names

CHARACTERS = {"NotoSansSC-Regular.ttf": "档", "HanaMinB.ttf": "𬱖"}
MOST_PRINTERS = 20  # asked one by one, each may take seconds
_TOLD = ("QT_IM_MODULE", "QT_IM_MODULES", "XMODIFIERS", "GTK_IM_MODULE")
_ROADS = {
    Road.USUAL: "由系统自己接",
    Road.PLUGIN: "fcitx，用装好的插件接",
    Road.PORTAL: "fcitx，经 ibus 门户接",
}


def findings() -> Iterator[Finding]:
    """Open an application and look around; Qt ends the process where it cannot."""
    if not has_screen():
        yield note("显示屏", "没有显示屏，窗口打不开；下面几项在没有屏的情况下查。")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    road = choosing.prepare(os.environ)
    app = QApplication([])
    yield good("窗口", f"Qt 插件 {app.platformName()}。")
    if app.platformName() != "offscreen":
        yield from map(screen, app.screens())
    yield from fonts(paths.resources() / "fonts")
    yield input_method(road, os.environ)
    yield printers()


def has_screen() -> bool:
    """Tell whether a window can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    told = ("DISPLAY", "WAYLAND_DISPLAY")
    return any(map(os.environ.get, told)) and os.environ.get("QT_QPA_PLATFORM") != "offscreen"


def screen(found: QScreen) -> Finding:
    """Tell size and scale of a screen."""
    scale = found.devicePixelRatio()
    size, free = found.geometry(), found.availableGeometry()
    points = f"{size.width() * scale:.0f}×{size.height() * scale:.0f}"
    text = f"{points}，缩放 {scale:.0%}，{found.logicalDotsPerInch():.0f} dpi，"
    text += f"去掉任务栏还有 {free.width()}×{free.height()}"
    # The narrowest that every dialog was tried at: 1366 × 768 at 200 %.
    if free.width() < 683 or free.height() < 344:
        return note("显示屏", f"{text}，很小：请把系统的缩放调低一些。")
    return good("显示屏", f"{text}。")


def fonts(folder: Path) -> Iterator[Finding]:
    """Load the fonts that come with the program, and look whether they have what they are for."""
    missing = []
    for name in FONT_FILES:
        number = QFontDatabase.addApplicationFont(str(folder / name))
        character = CHARACTERS.get(name, "")
        raw = QRawFont(str(folder / name), 12)
        if number < 0 or (character and not raw.supportsCharacter(ord(character))):
            missing.append(name)
    if missing:
        yield bad("字体", f"{'、'.join(missing)} 载入不了：程序文件不全，请重新解压。")
    else:
        yield good("字体", f"{len(FONT_FILES)} 个都能用，生僻字也有。")


def input_method(road: Road, environment: Mapping[str, str]) -> Finding:
    """Tell by which road Chinese comes from the keyboard into the window."""
    if not sys.platform.startswith("linux"):
        return good("输入法", "由系统自己接。")
    told = [f"{name}={environment[name]}" for name in _TOLD if environment.get(name)]
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforminputcontexts")
    plugins = sorted(
        each.stem.removeprefix("lib").removesuffix("plugin").removesuffix("platforminputcontext")
        for each in folder.glob("*plugin*")
    )
    text = without_names(
        f"{'，'.join(told) or '环境里没有写'}；插件 {'、'.join(plugins) or '没有'}"
    )
    if road is Road.NONE:
        return bad(
            "输入法", f"{text}；要用 fcitx，但接不上（旧的 fcitx 4，或没有运行），打不了汉字。"
        )
    return good("输入法", f"{text}；{_ROADS[road]}。")


def printers() -> Finding:
    """Count the printers, and what paper they take; their names are nobody's business."""
    names = QPrinterInfo.availablePrinterNames()
    if not names:
        return note("打印机", "没有装打印机；可以存成 PDF，到别处打印。")
    asked = [QPrinterInfo.printerInfo(name) for name in names[:MOST_PRINTERS]]
    takes = {
        size: sum(
            any(each.id() == wanted for each in found.supportedPageSizes()) for found in asked
        )
        for size, wanted in (("A4", QPageSize.PageSizeId.A4), ("A3", QPageSize.PageSizeId.A3))
    }
    both = sum(
        any(mode != QPrinter.DuplexMode.DuplexNone for mode in found.supportedDuplexModes())
        for found in asked
    )
    usual = "有默认打印机" if QPrinterInfo.defaultPrinterName() else "没有设默认打印机"
    text = f"{len(names)} 台，{usual}；"
    text += f"能用 A4 的 {takes['A4']} 台，A3 的 {takes['A3']} 台，双面的 {both} 台"
    return (
        good("打印机", f"{text}。")
        if takes["A4"]
        else note("打印机", f"{text}：打印前请核对纸张。")
    )
