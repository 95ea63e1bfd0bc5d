"""Rosters of any shape out of a seed, with what is true of each child: headings, groups, layouts,
titles, dirt. Nothing here knows how the program reads them.

A cell is told as clerks write it; `truth` has what should be stored of it. What a heading leaves
open (联系电话 beside 班主任) may be stored rightly or be asked about, and never be stored wrongly.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.exchange.generated.book import Book, Page, book_of
from tests.exchange.generated.heading_shapes import HEADING_SHAPES
from tests.exchange.generated.plain_lists import SCHOOL, plain
from tests.exchange.generated.row_shapes import ROW_SHAPES

SHAPES: dict[str, Callable[[Random], list[Page]]] = {**HEADING_SHAPES, **ROW_SHAPES}


def make_book(seed: int) -> Book:
    """Return the workbook of a seed: the same seed gives the same book."""
    random = Random(seed)
    shape, make = "plain", plain
    if seed % 5 > 1:  # two of five are plain
        shape, make = random.choice(sorted(SHAPES.items(), key=lambda each: each[0]))
    return book_of(seed, shape, *make(random), school=SCHOOL)
