"""One sentence says why a child stands where it stands, and until when."""

import pytest

from ledger_app.catalogue.codes import code_list
from ledger_app.domain.standing.case_status import status
from ledger_app.domain.standing.standings import OF_STATUS
from ledger_app.domain.telling.standings.why import why_and_until


@pytest.mark.parametrize(
    ("code", "reason", "until", "said"),
    [
        ("1", "2026-09-01 报到在校", "2027-02-21",
         "2026-09-01 报到在校；到 2027-02-21 有效，下学期重新核实"),
        ("13", "2026-03-02 起休学", "2027-03-02", "2026-03-02 起休学；到 2027-03-02 要复核"),
        ("13", "2026-03-02 起休学", "", "2026-03-02 起休学；没有写明到哪天"),
        ("3", "2026-11-18 起疑似辍学", "", "2026-11-18 起疑似辍学；返校或销号前一直跟着"),
        ("11", "2026-10-09 学籍已转到东城小学", "", "2026-10-09 学籍已转到东城小学；不再跟踪"),
        ("23", "没有在校的依据", "", "没有在校的依据；查清前一直列在今日"),
    ],
)  # fmt: skip
def test_why_and_until_when(code, reason, until, said):
    assert why_and_until(status(code, "", reason, until)) == said


@pytest.mark.parametrize("code", [each.value for each in code_list("status").codes])
def test_whatever_the_status_there_is_a_sentence_with_its_end(code):
    assert code in OF_STATUS
    assert "2027-01-31" in why_and_until(status(code, "", "因为", "2027-01-31"))
    assert why_and_until(status(code, "", "因为")).startswith("因为")
