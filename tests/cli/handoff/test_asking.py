"""From the shell: questions and answers."""

from __future__ import annotations


def test_a_question_is_asked_listed_and_closed(shell, township):
    asked = shell("ask", township, "王小明", "班级对吗？", "--field", "班级", "--json").json["id"]
    (found,) = shell("questions", township, "--json").json
    assert (found["id"], found["label"], found["value"]) == (asked, "班级", "2")
    assert "问出去\t王小明" in shell("questions", township).out
    assert shell("questions", township, "--close", asked).code == 0
    assert shell("questions", township, "--json").json == []


def test_the_school_answers_what_was_returned_and_what_was_asked(shell, school):
    (back,) = shell("verdict", school, "--json").json["returned"]
    assert (back["name"], back["reason"]) == ("赵涛", "请核实电话")
    assert shell("verdict", school, "赵涛", "--reply", "电话没错").code == 0
    (back,) = shell("verdict", school, "--json").json["returned"]
    assert back["reply"] == "电话没错"
    (question,) = shell("questions", school, "--json").json
    refused = shell("answer", school, question["id"], "refused")
    assert (refused.code, "为什么不改" in refused.err) == (1, True)
    corrected = ("accepted", "--value", "13900000000")
    assert shell("answer", school, question["id"], *corrected).code == 0
    (question,) = shell("questions", school, "--json").json
    assert (question["answer"], question["now"]) == ("accepted", "13900000000")
