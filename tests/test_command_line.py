"""The headless commands do the whole job, in processes of their own, as a script would call them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import cli, commands
from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import Block, BlockKind, Document
from app.reading.spans import Span

SAYSO = Path(sys.executable).with_name("sayso")
ARTICLE = (
    "Orchard wins its appeal\n\n"
    "The county will drop its claim to the orchard, clerk Mara Voss announced on Friday.\n\n"
    "“We counted 340 trees, and each of them stays,” Voss said. “The fence goes.”\n"
)


def sayso(*arguments, text=None, environment=None):
    return subprocess.run(
        [str(SAYSO), *map(str, arguments)],
        input=text,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **(environment or {})},
        check=False,
    )


def assert_one_clear_line(done, *words):
    assert done.returncode == 1, done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("sayso: ")
    assert lines[0].endswith(".")
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in lines[0]


@pytest.fixture
def article(tmp_path):
    file = tmp_path / "orchard.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    return file


def test_analyze_prints_who_says_what(article):
    done = sayso("analyze", article, "--json")
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    assert value["source"] == str(article)
    assert value["text"] == ARTICLE
    split = [a for a in value["attributions"] if len(a["content"]) == 2]
    assert [a["speaker"] for a in split] == ["Mara Voss"]
    trees = [q for q in value["quantities"] if q["text"] == "340"]
    assert [(q["value"], q["claim"], q["claimed_by"]) for q in trees] == [
        (340, True, ["Mara Voss"])
    ]


def test_add_list_show_search_and_export_belong_together(article, tmp_path):
    library = tmp_path / "own" / "library.sqlite"
    added = sayso("add", article, "--json", "--library", library)
    assert added.returncode == 0, added.stderr
    number = json.loads(added.stdout)["id"]

    listed = sayso("--library", library, "list", "--json")
    row = json.loads(listed.stdout)
    assert row["id"] == number
    assert row["title"] == "Orchard wins its appeal"
    assert row["source"] == str(article)
    assert row["added"]

    shown = json.loads(sayso("show", number, "--json", "--library", library).stdout)
    analysed = json.loads(sayso("analyze", article, "--json").stdout)
    for key in ("text", "blocks", "attributions", "quotations", "quantities", "speakers"):
        assert shown[key] == analysed[key], key
    assert shown["own"] == []

    found = sayso("search", "fence", "--json", "--library", library)
    hits = [json.loads(line) for line in found.stdout.splitlines()]
    assert {hit["kind"] for hit in hits} >= {"quote"}
    assert all("fence" in ARTICLE[hit["start"] : hit["end"]] for hit in hits)

    pdf = tmp_path / "orchard.pdf"
    done = sayso("export", number, "--format", "pdf", "-o", pdf, "--library", library)
    assert done.returncode == 0, done.stderr
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_what_is_too_unsure_is_kept_and_not_told(article, tmp_path):
    text = article.read_text(encoding="utf-8")
    said, unsure = ("“The fence goes.”", "Mara Voss", 0.9), ("We counted", "a rumour", 0.2)
    attributions = tuple(
        Attribution(
            f"a{n}",
            AttributionKind.DIRECT,
            Act.STATEMENT,
            (Span(text.index(words), text.index(words) + len(words)),),
            speaker=speaker,
            confidence=confidence,
        )
        for n, (words, speaker, confidence) in enumerate((said, unsure), 1)
    )
    block = Block(BlockKind.PARAGRAPH, 0, len(text))
    library = Library.open(tmp_path / "own.sqlite")
    reading = library.add(Document(str(article), text, (block,)), Analysis(attributions))
    assert len(library.load(reading).analysis.attributions) == 2
    library.close()
    shown = sayso("--library", tmp_path / "own.sqlite", "show", reading, "--json")
    assert [a["speaker"] for a in json.loads(shown.stdout)["attributions"]] == ["Mara Voss"]
    found = sayso("--library", tmp_path / "own.sqlite", "search", "rumour")
    assert "rumour" not in found.stdout


def test_the_same_article_is_kept_once(article, tmp_path):
    library = tmp_path / "library.sqlite"
    first = json.loads(sayso("add", article, "--json", "--library", library).stdout)
    again = json.loads(sayso("add", article, "--json", "--library", library).stdout)
    assert first["id"] == again["id"]
    assert len(sayso("list", "--json", "--library", library).stdout.splitlines()) == 1


def test_a_folder_is_its_files_and_one_bad_file_does_not_stop_the_rest(article):
    (article.parent / "bad.txt").write_bytes(b"")
    (article.parent / ".hidden").write_text("not looked at", encoding="utf-8")
    done = sayso("analyze", article.parent, "--json")
    assert_one_clear_line(done, "bad.txt")
    assert json.loads(done.stdout)["source"] == str(article)


def test_standard_input_is_a_source():
    done = sayso("analyze", "-", "--json", text=ARTICLE)
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    assert value["source"] == "-"
    assert value["text"] == ARTICLE


def test_people_get_plain_lines(article, tmp_path):
    library = tmp_path / "library.sqlite"
    assert "Mara Voss" in sayso("analyze", article).stdout
    assert "Orchard wins" in sayso("add", article, "--library", library).stdout
    assert "Orchard wins" in sayso("list", "--library", library).stdout
    assert "Mara Voss" in sayso("show", "1", "--library", library).stdout
    assert "fence" in sayso("search", "fence", "--library", library).stdout


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "cp1252"])
def test_old_encodings_are_read(tmp_path, encoding):
    text = "Café owner Zoë Müller said the crêpes would cost 3 francs more, à regret.\n" * 3
    file = tmp_path / "cafe.txt"
    file.write_bytes(text.encode(encoding))
    done = sayso("analyze", file, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["text"] == text


def test_a_missing_file_is_a_sentence(tmp_path):
    assert_one_clear_line(sayso("analyze", tmp_path / "missing.txt"), "missing.txt")


def test_an_empty_folder_is_a_sentence(tmp_path):
    assert_one_clear_line(sayso("analyze", tmp_path))


@pytest.mark.parametrize(
    "content",
    [b"", bytes(range(256)) * 40, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", b"PK\x03\x04" + bytes(60)],
)
def test_a_file_that_is_no_article_is_a_sentence(tmp_path, content):
    file = tmp_path / "odd"
    file.write_bytes(content)
    assert_one_clear_line(sayso("analyze", file))


def test_an_address_that_leads_nowhere_is_a_sentence():
    assert_one_clear_line(sayso("analyze", "http://127.0.0.1:9/article"))
    assert_one_clear_line(sayso("analyze", "ftp://127.0.0.1/article"))


def test_a_reading_that_is_not_there_is_a_sentence(tmp_path):
    library = tmp_path / "library.sqlite"
    assert_one_clear_line(sayso("show", 7, "--library", library), "7")
    done = sayso("export", 7, "-o", tmp_path / "x.pdf", "--library", library)
    assert_one_clear_line(done, "7")


def test_a_library_that_is_none_is_a_sentence_and_stays_as_it_was(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("my notes, not a library\n" * 100, encoding="utf-8")
    before = file.read_bytes()
    assert_one_clear_line(sayso("list", "--library", file))
    assert file.read_bytes() == before


def test_an_unknown_format_and_an_impossible_target_are_sentences(article, tmp_path):
    library = tmp_path / "library.sqlite"
    sayso("add", article, "--library", library)
    done = sayso("export", 1, "--format", "papyrus", "-o", tmp_path / "x", "--library", library)
    assert_one_clear_line(done, "papyrus")
    done = sayso("export", 1, "-o", tmp_path / "no" / "x.pdf", "--library", library)
    assert_one_clear_line(done)
    done = sayso("export", 1, 2, "-o", tmp_path / "x.pdf", "--library", library)
    assert_one_clear_line(done, "folder")


@pytest.mark.parametrize(
    "arguments", [["analyze"], ["show", "x"], ["list", "--nonsense"], ["export", "1"]]
)
def test_wrong_usage_is_status_two(arguments):
    done = sayso(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_without_a_display_the_window_is_a_sentence():
    for display in ("", ":987", "nowhere.invalid:0", "rubbish"):
        environment = {"QT_QPA_PLATFORM": "", "DISPLAY": display, "WAYLAND_DISPLAY": ""}
        assert_one_clear_line(sayso(environment=environment), "display")


def test_a_closed_pipe_is_no_fault(article):
    command = f"'{SAYSO}' analyze '{article}' '{article}' --json | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.stderr == b""


def modules_after(*arguments):
    """Run the command in a Python that tells which modules it imported."""
    code = (
        "import sys, atexit, runpy\n"
        "atexit.register(lambda: print(' '.join(sys.modules), file=sys.stderr))\n"
        f"sys.argv = ['sayso', *{list(map(str, arguments))!r}]\n"
        "runpy.run_module('app', run_name='__main__')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]])
def test_version_and_help_load_nothing_heavy(arguments):
    assert not modules_after(*arguments) & {"PySide6", "spacy", "sqlalchemy", "trafilatura"}


def test_the_commands_never_load_qt_nor_the_language_model(article, tmp_path):
    library = tmp_path / "library.sqlite"
    for arguments in (
        ["analyze", article],
        ["add", article],
        ["list"],
        ["show", 1],
        ["search", "x"],
    ):
        loaded = modules_after(*arguments, "--library", library)
        assert not loaded & {"PySide6", "spacy", "trafilatura", "typst"}, arguments


def test_the_overview_names_every_command_there_is():
    assert set(commands.NAMED) == cli.COMMANDS


def test_a_window_loads_no_headless_command():
    asked = "import sys; from app import cli; cli.parse(['a.txt']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "app.cli" in loaded
    assert not loaded & {"app.commands", "app.giving", "app.reading.wire"}


@pytest.fixture
def before_the_first_paint(tmp_path):
    """Give the modules loaded when the window is made, and what it then shows of the settings."""
    (tmp_path / "sayso").mkdir()
    (tmp_path / "sayso" / "settings.json").write_text('{"zoom": 150, "layers": ["quotes"]}')
    asked = (
        "import os, sys; from pathlib import Path; from app import bootstrap;"
        "_, window = bootstrap.make_window([], Path(sys.argv[1]));"
        "from PySide6.QtWidgets import QLabel;"
        "print(window.status.zoom.text(), [str(layer) for layer, chip in"
        " window.area.legend.chips.items() if chip.isChecked()],"
        " [label.objectName() for label in window.status.findChildren(QLabel)"
        " if label.pixmap().width() and not label.isHidden()], sep='|');"
        "print(*sys.modules); sys.stdout.flush(); os._exit(0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked, str(tmp_path / "library.sqlite")],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)},
    )
    shown, loaded = done.stdout.splitlines()
    return shown, set(loaded.split())


def test_a_window_does_without_what_it_does_not_show(before_the_first_paint):
    _, loaded = before_the_first_paint
    assert {"PySide6.QtWidgets", "app.desktop.main_window"} <= loaded
    # argparse is what PySide writes its type hints with; the others make and show a text.
    assert not loaded & {
        "argparse",
        "app.desktop.actions",
        "app.desktop.reader",
        "app.desktop.sheet",
        "app.reading.analysis",
        "app.rendering.findings",
    }


def test_a_window_shows_at_once_what_the_settings_say(before_the_first_paint):
    shown, _ = before_the_first_paint
    assert shown == "150 %|['quotes']|[]"  # nothing is said to be saved
