"""The reminder rules as this ledger has them."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from ledger_app import paths
from ledger_app.catalogue.unit_tables.rule_change import RULE_CHANGE
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.rule_files import load_rules, of_unit
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.own_values import SCHOOL_AGE, Own, own_values


def rules_in_use(ledger: Ledger) -> tuple[Rule, ...]:
    """Return the rules of a unit of this kind in file order, with this ledger's own values."""
    if "rules" not in ledger.lasting:
        kind = str(settings.get(ledger, "unit_kind") or "")
        ledger.lasting["rules"] = of_unit(rules_with(own_values(ledger, RULE_CHANGE)), kind)
    rules: tuple[Rule, ...] = ledger.lasting["rules"]
    return rules


def rules_with(own: Own) -> tuple[Rule, ...]:
    """Return all rules with values by (rule, entry); raise LedgerError if one can't be used."""
    by_rule: dict[str, dict[str, Any]] = {}
    for (rule, entry), value in own.items():
        if rule == SCHOOL_AGE:
            continue
        by_rule.setdefault(rule, {})[entry] = value
    return _rules(json.dumps(by_rule, ensure_ascii=False, sort_keys=True))


@lru_cache(maxsize=8)
def _rules(by_rule: str) -> tuple[Rule, ...]:
    return load_rules(paths.resources() / "rules", json.loads(by_rule))
