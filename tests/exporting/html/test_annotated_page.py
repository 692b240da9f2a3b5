"""The exported page, as a browser and a parser see it."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import lxml.html
import pytest
from PIL import Image

from app.exporting.html.annotated_page import annotated_page
from app.exporting.inventory import take
from app.reading.annotation import Reading
from app.reading.document import Block, BlockKind, Document, Link, Picture
from app.reading.exports import Choice, Kind, Section
from app.reading.pictures import PictureFile
from tests.exporting.browser import asked, needs_chromium, printed, shot

BESIDE = {"name", "note", "chip", "paragraph", "sign"}
CHOICE = Choice("Ines Okafor")


@pytest.fixture(scope="module")
def page(reading) -> bytes:
    return annotated_page(reading, CHOICE)


def tree(page: bytes):
    return lxml.html.document_fromstring(page.decode("utf-8"))


def words(element) -> str:
    """Return an element's words without what stands beside the text."""
    if BESIDE & set((element.get("class") or "").split()):
        return ""
    inner = [element.text or ""]
    for child in element:
        inner += [words(child), child.tail or ""]
    return "".join(inner)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_text_is_the_articles(reading, page):
    found = tree(page)
    shown = words(found.find(".//h1")) + words(found.find_class("text")[0])
    expected = reading.document.text.replace("- Buses", "Buses")

    assert squeezed(shown) == squeezed(expected)


def test_every_mark_is_an_element_around_its_words(reading, page):
    found = tree(page)
    text = reading.document.text

    for item in take(reading):
        first = found.get_element_by_id(item.id)
        begins = squeezed(text[item.spans[0].start : item.spans[-1].end])
        assert begins.startswith(squeezed(words(first))), item.id
        assert words(first)
    whole = {
        kind: [squeezed(words(e)) for e in found.find_class("text")[0].find_class(kind)]
        for kind in ("number", "source", "quoted", "reported")
    }
    for number in take(reading).numbers:
        assert squeezed(number.quantity.text) in whole["number"]
    assert squeezed("“half a plan”") in whole["quoted"]
    assert squeezed("the cost at roughly $3.4 million") in whole["reported"]
    assert squeezed("city engineer Marta Lindqvist") in whole["source"]


def test_an_unnamed_source_has_a_line_of_its_own_kind(page):
    found = tree(page)
    unnamed = {words(e) for e in found.find_class("unnamed") if e.tag == "span"}

    assert unnamed == {"inspectors", "A ministry official"}


def test_all_links_inside_lead_somewhere_and_back(page):
    found = tree(page)
    ids = [element.get("id") for element in found.iter() if element.get("id")]
    inside = {a.get("href")[1:] for a in found.iter("a") if a.get("href", "").startswith("#")}

    assert len(ids) == len(set(ids))
    assert inside <= set(ids)
    assert {"Q2", "Q6", "list-Q6", "N1", "list-N1", "H1", "list-H1"} <= inside
    assert not [a for a in found.iter("a") if any(a.iterancestors("a"))]


class Nesting(HTMLParser):
    """Hears of every tag, and whether each closes the one that was opened last."""

    EMPTY = frozenset({"meta", "link", "input", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_every_element_is_closed_where_it_should_be(reading):
    # Own marks that cross quotes and each other.
    crossing = tuple(
        replace(reading.own[0], id=f"{n:032x}", start=start, end=start + 60)
        for n, start in enumerate(range(60, 400, 25))
    )
    for own in (reading.own, crossing):
        nesting = Nesting()
        nesting.feed(annotated_page(replace(reading, own=own), CHOICE).decode())
        assert nesting.open == []


def test_headings_leave_no_level_out(page):
    levels = [int(e.tag[1]) for e in tree(page).iter("h1", "h2", "h3", "h4", "h5", "h6")]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_nothing_is_fetched_and_nothing_runs(page):
    found = tree(page)
    [policy] = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    style = found.find(".//style").text

    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not list(found.iter("script", "iframe", "object", "embed", "form", "video", "audio"))
    assert not re.search(r"url\(|@import|@font-face", style)
    assert not found.xpath("//@style | //@src[not(starts-with(., 'data:'))] | //@srcset")
    assert found.xpath("//link/@rel") == ["canonical"]
    assert not [name for e in found.iter() for name in e.attrib if name.startswith("on")]
    assert len(page) < 60_000


def test_only_what_was_chosen_goes_in(reading):
    numbers = tree(
        annotated_page(reading, replace(CHOICE, marks=frozenset({Kind.NUMBERS}), margin=False))
    )
    own = tree(annotated_page(reading, replace(CHOICE, marks=frozenset({Kind.OWN}))))
    bare = tree(annotated_page(reading, replace(CHOICE, sections=frozenset(), margin=False)))

    assert numbers.find_class("number")
    assert not [c for c in ("quoted", "reported", "source", "own") if numbers.find_class(c)]
    assert own.find_class("note")
    assert not [c for c in ("quoted", "reported", "source", "number") if own.find_class(c)]
    assert bare.find_class("quoted")
    assert not [c for c in ("name", "note", "chip") if bare.find_class(c)]
    assert not list(bare.iter("section"))


@pytest.mark.parametrize(
    ("section", "name"),
    [
        (Section.QUOTES, "quotes"),
        (Section.NUMBERS, "numbers"),
        (Section.NOTES, "notes"),
        (Section.CITATION, "citation"),
    ],
)
def test_each_section_goes_in_alone(reading, section, name):
    found = tree(annotated_page(reading, replace(CHOICE, sections=frozenset({section}))))

    assert [e.get("id") for e in found.iter("section")] == [name]


def test_languages_and_directions_are_told(reading):
    arabic = "قال الوزير إن الجسر سيغلق."
    document = Document("x", arabic, (Block(BlockKind.PARAGRAPH, 0, len(arabic)),), language="ar")
    found = tree(annotated_page(Reading(1, document), CHOICE))
    article = found.get_element_by_id("article")

    assert (article.get("lang"), article.get("dir")) == ("ar", "rtl")
    assert found.get("lang") == "en"


def test_pictures_come_along_where_they_are_kept(reading):
    drawn = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(drawn, "PNG")
    document = replace(
        reading.document, pictures=(Picture(0, "https://x.example/a.png", "A bridge"),)
    )
    kept = replace(
        reading,
        document=document,
        pictures=(PictureFile("https://x.example/a.png", "image/png", drawn.getvalue()),),
    )
    [image] = list(tree(annotated_page(kept, CHOICE)).iter("img"))
    without = tree(annotated_page(kept, replace(CHOICE, pictures=False)))

    assert image.get("src").startswith("data:image/png;base64,")
    assert image.get("alt") == "A bridge"
    assert not list(without.iter("img"))


@needs_chromium
def test_a_browser_shows_the_shapes_and_switching_one_off_moves_no_letter(page, tmp_path):
    script = """
      const of = (name) => [...page.querySelectorAll(".text ." + name)];
      const style = (e) => view.getComputedStyle(e);
      const looks = () => ({
        quoted: style(of("quoted")[0]).backgroundColor,
        reported: style(of("reported")[0]).backgroundImage,
        number: style(of("number")[0]).boxShadow,
        source: style(of("source")[0]).textDecorationLine,
        own: style(of("own")[0]).backgroundColor,
        name: style(of("name")[0]).visibility,
      });
      const boxes = () => of("number").concat(of("source"), [...page.querySelectorAll(".text p")])
        .map((e) => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]; });
      const shown = looks(), before = boxes();
      for (const box of page.querySelectorAll(".legend input")) page.querySelector(`label[for=${box.id}]`).click();
      return {shown, hidden: looks(), before, after: boxes()};
    """
    found = asked(tmp_path, page, script)

    assert found["shown"]["quoted"] == "rgb(224, 234, 246)"
    assert found["shown"]["reported"].startswith("linear-gradient")
    assert "inset" in found["shown"]["number"]
    assert found["shown"]["source"] == "underline"
    assert found["shown"]["own"] == "rgb(255, 236, 156)"
    assert found["hidden"] == {
        "quoted": "rgba(0, 0, 0, 0)",
        "reported": "none",
        "number": "none",
        "source": "none",
        "own": "rgba(0, 0, 0, 0)",
        "name": "hidden",
    }
    assert found["before"] == found["after"]


@needs_chromium
def test_names_stand_left_of_their_line_and_notes_right(page, tmp_path):
    script = """
      const box = (e) => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
      const lines = (e) => [...e.getClientRects()].map((r) => [r.left, r.top, r.right, r.bottom]);
      return {
        text: box(page.querySelector(".text p")), wide: page.documentElement.scrollWidth,
        name: box(page.querySelector(".text .name")), quote: lines(page.getElementById("Q1")),
        note: box(page.querySelector(".text .note")), own: lines(page.getElementById("H1")),
      };
    """
    found = asked(tmp_path, page, script, width=1130)

    assert found["name"][0] >= 0
    assert found["name"][2] < found["text"][0]
    assert abs(found["name"][1] - found["quote"][0][1]) < 12
    assert found["note"][0] > found["text"][2]
    assert abs(found["note"][1] - found["own"][0][1]) < 12
    assert found["wide"] <= 1130


@needs_chromium
@pytest.mark.parametrize("width", [320, 400, 700])
def test_a_narrow_window_is_never_wider_than_it_is(reading, page, tmp_path, width):
    long = "x" * 10_000
    document = Document(
        "x", long, (Block(BlockKind.PARAGRAPH, 0, len(long)),), title=long, byline=long
    )
    wide = "return [page.documentElement.scrollWidth, view.getComputedStyle(page.querySelector('.text')).fontSize]"

    assert asked(tmp_path, page, wide, width=width)[0] <= width
    endless = annotated_page(Reading(1, document), CHOICE)
    assert asked(tmp_path, endless, wide, width=width)[0] <= width


@needs_chromium
def test_it_is_drawn_light_and_dark(page, tmp_path):
    light = shot(tmp_path, page, 1000, 500)
    dark = shot(tmp_path, page, 1000, 500, "--blink-settings=preferredColorScheme=0")

    assert light.getpixel((5, 5)) == (252, 251, 248)
    assert dark.getpixel((5, 5)) == (28, 29, 31)
    assert {(224, 234, 246), (252, 234, 218)} <= {c for _, c in light.getcolors(100_000)}
    assert {(36, 50, 68), (66, 48, 31)} <= {c for _, c in dark.getcolors(100_000)}


@needs_chromium
def test_it_prints_with_its_names_and_notes_and_marks(page, tmp_path):
    pdf = printed(tmp_path, page)
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    subprocess.run(
        ["pdftoppm", "-r", "50", "-png", "-f", "1", "-l", "1", pdf, tmp_path / "p"], check=True
    )
    [picture] = tmp_path.glob("p-*.png")
    colours = {c for _, c in Image.open(picture).convert("RGB").getcolors(200_000)}

    said = " ".join(text.stdout.decode().split())
    assert "Halvard Boström › inspectors" in said or "Halvard Boström ›" in said
    assert "Ask her which find" in said
    assert (224, 234, 246) in colours


HOSTILE = (
    "<script>document.title='taken'</script> </style><h1>big</h1> </title> <!-- a -- b --> "
    '<img src=x onerror="document.title=1"> &amp; &#x3C;b&#x3E; ]]> \u202etfel ot thgir\u202c \u2066x\u2069 '
    "' \" ` {{ 7*7 }} \x00\x01\ud800 javascript:alert(1)"
)


@needs_chromium
def test_text_that_looks_like_a_page_is_shown_as_it_is(tmp_path):
    text = f"{HOSTILE}\n{HOSTILE}"
    length = len(HOSTILE)
    document = Document(
        "x",
        text,
        (Block(BlockKind.HEADING, 0, length, 1), Block(BlockKind.PARAGRAPH, length + 1, len(text))),
        title=HOSTILE,
        byline=HOSTILE,
        outlet=HOSTILE,
        language='en"><script>',
        address="https://x.example/<script>\"'",
        links=(Link(length + 1, length + 9, "javascript:alert(1)"),),
    )
    page = annotated_page(Reading(1, document), Choice(HOSTILE))
    script = """
      return {title: page.title, text: page.querySelector(".text").textContent,
        inside: page.querySelectorAll("script, img, .text h1").length,
        links: [...page.links].map((a) => a.protocol)};
    """
    found = asked(tmp_path, page, script)
    expected = HOSTILE.replace("\x00\x01\ud800", "")

    assert squeezed(found["text"]) == squeezed("1" + expected)
    assert squeezed(found["title"]) == squeezed(expected)
    assert found["inside"] == 0
    assert set(found["links"]) <= {"file:", "https:"}


def test_any_article_makes_a_page():
    planes = "".join(chr(plane << 16 | 0x1234) for plane in range(17))
    for text, title in (("", ""), (planes, ""), ("x" * 10_000, planes), ("\n\n \t", " ")):
        blocks = (Block(BlockKind.PARAGRAPH, 0, len(text)),) if text else ()
        found = tree(annotated_page(Reading(1, Document("x", text, blocks, title)), Choice()))
        assert squeezed(words(found.find_class("text")[0])) == squeezed(text)
        assert found.find(".//title").text


def test_five_thousand_notes_all_have_their_place(write_article):
    draft = write_article(
        [(BlockKind.PARAGRAPH, " ".join(f"word{n}." for n in range(5000)), None)], title="Words"
    )
    notes = tuple(draft.own(n, f"word{n}.", f"Note {n}") for n in range(5000))
    found = tree(annotated_page(Reading(1, draft.document, own=notes), CHOICE))

    assert len(found.find_class("note")) == 5000
    assert words(found.get_element_by_id("H5000")) == "word4999."
