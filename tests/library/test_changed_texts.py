"""What the reader did survives another text: put back where the words are, or kept as lost."""

from dataclasses import replace

import pytest

from app.reading.analysis import Analysis
from app.reading.anchors import Anchor, anchor
from app.reading.annotation import Opened, OwnAnnotation, Standing
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.decisions import Decision, Status, Verdict
from app.reading.reattaching import placed_by_hand
from app.reading.spans import Span

OLD = (
    "The mill on the river has stood still since the flood of March.\n"
    "“We will rebuild it before the winter,” said Ada Birk, who owns the mill.\n"
    "About 40 people worked there."
)
NEW = (
    "News from the valley.\n"
    "The mill on the river has stood still since the great flood of last March.\n"
    "“We will rebuild it before the winter,” said Ada Birk, the owner."
)


def own(text, words, name="o1", note="why?"):
    start = text.index(words)
    span = Span(start, start + len(words))
    return OwnAnnotation(name, *span, anchor(text, span), note)


@pytest.fixture
def reading(library, article):
    reading = library.add(article(OLD, title="Mill", source="https://a.example/mill"), Analysis())
    for name, words in (("o1", "We will rebuild it"), ("o2", "stood still since the flood of March"),
                        ("o3", "About 40 people worked there")):  # fmt: skip
        library.save_own(reading, own(OLD, words, name))
    return reading


def standing(library, reading):
    kept = library.load(reading)
    return {
        item.id: (kept.document.text[item.start : item.end], round(item.score, 2), item.standing)
        for item in (*kept.own, *kept.aside)
    }


EXPECTED = {
    "o1": ("We will rebuild it", 1.0, Standing.PLACED),
    "o2": ("stood still since the great flood of last March", pytest.approx(0.87, abs=0.05),
           Standing.PLACED),
    "o3": ("", 0.0, Standing.LOST),
}  # fmt: skip


def test_annotations_follow_their_words_into_a_better_text(library, reading, article):
    done = library.replace_text(reading, Opened(article(NEW, title="Mill")))
    assert library.load(reading).document.text == NEW
    assert standing(library, reading) == EXPECTED
    assert [hit.reading for hit in library.search("valley")] == [reading]
    library.undo(done)
    assert library.load(reading).document.text == OLD
    assert {row[2] for row in standing(library, reading).values()} == {Standing.PLACED}
    assert library.search("valley") == []


def test_annotations_come_along_to_a_new_version(library, reading, article):
    library.shelves.tag([reading], add=["Water"])
    newer = library.add(article(NEW, source="https://a.example/mill"), Analysis())
    assert library.load(newer).earlier == reading
    assert standing(library, newer) == EXPECTED
    assert library.load(newer).tags == ("Water",)
    assert standing(library, reading)["o3"] == ("About 40 people worked there", 1.0, "placed")


def test_a_lost_annotation_is_placed_by_hand(library, reading, article):
    library.replace_text(reading, Opened(article(NEW)))
    kept = library.load(reading)
    (lost,) = kept.aside
    found = placed_by_hand(kept.document, lost, Span(0, 4))
    done = library.change_own(reading, lost, found)
    assert standing(library, reading)["o3"] == ("News", 1.0, "placed")
    assert library.load(reading).own[0].anchor.exact == "News"
    library.undo(done)
    assert library.load(reading).aside == (lost,)


def test_what_was_lost_is_found_again_when_the_words_come_back(library, reading, article):
    library.replace_text(reading, Opened(article(NEW)))
    library.replace_text(reading, Opened(article(OLD)))
    assert {row[1:] for row in standing(library, reading).values()} == {(1.0, "placed")}


def test_a_note_to_the_whole_reading_needs_no_words(library, reading, article):
    whole = OwnAnnotation("w", 0, 0, Anchor("", "", "", 0, 0), "ask", standing=Standing.WHOLE)
    library.change_own(reading, None, whole)
    library.replace_text(reading, Opened(article(NEW)))
    assert whole in library.load(reading).aside


def detected(text, speaker="Ada Birk", name="a1"):
    words = "“We will rebuild it before the winter,”"
    start = text.index(words)
    source = text.index("Ada Birk")
    return Attribution(
        name, AttributionKind.DIRECT, Act.STATEMENT, (Span(start, start + len(words)),),
        source=(Span(source, source + 8),), speaker=speaker, confidence=0.8,
    )  # fmt: skip


def decided(text, verdict, **more):
    mark = detected(text, **more)
    place = Span(mark.content[0].start, mark.source[0].end)
    return Decision("d1", verdict, mark, anchor(text, place), Status.CHECKED, "asked her")


def test_a_rejected_mark_stays_away_after_the_next_analysis(library, reading):
    library.save_analysis(reading, Analysis((detected(OLD),), pipeline="1"))
    assert library.search("rebuild winter")[1].kind == "quote"
    done = library.decide(reading, decided(OLD, Verdict.REJECTED))
    assert library.load(reading).analysis.attributions == ()
    assert [hit.kind for hit in library.search("rebuild winter")] == ["reading"]
    library.save_analysis(reading, Analysis((detected(OLD, name="a7"),), pipeline="2"))
    assert library.load(reading).analysis.attributions == ()
    assert library.summary(reading).quotes == 0
    library.undo(done)  # although marks have been found anew since
    assert [mark.id for mark in library.load(reading).analysis.attributions] == ["a1"]
    assert library.to_mark("2") == [reading]


def test_a_decision_is_taken_back(library, reading):
    library.save_analysis(reading, Analysis((detected(OLD),), pipeline="1"))
    before = library.load(reading)
    library.undo(library.decide(reading, decided(OLD, Verdict.REJECTED)))
    assert library.load(reading) == before
    assert library.summary(reading).quotes == 1


def test_an_edited_mark_stands_in_a_changed_text_and_against_another_finding(
    library, reading, article
):
    library.save_analysis(reading, Analysis((detected(OLD),), pipeline="1"))
    library.decide(reading, decided(OLD, Verdict.EDITED, speaker="Adele Birk"))
    library.replace_text(reading, Opened(article(NEW)))
    library.save_analysis(reading, Analysis((detected(NEW, name="a3"),), pipeline="2"))
    kept = library.load(reading)
    (mark,) = kept.analysis.attributions
    assert (mark.id, mark.speaker, mark.confidence) == ("a3", "Adele Birk", 1.0)
    assert mark.content == detected(NEW).content
    assert kept.decisions[0].evidence == "asked her"
    assert kept.decisions[0].status is Status.CHECKED


def test_a_decision_whose_words_are_gone_is_kept_and_marks_nothing(library, reading, article):
    library.decide(reading, decided(OLD, Verdict.ACCEPTED))
    library.replace_text(reading, Opened(article("Something else entirely was written here.")))
    library.save_analysis(reading, Analysis(pipeline="2"))
    kept = library.load(reading)
    assert kept.analysis.attributions == ()
    assert [decision.placed for decision in kept.decisions] == [False]
    library.replace_text(reading, Opened(article(OLD)))
    library.save_analysis(reading, Analysis(pipeline="2"))
    assert library.load(reading).analysis.attributions[0].speaker == "Ada Birk"


def test_facts_the_reader_set_stay_when_the_text_is_read_anew(library, reading, article):
    library.facts.set(reading, {"title": "My mill"})
    library.replace_text(reading, Opened(article(NEW, title="Mill", outlet="The Valley Post")))
    kept = library.load(reading)
    assert (kept.document.title, kept.csl["title"]) == ("My mill", "My mill")
    assert (kept.document.outlet, kept.csl["container-title"]) == ("The Valley Post",) * 2


def test_marks_of_the_text_before_are_gone_with_it(library, reading, article):
    library.save_analysis(reading, Analysis((detected(OLD),), pipeline="1"))
    library.replace_text(reading, Opened(article(NEW)))
    kept = library.load(reading)
    assert (kept.analysis, library.summary(reading).quotes) == (Analysis(), 0)
    assert library.to_mark("1") == [reading]


def test_many_annotations_of_other_ids_are_not_mixed_up(library, reading, article):
    second = replace(own(OLD, "Ada Birk", "o9"), note="")
    library.save_own(reading, second)
    library.replace_text(reading, Opened(article(NEW)))
    assert standing(library, reading)["o9"][0] == "Ada Birk"
