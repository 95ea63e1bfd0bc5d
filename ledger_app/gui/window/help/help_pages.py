"""What the help consists of: pages written by hand, and 字段说明 worked out from the catalogue.

A place in the help is a topic ("students"), a heading of one ("students#去向"), all fields
("fields"), those of a table ("fields/contact"), or one field ("fields/contact.mode").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ledger_app import paths
from ledger_app.actions.code_book.as_text import contents_page, field_page, table_page
from ledger_app.actions.code_book.lines import FieldLine, field_lines
from ledger_app.actions.code_book.read_by import read_by
from ledger_app.catalogue import TABLES, Field
from ledger_app.gui.window import page_list

FIRST, LAST = ("start",), ("backup", "safety", "typing", "keys")
FIELDS = "fields"
_INSIDE = f"{FIELDS}/"


def order() -> list[str]:
    """Return the topics in reading order: those of each page in the middle."""
    of_pages = (topic for page in page_list.PAGES for topic in page.topics or (page.key,))
    return [*FIRST, *of_pages, *LAST]


def pages() -> list[tuple[str, str]]:
    """Return (topic, title) of every page written by hand; titles are first headings."""
    return [(topic, title_of(_written(topic))) for topic in order() if _written(topic)]


def text_of(place: str) -> str:
    """Return the page of a place in Markdown; "" where there is none."""
    topic = place.partition("#")[0]
    if topic == FIELDS:
        return contents_page(_lines().values())
    if not topic.startswith(_INSIDE):
        return _written(topic)
    table, dot, _ = (inside := topic.removeprefix(_INSIDE)).partition(".")
    if not dot:
        return table_page(TABLES[table], _lines().values()) if _has_table(table) else ""
    line = _lines().get(inside)
    return field_page(line, _rules().get((table, line.field.key), ())) if line else ""


def title_of(text: str) -> str:
    """Return the first heading of a page."""
    return text.split("\n", 1)[0].lstrip("# ").replace("\\", "").strip()


def target(link: str) -> str:
    """Return the place that a link leads to: "students.md" to a topic, else into the fields."""
    page, mark, heading = link.partition("#")
    if page.endswith(".md"):
        return page.removesuffix(".md") + mark + heading
    return f"{_INSIDE}{page}"


def place_of_field(table: str, field: Field) -> str:
    """Return the place of a field, of this table if it is known, "" where none is told."""
    if table and f"{table}.{field.key}" in _lines():
        return f"{_INSIDE}{table}.{field.key}"
    same = (key for key, line in _lines().items() if line.field is field)
    named = (key for key, line in _lines().items() if line.field.key == field.key)
    found = next(same, "") or next(named, "")
    return f"{_INSIDE}{found}" if found else ""


@dataclass(frozen=True)
class Hit:
    """A place in which what was looked for is found."""

    place: str
    title: str


def find(sought: str) -> list[Hit]:
    """Return where a text stands: in titles and names first, then in the texts of pages."""
    wanted = sought.strip().casefold()
    if not wanted:
        return []
    named = [hit for hit, names in _named() if any(wanted in name.casefold() for name in names)]
    known = {hit.place for hit in named}
    inside = (
        Hit(topic, title)
        for topic, title in pages()
        if topic not in known and wanted in _written(topic).casefold()
    )
    return [*named, *inside]


def _named() -> Iterator[tuple[Hit, tuple[str, ...]]]:
    """Yield every place with its names: titles, headings, labels, aliases of fields."""
    for topic, title in pages():
        yield Hit(topic, title), (title,)
        for heading in headings(topic):
            yield Hit(f"{topic}#{heading}", f"{title} › {heading}"), (heading,)
    for key, line in _lines().items():
        names = (line.field.label, *line.field.aliases)
        yield Hit(f"{_INSIDE}{key}", f"{line.field.label}（{line.table.label}）"), names


def headings(topic: str) -> list[str]:
    """Return the headings under the first one, as they are shown."""
    lines = _written(topic).splitlines()
    return [line.lstrip("# ").replace("`", "") for line in lines if line.startswith("##")]


@cache
def _written(topic: str) -> str:
    path = paths.resources() / "help" / f"{topic}.md"
    return path.read_text(encoding="utf-8") if topic in order() and path.is_file() else ""


@cache
def _lines() -> Mapping[str, FieldLine]:
    return {f"{line.table.key}.{line.field.key}": line for line in field_lines()}


@cache
def _rules() -> Mapping[tuple[str, str], tuple[str, ...]]:
    return read_by()


def _has_table(key: str) -> bool:
    return any(line.table.key == key for line in _lines().values())
