"""The page of notes, as pandoc and a parser of YAML understand it."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exporting.formats import FORMATS, export
from app.exporting.markdown.literal import literal, yaml
from app.exporting.markdown.page_of_notes import page_anew, page_of_notes
from app.exporting.markdown.template import default_template
from app.reading.annotation import Reading
from app.reading.document import Block, BlockKind, Document, Emphasis, Link, Picture
from app.reading.exports import Choice, Kind, Section
from app.reading.failures import ExportFailure
from tests.exporting.pandoc import converted, needs_pandoc

CHOICE = Choice("Ines Okafor")
BARE = replace(CHOICE, marks=frozenset(), sections=frozenset())
FORMS = ("gfm", "markdown-smart", "commonmark_x-smart")

LOOKS = [
    "# a heading",
    "1. one",
    "12) twelve",
    "(1) one",
    "a. letter",
    "iv) roman",
    "- item",
    "+ item",
    "* item",
    "> quote",
    "``` code",
    "~~~",
    "---",
    "***",
    "===",
    "| a | b |",
    ": definition",
    "::: div",
    "Table: caption",
    "% title",
    "@key and [@doe99, p. 3]",
    "*emphasis* **strong** _under_ __score__",
    "a*b*c snake_case_name 2*3*4",
    "`code` ``more``",
    "[link](https://x.example) ![picture](a.png) [[wiki]] ![[embed]]",
    "[ref]: https://x.example",
    "[^1] and ^[inline] and x^2^ and H~2~O ~~gone~~",
    "<b>bold</b> <script>alert(1)</script> <!-- hidden --> <https://x.example>",
    "&amp; &#60; &copy; AT&T",
    "$5 and $6, $x^2$ \\(x\\) \\[y\\] \\alpha",
    "==marked== %%hidden%% #tag #1 :smile: ^block-id",
    "C:\\temp\\new \\* back\\slash \\",
    "https://x.example/a_b*c*d?e=f&copy=1 www.x_y.example a_b@x.example",
    "{#id .class} {{ 7*7 }} {% raw %}",
    "- [ ] task",
    "    indented",
    "\tindented",
    "two  blanks  ",
    "a\nhard\r\nwrapped   line",
]


def page(reading, choice=CHOICE) -> str:
    return page_of_notes(reading, choice).decode("utf-8")


def body(text: str) -> str:
    """Return what stands between the title and the place for the reader's own words."""
    inner = text.split("\n---\n", 1)[1].split("\n\n", 1)[1]
    return re.sub(r"[ \n]\^p\d+$", "", inner.rsplit("<!-- sayso:yours", 1)[0], flags=re.MULTILINE)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def of(*blocks, **about) -> Reading:
    text, made = "", []
    for words in blocks:
        made.append(Block(BlockKind.PARAGRAPH, len(text), len(text) + len(words)))
        text += words + "\n"
    return Reading(1, Document("x", text.rstrip("\n"), tuple(made), **about))


@needs_pandoc
@pytest.mark.parametrize("form", FORMS)
def test_text_that_looks_like_markdown_is_shown_as_it_is(form):
    shown = converted(body(page(of(*LOOKS), BARE)), form)
    lines = [squeezed(line) for line in shown.split("\n\n")]

    assert [line for line in lines if line] == [squeezed(words) for words in LOOKS]
    blocks = json.loads(converted(body(page(of(*LOOKS), BARE)), form, "json"))["blocks"]
    assert {block["t"] for block in blocks} == {"Para"}


@needs_pandoc
@pytest.mark.parametrize("kind", [BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.QUOTE])
def test_it_is_so_in_every_kind_of_block(kind):
    for form in FORMS:
        reading = of("Before.", *LOOKS)
        blocks = tuple(
            replace(block, kind=kind, level=2) if block.start else block
            for block in reading.document.blocks
        )
        reading = replace(reading, document=replace(reading.document, blocks=blocks))
        shown = converted(
            re.sub(r"^\^p\d+$", "", body(page(reading, BARE)), flags=re.MULTILINE), form
        )
        words = [squeezed(line) for line in shown.splitlines()]
        expected = [squeezed(words) for words in LOOKS]
        if kind is BlockKind.LIST_ITEM:
            # A sign of its own is no part of an item's words.
            words = [line.removeprefix("- ").replace("☐", "[ ]") for line in words]
            expected = [re.sub(r"^[-*] ", "", words) for words in expected]
        assert [line for line in words if line][1:] == expected


@needs_pandoc
def test_it_is_so_in_the_cells_of_a_table():
    cells = [squeezed(words) for words in LOOKS]
    text = "Sign\tMeaning\n" + "\n".join(f"{cell}\t{cell}" for cell in cells)
    blocks, start = [], 0
    for line in text.splitlines():
        blocks.append(Block(BlockKind.TABLE, start, start + len(line)))
        start += len(line) + 1
    found = body(page(Reading(1, Document("x", text, tuple(blocks))), BARE))
    table = json.loads(converted(found, "gfm", "json"))["blocks"][0]
    again = converted(
        json.dumps({"pandoc-api-version": _version(), "meta": {}, "blocks": [table]}),
        "json",
        "html",
    )
    shown = re.findall(r"<td[^>]*>(.*?)</td>", again, re.DOTALL)

    assert len(shown) == 2 * len(cells)
    assert [squeezed(html.unescape(cell)) for cell in shown[::2]] == cells


def _version():
    return json.loads(converted("x", "gfm", "json"))["pandoc-api-version"]


@needs_pandoc
@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text(alphabet="ab1 .-+*_`[]()<>#|~$^=%:@\\{}!&;\"'/wx", min_size=1), max_size=25)
)
def test_any_words_are_shown_as_they_are(paragraphs):
    wanted = [squeezed(words) for words in paragraphs if squeezed(words)]
    text = "\n\n".join(literal(words) for words in wanted)
    for form in FORMS:
        shown = [squeezed(line) for line in converted(text, form).split("\n\n")]
        assert [line for line in shown if line] == wanted


@needs_pandoc
def test_the_article_is_read_back_whole(reading):
    shown = converted(body(page(reading, BARE)), "gfm")
    wanted = [
        reading.document.text[b.start : b.end]
        for b in reading.document.blocks[1:]
        if b.kind not in (BlockKind.BOILERPLATE, BlockKind.TABLE)
    ]

    for words in wanted:
        assert squeezed(words.removeprefix("- ")) in squeezed(shown)
    tree = converted(body(page(reading, BARE)), "gfm", "html")
    assert re.findall(r"<t[hd]>(.*?)</t[hd]>", tree) == ["Route", "Minutes", "Ring road", "35"]
    assert tree.count("<li>") == 2
    assert "<h2" in tree
    assert "<blockquote>" in tree


PROPERTIES = st.text(alphabet=st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    [
        "no",
        "null",
        "~",
        "1.0",
        "2022-03-23",
        "2022-99-99",
        "- a",
        "a: b",
        "# c",
        "'\"\\",
        "\n---\n",
        "!!x",
        "&a *a",
    ]
)


@needs_pandoc
@settings(max_examples=30, deadline=None)
@given(st.lists(PROPERTIES, min_size=1, max_size=30))
def test_properties_hold_any_text(texts):
    front = "---\n" + "".join(f"k{n}: {yaml(text)}\n" for n, text in enumerate(texts)) + "---\n"
    for n, text in enumerate(texts):
        line = front.splitlines()[n + 1]
        value = line.partition(": ")[2]
        assert value == text or json.loads(value) == text
    # No property ends the block of them.
    assert front.count("\n---\n") == 1


@needs_pandoc
def test_the_properties_are_yaml(reading):
    named = replace(
        reading,
        tags=("rust", "war crimes", "2024", "#odd!"),
        document=replace(reading.document, title='A "title": # [x] \\ {{ 7*7 }}', outlet="no"),
    )
    meta = json.loads(converted(page(named), "markdown-smart", "json"))["meta"]

    def words(value):
        if isinstance(value, dict):
            if value["t"] == "MetaList":
                return [words(each) for each in value["c"]]
            return converted(
                json.dumps(
                    {
                        "pandoc-api-version": _version(),
                        "meta": {},
                        "blocks": [{"t": "Plain", "c": value["c"]}],
                    }
                ),
                "json",
            ).strip()
        return value

    assert words(meta["authors"]) == ["Per Aaker"]
    assert words(meta["published"]) == "2026-03-03"
    assert words(meta["captured"]) == "2026-03-04"
    assert words(meta["outlet"]) == "no"
    assert words(meta["citekey"]) == "aaker2026title"
    assert words(meta["tags"]) == ["rust", "war-crimes", "_2024", "odd"]
    assert words(meta["address"]) == "https://courier.example/bridge#close"


def test_own_highlights_are_marked_and_lead_to_their_notes(reading):
    found = page(reading)
    [name] = re.findall(
        r"==a difficult find, and it is not==\[\\\[1\\\]\]\(#\^(h-[0-9a-f]{8})\)", found
    )

    assert f"\n\n^{name}\n" in found
    assert "> Ask her which find comes next: \\#rust \\$5 \\@dock" in found
    assert "| ==Ring road== | ==35== |" in found


def test_every_quote_is_a_callout_with_a_name_and_links_to_its_paragraph(reading):
    found = page(reading)
    quotes = re.findall(r"> \[!quote\] (.+)\n> (.+)\n>\n> (.+)\n\n\^(q-[0-9a-f]{8})\n", found)

    assert len(quotes) == 7
    assert quotes[4][:2] == (
        "Halvard Boström › inspectors",
        "more than 1,250 bolts must be replaced",
    )
    assert quotes[4][2] == "in other words · believe · [¶ 2](#^p2)"
    assert len({name for *_, name in quotes}) == 7
    assert " ^p2\n" in found


def test_numbers_are_a_table(reading):
    found = page(reading)

    assert (
        "| N2 | more than 1,250 (\\> 1,250) | bolts | to be replaced | Halvard Boström › inspectors "
        "| open | [¶ 2](#^p2) |"
    ) in found
    assert "\n\n^numbers\n" in found


def test_only_what_was_chosen_goes_in(reading):
    own = page(reading, replace(CHOICE, marks=frozenset({Kind.OWN})))
    said = page(reading, replace(CHOICE, marks=frozenset({Kind.QUOTED, Kind.REPORTED})))
    nothing = page(reading, BARE)

    assert "==" in own
    assert "[!quote]" not in own
    assert "| N1" not in own
    assert "==" not in said
    assert "[!quote]" in said
    assert "[!note]" not in said
    assert "\n## " in nothing  # the article's own
    assert "[!" not in nothing
    assert "To cite this article" in page(
        reading, replace(CHOICE, sections=frozenset({Section.CITATION}))
    )


def test_it_is_the_same_again_and_names_stay_when_something_is_added(reading):
    assert page(reading) == page(reading)
    before = set(re.findall(r"\^[qh]-[0-9a-f]{8}", page(reading)))
    fewer = replace(reading, own=reading.own[1:])

    assert set(re.findall(r"\^[qh]-[0-9a-f]{8}", page(fewer))) < before


def test_what_the_reader_wrote_below_stays(reading, tmp_path):
    file = tmp_path / "bridge.md"
    export(reading, "markdown", file, CHOICE)
    written = file.read_text("utf-8")
    file.write_text(f"changed\n{written}\nMy own thoughts.\n\n- [ ] call her\n", "utf-8")
    export(replace(reading, own=()), "markdown", file, CHOICE)
    again = file.read_text("utf-8")

    assert again.endswith("\nMy own thoughts.\n\n- [ ] call her\n")
    assert again.count("sayso:yours") == 1
    assert "changed" not in again
    assert "[!note]" not in again
    assert page_anew(
        reading, replace(CHOICE, template="# {{ title }}"), file.read_bytes()
    ).endswith(b"- [ ] call her\n")


def test_a_template_of_ones_own(reading):
    own = "{% for s in speakers %}{{ s.name }}: {{ s.quotes | length }}\n{% endfor %}{{ title }}"
    hostile = replace(reading, document=replace(reading.document, title="*a* [b](c) <i>"))

    assert page(hostile, replace(CHOICE, template=own)).splitlines() == [
        "Marta Lindqvist: 2",
        "Halvard Boström: 2",
        "Inspectors: 1",
        "Ministry official: 1",
        "The office: 1",
        "\\*a\\* \\[b\\](c) \\<i>",
    ]
    assert page(reading, replace(CHOICE, template=default_template())).count("[!quote]") == 7


@pytest.mark.parametrize(
    "template",
    [
        "{% include '/etc/passwd' %}",
        "{% extends '/etc/passwd' %}",
        "{% import '/etc/passwd' as x %}{{ x }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ body.__init__.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ lipsum.__globals__.os.popen('id').read() }}",
        "{{ cycler }}",
        "{{ 'x' * 10 ** 9 }}",
        "{{ 9 ** 999999999 }}",
        "{{ 'x' * 999999999 }}",
        "{{ nothing_of_the_kind }}",
        "{{ title.nothing }}",
        "{% for %}",
        "{{",
        "{{ 1 / 0 }}",
        "{{ title | nothing }}",
        "{{ tags.append(1) }}",
    ],
)
def test_a_template_reaches_nothing_and_fails_with_a_sentence(reading, template):
    with pytest.raises(ExportFailure) as told:
        page(reading, replace(CHOICE, template=template))

    assert str(told.value).startswith("The template cannot be used (")


def test_a_template_that_asks_for_files_is_told_so(reading):
    with pytest.raises(ExportFailure, match=r"asks for other files"):
        page(reading, replace(CHOICE, template="{% include '/etc/passwd' %}"))


def test_emphasis_and_links_are_kept_where_they_count():
    text = "It was a bold plan, see here."
    reading = of(text)
    document = replace(
        reading.document,
        emphases=(Emphasis(9, 13, strong=True), Emphasis(14, 18)),
        links=(Link(24, 28, "https://x.example/a b(c)"),),
    )
    found = page(replace(reading, document=document), BARE)

    assert "It was a **bold** *plan*, see [here](https://x.example/a%20b%28c%29). ^p1" in found


def test_any_article_makes_a_page():
    planes = "".join(chr(plane << 16 | 0x1234) for plane in range(17))
    for text, title in (("", ""), (planes, ""), ("x" * 10_000, planes), ("\ud800\x00", "\ud800")):
        blocks = (Block(BlockKind.PARAGRAPH, 0, len(text)),) if text else ()
        found = page(Reading(1, Document("x", text, blocks, title)))
        assert text.replace("\ud800\x00", "") in found
        assert "\n# Untitled article\n" in found or planes in found


def test_five_thousand_notes(write_article):
    draft = write_article(
        [(BlockKind.PARAGRAPH, " ".join(f"word{n}." for n in range(5000)), None)], title="Words"
    )
    notes = tuple(draft.own(n, f"word{n}.", f"Note {n}") for n in range(5000))
    found = page(Reading(1, draft.document, own=notes))

    assert found.count("> [!note]") == 5000
    assert "==word4999.==" in found


def test_it_is_a_format():
    assert (FORMATS["markdown"].suffix, FORMATS["html"].suffix) == (".md", ".html")


def test_a_picture_of_the_file_itself_is_not_referred_to_by_an_address_nobody_can_open(reading):
    address = f"urn:sha256:{'0' * 64}"
    pictures = (Picture(0, address, "Mine"), Picture(0, "https://x.example/a.png", "Theirs"))
    page = page_of_notes(
        replace(reading, document=replace(reading.document, pictures=pictures)), CHOICE
    ).decode()
    assert "https://x.example/a.png" in page
    assert address not in page
