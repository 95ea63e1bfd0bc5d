"""The packages of all schools of a district merged into one ledger, and one school's made.

Merges in a process of its own: `python -m ledger_app.bench.handing_over FOLDER LEDGER`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any

from ledger_app.actions import open_ledger
from ledger_app.actions.demo import make_demo
from ledger_app.actions.handoff.incoming import Incoming
from ledger_app.actions.handoff.pack import pack
from ledger_app.actions.handoff.receiving import whole_stick
from ledger_app.actions.handoff.receiving.whole_stick import Outcome, Wish
from ledger_app.bench import ledgers
from ledger_app.bench.figures import Figure, Taken, at_most, best, memory_mb, own_status, timed
from ledger_app.domain.merging.header import Header, PackageKind
from ledger_app.domain.merging.unit_keys import OwnKeys
from ledger_app.exchange.packages import lines, sealing
from ledger_app.store.changes import record_origins
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import partners, telling
from ledger_app.store.lists import places, student_lookup
from ledger_app.store.safety import ledger_files

LOOK_SECONDS, MERGE_SECONDS, AGAIN_SECONDS, MERGE_MB = 5.0, 10.0, 2.0, 600
PACK_SECONDS, PACK_MB, PUPILS = 1.0, 1.0, 431
_HERE = "ledger_app.bench.handing_over"


def figures(folder: Path, path: Path, students: int, times: int) -> list[Figure]:
    """Return the rows about the hand-off."""
    found: dict[str, Any] = json.loads(ledgers.run_apart(_HERE, folder, path, folder=folder))
    merged = f"合并 {found['packages']} 所学校的移交包（{students} 人）"
    return [
        at_most(
            f"核对 {found['packages']} 个移交包，处理器", found["looked"], "秒", LOOK_SECONDS,
            "列出每名学生的变化，不改台账",
        ),
        at_most(
            f"{merged}，处理器", found["worked"], "秒", MERGE_SECONDS,
            f"用时 {found['seconds']:.1f} 秒；核对、备份、合并，新建记录 {found['created']} 条",
        ),
        at_most(f"{merged}再收一次，处理器", found["again"], "秒", AGAIN_SECONDS, "没有变化"),
        at_most(f"{merged}的内存", found["mb"], "MB", MERGE_MB),
        *_packing(folder, min(PUPILS, students), times),
    ]  # fmt: skip


def _packing(folder: Path, pupils: int, times: int) -> Iterator[Figure]:
    """Yield what it takes to pack one school, written and read back, and how large it is."""
    stick = folder / "stick"
    stick.mkdir()
    ledger = make_demo.make_demo(folder / "school.ledger", ledgers.PASSWORD, students=pupils)
    above = OwnKeys(**partners.new_keys())
    with revise(ledger, partners.PAIR, "配对") as revision:
        partners.add(revision, _partner(above, "township", "529901001", "中心校"))
    taken = best(times, lambda: pack(ledger, stick))
    size = max(each.stat().st_size for each in stick.iterdir()) / 1e6
    ledger_files.close(ledger)
    what = f"一所学校做包（{pupils} 人）"
    yield at_most(what, taken.seconds, "秒", PACK_SECONDS, f"{taken.note}；写完读回核对")
    yield at_most(f"{what}的大小", size, "MB", PACK_MB)


def main(folder: Path, path: Path) -> None:
    """Merge the packages of a district in this process, twice, and say what it took."""
    stick = folder / "packages"
    stick.mkdir()
    town = open_ledger.make_ledger(
        folder / "town.ledger", ledgers.PASSWORD, unit="云岭县", code="529901001", kind="township"
    )
    _packages(folder, path, town, stick)
    found: list[Incoming] = []
    done: list[Outcome] = []
    looked = timed(lambda: found.extend(whole_stick.look_through(town, [stick])))
    wishes = [Wish(each, each.number_to_type) for each in found]
    taken = timed(lambda: done.extend(whole_stick.take(town, wishes)))
    again = timed(lambda: whole_stick.look_through(town, [stick]))
    sys.stdout.write(json.dumps(_told(looked, taken, again, done)))
    ledger_files.close(town)


def _told(looked: Taken, taken: Taken, again: Taken, done: list[Outcome]) -> dict[str, Any]:
    return {
        "looked": looked.worked,
        "seconds": taken.seconds,
        "worked": taken.worked,
        "again": again.worked,
        "mb": memory_mb(own_status()),
        "created": sum(each.received.created for each in done if each.received),
        "packages": sum(each.received is not None for each in done),
    }


def _packages(folder: Path, path: Path, town: Ledger, stick: Path) -> None:
    """Write a package of each school of a district, as that school would have made it."""
    district = folder / "district.ledger"
    copyfile(path, district)
    keys = partners.own_keys(town)
    with ledgers.opened(district) as ledger:
        schools = [each for each in places.schools(ledger) if each["code"]]
        own = {each["id"]: each["code"] for each in schools}
        students = student_lookup.everyone(ledger, ("school",))
        with revise(ledger, "demo", "各校的学生") as revision:
            begun = [(row["id"], own.get(row["school"], ""), "") for row in students]
            revision.insert("school", {"name": "测速"})  # a revision is of something
            record_origins.note(revision, [each for each in begun if each[1]])
        for school in schools:
            _package(ledger, town, school["code"], school["name"], keys, stick)


def _package(
    ledger: Ledger, town: Ledger, code: str, name: str, above: OwnKeys, stick: Path
) -> None:
    keys = OwnKeys(**partners.new_keys())
    with revise(town, partners.PAIR, "配对") as revision:
        partners.add(revision, _partner(keys, "school", code, name))
    state = telling.tell_down(ledger, code)
    header = Header(
        PackageKind.HANDOFF, "school", name, code, f"ledger-{code}", "first", 1,
        above.fingerprint, "2026-10-31", ledger.now(), "", "bench",
        withheld=tuple(sorted(state.withheld)), counts=lines.counts_of(state),
    )  # fmt: skip
    content = sealing.seal(header, lines.encode(state), keys, [above.seal_key])
    (stick / f"{code}.handoff").write_bytes(content)


def _partner(keys: OwnKeys, kind: str, code: str, name: str) -> dict[str, Any]:
    return {
        "unit_kind": kind, "unit_code": code, "unit_name": name, "ledger_id": f"ledger-{code}",
        "sign_key": keys.sign_key, "seal_key": keys.seal_key, "fingerprint": keys.fingerprint,
        "verified": "1",
    }  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
