"""A table of sentences as clerks type them: what is understood, what is left, whom they find.

tests/data/sentences.tsv holds them; each count was looked at when it was written.
"""

from pathlib import Path

import pytest

from ledger_app.actions import open_ledger
from ledger_app.actions.demo import make_demo
from ledger_app.actions.finding import by_sentence, filter_names
from ledger_app.domain.phrase import vocabulary
from ledger_app.store.lists.finding import conditions, ledger_words
from tests.ledgers import PASSWORD, Clock

SENTENCES = Path(__file__).parents[2] / "data" / "sentences.tsv"
LINES = [
    line.split("\t")
    for line in SENTENCES.read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    path = tmp_path_factory.mktemp("sentences") / "演示.ledger"
    ledger = make_demo.make_demo(path, PASSWORD, students=300, clock=Clock())
    yield ledger
    open_ledger.close(ledger)


def taken(ledger, text):
    """Return chips, rest and number of children of a sentence, as the table has them."""
    reading = by_sentence.reading_of(ledger, text)
    chips = " | ".join("：".join(each) for each in filter_names.chip_names(ledger, reading))
    return [chips, reading.rest, str(len(by_sentence.find(ledger, text)[0]))]


def test_there_are_enough_of_them():
    assert len(LINES) >= 120


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_a_sentence_is_understood_as_written_down(demo, line):
    assert taken(demo, line[0]) == line[1:]


def wrong(ledger):
    ledger.cache.clear()
    found = [line[0] for line in LINES if taken(ledger, line[0]) != line[1:]]
    ledger.cache.clear()
    return found


def test_a_not_that_is_not_heard_is_noticed(demo, monkeypatch):
    monkeypatch.setattr(conditions, "_negated", lambda condition: condition)
    assert {"不是三年级", "不寄宿", "非孤儿", "民族不是汉族"} <= set(wrong(demo))


def test_a_word_that_is_lost_is_noticed(demo, monkeypatch):
    monkeypatch.setattr(ledger_words, "vocabulary", _without("留守", "休学"))
    assert {"休学", "五年级留守一周没联系"} <= set(wrong(demo))


def _without(*words):
    def made(places):
        found = vocabulary.vocabulary(places)
        for word in words:
            found.words.pop(word)
        return found

    return made


def test_what_is_made_of_it_can_be_said_again(demo):
    """Chips turned back into text, and read again, are the same chips."""
    for line in LINES:
        for key, values in by_sentence.reading_of(demo, line[0]).filters():
            text = filter_names.sentence(demo, key, values)
            assert by_sentence.reading_of(demo, text).filters() == ((key, values),), line[0]
