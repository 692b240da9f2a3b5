"""An article set for the screen keeps every character findable, and adds its title and byline."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor

from app.reading.document import Block, BlockKind, Document, Emphasis, Part, Picture
from app.rendering.composing import Composition
from app.rendering.layout import Style, Typeset
from app.rendering.palette import theme_named

STYLE = Style(theme_named("light"))


def article(*blocks, gap="\n\n", **facts):
    """Make a document of (kind, text) or (kind, text, level) blocks."""
    text, made = "", []
    for kind, words, *level in blocks:
        made.append(Block(kind, len(text), len(text) + len(words), *level))
        text += words + gap
    return Document("a.txt", text, tuple(made), **facts)


def paragraphs(*texts, **facts):
    return article(*((BlockKind.PARAGRAPH, text) for text in texts), **facts)


def shown(typeset, start, end):
    cursor = QTextCursor(typeset.qt)
    cursor.setPosition(typeset.places.position(start))
    cursor.setPosition(typeset.places.position(end), QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def rows(typeset):
    return [typeset.qt.findBlockByNumber(n).text() for n in range(typeset.qt.blockCount())]


WORDS = st.text(st.sampled_from("ab ,“”\t\U0001f600é"), min_size=1, max_size=12).filter(str.strip)


@settings(max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=5), st.booleans())
def test_every_character_of_every_block_is_found_and_leads_back(qapp, texts, titled):
    document = paragraphs(*texts, title="A title \U0001f600" if titled else "")
    typeset = Typeset(document, STYLE)
    for block in document.blocks:
        for place in range(block.start, block.end):
            position = typeset.places.position(place)
            assert typeset.places.offset(position) == place
            assert shown(typeset, place, place + 1) == document.text[place].replace("\t", " ")


def test_title_and_facts_stand_above_the_text(qapp):
    document = paragraphs(
        "One two three.", title="The title", byline="By Ann Lee", outlet="The Paper",
        published="2022-03-23",
    )  # fmt: skip
    assert rows(Typeset(document, STYLE)) == [
        "The title",
        "By Ann Lee  ·  The Paper  ·  23 March 2022  ·  3 words, 1 min",
        "One two three.",
    ]


def test_a_title_that_is_in_the_text_is_not_set_twice(qapp):
    document = article(
        (BlockKind.HEADING, "The title", 1),
        (BlockKind.PARAGRAPH, "One two."),
        title="The  title",
        outlet="The Paper",
    )
    typeset = Typeset(document, STYLE)
    assert rows(typeset) == ["The title", "The Paper  ·  4 words, 1 min", "One two."]
    assert shown(typeset, 11, 14) == "One"


def test_a_title_that_is_but_the_beginning_of_the_text_is_not_set_above_it(qapp):
    document = paragraphs("One two three four.", title="One two…")
    assert rows(Typeset(document, STYLE)) == ["4 words, 1 min", "One two three four."]


def test_positions_above_the_text_stand_for_its_first_character(qapp):
    typeset = Typeset(paragraphs("One.", title="The title"), STYLE)
    assert typeset.places.offset(0) == 0
    assert typeset.places.position(0) == len("The title\n1 word, 1 min\n")


def test_a_place_between_blocks_takes_the_end_of_the_block_before(qapp):
    typeset = Typeset(paragraphs("One.", "Two."), STYLE)
    assert typeset.places.offset(typeset.places.position(5)) == 4


def test_line_breaks_inside_a_paragraph_are_blanks_and_keep_their_place(qapp):
    typeset = Typeset(paragraphs("One\ntwo."), STYLE)
    assert rows(typeset)[-1] == "One two."


def test_a_table_keeps_its_rows_and_cells(qapp):
    document = article((BlockKind.TABLE, "a\tb\nc\td"))
    assert rows(Typeset(document, STYLE))[-1] == "a\tb\u2028c\td"


def test_list_items_get_a_bullet_unless_they_bring_their_own(qapp):
    document = article(
        (BlockKind.LIST_ITEM, "Plain item", 1),
        (BlockKind.LIST_ITEM, "2. Numbered item", 1),
        (BlockKind.LIST_ITEM, "• Dotted item", 1),
        (BlockKind.LIST_ITEM, "Nested item", 2),
    )
    typeset = Typeset(document, STYLE)
    assert typeset.bullets == {1: "•", 4: "◦"}


def test_type_grows_with_the_zoom_and_headings_with_their_rank(qapp):
    document = article(
        (BlockKind.HEADING, "Second", 2), (BlockKind.PARAGRAPH, "x"), (BlockKind.BOILERPLATE, "y")
    )
    typeset = Typeset(document, Style(theme_named("light"), zoom=200))
    sizes = [typeset.em(typeset.qt.findBlockByNumber(number)) for number in range(1, 4)]
    assert sizes == [46, 38, 29]


def test_lines_are_as_far_apart_as_the_design_says(qapp):
    typeset = Typeset(paragraphs("word " * 60), STYLE)
    typeset.qt.setTextWidth(606)
    typeset.qt.size()
    layout = typeset.qt.lastBlock().layout()
    assert layout.lineCount() > 3
    assert layout.lineAt(1).y() - layout.lineAt(0).y() == 31


def test_an_empty_document_is_set_without_a_place(qapp):
    typeset = Typeset(Document("", "", ()), STYLE)
    assert typeset.places.offset(3) == 0
    assert typeset.places.position(3) == 0
    assert typeset.qt.toPlainText() == ""


def test_what_the_author_set_apart_is_set_apart(qapp):
    words = "The \U0001f600 weir is very old, they say."
    document = replace(
        article((BlockKind.HEADING, "Weir notes", 2), (BlockKind.PARAGRAPH, words)),
        emphases=(Emphasis(0, 4), Emphasis(23, 31, strong=True), Emphasis(28, 40)),
    )
    typeset = Typeset(document, STYLE)

    def looks(part):
        start = document.text.index(part)
        cursor = QTextCursor(typeset.qt)
        cursor.setPosition(typeset.places.position(start) + 1)
        font = cursor.charFormat().font()
        return font.italic(), font.bold()

    assert shown(typeset, 0, len(document.text) - 2).replace("\u2029", "\n\n") == document.text[:-2]
    assert looks("Weir") == (False, True)  # a heading is set apart already
    assert looks("The \U0001f600") == (False, False)
    assert looks("very") == (False, True)
    assert looks("old") == (True, False)
    assert looks("say") == (False, False)


def test_an_update_and_the_work_a_piece_is_of_are_told(qapp):
    document = replace(
        paragraphs("One two three.", title="The flood", published="2022-03-23"),
        updated="2022-03-25",
        part=Part("The mill", 3, 12),
    )
    facts = rows(Typeset(document, STYLE))[1]
    assert facts.startswith("The mill  ·  23 March 2022  ·  updated 25 March 2022  ·  ")
    same_day = replace(document, updated="2022-03-23")
    assert "updated" not in rows(Typeset(same_day, STYLE))[1]


def illustrated(document):
    return Typeset(document, STYLE, Composition(document, illustrated=True))


def test_pictures_stand_between_rows_and_below_the_title():
    document = paragraphs("One 🦉.", "Two.", "Three.", title="Owls", byline="Ada Birk")
    pictures = (
        Picture(0, "https://i.example/1", "An owl"),
        Picture(document.blocks[2].start, "https://i.example/2"),
        Picture(len(document.text), "https://i.example/3", "A\nnest"),
    )
    typeset = illustrated(replace(document, pictures=pictures))
    title, facts, *others = rows(typeset)
    assert title == "Owls"
    assert facts.startswith("Ada Birk")
    assert others == ["Picture: An owl", "One 🦉.", "Two.", "Picture", "Three.", "Picture: A nest"]
    for block in document.blocks:
        words = document.text[block.start : block.end]
        assert shown(typeset, block.start, block.end) == words
        for offset in range(block.start, block.end + 1):
            assert typeset.places.offset(typeset.places.position(offset)) == offset


def test_a_picture_stands_below_a_title_that_is_part_of_the_text():
    document = article(
        (BlockKind.HEADING, "Owls", 1), (BlockKind.PARAGRAPH, "One."), byline="Ada Birk"
    )
    typeset = illustrated(replace(document, pictures=(Picture(0, "https://i.example/1"),)))
    title, facts, *others = rows(typeset)
    assert title == "Owls"
    assert facts.startswith("Ada Birk")
    assert others == ["Picture", "One."]


def test_a_picture_takes_the_room_it_is_given_and_moves_no_words():
    document = paragraphs("One.", "Two.", title="Owls")
    document = replace(
        document, pictures=(Picture(document.blocks[1].start, "https://i.example/1"),)
    )
    typeset = illustrated(document)
    (number,) = typeset.composition.pictures
    typeset.qt.setTextWidth(600)
    layout = typeset.qt.documentLayout()

    def top(row):
        return layout.blockBoundingRect(typeset.qt.findBlockByNumber(row)).top()

    before, above, position = top(number + 1), top(number), typeset.places.position(6)
    assert typeset.give_room({number: 156})
    assert not typeset.give_room({number: 156})
    assert (top(number), top(number + 1)) == (above, before + 100)
    assert typeset.places.position(6) == position
    assert shown(typeset, 6, 10) == "Two."


def test_another_title_moves_the_places_of_the_text_and_nothing_else():
    text = "One.\nTwo 𝄞 three."
    blocks = (Block(BlockKind.PARAGRAPH, 0, 4), Block(BlockKind.PARAGRAPH, 5, len(text)))
    document = Document("a", text, blocks, title="Short")
    other = replace(document, title="A 𝄞 longer one", byline="Ada Birk")
    made, fresh = Composition(document), Composition(other)
    headed = made.headed(other)
    assert headed.rows == fresh.rows
    for offset in range(len(text)):
        assert headed.places.position(offset) == fresh.places.position(offset)
    assert made.places.position(0) == Composition(document).places.position(0)
    assert headed.headed(other) is headed
    assert made.headed(document) is made


def test_a_title_that_is_part_of_the_text_stays_and_the_facts_below_it_change():
    text = "The title\nOne."
    blocks = (Block(BlockKind.HEADING, 0, 9, level=1), Block(BlockKind.PARAGRAPH, 10, 14))
    document = Document("a", text, blocks, title="The title")
    headed = Composition(document).headed(replace(document, title="Another", byline="Ada Birk"))
    fresh = Composition(replace(document, byline="Ada Birk"))
    assert headed.rows == fresh.rows
    assert [headed.places.position(n) for n in (0, 9, 10, 14)] == [
        fresh.places.position(n) for n in (0, 9, 10, 14)
    ]


def looks(typeset):
    """Return how each block of the Qt text is set: its room, its own letters and each of its text's."""
    found = []
    for number in range(typeset.qt.blockCount()):
        block = typeset.qt.findBlockByNumber(number)
        room = block.blockFormat()
        letters = [block.charFormat()]
        cursor = QTextCursor(block)
        for place in range(1, block.length()):
            cursor.setPosition(block.position() + place)
            letters.append(cursor.charFormat())
        sizes = (room.topMargin(), room.bottomMargin(), room.leftMargin(), room.lineHeight())
        faces = [(one.font().toString(), one.foreground().color().name()) for one in letters]
        found.append((block.text(), sizes, faces))
    return found


KINDS = st.sampled_from(
    [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.BOILERPLATE]
)
SOME_WORDS = st.text(st.sampled_from("ab ,“\n\t\U0001f600\u05d0"), max_size=8)


@settings(max_examples=60)
@given(st.lists(st.tuples(KINDS, SOME_WORDS), min_size=1, max_size=9), st.integers(0, 40))
def test_rows_that_are_set_together_look_as_if_each_were_set_alone(qapp, blocks, emphasised):
    document = article(*blocks, title="A title")
    place = min(emphasised, max(0, len(document.text) - 3))
    document = replace(document, emphases=(Emphasis(place, place + 3, strong=True),))
    alone = Typeset(document, STYLE, whole=False)
    while alone.set_more(1):
        pass
    assert looks(Typeset(document, STYLE)) == looks(alone)
