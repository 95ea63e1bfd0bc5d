"""A reminder rule: values only, as rule_files reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One reminder rule; counts are in days of its `unit`, `warn_days` in calendar days."""

    key: str
    label: str
    trigger: str
    who: str
    action: str
    matter: str = "other"
    offset_days: int = 0
    unit: str = "day"
    warn_days: int = 7
    early_days: int = 0
    undated_days: int = 7
    repeats: bool = False
    again_days: int = 0
    urgency: int = 2
    topic: str = ""
    check: str = ""
    opens: str = ""
    fills: str = ""
    units: str = ""
    enabled: bool = True
    basis: str = ""
    presets: Mapping[str, str] = field(default_factory=dict)
