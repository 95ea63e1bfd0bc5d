"""The steps of the tour, as resources/help/tour.toml has them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from ledger_app import paths
from ledger_app.actions.demo import DEMO_PASSWORD


@dataclass(frozen=True)
class Step:
    """One step. `keys` are those its text names, `done` what shows that it was done (sight.py)."""

    key: str
    title: str
    text: str
    keys: tuple[str, ...]
    done: str


def read_steps() -> tuple[Step, ...]:
    """Return the steps in their order."""
    text = (paths.resources() / "help" / "tour.toml").read_text(encoding="utf-8")
    return tuple(
        Step(
            each["key"],
            each["title"],
            each["text"].format(password=DEMO_PASSWORD),
            tuple(each["keys"]),
            each["done"],
        )
        for each in tomllib.loads(text)["step"]
    )
