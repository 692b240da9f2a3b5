"""What another tool's export holds becomes readings, and every entry is accounted for."""

from dataclasses import replace

import pytest

from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.annotation import Opened, Standing
from app.reading.failures import LibraryGone
from app.reading.imported import ImportedItem, ImportedMark, Skipped
from app.reading.reports import Fate, told

TEXT = "The mill stands still.\nIts owner said “we will rebuild it before winter”."


def mark(words, key="m1", **more):
    return ImportedMark(f"tool:1:{key}", words, **more)


@pytest.fixture
def item(article):
    return ImportedItem(
        "tool:1",
        "The mill",
        "https://a.example/mill?utm_source=tool",
        byline="Jo Orsel",
        published="2023-02-01",
        added="2023-02-03T10:00:00+00:00",
        tags=("Water", "mills"),
        collections=("Trade/Old mills",),
        marks=(
            mark('"we will  rebuild it before winter"', note="when?", tags=("quote",)),
            mark("words nobody wrote", "m2"),
            mark("", "m3", note="ask her"),
        ),
        opened=Opened(article(TEXT, source="https://a.example/mill?utm_source=tool")),
    )


def test_an_item_becomes_a_reading_with_all_that_was_known_of_it(library, item):
    (taken,) = library.imports.take_in([item])
    assert (taken.fate, taken.reading, taken.placed, taken.lost) == (Fate.TAKEN, 1, 2, 1)
    kept = library.load(1)
    assert (kept.document.title, kept.document.byline) == ("The mill", "Jo Orsel")
    assert kept.added == "2023-02-03T10:00:00.000+00:00"
    assert kept.tags == ("mills", "Water")
    (placed,) = kept.own
    assert kept.document.text[placed.start : placed.end] == "“we will rebuild it before winter”"
    assert (placed.note, placed.tags, placed.score) == ("when?", ("quote",), 0.99)
    assert {own.id: own.standing for own in kept.aside} == {
        "tool:1:m2": Standing.LOST,
        "tool:1:m3": Standing.WHOLE,
    }
    inner = next(c for c in library.shelves.collections() if c.name == "Old mills")
    assert inner.parent is not None
    assert [row.id for row in library.readings(collection=inner.id)] == [1]
    assert kept.csl["issued"] == {"date-parts": [[2023, 2, 1]]}


def test_the_same_export_again_changes_nothing(library, item):
    library.imports.take_in([item])
    before = library.load(1)
    library.delete_own(1, "tool:1:m2")
    (taken,) = library.imports.take_in([item])
    assert (taken.fate, taken.known, taken.placed, taken.lost) == (Fate.MERGED, 3, 0, 0)
    assert taken.why == "It was imported before."
    kept = library.load(1)
    assert kept.own == before.own
    assert [own.id for own in kept.aside] == ["tool:1:m3"]
    assert len(library.readings()) == 1


def test_an_article_that_is_there_already_is_united_with_the_item(library, item, article):
    there = library.add(article(TEXT, source="http://www.a.example/mill"), Analysis())
    (taken,) = library.imports.take_in([item])
    assert (taken.fate, taken.reading) == (Fate.MERGED, there)
    assert taken.why == "The same address is in the library."
    assert len(library.load(there).own) == 1
    assert library.load(there).tags == ("mills", "Water")


def test_an_item_with_only_an_address_waits_for_its_text(library, item, article):
    bare = replace(item, opened=None)
    (taken,) = library.imports.take_in([bare])
    assert taken.address_only
    assert (taken.placed, taken.lost) == (1, 2)
    assert library.summary(1).lacks_text
    assert library.to_fetch() == [(1, bare.address)]
    assert library.to_mark("any") == []
    library.replace_text(1, Opened(article(TEXT, source=bare.address)))
    assert library.to_fetch() == []
    kept = library.load(1)
    assert [own.note for own in kept.own] == ["when?"]
    assert (kept.document.title, kept.document.byline) == ("The mill", "Jo Orsel")
    assert library.search("stands")


def test_a_text_that_comes_with_a_later_export_fills_the_bare_reading(library, item):
    library.imports.take_in([replace(item, opened=None)])
    (taken,) = library.imports.take_in([replace(item, key="other:9")])
    assert (taken.fate, taken.reading, taken.address_only) == (Fate.MERGED, 1, False)
    assert library.load(1).document.text == TEXT


def test_what_the_reader_deleted_does_not_come_back(library, item):
    library.imports.take_in([item])
    library.bin.put([1])
    (taken,) = library.imports.take_in([item])
    assert (taken.fate, taken.reading) == (Fate.SKIPPED, None)
    assert "bin" in taken.why
    assert library.readings() == []


def test_every_entry_is_accounted_for_in_order_and_told_once_it_is_saved(file, library, item):
    seen = []

    def tell(some):
        with Library.open(file) as other:
            seen.extend((taken.name, len(other.readings())) for taken in some)

    items = [item, Skipped("line 3", "It has no address."), ImportedItem("tool:2", "Empty")]
    account = library.imports.take_in(items, tell)
    assert [taken.fate for taken in account] == [Fate.TAKEN, Fate.SKIPPED, Fate.TAKEN]
    assert [name for name, _ in seen] == ["The mill", "line 3", "Empty"]
    assert all(count == 2 for _, count in seen)
    assert told(account) == (
        "2 of 3 entries taken, 1 skipped. 3 highlights and notes, 1 of them without a place in a "
        "text yet. Of 1 reading only the address is there so far."
    )


def test_another_program_that_writes_has_its_turn(file, library, item, article, monkeypatch):
    turns = []

    def write(_seconds):
        with Library.open(file, busy_ms=0) as other:
            turns.append(other.add(article(f"Turn {len(turns)}"), Analysis()))

    monkeypatch.setattr("app.library.taking_in.time.sleep", write)
    items = [replace(item, key=f"tool:{n}", address=f"https://a.example/{n}") for n in range(23)]
    library.imports.take_in(replace(item, opened=None, marks=()) for item in items)
    assert len(turns) == 5
    assert len(library.readings(limit=100)) == 28


def test_the_place_to_import_into_is_told_only_while_it_is_the_library(file, library):
    assert library.imports.place() == file
    file.rename(file.with_name("elsewhere.sqlite"))
    with pytest.raises(LibraryGone):
        library.imports.place()


def test_facts_of_the_export_fill_what_it_is_cited_by(library):
    csl = {
        "type": "article-journal", "author": [{"family": "Orsel", "given": "Jo"}],
        "container-title": "Clay", "volume": "7", "issued": {"date-parts": [[2020]]},
        "DOI": "10.1000/x",
    }  # fmt: skip
    library.imports.take_in([ImportedItem("zotero:A", "Kilns", csl=csl)])
    kept = library.load(1)
    assert kept.csl.items() >= csl.items()
    assert (kept.document.byline, kept.document.outlet) == ("Jo Orsel", "Clay")
    assert (kept.document.published, kept.document.doi) == ("2020", "10.1000/x")


def test_hostile_words_are_kept_as_words(library):
    odd = "a\0b\ud800 <b> ' \" %"
    account = library.imports.take_in(
        [
            ImportedItem(
                "k" * 3000,
                odd * 500,
                "javascript:alert(1)",
                tags=(odd, "  ", "x" * 5000),
                collections=("/", "a//b", odd),
                marks=(mark(odd), mark(odd)),
                added="not a time",
                published="32 Undecember",
            )
        ]
    )
    assert account[0].fate is Fate.TAKEN
    assert library.load(1).added > "2024"
    assert library.readings()


def test_an_import_that_is_killed_goes_on_where_it_stopped(library, item):
    items = [replace(item, key=f"tool:{n}", address=f"https://a.example/{n}", opened=None, marks=())
             for n in range(120)]  # fmt: skip

    def broken():
        yield from items[:73]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.imports.take_in(broken())
    assert len(library.readings(limit=500)) == 70
    account = library.imports.take_in(items)
    assert [taken.fate for taken in account].count(Fate.TAKEN) == 50
    assert len(library.readings(limit=500)) == 120
