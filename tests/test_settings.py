"""Settings are kept, and a broken file does no harm."""

from __future__ import annotations

import pytest

from app import paths
from app.settings import MEMORIES, SETTINGS, Choice, Group, Settings, Several, Whole


def test_a_value_is_kept_for_the_next_start(tmp_path):
    file = tmp_path / "deep" / "settings.json"
    Settings(file)["theme"] = "sepia"
    assert Settings(file)["theme"] == "sepia"
    assert Settings(file)["zoom"] == 100


def test_every_default_is_acceptable():
    assert all(declared.accepts(declared.default) for declared in (*SETTINGS, *MEMORIES))


def test_every_setting_says_what_it_is_and_stands_under_a_heading():
    for setting in SETTINGS:
        assert setting.label, setting.name
        assert setting.help.endswith("."), setting.name
    assert {setting.group for setting in SETTINGS} == set(Group)


def test_names_are_used_once_and_what_is_remembered_is_no_setting():
    names = [declared.name for declared in (*SETTINGS, *MEMORIES)]
    assert len(set(names)) == len(names)
    assert {"geometry", "panes", "last_reading", "synced_known", "keys"} <= {
        memory.name for memory in MEMORIES
    }


def test_kinds_tell_usable_values_from_broken_ones():
    for setting in SETTINGS:
        kind = setting.kind
        assert not kind.accepts(None), setting.name
        if isinstance(kind, Whole):
            assert kind.accepts(kind.low)
            assert kind.accepts(kind.high)
            assert not kind.accepts(kind.high + 1)
            assert not kind.accepts(True)
        elif isinstance(kind, Choice):
            assert all(kind.accepts(option.value) for option in kind.options)
            assert not kind.accepts("mauve")
        elif isinstance(kind, Several):
            assert kind.accepts([])
            assert not kind.accepts(["mauve"])


def test_who_watches_is_told_of_changes_alone_and_until_they_leave(tmp_path):
    settings, told = Settings(tmp_path / "settings.json"), []
    leave = settings.watch(told.append)
    settings["theme"] = "system"
    settings["theme"] = "dark"
    settings["zoom"] = 120
    assert told == ["theme", "zoom"]
    leave()
    settings["zoom"] = 130
    assert told == ["theme", "zoom"]


def test_a_setting_goes_back_to_what_it_was_at_first(tmp_path):
    file = tmp_path / "settings.json"
    settings = Settings(file)
    settings["zoom"] = 150
    assert settings.is_changed("zoom")
    settings.reset("zoom")
    assert not settings.is_changed("zoom")
    assert Settings(file)["zoom"] == 100
    assert "zoom" not in file.read_text(encoding="utf-8")


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


def test_what_is_to_be_kept_is_written_when_it_is_asked_for(tmp_path):
    settings, asked = Settings(tmp_path / "settings.json"), []
    settings.write_when_asked(lambda: asked.append(settings["zoom"]))

    settings["zoom"] = 120
    settings["theme"] = "dark"

    assert asked == [120, 120]
    assert Settings(tmp_path / "settings.json")["zoom"] == 100
    settings.write()
    again = Settings(tmp_path / "settings.json")
    assert (again["zoom"], again["theme"]) == (120, "dark")


def test_a_file_somebody_else_wrote_is_not_written_over_without_need(tmp_path):
    settings = Settings(tmp_path / "settings.json")
    settings["zoom"] = 120
    Settings(tmp_path / "settings.json")["theme"] = "dark"

    settings.write()

    assert Settings(tmp_path / "settings.json")["theme"] == "dark"
