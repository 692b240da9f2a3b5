"""What a search shows: passages with what was found in them, orders and pages."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.library.sqlite import finding
from app.reading.analysis import Analysis
from app.reading.anchors import Anchor
from app.reading.annotation import OwnAnnotation, Standing
from app.reading.listing import Found, HitKind, Order
from app.reading.spans import Span


def marked(text, hit):
    return [text[start:end] for start, end in hit.found]


def own(library, reading, text, exact, note=""):
    start = text.index(exact)
    anchor = Anchor(exact, "", "", start, start + len(exact))
    item = OwnAnnotation(f"own {start}", start, start + len(exact), anchor, note)
    library.change_own(reading, None, item)


def test_what_was_found_is_marked_in_a_reading(library, article):
    text = "Old mills stood. The mill is closed, and milling too.\nA mill far away." + " x" * 300
    library.add(article(text, title="Mill", outlet="The Post", published="2024-05"), Analysis())
    (hit,) = library.search("mill close* -pond")
    assert marked(text, hit) == ["mills", "mill", "closed", "milling"]
    assert (hit.outlet, hit.published) == ("The Post", "2024-05")
    (hit,) = library.search("title:mill")
    assert hit.found == ()


def test_what_was_found_is_marked_in_every_part_of_a_quote(library, article, said):
    text = "“No salt,” she said. “No pepper, no salt.” The salt was gone."
    analysis = said(text, "“No salt,”", "Ada Salt")
    second = text.index("“No pepper")
    parts = (*analysis.attributions[0].content, Span(second, second + 21))
    both = replace(analysis.attributions[0], content=parts)
    library.add(article(text), replace(analysis, attributions=(both,)))
    (hit,) = library.search("salt", kinds={HitKind.QUOTE})
    assert marked(text, hit) == ["salt", "salt"]
    assert hit.mark == "a1"
    assert all(hit.start <= start < end <= hit.end for start, end in hit.found)
    (hit,) = library.search("speaker:salt")
    assert hit.found == ()


def test_a_number_is_marked_and_told(library, article, counted):
    text = "x " * 200 + "It cost $5 million in all." + " y" * 200
    analysis = counted(text, "$5 million", "5000000", unit="USD", claimed_by=("Ada Birk",))
    library.add(article(text), analysis)
    (hit,) = library.search("number:>1m")
    assert marked(text, hit) == ["$5 million"]
    assert text[hit.start : hit.end] == hit.text
    assert (hit.value, hit.unit, hit.speaker, hit.mark) == (
        Decimal(5000000),
        "USD",
        "Ada Birk",
        "n1",
    )


def test_notes_are_found_by_their_words_and_by_what_they_mark(library, article):
    text = "The old mill stood still."
    reading = library.add(article(text, title="Mill"), Analysis())
    own(library, reading, text, "old mill", "compare with the kiln")
    (hit,) = library.search("kiln")
    assert (hit.kind, hit.text, hit.note) == (HitKind.NOTE, "old mill", "compare with the kiln")
    assert hit.found == ()
    (hit,) = library.search("mill", kinds={HitKind.NOTE})
    assert marked(text, hit) == ["mill"]
    anchor = Anchor("a bridge", "", "", 0, 0)
    lost = OwnAnnotation("lost", 0, 0, anchor, "gone", standing=Standing.LOST)
    library.change_own(reading, None, lost)
    (hit,) = library.search("bridge")
    assert (hit.start, hit.end, hit.text, hit.found) == (0, 0, "a bridge", ())
    library.change_own(reading, lost, replace(lost, note="found again"))
    assert library.search("gone") == []
    assert [hit.mark for hit in library.search('"found again"')] == ["lost"]
    library.change_own(reading, replace(lost, note="found again"), None)
    assert library.search("bridge") == []
    library.bin.put([reading])
    assert library.search("kiln") == []


@pytest.fixture
def many(library, article, said):
    """Add twenty readings that are published in another order than they are added."""
    text = "We will rebuild the mill, Ada Birk said."
    days = [f"2020-01-{1 + 7 * n % 20:02d}" if n % 5 else "" for n in range(20)]
    for n, day in enumerate(days):
        document = article(f"{text} {'mill ' * (n % 7)}", title=f"{n}", published=day)
        library.add(document, said(text, "We will rebuild the mill", "Ada Birk"))
    return days


def pages(library, query, limit, **how):
    found, after = [], None
    while True:
        page = library.search(query, limit, after=after, **how)
        assert isinstance(page, Found)
        assert page.more == (page.after is not None)
        found.append(page)
        after = page.after
        if after is None:
            return found


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("ranked", [1500, 3])
@pytest.mark.parametrize("limit", [1, 3, 7, 100])
@pytest.mark.parametrize(
    "query",
    ["mill", "mill has:text", "has:text", "kind:indirect", "mill OR has:tag", "speaker:birk"],
)
def test_pages_show_everything_once(library, many, monkeypatch, query, limit, ranked, order):
    monkeypatch.setattr(finding, "RANKED", ranked)
    whole = library.search(query, 1000, order=order)
    assert len(whole) in (20, 40)
    apart = [hit for page in pages(library, query, limit, order=order) for hit in page]
    assert len(apart) == len(whole)
    for kind in HitKind:
        in_pages = [hit for hit in apart if hit.kind is kind]
        assert in_pages == [hit for hit in whole if hit.kind is kind]
    assert many


def test_the_latest_come_first_by_date_of_publication_or_else_of_adding(library, many):
    hits = library.search("mill", order=Order.DATE, kinds={HitKind.READING})
    # Those without a date were added now, after everything else was published.
    dates = [hit.published for hit in hits]
    assert dates == [""] * 4 + sorted(filter(None, many), reverse=True)
    assert [hit.title for hit in hits][:4] == ["15", "10", "5", "0"]
    hits = library.search("mill before:2020-01-10", order=Order.DATE)
    assert {hit.published for hit in hits} == {day for day in many if day and day < "2020-01-10"}


def test_a_reading_moves_with_its_date_and_leaves_with_the_bin(library, article):
    first = library.add(article("The mill.", title="first", published="2020"), Analysis())
    library.add(article("The mill.", title="second", published="2021"), Analysis())

    def found():
        return [hit.title for hit in library.search("has:text", order=Order.DATE)]

    assert found() == ["second", "first"]
    with library._database.writing() as connection:
        connection.exec_driver_sql("UPDATE readings SET published = '2022' WHERE id = 1")
    assert found() == ["first", "second"]
    library.bin.put([first])
    assert found() == ["second"]
    library.bin.restore([first])
    assert found() == ["first", "second"]
    library.bin.put([first])
    library.bin.empty()
    assert found() == ["second"]


@pytest.mark.parametrize("order", list(Order))
def test_where_only_so_much_is_looked_at_the_next_page_goes_on(
    library, article, monkeypatch, order
):
    monkeypatch.setattr(finding, "LOOKED_AT", 3)
    monkeypatch.setattr(finding, "FEW", 2)
    monkeypatch.setattr(finding, "GATHERED", 2)
    monkeypatch.setattr(finding, "FEWEST_READINGS", 1)
    ids = [library.add(article("The mill."), Analysis()) for _ in range(40)]
    library.shelves.tag([ids[0], ids[1], ids[20], ids[39]], ["water"])
    for query in ("mill tag:water", "tag:water", "tag:water -pond"):
        found = pages(library, query, 2, order=order)
        assert [hit.reading for page in found for hit in page] == [
            ids[39], ids[20], ids[1], ids[0],
        ]  # fmt: skip
    assert len(pages(library, "mill tag:water", 2, order=order)) > 2


def test_readings_for_a_smart_collection_come_as_the_list_does(library, many):
    rows = library.readings_for("speaker:birk mill", 15)
    assert [row.title for row in rows] == [str(n) for n in range(19, 4, -1)]
    last = rows[-1]
    rest = library.readings_for("speaker:birk mill", 15, (last.added, last.id))
    assert [row.title for row in rest] == [str(n) for n in range(4, -1, -1)]
    assert library.readings_for("speaker:nobody") == []
    assert library.readings_for("") == []
    library.bin.put([last.id])
    assert len(library.readings_for("number:>1 OR speaker:birk")) == 19
    assert many


def test_a_speakers_quotes_and_the_speakers(library, article, said, many):
    text = "We will rebuild the mill, the minister said."
    reading = library.add(
        article(text, published="2023"), said(text, "rebuild the mill", "Émile Lund")
    )
    page = library.quotes_by("Ada Birk", 7)
    assert [hit.published for hit in page] == [""] * 4 + sorted(filter(None, many))[:-4:-1]
    rest = library.quotes_by("Ada Birk", 100, page.after)
    assert len(rest) == 13
    assert rest.after is None
    assert library.quotes_by("Ada") == []
    assert [(one.name, one.readings) for one in library.speakers()] == [
        ("Ada Birk", 20),
        ("Émile Lund", 1),
    ]
    for prefix in ("bi", "BIRK", "ada b"):
        assert [one.name for one in library.speakers(prefix)] == ["Ada Birk"]
    assert [one.name for one in library.speakers("émi")] == ["Émile Lund"]
    assert library.speakers("%") == []
    library.people.unite("Émile Lund", "Ada Birk")
    (one,) = library.speakers("lund")
    assert (one.name, one.readings, one.others) == ("Ada Birk", 21, ("Émile Lund",))
    for name in ("Ada Birk", "Émile Lund"):
        assert len(library.quotes_by(name)) == 21
    library.bin.put([reading])
    assert library.speakers("lund")[0].readings == 20
    assert len(library.quotes_by("Émile Lund")) == 20
