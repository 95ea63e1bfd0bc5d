"""Which reminder rules and checks look at a field: by which rule it is asked for.

Only what is declared is told: what the rules' triggers say they read, what a rule says it is
answered by, which dates follow each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from ledger_app import paths
from ledger_app.catalogue import TABLES
from ledger_app.domain.checking.contradictions import CONTRADICTION_READS
from ledger_app.domain.checking.date_orders import (
    DATED,
    ORDER_READS,
    ORDERS,
    PAST_READS,
    past_dates,
)
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.domain.reminding.triggers import TRIGGERS

Place = tuple[str, str]  # table, field
MOST_NAMED = 8  # rules; what more of them look at is read to know where a child is


def read_by(rules: Iterable[Rule] = ()) -> Mapping[Place, tuple[str, ...]]:
    """Return {(table, field): sentences}, by these rules, else by those that come with us."""
    found: defaultdict[Place, list[str]] = defaultdict(list)
    used = [rule for rule in rules or load_rules(paths.resources() / "rules") if rule.enabled]
    answers, looks = _answered(used), _looked_at(used)
    for place, named in answers.items():
        found[place] += [f"填了就了结“{rule.label}”{_basis(rule)}" for rule in named]
    for place, named in looks.items():
        rest = [rule for rule in named if rule not in answers.get(place, ())]
        if len(rest) > MOST_NAMED:
            found[place].append(f"{len(rest)} 条提醒都看这一项")
        else:
            found[place] += [f"“{rule.label}”看这一项{_basis(rule)}" for rule in rest]
    for place, sentence in _checks():
        found[place].append(sentence)
    return {place: tuple(sentences) for place, sentences in found.items()}


def _answered(rules: Iterable[Rule]) -> Mapping[Place, list[Rule]]:
    """Return which rules each field answers once it is filled in."""
    found: defaultdict[Place, list[Rule]] = defaultdict(list)
    for rule in rules:
        places = ((rule.opens, rule.fills), (TRIGGERS[rule.trigger].record, rule.check))
        for place in dict.fromkeys(places):
            if all(place):
                found[place].append(rule)
    return found


def _looked_at(rules: Iterable[Rule]) -> Mapping[Place, list[Rule]]:
    found: defaultdict[Place, list[Rule]] = defaultdict(list)
    for rule in rules:
        for table, columns in TRIGGERS[rule.trigger].reads.items():
            for column in columns:
                found[table, column].append(rule)
    return found


def _basis(rule: Rule) -> str:
    return f"（{rule.basis}）" if rule.basis else ""


def _checks() -> Iterator[tuple[Place, str]]:
    for table, chains in ORDERS.items():
        for chain in chains:
            for before, after in pairwise(chain):
                named = [TABLES[table].field(key).label for key in (before, after)]
                yield (table, before), f"检查：不晚于“{named[1]}”"
                yield (table, after), f"检查：不早于“{named[0]}”"
    for dated in DATED:
        for key in past_dates(dated.key):
            yield (dated.key, key), "检查：不能是以后的日期"
    for name, columns in CONTRADICTION_READS.items():
        for column in {*columns} - {*PAST_READS.get(name, ()), *ORDER_READS.get(name, ())}:
            yield (name, column), "检查：和别处的记录互相矛盾时，两处都指出来"
