"""`sayso send-to-zotero`, as it is run."""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
from pathlib import Path

import pytest

from app.library.library import Library
from app.reading.analysis import Analysis
from tests.exporting.citations.zotero import FakeZotero, running
from tests.exporting.conftest import bridge

SAYSO = Path(sysconfig.get_path("scripts"), "sayso")


@pytest.fixture
def library(tmp_path):
    file = tmp_path / "library.sqlite"
    with Library.open(file) as library:
        library.add(bridge().document, Analysis())
    return file


@pytest.fixture
def sayso(tmp_path, library):
    def run(*arguments, port):
        folder = tmp_path / "config" / "sayso"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "settings.json").write_text(json.dumps({"zotero_port": port}), encoding="utf-8")
        return subprocess.run(
            [str(SAYSO), "--library", str(library), *arguments],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "config")},
            check=False,
        )

    return run


def test_a_reading_is_sent_and_one_that_is_not_there_is_told(sayso):
    with running(FakeZotero()) as zotero:
        done = sayso("send-to-zotero", "1", "9", "--json", port=zotero.port)

    assert done.returncode == 1
    assert json.loads(done.stdout) == {"id": 1, "pdf": True}
    assert done.stderr.startswith("sayso: 9: ")
    assert zotero.wrong == []
    assert [item["creators"][0]["lastName"] for item in zotero.items] == ["Aaker"]
    assert len(zotero.files) == 1


def test_no_pdf_goes_where_none_is_wanted(sayso):
    with running(FakeZotero()) as zotero:
        done = sayso("send-to-zotero", "1", "--no-pdf", port=zotero.port)

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1\tHarbour bridge to close")
    assert zotero.files == []


def test_zotero_that_does_not_run_is_one_clear_line(sayso):
    done = sayso("send-to-zotero", "1", port=1)

    assert done.returncode == 1
    assert done.stderr == "sayso: Zotero is not running. Start Zotero and try again.\n"
