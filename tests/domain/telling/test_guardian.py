"""Who the guardian is: what the child's own fields and 家庭 know, joined."""

from __future__ import annotations

import pytest

from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.guardian import (
    Guardian,
    guardian,
    guardian_name,
    guardian_of,
    is_complete,
)

MOTHER = {"name": "吴秀英", "relation": "52", "phone": "13900000001", "is_guardian": "1"}
FATHER = {"name": "王建国", "relation": "51", "phone": "13900000002", "is_guardian": "0"}


@pytest.mark.parametrize(
    ("student", "family", "known"),
    [
        ({}, [], Guardian()),
        ({"phone": "138"}, [], Guardian("", "", "138")),
        ({}, [FATHER, MOTHER], Guardian("吴秀英", "母亲", "13900000001")),
        ({}, [FATHER], Guardian("王建国", "父亲", "13900000002")),
        # One person entered twice: each entry fills what the other leaves open.
        ({"guardian_name": "吴秀英"}, [MOTHER], Guardian("吴秀英", "母亲", "13900000001")),
        ({"guardian_name": "王建国"}, [MOTHER, FATHER], Guardian("王建国", "父亲", "13900000002")),
        (
            {"guardian_name": "买买提·艾力", "guardian_phone": "137"},
            [{"name": "买买提艾力", "relation": "51"}],
            Guardian("买买提·艾力", "父亲", "137"),
        ),
        # A relation without a name says nothing of whom 家庭 calls the guardian.
        ({"guardian_relation": "61"}, [MOTHER], Guardian("吴秀英", "母亲", "13900000001")),
        # Two people of one name: the one who is the guardian.
        (
            {"guardian_name": "吴秀英"},
            [{**MOTHER, "relation": "62", "phone": "137", "is_guardian": "0"}, MOTHER],
            Guardian("吴秀英", "母亲", "13900000001"),
        ),
        # Somebody else than in 家庭: the name that was typed, the family's telephone to reach it.
        (
            {"guardian_name": "李奶奶", "guardian_relation": "61", "phone": "138"},
            [MOTHER],
            Guardian("李奶奶", "祖父", "13900000001"),
        ),
        ({"guardian_name": "李奶奶", "phone": "138"}, [FATHER], Guardian("李奶奶", "", "138")),
        ({"guardian_name": "李奶奶"}, [FATHER], Guardian("李奶奶", "", "13900000002")),
    ],
)
def test_the_guardian_is_known_once(student, family, known):
    assert guardian(student, family) == known


def test_a_child_whose_own_fields_say_all_is_told_alike_without_the_family():
    own = {"guardian_name": "李奶奶", "guardian_relation": "62", "guardian_phone": "137"}
    assert is_complete(own)
    assert guardian(own, [MOTHER, FATHER]) == guardian(own, ())
    for key in own:
        assert not is_complete({**own, key: None})


def test_the_name_alone_is_the_name_of_the_whole():
    for student in ({}, {"guardian_name": "李奶奶"}):
        for family in ([], [FATHER], [FATHER, MOTHER]):
            file = StudentFile(student, {"family_member": family})
            assert guardian_name(file) == guardian_of(file).name


def test_a_guardian_is_called_with_the_relation():
    assert Guardian("吴秀英", "母亲").called == "吴秀英（母亲）"
    assert Guardian("吴秀英").called == "吴秀英"
    assert Guardian("", "母亲").called == ""
