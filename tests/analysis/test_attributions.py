"""Who says what: source, cue and content of every construction a newspaper uses."""

import pytest

from app.reading.attribution import Act, AttributionKind


def test_words_in_marks_belong_to_the_verb_beside_them(read):
    found = read("“The bridge is safe,” Maria Lopez said on Monday.")
    said = found.saying("The bridge is safe")
    assert found.words(said.content) == ["“The bridge is safe,”"]
    assert found.words(said.cue) == ["said"]
    assert found.words(said.source) == ["Maria Lopez"]
    assert said.kind is AttributionKind.DIRECT
    assert said.act is Act.STATEMENT
    assert "said" in said.why


@pytest.mark.parametrize(
    "text",
    [
        "“The bridge is safe,” said Maria Lopez.",
        "“The bridge is safe,” said Maria Lopez, the city’s chief engineer.",
        "Maria Lopez said: “The bridge is safe.”",
        "Maria Lopez told reporters, “The bridge is safe.”",
        "Maria Lopez, who built it, added, “The bridge is safe.”",
        '"The bridge is safe," Maria Lopez insisted.',
        "''The bridge is safe,'' Maria Lopez said.",
        "'The bridge is safe,' Maria Lopez said.",
        "MARIA LOPEZ: “The bridge is safe.”",
    ],
)
def test_the_speaker_may_stand_anywhere(read, text):
    found = read(text)
    said = found.saying("The bridge is safe")
    assert said.kind is AttributionKind.DIRECT
    assert said.speaker.title() == "Maria Lopez"
    assert len(found.words(said.content)) == 1


def test_a_split_quotation_is_one_attribution(read):
    found = read(
        "“The bridge is safe,” Maria Lopez said, pointing at the river. “We tested every bolt.”"
    )
    assert found.contents() == [["“The bridge is safe,”", "“We tested every bolt.”"]]


def test_a_sentence_interrupted_by_its_speaker_is_one_attribution(read):
    found = read(
        "“The bridge is safe,” said Maria Lopez, an engineer with Gov. Ann Hill, “but it is old.”"
    )
    assert found.contents() == [["“The bridge is safe,”", "“but it is old.”"]]


def test_a_second_verb_with_the_same_speaker_has_its_own_words(read):
    found = read("“The bridge is safe,” Maria Lopez said in a letter, adding, “We tested it.”")
    assert found.contents() == [["“The bridge is safe,”"], ["“We tested it.”"]]
    assert found.words(found.saying("We tested it").cue) == ["adding"]
    assert found.speaker("We tested it") == "Maria Lopez"


def test_two_quotations_of_one_verb_stay_together(read):
    found = read("Marchers chanted, “Open the bridge,” and “Let us cross,” near the river.")
    assert found.contents() == [["“Open the bridge,”", "“Let us cross,”"]]


def test_a_quotation_over_paragraphs_is_one_content(read):
    found = read("Maria Lopez said: “The bridge is safe.\n“We tested every bolt.”\nIt rained.")
    assert found.contents() == [["“The bridge is safe.\n“We tested every bolt.”"]]


def test_a_paragraph_of_words_alone_goes_on_with_the_last_speaker(read):
    found = read(
        "“The bridge is safe,” Maria Lopez said.\n“We tested every bolt and every beam of it.”"
    )
    assert found.speaker("We tested every bolt") == "Maria Lopez"
    assert found.saying("We tested").confidence < found.saying("The bridge").confidence


def test_a_reported_clause_leaves_out_that_source_and_comma(read):
    found = read("Maria Lopez said that the bridge was safe. The bridge was old, she added.")
    assert found.contents() == [["the bridge was safe"], ["The bridge was old"]]
    assert found.saying("the bridge was safe").kind is AttributionKind.INDIRECT


def test_according_to_vouches_for_a_sentence_whose_verb_looks_like_a_noun(read):
    found = read("About 6,200 vehicles a day use the crossing, according to the traffic office.")
    said = found.saying("About 6,200 vehicles a day use the crossing")
    assert found.words(said.source) == ["the traffic office"]


def test_according_to_vouches_for_the_rest_of_the_sentence(read):
    found = read(
        "According to the town council, the bridge was closed. "
        "The repairs took a year, according to Maria Lopez."
    )
    assert found.contents() == [["the bridge was closed"], ["The repairs took a year"]]
    assert found.words(found.saying("The repairs").cue) == ["according to"]
    assert found.speaker("The repairs") == "Maria Lopez"


def test_fragments_in_a_reported_clause_make_it_mixed(read):
    found = read("Maria Lopez said the bridge was “as safe as a house” and would stay open.")
    said = found.saying("the bridge was")
    assert said.kind is AttributionKind.MIXED
    assert found.words(said.content) == ["the bridge was “as safe as a house” and would stay open"]


def test_a_clause_that_ends_in_marks_is_mixed_too(read):
    found = read("The bridge was “as safe as a house,” Maria Lopez said.")
    assert found.contents() == [["The bridge was “as safe as a house,”"]]
    assert found.saying("as safe").kind is AttributionKind.MIXED


def test_a_fragment_that_completes_its_verb_stands_alone(read):
    found = read("Maria Lopez described the old bridge as “a national treasure” last week.")
    said = found.saying("a national treasure")
    assert found.words(said.content) == ["“a national treasure”"]
    assert said.kind is AttributionKind.MIXED


def test_commands_and_beliefs_are_told_apart(read):
    found = read("The council urged drivers to avoid the bridge. Engineers believe it is unsafe.")
    assert found.words(found.saying("to avoid the bridge").content) == [
        "drivers to avoid the bridge"
    ]
    assert found.saying("to avoid").act is Act.STATEMENT
    assert found.saying("it is unsafe").act is Act.BELIEF


def test_wishes_and_mere_things_are_attitudes(read):
    found = read("Maria Lopez wants to close the bridge. The council welcomed the plan.")
    assert {a.act for a in found.analysis.attributions} == {Act.ATTITUDE}
    assert found.contents() == []


def test_what_was_not_said_is_nobodys_statement(read):
    found = read("Maria Lopez did not say that the bridge was safe. She declined to say why.")
    assert found.contents() == []


def test_a_dateline_is_no_part_of_what_is_said(read):
    found = read("OSLO (AP) — The bridge was closed on Friday, the city council said.")
    assert found.contents() == [["The bridge was closed on Friday"]]


def test_the_writers_own_view_is_nobodys_statement(read):
    assert read("I think the bridge is safe. Nobody says it is not.").contents() == []


def test_a_claim_may_be_a_noun(read):
    found = read("Critics rejected the mayor’s claim that the bridge had cost nothing.")
    said = found.saying("the bridge had cost nothing")
    assert found.words(said.content) == ["the bridge had cost nothing"]
    assert found.words(said.cue) == ["claim"]


def test_the_next_speaker_ends_what_the_first_one_says(read):
    found = read("Maria Lopez said the bridge was closed, while a police officer said it was open.")
    assert found.contents() == [["the bridge was closed"], ["it was open"]]


def test_statements_lie_in_statements(read):
    found = read("Maria Lopez said that the police reported that the bridge was closed.")
    inner = found.saying("the bridge was closed")
    outer = next(a for a in found.analysis.attributions if a.id == inner.parent)
    assert (inner.speaker, outer.speaker) == ("police", "Maria Lopez")


def test_a_statement_may_lie_in_a_quotation(read):
    found = read("“The police said that the bridge was closed,” Maria Lopez said.")
    inner = found.saying("the bridge was closed")
    assert found.words(inner.content) == ["the bridge was closed"]
    assert inner.parent == found.saying("The police said").id


def test_a_pronoun_for_the_same_speaker_opens_no_new_level(read):
    found = read("Maria Lopez said she believed the bridge was safe.")
    assert len(found.analysis.attributions) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The film “Night Train” opened on Friday.",
        "The so-called “experts” went home.",
        "The word “danger” stood on the wall.",
    ],
)
def test_titles_and_terms_in_marks_have_no_speaker(read, text):
    (quotation,) = read(text).analysis.quotations
    assert quotation.scare
    assert quotation.attribution is None


def test_every_quotation_knows_its_attribution(read):
    found = read("“The bridge is ‘safe’ now,” Maria Lopez said.")
    (said,) = found.analysis.attributions
    assert [(q.attribution, q.scare) for q in found.analysis.quotations] == [(said.id, False)] * 2


def test_ids_run_in_text_order(read):
    found = read("“One,” said Ann Hill. Bob Reed said two was enough. “Three,” Carl Stone replied.")
    assert [a.id for a in found.analysis.attributions] == ["a1", "a2", "a3"]
    starts = [a.content[0].start for a in found.analysis.attributions]
    assert starts == sorted(starts)
    assert [q.id for q in found.analysis.quotations] == ["q1", "q2"]


def test_an_unclosed_mark_does_not_swallow_later_speakers(read):
    found = read(
        "“The bridge is safe, the poster read.\n“It is not,” Maria Lopez said.\nIt rained."
    )
    assert found.speaker("It is not") == "Maria Lopez"


def test_words_signed_with_a_dash_and_a_name_are_the_names(read):
    found = read("Readers wrote in.\n“The bridge is a disgrace to the town.” — Carla Ruiz, Porto")
    said = found.saying("a disgrace")
    assert said.speaker == "Carla Ruiz"
    assert said.kind is AttributionKind.DIRECT


def test_a_speaker_announced_at_the_end_of_a_paragraph_speaks_in_the_next(read):
    found = read(
        "Then Mayor Ruiz said:\n“The bridge is safe. Nobody has to worry about it any more.”"
    )
    assert found.speaker("Nobody has to worry") == "Ruiz"


def test_a_later_sentence_in_marks_belongs_to_the_only_one_who_speaks_there(read):
    found = read(
        "“The bridge is safe,” Maria Lopez said after a meeting. The river was high. "
        "“We will open it before the winter comes.”"
    )
    assert found.contents() == [
        ["“The bridge is safe,”", "“We will open it before the winter comes.”"]
    ]


def test_a_sentence_broken_off_at_its_comma_goes_on_behind_the_speaker(read):
    found = read(
        "“Every time it rains,” Lopez said, pointing at the river, “the bridge moves a little.”"
    )
    assert found.contents() == [["“Every time it rains,”", "“the bridge moves a little.”"]]


def test_a_quotation_whose_sentence_goes_on_is_only_a_part_of_what_is_said(read):
    found = read("Lopez claimed “nobody slept” through the whole of the storm.")
    assert found.saying("nobody slept").kind is AttributionKind.MIXED


def test_the_reason_tells_how_a_pronoun_was_read(read):
    found = read("Maria Lopez built it. “The bridge is safe,” she said.")
    assert "“she” is taken for Maria Lopez" in found.saying("The bridge is safe").why


def test_a_transcript_gives_each_paragraph_to_the_name_before_its_colon(read):
    found = read("RUIZ: Is the bridge safe?\nLOPEZ: It is, and it will stay so for years.")
    assert found.speaker("Is the bridge safe") == "RUIZ"
    assert found.speaker("It is, and it will stay so") == "LOPEZ"


def test_the_title_of_a_book_is_not_what_its_author_says(read):
    found = read("In her last book, “A Year of Rain,” Lopez said the bridge had always been old.")
    assert all("A Year of Rain" not in part for content in found.contents() for part in content)


def test_who_speaks_after_an_aside_is_not_the_one_in_the_aside(read):
    found = read(
        "Lopez refused to pay a builder who had left, saying, “He never finished the bridge.”"
    )
    assert found.speaker("He never finished") == "Lopez"
