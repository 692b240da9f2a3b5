"""Omnivore's export."""

from __future__ import annotations

import json
from pathlib import Path

from app.importing.omnivore_highlights import highlights
from tests.importing.exports import PROSE, archive, both, items, omnivore, written

# Character for character as Omnivore joins them.
_MARKED = (
    "> would cost two million  \n\n#money #local\n\nCheck this\n\nand that\n\n"
    "> first line\n> second line \n\n"
    "About the whole\n\n\n\n"
    "> the last "
)


def _export(**more: str | bytes) -> dict[str, str | bytes]:
    tables = {
        "metadata_20_to_21.json": json.dumps(
            [omnivore("rain", state="Archived", labels=[{"name": "x"}])]
        ),
        "metadata_0_to_20.json": json.dumps([omnivore("bridge", labels=["money"])]),
        "content/bridge.html": f'<div class="page" id="readability-page-1"><p>{PROSE}</p></div>',
        "highlights/bridge.md": _MARKED,
    }
    return {**tables, **more}


def test_the_tables_are_read_in_order_with_text_and_highlights(tmp_path: Path):
    bridge, rain = items(written(tmp_path / "omnivore.zip", archive(_export())))
    assert (bridge.key, bridge.title) == ("omnivore:id-of-bridge", "About bridge")
    assert (bridge.byline, bridge.published) == ("Ann Smith", "2024-02-28")
    assert bridge.added == "2024-03-01T10:00:00+00:00"
    assert bridge.tags == ("money",)
    assert bridge.opened is not None
    assert bridge.opened.document.text == PROSE
    assert bridge.lacking == ""
    assert [(mark.exact, mark.note, mark.tags) for mark in bridge.marks] == [
        ("would cost two million", "Check this\n\nand that", ("money", "local")),
        ("first line\nsecond line", "", ()),
        ("", "About the whole", ()),
        ("the last", "", ()),
    ]
    assert (rain.tags, rain.opened) == (("x", "archived"), None)
    assert rain.lacking


def test_the_unpacked_folder_is_read_like_the_archive(tmp_path: Path):
    for name, content in _export().items():
        written(tmp_path / "omnivore" / name, content)
    (tmp_path / "omnivore" / "content" / "rain.html").symlink_to("/etc/passwd")
    bridge, rain = items(tmp_path / "omnivore")
    assert bridge.opened is not None
    assert rain.opened is None


def test_one_table_is_read_by_itself(tmp_path: Path):
    (item,) = items(written(tmp_path / "metadata_0_to_20.json", [omnivore("bridge")]))
    assert item.address == "https://courier.example/bridge"


def test_highlights_in_the_table_are_taken_too(tmp_path: Path):
    stated = [
        {
            "id": "h1",
            "quote": "two million",
            "annotation": "Hm",
            "createdAt": "2024-03-02T10:00:00Z",
        }
    ]
    (item,) = items(
        written(tmp_path / "metadata_0_to_1.json", [omnivore("bridge", highlights=stated)])
    )
    assert item.marks[0].key == "omnivore:id-of-bridge:highlight:h1"
    assert item.marks[0].created == "2024-03-02T10:00:00+00:00"


def test_a_letter_that_has_no_address_is_taken_with_its_text(tmp_path: Path):
    entry = omnivore("bridge", url="https://omnivore.app/no_url?q=1")
    export = _export(**{"metadata_0_to_20.json": json.dumps([entry])})
    bridge, _ = items(written(tmp_path / "omnivore.zip", archive(export)))
    assert bridge.address == ""
    assert bridge.opened is not None


def test_a_text_that_is_a_bomb_costs_only_itself(tmp_path: Path):
    export = _export(**{"content/bridge.html": bytes(50 * 2**20)})
    bridge, rain = items(written(tmp_path / "omnivore.zip", archive(export)))
    assert bridge.opened is None
    assert "larger" in bridge.lacking
    assert len(bridge.marks) == 4
    assert rain.address


def test_paths_out_of_the_export_are_mere_names(tmp_path: Path):
    entry = omnivore("../../../../etc/passwd")
    export = _export(**{"metadata_0_to_20.json": json.dumps([entry])})
    taken, skipped = both(written(tmp_path / "omnivore.zip", archive(export)))
    assert all(item.opened is None for item in taken)
    assert [entry.what for entry in skipped] == ["content/bridge.html", "highlights/bridge.md"]


def test_what_is_no_article_is_skipped(tmp_path: Path):
    text = f'[3, {{"id" 4}}, {json.dumps(omnivore("bridge"))}, {json.dumps(omnivore("bridge"))}]'
    export = _export(**{"metadata_0_to_20.json": text})
    taken, skipped = both(written(tmp_path / "omnivore.zip", archive(export)))
    assert len(taken) == 2
    assert [entry.what for entry in skipped] == [
        "metadata_0_to_20.json, entry 1",
        "metadata_0_to_20.json, entry 2",
        "About bridge",
    ]


def test_no_word_of_strange_markdown_is_lost():
    text = "alone\n\n>quoted\n>\n> more\n\n# A heading\n\n#label one\n\nend"
    found = list(highlights(text))
    said = " ".join(f"{each.quote} {each.note} {' '.join(each.labels)}" for each in found)
    for word in ("alone", "quoted", "more", "heading", "label", "one", "end"):
        assert word in said
