"""A library in a folder that a cloud service synchronises is recognised, and no other is."""

import json
from pathlib import Path

import pytest

from app.library.clouds import synced_by


@pytest.fixture
def home(own_folders) -> Path:
    return own_folders


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)", "Dropbox"),
        ("OneDrive", "OneDrive"),
        ("OneDrive - The Evening Post", "OneDrive"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive", "Google Drive"),
        ("Library/CloudStorage/GoogleDrive-ada@example.org", "Google Drive"),
        ("Library/CloudStorage/OneDrive-Personal", "OneDrive"),
        ("Library/CloudStorage/Dropbox", "Dropbox"),
        ("Library/CloudStorage/Box-Box", "Box"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("Nextcloud", "Nextcloud"),
        ("Nextcloud2", "Nextcloud"),
        ("ownCloud", "ownCloud"),
        ("Box", "Box"),
        ("Box Sync", "Box"),
        ("pCloudDrive", "pCloud"),
        ("MEGA", "MEGA"),
        ("MEGAsync", "MEGA"),
        ("Seafile", "Seafile"),
        ("Resilio Sync", "Resilio Sync"),
    ],
)
def test_the_folders_services_make_are_known_by_name(home, folder, service):
    assert synced_by(home / folder / "sources" / "library.sqlite") == service


@pytest.mark.parametrize(
    "folder",
    [
        "Box of letters",
        "letters/Box",
        "Omega/MEGA",
        "My Dropboxes",
        "dropbox",
        "src/nextcloud",
        "Drive",
        "Sync",
        "Cloud",
        "OneDriver",
        "MEGA hits",
        "Documents",
        ".local/share/sayso",
    ],
)
def test_folders_that_merely_sound_like_it_are_not_taken_for_it(home, folder):
    place = home / folder
    place.mkdir(parents=True)
    assert synced_by(place / "library.sqlite") is None


@pytest.mark.parametrize(
    ("marker", "service"),
    [
        (".dropbox", "Dropbox"),
        (".dropbox.cache", "Dropbox"),
        (".stfolder", "Syncthing"),
        (".owncloudsync.log", "ownCloud"),
        (".nextcloudsync.log", "Nextcloud"),
        (".sync_6bd3e1f0a2c4.db", "Nextcloud"),
        ("._sync_6bd3e1f0a2c4.db", "Nextcloud"),
        (".csync_journal.db", "ownCloud"),
        (".seafile-data", "Seafile"),
        (".tmp.driveupload", "Google Drive"),
        (".sync/ID", "Resilio Sync"),
    ],
)
def test_a_folder_of_any_name_is_known_by_what_the_service_put_there(home, marker, service):
    place = home / "My papers"
    (place / marker).parent.mkdir(parents=True)
    (place / marker).touch()
    assert synced_by(place / "a" / "b" / "library.sqlite") == service
    assert synced_by(home / "library.sqlite") is None


def test_the_journal_of_two_services_is_told_apart_by_the_folders_name(home):
    place = home / "ownCloud"
    place.mkdir()
    (place / "._sync_6bd3e1f0a2c4.db").touch()
    assert synced_by(place / "library.sqlite") == "ownCloud"


def test_dropbox_itself_says_where_its_folder_is(home):
    (home / ".dropbox").mkdir()
    place = home / "Shared work"
    noted = {"personal": {"path": str(place), "host": 1}}
    (home / ".dropbox" / "info.json").write_text(json.dumps(noted))
    assert synced_by(place / "library.sqlite") == "Dropbox"
    assert synced_by(home / "Documents" / "library.sqlite") is None


@pytest.mark.parametrize("noted", ["", "[]", "{", '{"personal": 1}', '{"personal": {}}'])
def test_an_unreadable_note_of_dropbox_is_passed_over(home, noted):
    (home / ".dropbox").mkdir()
    (home / ".dropbox" / "info.json").write_text(noted)
    assert synced_by(home / "library.sqlite") is None


def test_programs_own_folders_at_home_mark_nothing(home):
    for name in (".dropbox", ".config", ".sync"):
        (home / name).mkdir()
    assert synced_by(home / "Documents" / "library.sqlite") is None


def test_a_link_is_followed_both_ways(home):
    (home / "Nextcloud").mkdir()
    (home / "plain").symlink_to(home / "Nextcloud")
    assert synced_by(home / "plain" / "library.sqlite") == "Nextcloud"
    (home / "Documents").mkdir()
    (home / "Nextcloud" / "papers").symlink_to(home / "Documents")
    assert synced_by(home / "Nextcloud" / "papers" / "library.sqlite") is None
