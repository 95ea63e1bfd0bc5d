"""Workbooks of many shapes: what is read from each, kept as text (UPDATE_GOLDENS=1 renews)."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ledger_app.exchange.planning.plan import plan_import
from ledger_app.exchange.reading.read_workbook import read_workbook
from tests.exchange import samples
from tests.exchange.applying import applied
from tests.exchange.existing import Existing
from tests.exchange.plan_text import plan_text

TODAY = date(2026, 11, 21)
UNIT = {"id": "unit", "name": "福利镇中心小学", "code": ""}
GOLDEN = Path(__file__).parents[2] / "golden" / "exchange"
DATA = Path(__file__).parents[2] / "data" / "exchange"
KEPT = {f"kept_{path.suffix[1:]}": path for path in sorted(DATA.glob("roster.*"))}


def check_golden(name: str, path: Path) -> None:
    existing = Existing(schools=[UNIT])
    workbook = read_workbook(path)
    plan = plan_import(workbook, existing, unit_school="unit", today=TODAY)
    text = plan_text(plan, {"unit": UNIT["name"]})
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDENS"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
    again = plan_import(workbook, applied(existing, plan), unit_school="unit", today=TODAY).counts
    assert again["created"] == again["updated"] == 0
    assert again["unchanged"] == plan.counts["created"]


@pytest.mark.parametrize("shape", samples.SHAPES, ids=lambda shape: shape.__name__)
def test_shape(shape: Callable[[Path], Path], tmp_path: Path) -> None:
    check_golden(shape.__name__, shape(tmp_path))


@pytest.mark.parametrize("name", KEPT)
def test_kept_file(name: str) -> None:
    check_golden(name, KEPT[name])


def test_kept_files_say_the_same() -> None:
    assert len(KEPT) == 2
    plans = [
        plan_import(read_workbook(path), Existing(schools=[UNIT]), unit_school="unit", today=TODAY)
        for path in KEPT.values()
    ]
    first, second = ([row.values | {"school": ""} for row in plan.rows] for plan in plans)
    assert first == second
