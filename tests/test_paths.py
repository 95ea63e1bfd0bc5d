"""Where a user's own settings lie."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from ledger_app import paths


@pytest.mark.parametrize("known", [True, False])
def test_a_user_without_a_home_has_a_place_for_settings(monkeypatch, tmp_path, known):
    def home():
        if known:
            return tmp_path / "home"
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.delenv("APPDATA")
    monkeypatch.setattr(Path, "home", home)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    folder = paths.user_folder()
    assert folder.is_dir()
    assert folder.is_relative_to(tmp_path / ("home" if known else "temporary"))
