"""What a package said and became, kept with its row for the page and the paper: column `told`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class NotTaken:
    """One record that was not taken over: whose, which, and why in words; the child's id."""

    name: str
    what: str
    reason: str
    student: str = ""


@dataclass(frozen=True)
class PackageStory:
    """Of a package that was taken: what it changed. Of one that was made: what went into it.

    `counts` are its living records by table. `missing` are children, by id, that are here and that
    it neither has nor deletes. `said` are sentences for the paper: the advisory findings before
    packing, the guards for which a number was typed. `withheld` are labels of what was left out.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    conflicts: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)  # {id: name}
    not_taken: tuple[NotTaken, ...] = ()
    withheld: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    since_last: str = ""  # what changed since the package before, in words
    never_handed: tuple[int, ...] = ()  # numbers before it that its maker spoilt


def as_text(story: PackageStory) -> str:
    """Return what is kept in the column `told`."""
    return json.dumps(asdict(story), ensure_ascii=False)


def story_of(told: str | None) -> PackageStory:
    """Return what was kept; what an older program did not keep is empty."""
    kept = json.loads(told or "{}")
    known = {key: kept[key] for key in kept if key in PackageStory.__dataclass_fields__}
    for key in ("withheld", "said", "never_handed"):
        known[key] = tuple(known.get(key, ()))
    known["not_taken"] = tuple(NotTaken(**each) for each in known.get("not_taken", ()))
    return PackageStory(**known)
