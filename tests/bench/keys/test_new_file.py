"""How many keys a new child costs, in the real window."""

from __future__ import annotations

import pytest

from ledger_app.bench.keys.counted_keys import CountedKeys
from ledger_app.bench.keys.new_file import on_paper, one_new_child, ten_of_a_class
from tests.gui.frame import IGNORED

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
KEPT = (
    "SELECT name, id_no, address, guardian_name, guardian_phone FROM student "
    "WHERE grade = '3' AND class_no = '2' AND guardian_relation = '51' AND sex IS NOT NULL "
    "AND school IS NOT NULL AND deleted_at IS NULL ORDER BY no"
)


def typed(window, ids):
    """Return what the ledger keeps of the children that were typed."""
    rows = window.session.ledger.rows(KEPT)
    return [tuple(row.values()) for row in rows if row["guardian_phone"].startswith("13800002")]


@pytest.mark.parametrize("page", ["today", "students"])
def test_one_new_child_costs_sixty_keys_from_any_page(window, ids, page):
    window.pages.show_page(page)
    keys = CountedKeys(window)
    one_new_child(window, keys)
    assert typed(window, ids) == [tuple(on_paper(0))]
    assert keys.total <= 60
    assert window.pages.page("students").current.name == on_paper(0).name


def test_ten_children_of_a_class_cost_five_hundred_and_forty_keys(window, ids):
    keys = CountedKeys(window)
    ten_of_a_class(window, keys)
    assert typed(window, ids) == [tuple(on_paper(number)) for number in range(10)]
    assert keys.total <= 540
    assert (
        window.session.ledger.value("SELECT count(*) FROM revision WHERE about LIKE '建档%'") == 16
    )
    print(keys.total)
