"""Save what an open ledger holds beside its file, when that is another one now."""

from __future__ import annotations

from ledger_app.store.file.exchanged import LedgerExchanged
from ledger_app.store.safety.rescue import Beside, save_beside

__all__ = ["Beside", "LedgerExchanged", "save_beside"]
