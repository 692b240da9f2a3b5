"""Interviews, transcripts, press releases, abstracts, British marks and stories."""

import pytest

from app.reading.document import BlockKind

INTERVIEW = """An hour with the lighthouse keeper
Marta Oduya has kept the light at Cape Forrin for 31 years. We met her on the gallery.
Q: When did you know you would stay?
A: After the first winter. The sea was 12 metres high and I was not afraid.
I still dream of it, and my hands were frozen.
She pours more tea and looks at the rain.
Q: Your brother says you never sleep.
A: He exaggerates. I sleep four hours a night."""

TRANSCRIPT = """Hearing of the harbour committee
CHAIR: We come to item three. Mr. Moore, you have the floor.
MOORE: Well, the dredging cost 3.2 million. The engineers said it would be two.
Dr Falk: I never said that. My report says between two and four million.
JANE HOLT, HARBOUR MASTER: The report arrived on 2 May.
[Laughter]
MOORE: Your report, Doctor, arrived in June.
Ms. Holt: I have the receipt here."""


@pytest.fixture(scope="module")
def interview(read):
    return read(INTERVIEW, {0: BlockKind.HEADING})


@pytest.fixture(scope="module")
def transcript(read):
    return read(TRANSCRIPT, {0: BlockKind.HEADING})


def test_the_answers_of_an_interview_are_those_of_whom_it_is_about(interview):
    answer = interview.saying("The sea was 12 metres high")
    assert answer.speaker == "Marta Oduya"
    assert interview.words(answer.content) == [
        "After the first winter. The sea was 12 metres high and I was not afraid.",
        "I still dream of it, and my hands were frozen.",
    ]
    assert interview.words(answer.source) == ["A"]
    question = interview.saying("When did you know")
    assert (question.speaker, question.anonymous) == ("interviewer", True)


def test_an_answer_goes_on_where_it_speaks_of_i_and_not_where_the_writer_does(interview):
    assert interview.saying("I still dream of it").speaker == "Marta Oduya"
    with pytest.raises(AssertionError):
        interview.saying("She pours more tea")


def test_a_report_inside_an_answer_lies_in_it(interview):
    said = interview.saying("you never sleep")
    outer = next(a for a in interview.analysis.attributions if a.id == said.parent)
    assert outer.speaker == "interviewer"


def test_every_label_of_a_transcript_is_who_speaks(transcript):
    assert transcript.speaker("My report says") == "Falk"
    assert transcript.speaker("the dredging cost") == "Moore"
    assert transcript.speaker("The report arrived on 2 May.") == "Jane Holt"
    assert transcript.speaker("I have the receipt here.") == "Jane Holt"
    roles = {s.name: s.role for s in transcript.analysis.speakers}
    assert roles["Jane Holt"] == "harbour master"
    (cost,) = (q for q in transcript.analysis.quantities if q.text == "3.2 million")
    assert cost.claimed_by == ("Moore",)


def test_a_transcript_may_stand_in_marks_from_head_to_head(read):
    found = read(
        "The host asked about the ferry.\n"
        '"MOORE: The ferry is old, and as “The Harbour News” wrote, it leaks.\n'
        '"HOLT: It is the newest boat we have.\n'
        '"The paper is wrong.\n'
        '"(Laughter.)\n'
        '"MOORE: The hull is from 1962.\n'
        '"HOLT: The hull is new."'
    )
    said = found.saying("The paper is wrong.")
    assert said.speaker == "Holt"
    assert found.words(said.content) == [
        "It is the newest boat we have.", '"The paper is wrong.',
    ]  # fmt: skip
    assert found.speaker("The hull is from") == "Moore"
    assert not any(q.scare for q in found.analysis.quotations if q.end - q.start > 30)


def test_stage_directions_are_nobodys(transcript):
    with pytest.raises(AssertionError):
        transcript.saying("Laughter")


@pytest.mark.parametrize(
    "text",
    [
        "Note: Bring a coat.\nTip: Bring two.\nNote: It rains.\nTip: Go home.\nNote: Now.",
        "Background: Shift work is hard.\nMethods: We asked 40 nurses.\nResults: They agreed.",
        "The menu has three parts: soup, fish and cake.\nThe price: 40 euros.",
    ],
)
def test_other_words_before_a_colon_are_no_speakers(read, text):
    assert read(text).analysis.attributions == ()


def test_a_press_release_quotes_its_people(read):
    found = read(
        "BRISTOL – Norvane Foods today announced that it will open 40 bakeries by 2026.\n"
        '"This is a proud day," said Petra Lind, Chief Executive Officer of Norvane Foods. '
        '"We are investing 18 million pounds."'
    )
    assert found.speaker("it will open 40 bakeries") == "Norvane Foods"
    assert found.speaker("We are investing") == "Petra Lind"


def test_the_findings_of_an_abstract_are_not_somebody_elses(read):
    found = read(
        "Earlier studies suggested that shift work impairs recall. We followed 412 nurses. Our "
        "findings suggest that rotating shifts harm recall."
    )
    assert found.speaker("shift work impairs recall") == "earlier studies"
    assert {a.speaker for a in found.analysis.attributions} <= {"earlier studies", None}


def test_british_marks_are_read_with_their_apostrophes(read):
    found = read(
        "'We cannot build a road through a marsh,' said Cllr Fiona Wray. 'It's the residents' "
        "money.'\n'She told me, \"Tom, it's over,\"' Tom Ashby said."
    )
    said = found.saying("We cannot build")
    assert said.speaker == "Fiona Wray"
    assert found.words(said.content)[1] == "'It's the residents' money.'"
    assert found.speaker("She told me") == "Tom Ashby"


def test_in_a_story_the_next_paragraph_is_not_the_same_speakers(read):
    found = read(
        '"Mother says the storm took two houses," Ilse whispered.\n"Mother says many things."'
    )
    assert found.speaker("the storm took two houses") == "Ilse"
    (answer,) = (q for q in found.analysis.quotations if q.start > 50)
    assert (answer.attribution, answer.scare) == (None, False)


def test_in_a_report_it_is(read):
    found = read(
        '"The storm took two houses," said the mayor, Ilse Brandt.\n"We will rebuild both of them."'
    )
    assert found.speaker("We will rebuild") == "Ilse Brandt"


def test_unnamed_sources_keep_their_description(read):
    found = read(
        "People familiar with the matter said the valve had failed twice. One witness said she saw "
        "flames. Two of the diplomats said the plan was dead. Police said the cause was unknown, "
        "and according to a study of valves, such parts fail once in 1,000 hours."
    )
    assert found.speaker("the valve had failed") == "people familiar with the matter"
    assert found.speaker("the plan was dead") == "two of the diplomats"
    assert all(s.anonymous for s in found.analysis.speakers)
    police = found.saying("the cause was unknown")
    assert found.words(police.content) == ["the cause was unknown"]
    study = found.saying("such parts fail")
    assert found.words(study.content) == ["such parts fail once in 1,000 hours"]


def test_signs_of_notes_belong_to_nobodys_words(read):
    found = read(
        "The mayor said the weir holds.[1] ² He added that the repair cost $12 million.[2][^3] "
        "“It is safe,”[14] said Eve Holt. In [2] of the cases it rained, according to the report.[5]"
    )
    assert found.contents() == [
        ["the weir holds"],
        ["the repair cost $12 million"],
        ["“It is safe,”"],
        ["In [2] of the cases it rained"],
    ]
    assert found.saying("“It is safe,”").speaker == "Eve Holt"
