"""The second month through the window: who is unsure is decided, what differs stands old → new."""

from __future__ import annotations

import pytest

from ledger_app.actions import import_workbook
from ledger_app.actions.import_workbook import Policy
from ledger_app.actions.rehearsing.unsure_cases import SameChild
from ledger_app.gui.imports.import_window import DONE, PREVIEW, ImportWindow
from tests.exchange.samples import id_no, xlsx
from tests.gui.children import started
from tests.gui.frame import IGNORED

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
HEADING = ["姓名", "性别", "身份证号", "年级", "班级", "家庭住址"]
GANG, MEI = id_no("20170311", 333), id_no("20180502", 122)
FIRST = [
    HEADING,
    ["王刚", "男", GANG, "三年级", "1", "青山村3组"],
    ["李梅", "女", MEI, "三年级", "1", ""],
]
# 王刚 without a number, of another village: the same name, and nothing else to go by.
LATER = [["姓名", "家庭住址"], ["王刚", "联合村1组"]]


@pytest.fixture
def window(ledger, tmp_path, qtbot):
    first = xlsx(tmp_path / "九月.xlsx", {"三(1)班": FIRST})
    import_workbook.commit(ledger, import_workbook.plan(ledger, first))
    window = ImportWindow(started(ledger), xlsx(tmp_path / "低保.xlsx", {"名单": LATER}))
    qtbot.addWidget(window)
    window.show()
    idle(qtbot, window)
    window.next.click()
    assert window.step() == PREVIEW
    return window


def idle(qtbot, window):
    qtbot.waitUntil(
        lambda: window._progress is None and not window._rehearsing.is_running, timeout=20_000
    )


def write(qtbot, window):
    window.next.click()
    idle(qtbot, window)
    assert window.step() == DONE, window.message.text()


def names(ledger):
    return ledger.column("SELECT name FROM student WHERE deleted_at IS NULL ORDER BY no")


def test_who_is_unsure_is_shown_first_with_both_sides_and_has_the_keyboard(window):
    assert window.preview.tabs.currentWidget() is window.preview.unsure
    assert window.preview.unsure.table.hasFocus()
    assert "是不是 王刚" in window.preview.unsure.who.text()
    sides = window.preview.unsure.sides
    texts = [sides.line(at).texts for at in range(sides.rowCount())]
    assert ("现住址", "青山村3组", "联合村1组") in texts


def test_unanswered_it_is_kept_beside_and_no_file_is_touched(window, ledger, qtbot):
    assert window.next.text() == "记下拿不准的 1 行"
    write(qtbot, window)
    assert names(ledger) == ["王刚", "李梅"]
    assert ledger.value("SELECT count(*) FROM unsure_row") == 1
    assert window.done_page.title.text() == "已记下拿不准的 1 行"


def test_another_child_is_made_when_somebody_says_so(window, ledger, qtbot):
    window.preview.unsure.press_digit(2)
    idle(qtbot, window)
    assert window.next.text() == "写入 1 行"
    assert window.preview.unsure.rows.index(0, 2).data() == "不是同一人"
    write(qtbot, window)
    assert sorted(names(ledger)) == sorted(["王刚", "李梅", "王刚"])


def test_the_same_child_is_not_made_again_and_what_differs_is_named(window, ledger, qtbot):
    window.preview.unsure.press_digit(1)
    idle(qtbot, window)
    assert window.next.text() == "记下答复"
    titles = [window.preview.tabs.tabText(at) for at in range(window.preview.tabs.count())]
    assert "与台账不同 1" in titles
    write(qtbot, window)
    assert names(ledger) == ["王刚", "李梅"]
    assert window.done_page.title.text() == "已记下答复"


def test_what_was_put_off_stays_beside(window, ledger, qtbot):
    window.preview.unsure.press_digit(3)
    idle(qtbot, window)
    assert window.preview.unsure.rows.index(0, 2).data() == "以后再说"
    assert window._decisions[window._rehearsal.plan.rows[0].unsure.key].answer == SameChild.LATER
    write(qtbot, window)
    assert names(ledger) == ["王刚", "李梅"]


def test_what_differs_stands_old_and_new_and_whether_it_is_written(ledger, tmp_path, qtbot, window):
    window.reject()
    moved = [HEADING, ["王刚", "男", GANG, "三年级", "2", "联合村1组"]]
    path = xlsx(tmp_path / "十月.xlsx", {"三(2)班": moved})
    for policy, told in ((Policy.FILL, "台账不动"), (Policy.WORKBOOK, "改成工作簿的")):
        again = ImportWindow(started(ledger))
        qtbot.addWidget(again)
        again.file.choose_policy(policy)
        again.file.choose(path)
        again._read()
        idle(qtbot, again)
        again.next.click()
        tabs = again.preview.tabs
        at = [tabs.tabText(each).startswith("与台账不同") for each in range(tabs.count())].index(
            True
        )
        model = tabs.widget(at).model()
        lines = [model.line(row).texts[1:] for row in range(model.rowCount())]
        assert ("王刚", "现住址", "青山村3组", "联合村1组", told) in lines
        assert any(line[1] == "年级班级" for line in lines)
