"""The reminder rules with this county's changes (setting `rule_changes`)."""

from __future__ import annotations

import json
from functools import lru_cache

from ledger_app import paths
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger


def rules_in_use(ledger: Ledger) -> tuple[Rule, ...]:
    """Return all rules in file order, changed as the ledger's settings say."""
    if "rules" not in ledger.lasting:
        changes = settings.get(ledger, "rule_changes", {})
        ledger.lasting["rules"] = _rules(json.dumps(changes, ensure_ascii=False, sort_keys=True))
    rules: tuple[Rule, ...] = ledger.lasting["rules"]
    return rules


@lru_cache(maxsize=8)
def _rules(changes: str) -> tuple[Rule, ...]:
    return load_rules(paths.resources() / "rules", json.loads(changes))
