"""Which place in the help belongs to a dialog: a line each, by the name of its class."""

from __future__ import annotations

_CONTACT, _NUMBERS = "today#登记联系 Ctrl+J", "students#号码和打过的结果"
_ONE_BY_ONE, _BACK = "today#一行一行办", "today#走访单回来以后 Ctrl+Shift+V"
_FILLING, _ENDING = "students#填档案", "students#上报和强制报告"
_TWO_FILES = "students#一个孩子两份档案，一份档案两个孩子"
_PAIR, _PACK = "handoff#第一次：配对，十分钟", "handoff#每月一次"
_RECEIPT, _ARRIVING = "handoff#回执带回来的事", "handoff#孩子转走、转来、还没到"
_MERGE, _TRAVEL = "handoff_township#每月一次", "handoff_township#孩子转学、分流，学校撤并"
_CHANGED = "handoff_township#学校换了人、换了电脑、丢了台账"

OF_DIALOGS = {
    "ContactDialog": _CONTACT, "NumbersDialog": _NUMBERS, "DialDialog": _NUMBERS,
    "AnswerDialog": _ONE_BY_ONE, "ReportDialog": _ENDING, "VisitAnswersDialog": _BACK,
    "RouteDialog": "print",
    "AbsenceDialog": "attendance", "RollCallDialog": "attendance",
    "NewFileDialog": _FILLING, "BatchEditDialog": _FILLING, "ManyRecordsDialog": _FILLING,
    "NoteDialog": _FILLING, "SecondLookDialog": _FILLING, "CompletenessDialog": _FILLING,
    "NameDialog": "students#找孩子", "HarmDialog": _ENDING,
    "ClosingDialog": "students#状态从哪里来", "ReopenDialog": "students#状态从哪里来",
    "MergeDialog": _TWO_FILES, "SplitDialog": _TWO_FILES, "PairsDialog": _TWO_FILES,
    "PickOtherDialog": _TWO_FILES,
    "RollOverDialog": "students#新学年升级", "ImportWindow": "import",
    "UnsureDialog": "import#拿不准的行",
    "UnlistedDialog": "import#花名册说明谁在校，也说明少了谁",
    "FillInDialog": "students#发填报表",
    "CalendarDialog": "settings",
    "NewLedgerDialog": "start#第一次使用", "SelfCheckDialog": "start#用不了的时候",
    "BugDialog": "start#用不了的时候",
    "DeedsDialog": "today",
    "ChangePasswordDialog": "safety", "RecoveryDialog": "safety",
    "RestoreDialog": "backup#恢复", "CheckDialog": "backup#检查台账",
    "RevisionsDialog": "students#改错了",
    "PairingDialog": _PAIR, "CardDialog": _PAIR,
    "ClerkDialog": _CHANGED, "EndDialog": _CHANGED, "NewKeysDialog": _PAIR,
    "PackDialog": _PACK, "ReceiveDialog": _MERGE, "ReceiptsDialog": _MERGE, "AskDialog": _MERGE,
    "AskedDialog": _MERGE, "AnswersDialog": _RECEIPT, "DifferencesDialog": _RECEIPT,
    "StandingDialog": _RECEIPT, "ArrivedDialog": _ARRIVING,
    "HandOverDialog": _TRAVEL, "HandBackDialog": _TRAVEL, "TravelDialog": _TRAVEL,
    "TwoSchoolsDialog": _TRAVEL, "AdoptingDialog": _TRAVEL, "TakeOverDialog": _TRAVEL,
    "HandDownDialog": _TRAVEL,
}  # fmt: skip


def of_dialog(dialog: object) -> str:
    """Return the place that belongs to a dialog; the first page for one that has none."""
    names = (kind.__name__ for kind in type(dialog).__mro__)
    return next((OF_DIALOGS[name] for name in names if name in OF_DIALOGS), "start")
