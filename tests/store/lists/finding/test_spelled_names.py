"""Names by the beginnings of their syllables, and by the sound of them."""

import pytest

from ledger_app.actions import edit_file, find_students
from ledger_app.actions.finding import by_sentence
from ledger_app.store.lists import student_rows
from ledger_app.store.lists.finding import spelled_names
from ledger_app.store.lists.student_rows import ListQuery

NAMES = (
    "郭桂秀", "王子轩", "单雨涵", "吕小绿", "王刚", "汪刚强", "欧阳雪", "曾广才", "林静", "胡兰",
    "张志", "阿卜杜热西提·买买提江",
)  # fmt: skip


@pytest.fixture
def filled(ledger):
    for name in NAMES:
        edit_file.add_student(ledger, {"name": name, "school": "福利镇中心小学", "grade": "3"})
    return ledger


def found(ledger, text):
    return [row["name"] for row in find_students.find(ledger, text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("guogx", "郭桂秀"), ("ggx", "郭桂秀"), ("guogui", "郭桂秀"), ("ggxiu", "郭桂秀"),
        ("GuoGX", "郭桂秀"), ("guguix", "郭桂秀"), ("gguixiu", "郭桂秀"), ("wzx", "王子轩"),
        ("wangzx", "王子轩"), ("wzxuan", "王子轩"), ("shanyh", "单雨涵"), ("danyh", "单雨涵"),
        ("lvxl", "吕小绿"), ("lxlv", "吕小绿"), ("luxl", "吕小绿"), ("ou'yangx", "欧阳雪"),
        ("ouyxue", "欧阳雪"), ("zenggc", "曾广才"), ("zgcai", "曾广才"), ("wangxit", ""),
        ("abdrxtm", "阿卜杜热西提·买买提江"),
    ],
)  # fmt: skip
def test_full_and_begun_syllables_may_be_mixed(filled, text, name):
    assert found(filled, text) == ([name] if name else [])


@pytest.mark.parametrize("text", ["gxx", "guoxg", "uogx", "guogxz", "gogx", "guoix", "wgx"])
def test_letters_here_and_there_in_a_name_find_nobody(filled, text):
    assert found(filled, text) == []


def test_typing_on_and_back_finds_the_same(filled):
    forth = [found(filled, "wzxuan"[:end]) for end in range(1, 7)]
    back = [found(filled, "wzxuan"[:end]) for end in range(6, 0, -1)]
    assert forth == back[::-1]


def test_other_words_and_filters_still_count(filled):
    assert found(filled, "guogx 中心") == ["郭桂秀"]
    assert found(filled, "guogx 石门") == []
    nos = student_rows.student_nos(filled, ListQuery("guogx", filters=(("grade", ("4",)),)))
    assert nos == []


def test_a_new_name_is_found_at_once_and_an_old_one_no_more(filled):
    assert found(filled, "guogx") == ["郭桂秀"]
    edit_file.save_fields(
        filled, "student", find_students.student_id(filled, "郭桂秀"), {"name": "郭可心"}
    )
    assert found(filled, "guogx") == []
    assert found(filled, "guokx") == ["郭可心"]
    edit_file.add_student(filled, {"name": "郭广想", "school": "福利镇中心小学"})
    assert found(filled, "guogx") == ["郭广想"]


def sounding(ledger, typed):
    both = student_rows.sounding(ledger, ListQuery(typed))
    return tuple([row["name"] for row in student_rows.list_rows(ledger, nos)] for nos in both)


def test_who_sounds_the_same_goes_before_who_sounds_nearly_so(filled):
    assert sounding(filled, "往刚") == (["王刚", "汪刚强"], [])
    assert sounding(filled, "凌进") == ([], ["林静"])
    assert sounding(filled, "湖蓝") == (["胡兰"], [])
    assert sounding(filled, "服难") == ([], ["胡兰"])
    assert sounding(filled, "脏子") == ([], ["张志"])


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("黄刚", ["王刚", "汪刚强"]), ("郭归修", ["郭桂秀"]), ("谷桂秀", []), ("付兰", ["胡兰"]),
        ("吕小律", ["吕小绿"]), ("林进", ["林静"]), ("zangzi", ["张志"]),
        ("huanggan", ["王刚", "汪刚强"]), ("linjing", ["林静"]), ("ninjin", ["林静"]),
        ("fulang", ["胡兰"]), ("xyz", []),
        ("阿布都热西提", ["阿卜杜热西提·买买提江"]),
        ("阿不都热西提买买提江", ["阿卜杜热西提·买买提江"]), ("阿里木", []),
    ],
)  # fmt: skip
def test_southern_ears_and_long_names_are_heard(filled, typed, names):
    same, near = sounding(filled, typed)
    assert [*same, *near] == names


def test_one_character_alone_is_a_surname(filled):
    offered = by_sentence.understood(filled, ListQuery("往")).alike.children
    assert offered == (("汪", "汪 1人"), ("王", "王 2人"))[::-1]
    assert by_sentence.understood(filled, ListQuery("卜")).alike.children == ()


def test_a_name_beside_a_sentence_is_heard_as_well(filled):
    taken = by_sentence.understood(filled, ListQuery("往刚 三年级"))
    assert taken.alike.children[0][0] == "王刚"
    assert by_sentence.understood(filled, ListQuery("往刚 四年级")).alike.children == ()


@pytest.mark.parametrize("typed", ["往", "wa", "五年级小明的爸爸", "13912345678", "往刚 三"])
def test_sounds_are_looked_for_where_a_name_was_typed(filled, typed):
    assert sounding(filled, typed) == ([], [])


def test_only_those_who_pass_the_filters_are_offered(filled):
    query = ListQuery("往刚", filters=(("grade", ("4",)),))
    assert student_rows.sounding(filled, query) == ([], [])


def test_a_sound_that_is_no_longer_told_apart_is_noticed(filled, monkeypatch):
    monkeypatch.setattr(spelled_names, "_heard", lambda reading: reading)
    assert sounding(filled, "凌进") == ([], [])


def test_one_key_looks_through_the_names_once(filled, monkeypatch):
    """To list, to read and to tell of one text, as a key does, costs no more than to list it."""
    looked = []
    look = spelled_names.spelled_so
    monkeypatch.setattr(
        spelled_names, "spelled_so", lambda ledger, key: looked.append(key) or look(ledger, key)
    )
    for text in ("guogx", "xyzz"):
        query = ListQuery(text)
        student_rows.student_nos(filled, query)
        by_sentence.told(filled, by_sentence.understood(filled, query))
    assert looked == ["guogx", "xyzz"]


def test_the_same_search_in_another_order_or_with_a_filter_is_another_one(filled):
    whole = student_rows.student_nos(filled, ListQuery("wang"))
    assert student_rows.student_nos(filled, ListQuery("wang", descending=True)) == whole[::-1]
    assert student_rows.student_nos(filled, ListQuery("wang", (("grade", ("4",)),))) == []
    assert student_rows.student_nos(filled, ListQuery("wang")) == whole != []


@pytest.mark.parametrize("text", ["王刚", "wanggang", "青山 五年级 王刚"])
def test_a_ledger_without_children_finds_nobody(ledger, text):
    assert found(ledger, text) == []
    assert spelled_names.sounding(ledger, text.split()[-1]) == ([], [])
    assert by_sentence.understood(ledger, ListQuery(text)).alike.children == ()
