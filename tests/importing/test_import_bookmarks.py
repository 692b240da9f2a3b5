"""Bookmarks of browsers and of services that write like them."""

from __future__ import annotations

from pathlib import Path

from tests.importing.exports import archive, bookmarks, both, items, written

_FIREFOX = bookmarks(
    [
        '<DT><H3 ADD_DATE="1600000000" LAST_MODIFIED="1600000001" PERSONAL_TOOLBAR_FOLDER="true">Toolbar</H3>',
        "<DD>What is always needed",
        "<DL><p>",
        '  <DT><A HREF="https://courier.example/bridge?a=1&amp;b=2" ADD_DATE="1600322788" ICON="data:image/png;base64,'
        + "A" * 50_000
        + '" TAGS="money,local news">Bridge &lt;new&gt;</A>',
        "  <DD>Read it\n  again &amp; again",
        "  <HR>",
        '  <DT><H3>In/out</H3>\n  <DL><p>\n  <DT><A HREF="https://courier.example/rain">Rain</A>\n  </DL><p>',
        '  <DT><A HREF="https://courier.example/after">After</A>',
        "</DL><p>",
        '<DT><A HREF="https://courier.example/top">Top</A>',
        '<DT><A HREF="place:sort=8">Most visited</A>',
        """<DT><A HREF="javascript:if(1>0){alert('x')}">Program</A>""",
        '<DT><A HREF="data:text/html,x">Data</A>',
        "<DT><A>No address</A>",
    ]
)


def test_folders_are_collections_and_the_rest_is_kept(tmp_path: Path):
    taken, skipped = both(written(tmp_path / "bookmarks.html", _FIREFOX))
    assert [(item.title, item.collections) for item in taken] == [
        ("Bridge <new>", ("Toolbar",)),
        ("Rain", ("Toolbar/In∕out",)),
        ("After", ("Toolbar",)),
        ("Top", ()),
    ]
    bridge = taken[0]
    assert bridge.key == "bookmarks:https://courier.example/bridge?a=1&b=2"
    assert bridge.added == "2020-09-17T06:06:28+00:00"
    assert bridge.tags == ("money", "local news")
    assert [(mark.exact, mark.note) for mark in bridge.marks] == [("", "Read it\n  again & again")]
    assert [entry.what for entry in skipped] == [
        "the folder Toolbar: What is always needed",
        "Most visited",
        "Program",
        "Data",
        "No address",
    ]


def test_a_page_in_two_folders_is_one_item_in_both(tmp_path: Path):
    lines = [
        f'<DT><H3>{name}</H3><DL><p><DT><A HREF="https://courier.example/">C</A></DL><p>'
        for name in ("One", "Two")
    ]
    taken, skipped = both(written(tmp_path / "b.html", bookmarks(lines)))
    assert [item.collections for item in taken] == [("One", "Two")]
    assert len(skipped) == 1


def test_safaris_archive_is_read_for_its_bookmarks(tmp_path: Path):
    reading = '<DT><H3 id="com.apple.ReadingList">Reading List</H3><DL><p><DT><A HREF="https://courier.example/">C</A></DL><p>'
    content = archive({"Passwords.csv": "Title,URL\n", "Bookmarks.html": bookmarks([reading])})
    (item,) = items(written(tmp_path / "Safari.zip", content))
    assert item.collections == ("Reading List",)


def test_a_service_without_folders_is_read(tmp_path: Path):
    text = (
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<H1>All</H1>\n"
        "<DL><p><DT><A HREF='https://courier.example/' ADD_DATE=1600322788>C</A>\n<DD>Mine\n</DL><p>"
        '<script data-x="false">var a = "<a href=\'https://no.example/\'>";</script>'
    )
    (item,) = items(written(tmp_path / "pinboard", text))
    assert item.added == "2020-09-17T06:06:28+00:00"
    assert item.marks[0].note == "Mine"


def test_folders_as_deep_as_a_file_can_make_them_lose_no_page(tmp_path: Path):
    lines = ["<DT><H3>F</H3><DL><p>"] * 100_000 + ['<DT><A HREF="https://courier.example/">C</A>']
    (item,) = items(written(tmp_path / "b.html", bookmarks(lines)))
    assert item.address == "https://courier.example/"


def test_quotation_marks_left_open_cost_no_other_bookmark(tmp_path: Path):
    lines = [
        '<DT><A HREF="https://courier.example/one>One</A>',
        '<DT><A HREF="https://courier.example/two">Two</A>',
        '<DT><A HREF="https://courier.example/three">Three</A>',
    ]
    taken, _ = both(written(tmp_path / "b.html", bookmarks(lines)))
    assert [item.title for item in taken][-1] == "Three"
    assert "Two" in [item.title for item in taken]
