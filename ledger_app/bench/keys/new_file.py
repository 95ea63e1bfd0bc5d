"""New children typed from a list on paper: one, and ten of a class one after the other."""

from __future__ import annotations

from typing import NamedTuple

from ledger_app.bench.keys.counted_keys import CountedKeys
from ledger_app.domain.identity import check_digit
from ledger_app.gui.window.main_window import MainWindow

CLASS = "32"


class OnPaper(NamedTuple):
    """What the paper says of a child: 46 characters, besides the two of its class."""

    name: str
    id_no: str
    address: str
    guardian: str
    phone: str


def on_paper(number: int) -> OnPaper:
    """Return an invented child of the unassigned region 529901, another one for each 0 to 9."""
    body = f"529901201803{11 + number:02d}{121 + 2 * number}"
    own, family = "甲乙丙丁戊己庚辛壬癸"[number], "赵钱孙李周吴郑冯陈褚"[number]
    address = f"福利镇大田村3组1{number}号"
    phone = f"1380000{2100 + number}"
    return OnPaper(f"{family}小{own}", body + check_digit(body), address, f"{family}大{own}", phone)


def one_new_child(_window: MainWindow, keys: CountedKeys) -> None:
    """Make a child's file and open it."""
    keys.press("Ctrl+N")
    _type(keys, on_paper(0), CLASS)
    keys.press("Ctrl+Enter")


def ten_of_a_class(_window: MainWindow, keys: CountedKeys) -> None:
    """Make ten files of one class, the last of them opened."""
    keys.press("Ctrl+N")
    for number in range(10):
        _type(keys, on_paper(number), "" if number else CLASS)
        keys.press("Ctrl+Shift+Enter" if number < 9 else "Ctrl+Enter")


def _type(keys: CountedKeys, child: OnPaper, class_: str) -> None:
    """Type what the paper says; the class stands there after the first child."""
    keys.write(child.name).press("Enter").write(child.id_no).press("Enter")
    if class_:
        keys.write(class_).press("Enter")
    keys.write(child.address).press("Enter").write(child.guardian).press("Enter")
    keys.write("1").press("Enter").write(child.phone)
