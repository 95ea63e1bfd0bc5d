"""Invented children of three villages to be visited: a house of two among them."""

from __future__ import annotations

from ledger_app.actions import edit_file

# name, village, group, guardian, number, born; the first two are of one house.
CHILDREN = (
    ("王𬱖", "青山村", "3组", "吴秀英", "13800001111", "2017-03-11"),
    ("王小二", "青山村", "3组", "吴秀英", "13800001111", "2018-05-01"),
    ("李𰻝", "青山村", "1组", "李大山", "13900002222", "2015-01-20"),
    ("赵涛", "石门村", "2组", "赵本山", "13700003333", "2014-09-09"),
)


def add_children(ledger) -> dict[str, str]:
    """Add the children, each out of school since October; return their ids by name."""
    ids = {}
    for name, village, hamlet, guardian, phone, born in CHILDREN:
        ids[name] = edit_file.add_student(
            ledger,
            {
                "name": name, "sex": "1", "birth_date": born, "grade": "3", "class_no": "2",
                "village_name": village, "hamlet": hamlet, "guardian_name": guardian,
                "guardian_phone": phone, "guardian_relation": "母亲",
            },
        ).record_id  # fmt: skip
        edit_file.add_record(
            ledger, "dropout", ids[name],
            {"last_attended": "2026-10-20", "suspected_on": "2026-10-27", "is_suspected": "1"},
        )  # fmt: skip
    return ids
