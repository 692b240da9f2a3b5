"""Settings are kept, and a broken file does no harm."""

from __future__ import annotations

import pytest

from app import paths
from app.settings import SETTINGS, Settings


def test_a_value_is_kept_for_the_next_start(tmp_path):
    file = tmp_path / "deep" / "settings.json"
    Settings(file)["theme"] = "sepia"
    assert Settings(file)["theme"] == "sepia"
    assert Settings(file)["zoom"] == 100


def test_every_default_is_acceptable():
    assert all(setting.accepts(setting.default) for setting in SETTINGS)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"theme": "neon", "zoom": 9999, "gone": 1}'])
def test_a_broken_file_means_the_defaults(tmp_path, content):
    file = tmp_path / "settings.json"
    file.write_text(content, encoding="utf-8")
    settings = Settings(file)
    assert {s.name: settings[s.name] for s in SETTINGS} == {s.name: s.default for s in SETTINGS}


def test_a_value_that_is_not_accepted_is_refused(tmp_path):
    with pytest.raises(ValueError, match="zoom"):
        Settings(tmp_path / "settings.json")["zoom"] = 10


def test_folders_and_files_are_their_owners_alone(tmp_path):
    folder = paths.private_folder(tmp_path / "a" / "b")
    assert folder.stat().st_mode & 0o077 == 0
    assert paths.private_file(folder / "x").stat().st_mode & 0o077 == 0


def test_resources_are_found():
    assert paths.resource("sample", "sample.txt").is_file()
