"""Readwise's highlights and Reader's documents."""

from __future__ import annotations

from pathlib import Path

from tests.importing.exports import READER, READWISE, both, items, table, written


def _row(highlight: str, title: str = "The Deluge", **more: str) -> tuple[str, ...]:
    values = {
        "Highlight": highlight,
        "Book Title": title,
        "Book Author": "Adam Smith",
        "Amazon Book ID": "B00X",
        "Highlighted at": "2024-07-17 14:00:25+00:00",
        **{name.replace("_", " "): value for name, value in more.items()},
    }
    return tuple(values.get(column, "") for column in READWISE.split(","))


def test_the_highlights_of_a_work_are_one_item_wherever_they_stand(tmp_path: Path):
    rows = [
        _row("One, “two”", Note="Why?", Tags="money, war", Document_tags="history"),
        _row("Another", "Other", Amazon_Book_ID=""),
        _row("Three\nlines", Highlighted_at="2024-07-16 14:00:25+02:00", Document_tags="economy"),
    ]
    deluge, other = items(written(tmp_path / "readwise-data.csv", table(READWISE, *rows)))
    assert (deluge.title, deluge.byline, deluge.address) == ("The Deluge", "Adam Smith", "")
    assert deluge.key == "readwise:B00X"
    assert deluge.tags == ("history", "economy")
    assert dict(deluge.csl) == {"type": "book"}
    assert deluge.added == "2024-07-16T12:00:25+00:00"
    assert [mark.exact for mark in deluge.marks] == ["One, “two”", "Three\nlines"]
    assert (deluge.marks[0].note, deluge.marks[0].tags) == ("Why?", ("money", "war"))
    assert deluge.marks[0].created == "2024-07-17T14:00:25+00:00"
    assert dict(other.csl) == {}
    assert len({mark.key for mark in deluge.marks + other.marks}) == 3


def test_a_note_without_a_passage_is_a_note_to_the_whole(tmp_path: Path):
    (item,) = items(written(tmp_path / "a.csv", table(READWISE, _row("", Note="Read again"))))
    assert [(mark.exact, mark.note) for mark in item.marks] == [("", "Read again")]


def test_a_highlight_that_is_empty_or_there_twice_is_skipped(tmp_path: Path):
    rows = [_row("One"), _row("One"), _row(""), _row("", "Nothing", Amazon_Book_ID="")]
    taken, skipped = both(written(tmp_path / "a.csv", table(READWISE, *rows)))
    assert [len(item.marks) for item in taken] == [1]
    assert [entry.what for entry in skipped] == [
        "a highlight in The Deluge",
        "a highlight in The Deluge",
        "a highlight in Nothing",
    ]


def test_an_unclosed_quotation_mark_costs_one_row(tmp_path: Path):
    text = (
        table(READWISE, _row("One"))
        + '"open, The Deluge\n'
        + table(READWISE, _row("Two"), _row("3"))
    )
    taken, skipped = both(written(tmp_path / "a.csv", text.replace("\r\n", "\n")))
    assert "Two" in [mark.exact for item in taken for mark in item.marks]
    assert "quotation marks" in skipped[0].why


def test_a_cell_as_large_as_the_file_costs_one_row(tmp_path: Path):
    text = table(READWISE, _row("One"), _row("x" * (3 * 2**20)), _row("Two"))
    taken, skipped = both(written(tmp_path / "a.csv", text))
    assert [mark.exact for mark in taken[0].marks] == ["One", "Two"]
    assert len(skipped) == 1


def test_readers_documents_have_tags_and_places(tmp_path: Path):
    rows = [
        (
            "Bridge",
            "https://courier.example/bridge",
            "01gm",
            "['money', 'it’s']",
            "2022-11-06 04:33:50+00:00",
            "0.5",
            "new",
            "True",
        ),
        (
            "Rain",
            "https://courier.example/rain",
            "01gn",
            "[]",
            "2023-09-01",
            "1",
            "archive",
            "True",
        ),
        ("Feed", "https://courier.example/feed", "01go", "", "", "0", "feed", "False"),
    ]
    one, two, three = items(written(tmp_path / "export.csv", table(READER, *rows)))
    assert (one.key, one.tags) == ("reader:01gm", ("money", "it’s"))
    assert one.added == "2022-11-06T04:33:50+00:00"
    assert (two.tags, two.added) == (("archived",), "2023-09-01T00:00:00+00:00")
    assert (three.collections, three.added) == (("feed",), "")


def test_a_document_without_a_page_is_skipped(tmp_path: Path):
    row = ("Letter", "mailto:reader-forwarded-email/1", "01gm", "[]", "", "0", "new", "True")
    taken, skipped = both(written(tmp_path / "export.csv", table(READER, row)))
    assert taken == []
    assert skipped[0].what == "Letter"
    assert "mailto:" in skipped[0].why
