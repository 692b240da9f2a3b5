"""How many words each source has."""

from app.desktop.shares import NOBODY, shares_of
from app.reading.analysis import Analysis
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import Block, BlockKind, Document
from app.reading.quotation import Quotation
from app.reading.spans import Span
from app.reading.speaker import Speaker

TEXT = "“One two three,” said Ann. Bob said that four five were six. Cid was there."


def span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def made(*attributions, quotations=()):
    document = Document("", TEXT, (Block(BlockKind.PARAGRAPH, 0, len(TEXT)),))
    people = (Speaker("Ann", role="Mayor"), Speaker("Bob"), Speaker("Cid"))
    return document, Analysis(tuple(attributions), tuple(quotations), (), people)


def said(number, speaker, words, kind=AttributionKind.INDIRECT, **more):
    return Attribution(f"a{number}", kind, Act.STATEMENT, (span(words),), speaker=speaker, **more)


ANN = said(1, "Ann", "“One two three,”", AttributionKind.DIRECT)
BOB = said(2, "Bob", "four five were six")


def test_words_are_counted_by_source_and_by_kind():
    shares = shares_of(*made(ANN, BOB))
    assert [(s.name, s.quoted, s.reported) for s in shares.sources] == [
        ("Bob", 0, 4),
        ("Ann", 3, 0),
    ]
    assert (shares.attributed, shares.quoted, shares.words) == (7, 3, 15)
    assert shares.sources[1].role == "Mayor"


def test_words_that_are_passed_on_count_once_in_the_whole():
    inner = said(3, "Ann", "five were six", parent="a2")
    shares = shares_of(*made(BOB, inner))
    assert {s.name: s.words for s in shares.sources} == {"Bob": 4, "Ann": 3}
    assert shares.attributed == 4


def test_the_headline_is_not_counted_again():
    assert shares_of(*made(said(1, "Ann", "four five", heading=True))).sources == ()


def test_those_who_are_named_and_say_nothing_are_told():
    assert shares_of(*made(ANN, BOB)).silent == ("Cid",)


def test_words_of_nobody_are_counted_as_unnamed():
    shares = shares_of(*made(said(1, None, "four five were six")))
    assert shares.sources[0].name == NOBODY
    assert shares.unnamed == 4


def test_mixed_content_is_split_where_the_marks_run():
    mixed = said(1, "Ann", "“One two three,” said", AttributionKind.MIXED)
    quotation = Quotation("q1", *span("“One two three,”"), attribution="a1")
    (share,) = shares_of(*made(mixed, quotations=[quotation])).sources
    assert (share.quoted, share.reported) == (3, 1)
