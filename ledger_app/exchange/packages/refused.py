"""Why a package is refused, each with its own plain sentence. Nothing has changed then."""

from __future__ import annotations

from ledger_app.domain.errors import LedgerError

# As actions/handoff/incoming.py names them.
FUTURE, FOREIGN, UNKNOWN, DAMAGED = "future", "foreign", "unknown", "damaged"
_SAID = {
    FUTURE: (
        "这个包是更新版本的程序做的，这里的程序还读不懂。",
        "请先把这台电脑上的程序升级，再收这个包。台账没有变化。",
    ),
    FOREIGN: (
        "这个包是发给别的单位的。",
        "请把它交给真正的接收单位。台账没有变化。",
    ),
    UNKNOWN: (
        "这个包打不开：它不是用本单位的钥匙封的，或者口令词不对。",
        "请核对是不是发给本单位的；没有配对的，请用对方电话里说的六个词打开。台账没有变化。",
    ),
    DAMAGED: (
        "这个包已经损坏，或者没有拷全。",
        "请对方重新拷一次，或者换一个U盘。台账没有变化。",
    ),
}  # fmt: skip


class PackageRefused(LedgerError):
    """A package that cannot be believed; `state` is FUTURE, FOREIGN, UNKNOWN or DAMAGED."""

    def __init__(self, state: str, message: str = "", hint: str = "") -> None:
        usual, usual_hint = _SAID[state]
        super().__init__(message or usual, hint or usual_hint)
        self.state = state
