from __future__ import annotations


def test_of_a_file_that_nobody_can_open_no_source_is_called_verified(shell, file, tmp_path):
    (tmp_path / "坏.handoff").write_bytes(b"YSYD\r\n\x1a\n" + b"\x01K" + b"0" * 99)
    said = shell("receive", file, tmp_path / "坏.handoff", "--json")
    assert said.code == 1
    assert (said.json[0]["state"], said.json[0]["verified"]) == ("damaged", False)
