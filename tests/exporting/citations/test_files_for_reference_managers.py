from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exporting.citations.bibtex import biblatex, bibtex
from app.exporting.citations.csl_json import csl_json
from app.exporting.citations.keys import keys_of
from app.exporting.citations.ris import ris
from app.importing.read import read
from app.reading.exports import Choice, Kind
from tests.exporting.citations.conftest import marked, reading_of
from tests.exporting.citations.pandoc import ITEMS
from tests.exporting.pandoc import needs_pandoc

FORMS = {
    "bibtex": (bibtex, ".bib"),
    "biblatex": (biblatex, ".bib"),
    "ris": (ris, ".ris"),
    "csljson": (csl_json, ".json"),
}
EVERYTHING = [reading_of(item) for item in ITEMS]
CHOICE = Choice()

ALIKE = (
    *("title", "volume", "page", "publisher-place", "edition", "DOI", "ISBN", "URL", "accessed"),
    *("editor", "translator", "collection-title"),
)
"""Fields that every form keeps letter by letter."""


def by_pandoc(form: str, content: bytes):
    command = ["pandoc", "-f", form, "-t", "csljson"]
    made = subprocess.run(command, input=content, capture_output=True, check=True)
    assert not made.stderr
    return json.loads(made.stdout)


def by_sayso(form: str, content: bytes, folder):
    file = folder / f"exported{FORMS[form][1]}"
    file.write_bytes(content)
    return list(read(file, None))


def folded(value):
    """Return a value without what is written either way: apostrophes, which particle is which."""
    text = json.dumps(_sorted(value), ensure_ascii=False).replace("’", "'")
    return text.replace("frequently", "Frequently")


def _sorted(value):
    if isinstance(value, list):
        return [_sorted(each) for each in value]
    if isinstance(value, dict):
        plain = {key.replace("non-dropping-", "dropping-"): each for key, each in value.items()}
        return {key: plain[key] for key in sorted(plain)}
    return value


def people(item):
    return folded(item.get("author") or item.get("director"))


@needs_pandoc
@pytest.mark.parametrize("form", ["bibtex", "biblatex", "csljson"])
def test_pandoc_reads_every_item_back(form):
    content = FORMS[form][0](EVERYTHING, CHOICE)

    found = by_pandoc(form, content)

    assert [item["id"] for item in found] == keys_of(ITEMS)
    for item, back in zip(ITEMS, found, strict=True):
        for field in ALIKE:
            if field == "collection-title":
                continue  # pandoc writes series small
            assert folded(back.get(field)) == folded(item.get(field)), (item["id"], field)
        assert people(back) == people(item)


@needs_pandoc
def test_dates_of_every_precision_keep_it_in_biblatex():
    found = by_pandoc("biblatex", biblatex(EVERYTHING, CHOICE))

    assert [item.get("issued") for item in found] == [item.get("issued") for item in ITEMS]


@pytest.mark.parametrize("form", FORMS)
def test_sayso_takes_every_item_in_again(form, tmp_path):
    found = by_sayso(form, FORMS[form][0](EVERYTHING, CHOICE), tmp_path)

    assert len(found) == len(ITEMS)
    for item, back in zip(ITEMS, found, strict=True):
        title = re.sub(r"</?i>", "", item["title"])
        assert folded(re.sub(r"</?i>", "", back.csl["title"])) == folded(title)
        assert back.csl.get("DOI") == item.get("DOI")
        for field in ("URL", "volume", "page"):
            assert back.csl.get(field) == item.get(field), (item["id"], field)


@pytest.mark.parametrize("form", FORMS)
def test_types_that_every_form_knows_stay_what_they_are(form, tmp_path):
    known = {"article-journal", "book", "chapter", "thesis", "report", "paper-conference"}
    if form != "bibtex":
        known |= {"article-newspaper", "article-magazine", "webpage", "patent", "legislation"}

    found = by_sayso(form, FORMS[form][0](EVERYTHING, CHOICE), tmp_path)

    for item, back in zip(ITEMS, found, strict=True):
        if item["type"] in known:
            assert back.csl["type"] == item["type"]


@pytest.mark.parametrize("form", FORMS)
def test_notes_come_along_with_where_they_stand(form, tmp_path):
    [item] = by_sayso(form, FORMS[form][0]([marked()], CHOICE), tmp_path)

    notes = " ".join("\n".join(mark.note for mark in item.marks).split())
    assert "“fourteen weeks” (¶ 1)" in notes
    assert "“100% of the bolts & under #4” (¶ 2): Says who?" in notes
    assert "Check ~ by ^ Friday" in notes
    assert "Call {her} \\ the $ office_1" in notes
    assert "bridges" in item.tags


@pytest.mark.parametrize("form", ["bibtex", "biblatex"])
@needs_pandoc
def test_notes_are_escaped_as_latex_wants(form):
    reading = marked(pages=True)
    # This pandoc makes a muddle of notes of several paragraphs.
    noted = replace(reading.own[0], note="Check ~ by ^ {her} \\ the $ office_1 <b>")
    content = FORMS[form][0]([replace(reading, own=(noted,), aside=())], CHOICE)

    [item] = by_pandoc(form, content)

    said = "“100% of the bolts & under #4” (p. 2): Check ~ by ^ {her} \\ the $ office_1 <b>"
    assert unescape(item["annote"]).replace("\u00a0", " ") == said


def test_notes_stay_at_home_where_own_marks_are_left_out():
    choice = Choice(marks=frozenset(Kind) - {Kind.OWN})

    for make, _ in FORMS.values():
        assert b"fourteen weeks" not in make([marked()], choice)


def test_bibtex_is_ascii_and_protects_capitals():
    item = {
        "type": "book",
        "title": "Über die DNA von Østby: Ein Bericht",
        "author": [{"family": "Østby", "given": "Zoë"}],
    }

    written = bibtex([reading_of(item)], CHOICE).decode("ascii")

    assert 'title = {{\\"U}ber die {DNA} von {{\\O}stby}: {Ein} {Bericht}}' in written
    assert 'author = {{\\O}stby, Zo{\\"e}}' in written


def test_keys_are_of_author_year_and_word_and_each_only_once():
    item = {
        "title": "The Bridge of “Östersund”",
        "author": [{"family": "Dür", "given": "A", "non-dropping-particle": "von"}],
        "issued": {"date-parts": [[2024, 5]]},
    }

    assert keys_of([item, {"title": "上海"}, item, {}, item]) == [
        "vondur2024bridge",
        "reading",
        "vondur2024bridgea",
        "readinga",
        "vondur2024bridgeb",
    ]
    assert keys_of([{"title": "The U.S. government"}, {"title": "A"}]) == ["government", "a"]


def test_a_byline_of_people_is_taken_apart_and_that_of_a_body_is_not():
    def author(byline: str):
        item = {"type": "webpage", "title": "T", "author": [{"literal": byline}]}
        reading = reading_of(item)
        document = type(reading.document)("x", "t", (), byline=byline)
        made = csl_json([type(reading)(1, document, csl=item)], CHOICE)
        return json.loads(made)[0]["author"]

    assert author("Per Aaker, Jan van den Berg, Martin King, Jr.") == [
        {"family": "Aaker", "given": "Per"},
        {"family": "van den Berg", "given": "Jan"},
        {"family": "King", "given": "Martin", "suffix": "Jr."},
    ]
    for body in ("Associated Press", "Per Aaker, Fjord News", "Ministry of Transport", "Voltaire"):
        assert author(body) == [{"literal": body}]


def test_ris_lines_never_look_like_tags(tmp_path):
    item = {"type": "book", "title": "T", "abstract": "One\nER  - \nTY  - JOUR\nTwo"}

    [back] = by_sayso("ris", ris([reading_of(item)], CHOICE), tmp_path)

    assert back.csl["title"] == "T"
    assert "Two" in back.csl["abstract"]


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60, deadline=None)
@given(
    title=st.text(min_size=1, max_size=40),
    family=st.text(min_size=1, max_size=12),
    note=st.text(max_size=60),
)
def test_no_value_breaks_a_file(form, title, family, note, tmp_path_factory):
    item = {
        "type": "book",
        "title": title,
        "author": [{"family": family, "given": "A"}],
        "abstract": note,
        "DOI": "10.1234/a",
    }
    marker = {"type": "book", "title": "the end", "DOI": "10.1234/b"}
    content = FORMS[form][0]([reading_of(item), reading_of(marker)], CHOICE)

    found = by_sayso(form, content, tmp_path_factory.mktemp("any"))

    assert [back.csl.get("DOI") for back in found] == ["10.1234/a", "10.1234/b"]
    assert found[1].csl["title"] == "the end"
