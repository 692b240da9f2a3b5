"""What the tagger proposes and what the rules find become one set of attributions."""

import pytest

from app.analysis import language
from app.analysis.drafts import Draft
from app.analysis.linking import link
from app.analysis.paragraphs import Paragraph
from app.analysis.quotemarks import find_quoted
from app.analysis.tagging.component import PROPOSED, Proposed
from app.reading.attribution import Act, AttributionKind
from app.reading.spans import Span


class Told:
    """A paragraph for which the tagger's answers are written by hand."""

    def __init__(self, text: str) -> None:
        self.text = text
        (self.doc,) = language.parse([text])
        self.doc.user_data[PROPOSED] = []

    def tokens(self, words: str) -> tuple[int, int]:
        start = self.text.index(words)
        span = self.doc.char_span(start, start + len(words), alignment_mode="expand")
        return span.start, span.end

    def proposing(self, cue: str, source: str, *content: str, score: float = 0.9) -> "Told":
        self.doc.user_data[PROPOSED].append(
            Proposed(
                self.tokens(cue),
                self.tokens(source) if source else None,
                tuple(self.tokens(words) for words in content),
                score,
                score,
                score >= 0.5,
            )
        )
        return self

    def drafts(self) -> list[Draft]:
        quoted = find_quoted(self.text, [Span(0, len(self.text))])
        return link(Paragraph(self.doc, 0, quoted), None, set())[0]

    def words(self, spans) -> list[str]:
        return [self.text[span.start : span.end] for span in spans]


def test_what_only_the_tagger_sees_becomes_an_attribution():
    told = Told("Lopez made it plain that the bridge would stay open.").proposing(
        "made it plain", "Lopez", "that the bridge would stay open"
    )
    (draft,) = told.drafts()
    assert told.words(draft.content) == ["the bridge would stay open"]
    assert told.words(draft.source) == ["Lopez"]
    assert draft.act is not Act.ATTITUDE
    assert draft.kind is AttributionKind.INDIRECT
    assert draft.confidence == 0.9


def test_a_doubtful_proposal_alone_is_left_out():
    told = Told("Lopez made it plain that the bridge would stay open.").proposing(
        "made it plain", "Lopez", "that the bridge would stay open", score=0.3
    )
    assert told.drafts() == []


def test_a_doubtful_proposal_is_enough_where_the_rules_agree():
    text = "Lopez said the bridge would stay open."
    told = Told(text).proposing("said", "Lopez", "the bridge would stay open", score=0.3)
    (draft,) = told.drafts()
    assert told.words(draft.content) == ["the bridge would stay open"]
    assert 0.3 < draft.confidence < 0.9


def test_a_clause_the_rules_see_stands_alone_but_is_less_sure():
    (draft,) = Told("Lopez said the bridge would stay open.").drafts()
    assert draft.confidence < 0.7


def test_a_mere_thing_the_rules_see_is_left_out():
    assert Told("Lopez welcomed the plan.").drafts() == []


def test_words_in_quotation_marks_need_no_tagger():
    told = Told("“The bridge will stay open,” Lopez said.")
    (draft,) = told.drafts()
    assert told.words(draft.content) == ["“The bridge will stay open,”"]
    assert draft.confidence < 0.9


def test_the_tagger_corrects_whose_words_they_are():
    text = "The mayor, Lopez said, would open the bridge."
    told = Told(text).proposing("said", "Lopez", "The mayor", "would open the bridge")
    (draft,) = told.drafts()
    assert told.words(draft.source) == ["Lopez"]


@pytest.mark.parametrize("content", ["“stay", "open for years”", "“stay open for"])
def test_the_tagger_never_cuts_a_quotation(content):
    text = "Lopez hinted the bridge may “stay open for years” after all."
    told = Told(text).proposing("hinted", "Lopez", content)
    (draft,) = told.drafts()
    (whole,) = [words for words in told.words(draft.content) if "“" in words]
    assert "“stay open for years”" in whole
    assert draft.kind is not AttributionKind.INDIRECT
    assert draft.act is Act.STATEMENT


def test_a_thing_wanted_is_an_attitude():
    told = Told("Lopez wants a wider bridge.").proposing("wants", "Lopez", "a wider bridge")
    (draft,) = told.drafts()
    assert draft.act is Act.ATTITUDE


@pytest.mark.parametrize(
    ("text", "cue", "source", "content", "act"),
    [
        ("Lopez is confident that the bridge is safe.", "is confident", "Lopez",
         "that the bridge is safe", Act.BELIEF),
        ("The bridge is thought to be safe.", "is thought", "", "to be safe", Act.ATTITUDE),
        ("A court will determine whether the bridge is safe.", "will determine", "A court",
         "whether the bridge is safe", Act.ATTITUDE),
        ("Lopez did not estimate how long the bridge is shut.", "did not estimate", "Lopez",
         "how long the bridge is shut", Act.ATTITUDE),
        ("Dr Falk: Nobody checked the pumps.", ":", "Dr Falk", "Nobody checked the pumps",
         Act.STATEMENT),
        ("The belief of Lopez that the bridge is safe is old.", "belief", "Lopez",
         "that the bridge is safe", Act.BELIEF),
        ("A camera spotted traces of salt that had eaten the bridge.", "spotted", "A camera",
         "traces of salt that had eaten the bridge", Act.ATTITUDE),
        ("The farmers spelled out the word “help” in straw.", "spelled out", "The farmers",
         "the word “help” in straw", Act.ATTITUDE),
    ],
)  # fmt: skip
def test_the_act_follows_from_cue_and_words(text, cue, source, content, act):
    (draft,) = Told(text).proposing(cue, source, content).drafts()
    assert draft.act is act


def test_a_quotation_cut_off_at_the_next_speaker_is_the_next_ones():
    told = Told(
        "Lopez said the bridge is “quite safe” and open, and Novak added it was “built well.”"
    )
    drafts = told.drafts()
    assert [told.words(q.span for q in d.quotes) for d in drafts] == [
        ["“quite safe”"],
        ["“built well.”"],
    ]


def test_the_tagger_overrules_a_rule_that_gave_words_to_the_wrong_cue():
    text = "The film concludes with a clip of Novak saying at dawn, “That is all I know.”"
    told = Told(text).proposing("saying", "Novak", "“That is all I know.”")
    (draft,) = told.drafts()
    assert told.words(draft.source) == ["Novak"]


def test_a_sentence_may_begin_before_its_speaker():
    text = "So when the river rose over it, Lopez said, “we were ready.”"
    told = Told(text).proposing(
        "said", "Lopez", "So when the river rose over it", "“we were ready.”"
    )
    (draft,) = told.drafts()
    assert told.words(draft.content) == ["So when the river rose over it", "“we were ready.”"]
    assert draft.kind is AttributionKind.MIXED


def test_what_only_gives_a_thing_its_name_is_no_attribution():
    text = "The new film, titled “Rain,” was shown at night."
    assert Told(text).proposing("titled", "", "“Rain,”").drafts() == []


def test_what_others_think_in_somebodys_own_words_is_that_persons_view():
    text = "“Novak thinks the bridge is safe, and the council said it was not,” Lopez said."
    contents = [words for d in Told(text).drafts() for words in Told(text).words(d.content)]
    assert "it was not" in contents
    assert "the bridge is safe" not in contents


def test_a_concern_that_is_just_there_is_nobodys():
    text = "There is concern that the bridge may fall."
    told = Told(text).proposing("is concern", "There", "that the bridge may fall")
    (draft,) = told.drafts()
    assert draft.source == ()
    assert draft.act is Act.ATTITUDE
    assert told.words(draft.content) == ["the bridge may fall"]
