"""The line under a field: broken where it must be, whole under the mouse, away when empty."""

from __future__ import annotations

from ledger_app.gui.form.consequence_line import ConsequenceLine


def test_a_line_is_shown_with_its_whole_and_goes_when_there_is_nothing(qtbot):
    line = ConsequenceLine()
    qtbot.addWidget(line)
    assert line.isHidden()
    line.say("→ 疑似辍学 变为 辍学；…", "→ 疑似辍学 变为 辍学；进入辍学台账")
    assert not line.isHidden()
    assert line.whole() == line.toolTip() == "→ 疑似辍学 变为 辍学；进入辍学台账"
    line.say("")
    assert (line.isHidden(), line.whole()) == (True, "")


def test_a_long_line_breaks_and_asks_for_no_more_width(qtbot):
    line = ConsequenceLine()
    qtbot.addWidget(line)
    line.say("→ " + "进入疑似辍学台账；" * 9)
    assert line.minimumSizeHint().width() < 200
    assert line.heightForWidth(200) > 2 * line.fontMetrics().height()
