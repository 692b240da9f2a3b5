"""A whole document is analysed: what counts, what does not, and what may come in."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.analysis.pipeline import analyse
from app.reading.analysis import Analysis
from app.reading.document import BlockKind, Document
from app.reading.makers import PIPELINE
from app.reading.views import View
from tests.analysis.conftest import article


def all_spans(analysis: Analysis):
    for item in analysis.attributions:
        yield from item.content
        yield from item.cue
        yield from item.source
    for item in (*analysis.quotations, *analysis.quantities):
        yield item.start, item.end


def test_importing_the_package_loads_no_language_model():
    code = "import sys, app.analysis; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_empty_document_has_no_marks():
    assert analyse(Document("empty.txt", "", ())) == Analysis(pipeline=PIPELINE)


def test_no_mark_lies_in_captions_and_boilerplate():
    text = (
        "“The dam holds,” Anna Weber said.\n"
        "“Read me,” our editor said about 40 stories.\n"
        "Photo: “Look,” Peter Novak said.\n"
        "About 300 people came."
    )
    kinds = {1: BlockKind.BOILERPLATE, 2: BlockKind.CAPTION}
    analysis = analyse(article(text, kinds))
    forbidden = range(text.index("“Read"), text.index("About 300"))
    assert [a.speaker for a in analysis.attributions] == ["Anna Weber"]
    assert not any(s in forbidden or e - 1 in forbidden for s, e in all_spans(analysis))


def test_marks_in_the_title_are_known_as_such():
    text = "Weber: “The dam holds” for 40 years\nAnna Weber said the dam holds for 40 years."
    analysis = analyse(article(text, {0: BlockKind.HEADING}))
    edge = text.index("\n")
    marks = [*analysis.attributions, *analysis.quotations, *analysis.quantities]
    starts = [m.content[0].start if hasattr(m, "content") else m.start for m in marks]
    assert [m.heading for m in marks] == [start < edge for start in starts]
    assert any(m.heading for m in marks)
    assert not all(m.heading for m in marks)


def test_numbers_know_the_whole_chain_of_who_claims_them(read):
    found = read(
        "Anna Weber said that engineers in Brno reported that 45 houses were lost. "
        "The village has 200 houses."
    )
    lost, has = (q for q in found.analysis.quantities if q.text in {"45", "200"})
    assert lost.claimed_by == ("engineers in Brno", "Anna Weber")
    assert lost.attribution == found.saying("45 houses were lost").id
    assert has.claimed_by == ()
    assert [q.id for q in found.analysis.quantities] == ["n1", "n2"]


def test_who_gives_a_figure_claims_it_and_who_wants_one_does_not(read):
    found = read("Analysts estimate the damage at $40 million. The mayor wants 30 new boats.")
    assert [q.claimed_by for q in found.analysis.quantities] == [("analysts",), ()]


def test_other_languages_keep_their_quotation_marks_alone():
    text = "„Die Brücke ist sicher“, sagte Anna Weber said 40."
    document = replace(article(text), language="de")
    analysis = analyse(document)
    assert [text[q.start : q.end] for q in analysis.quotations] == ["„Die Brücke ist sicher“"]
    assert not analysis.quotations[0].scare
    assert (analysis.attributions, analysis.quantities) == ((), ())


def test_long_documents_arrive_in_growing_parts():
    text = "\n".join(f"“Day {n} was calm,” Anna Weber said of the sea." for n in range(600))
    parts: list[Analysis] = []
    whole = analyse(article(text), parts.append)
    assert parts
    counts = [len(part.attributions) for part in parts] + [len(whole.attributions)]
    assert counts == sorted(set(counts))
    assert len(whole.attributions) == len(whole.quotations) == 600
    assert parts[0].attributions == whole.attributions[: counts[0]]


def test_short_documents_arrive_at_once():
    parts: list[Analysis] = []
    analyse(article("“The sea is calm,” Anna Weber said."), parts.append)
    assert parts == []


NEWS = (
    "The bridge over the Tarn “will not last the winter,” engineer Anna Weber told the council on "
    "Monday. According to the mayor, 40 percent of its bolts have rusted; he said that repairs "
    "would cost $2.4 million. “We warned them,” Weber added. Residents’ groups doubt it. "
)
ODD = {
    "a paragraph of 50,000 characters": NEWS * 170,
    "no punctuation": "".join(c for c in NEWS * 40 if c.isalnum() or c == " "),
    "only capitals": NEWS.upper() * 30,
    "no capitals": NEWS.lower() * 30,
    "emoji": NEWS.replace(". ", " 🦊👩‍👩‍👧. ").replace("o", "😀") * 10,
    "combining characters": "".join(c + "́" if c in "aeiou" else c for c in NEWS) * 10,
    "closing marks lost": NEWS.replace("”", "") * 20,
    "opening marks lost": NEWS.replace("“", "") * 20,
    "one straight mark too many": '"' + NEWS.replace("“", '"').replace("”", '"') * 20,
    "Chinese": "市长李明周一表示：“港口必须关闭。”他说，修复需要3年时间。" * 300,
    "one word": "a" * 50_000,
    "marks in marks": "“he said " * 1000,
    "all numbers": "40 percent of 30, " * 1000,
}

LEAST = {
    "a paragraph of 50,000 characters": 340,
    "only capitals": 60,
    "emoji": 20,
    "closing marks lost": 20,
    "one straight mark too many": 20,
}
"""Attributions found all the same"""


@pytest.mark.parametrize("name", ODD)
def test_bad_texts_keep_every_mark_in_place(name):
    text = ODD[name]
    analysis = analyse(article(text))
    for start, end in all_spans(analysis):
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()
    for quantity in analysis.quantities:
        assert text[quantity.start : quantity.end] == quantity.text
    assert len(View().of(analysis).attributions) >= LEAST.get(name, 0)


@pytest.mark.parametrize(
    "text",
    [
        "word " * 2000 + "said Anna Weber.",
        "Anna Weber said " + "the sea is calm and " * 700 + "the sky is blue.",
        "nurses, " * 1500 + "and doctors said that it was late.",
        "Anna Weber and " * 1500 + "Peter Novak said that it was late.",
        "Anna Weber saw " + "boats, " * 1500 + "and said so.",
        "“" * 3000,
        "'" * 3001 + " said " + "\"'" * 500,
        "“a” said b. " * 800,
        "\u200b\ufeff\u202e“The sea\u00a0is calm,”\u2028Anna Weber said\u00ad.\u0000",
        "𝔘𝔫𝔦 “\U0001f600 calm,” said 🦊. " * 20,
        "said",
        "According to",
        "“",
        ": “",
    ],
    ids=lambda text: text[:12] + str(len(text)),
)
def test_odd_texts_keep_their_marks_in_range(text):
    analysis = analyse(article(text))
    for start, end in all_spans(analysis):
        assert 0 <= start < end <= len(text)


VOCABULARY = """Anna Weber Mr. He she they it said says told that according to the mayor officials
    “ ” " ' , . : ; — claim called as adding and but while who 40 $2 million percent if not U.N.
    asked expects to leave statement in U.S. Novak’s his"""
WORDS = st.lists(st.sampled_from([*VOCABULARY.split(), "\n"]), max_size=60)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORDS)
def test_whatever_the_words_every_mark_is_sound(words):
    text = " ".join(words)
    analysis = analyse(article(text))
    ids = {a.id for a in analysis.attributions}
    for start, end in all_spans(analysis):
        assert 0 <= start < end <= len(text)
    for item in analysis.attributions:
        assert item.content
        assert 0.0 <= item.confidence <= 1.0
        assert item.why
        assert item.parent is None or item.parent in ids - {item.id}
    for quotation in analysis.quotations:
        assert quotation.attribution is None or quotation.attribution in ids
        assert quotation.scare == (quotation.attribution is None)
    for quantity in analysis.quantities:
        assert quantity.attribution is None or quantity.attribution in ids
