"""What of an article is read aloud, and how."""

from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import Block, BlockKind, Document
from app.reading.spans import Span
from app.reading.spoken import paragraphs_from, spoken_paragraph

ROWS = (
    (BlockKind.HEADING, "The weir"),
    (BlockKind.PARAGRAPH, "The gate\tstuck, said Ola Berg, and held."),
    (BlockKind.CAPTION, "A gate."),
    (BlockKind.PARAGRAPH, "“It holds,” she said. “For now.”"),
    (BlockKind.BOILERPLATE, "READ MORE"),
)
TEXT = "\n".join(words for _, words in ROWS)


def document():
    blocks, start = [], 0
    for kind, words in ROWS:
        blocks.append(Block(kind, start, start + len(words)))
        start += len(words) + 1
    return Document("weir.txt", TEXT, tuple(blocks))


def quote(words, speaker="Ola Berg", *, anonymous=False):
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    return Attribution(
        words, AttributionKind.DIRECT, Act.STATEMENT, (span,), (), (), speaker, anonymous=anonymous
    )


def words(span):
    return TEXT[slice(*span)]


def test_captions_and_what_is_no_article_are_left_out():
    assert [words(span) for span in paragraphs_from(document(), 0)] == [
        "The weir",
        "The gate\tstuck, said Ola Berg, and held.",
        "“It holds,” she said. “For now.”",
    ]


def test_reading_begins_with_the_whole_paragraph_in_view():
    spans = paragraphs_from(document(), TEXT.index("stuck"))
    assert words(spans[0]).startswith("The gate")


def test_of_a_selection_only_what_is_selected_is_read():
    spans = paragraphs_from(document(), TEXT.index("held"), TEXT.index("she"))
    assert [words(span) for span in spans] == ["held.", "“It holds,” "]


def test_a_quoted_speaker_is_said_where_the_paragraph_does_not():
    span = paragraphs_from(document(), TEXT.index("she"))[0]
    assert spoken_paragraph(document(), span, [quote("“It holds,”")]) == (
        "Ola Berg: “It holds,” she said. “For now.”"
    )
    assert not spoken_paragraph(document(), span, [quote("“It holds,”", anonymous=True)]).startswith("Ola")  # fmt: skip


def test_a_named_speaker_is_not_said_twice():
    span = paragraphs_from(document(), TEXT.index("stuck"))[0]
    said = spoken_paragraph(document(), span, [quote("The gate\tstuck")])
    assert said == "The gate stuck, said Ola Berg, and held."
