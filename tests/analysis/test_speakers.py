"""Sources are resolved to persons and bodies across the article."""

import pytest

from app.analysis import language
from app.analysis.paragraphs import Paragraph
from app.analysis.sources import SourceKind, read_source
from app.reading.spans import Span


@pytest.mark.parametrize("word", ["which", "who", "that", "whom"])
def test_no_relative_pronoun_is_a_speaker(word):
    (paragraph,) = (Paragraph(doc, 0, []) for doc in language.parse([f"{word} said it rained."]))
    source = read_source(paragraph, paragraph.doc[0], Span(0, len(word)), 1)
    assert source.kind is SourceKind.PRONOUN


def test_titles_and_roles_are_no_part_of_a_name(read):
    found = read("Secretary of Health Anna Weber said the ward was full. Weber said it was late.")
    (speaker,) = found.analysis.speakers
    assert speaker.name == "Anna Weber"
    assert speaker.role == "Secretary of Health"
    assert speaker.aliases == ("Secretary of Health Anna Weber", "Weber")


def test_a_role_means_who_was_introduced_with_it(read):
    found = read(
        "Mayor Peter Novak opened the school. Anna Weber, a teacher, came too.\n"
        "The mayor said the roof was new. The teacher said it was cold."
    )
    assert found.speaker("the roof was new") == "Peter Novak"
    assert found.speaker("it was cold") == "Anna Weber"


def test_short_titles_stand_for_the_long_ones(read):
    found = read("Gov. Susan Clark signed the bill. The governor said it was overdue.")
    assert found.speaker("it was overdue") == "Susan Clark"


def test_pronouns_follow_gender(read):
    found = read(
        "Susan Clark met Robert King in the harbour.\nShe said the boats were old. "
        "He said they were new."
    )
    assert found.speaker("the boats were old") == "Susan Clark"
    assert found.speaker("they were new") == "Robert King"


def test_a_name_inside_a_quotation_is_no_antecedent(read):
    found = read(
        "David Moss opened the hall.\n“Robert King took the money,” a neighbour shouted.\n"
        "He said the hall was full."
    )
    assert found.speaker("the hall was full") == "David Moss"


def test_who_speaks_inside_a_quotation_is_no_antecedent(read):
    found = read(
        "David Moss opened the hall. It rained all day. Nobody minded.\n"
        "“Robert King says the money is gone,” Anna Weber shouted.\n"
        "He said the hall was full."
    )
    assert found.speaker("the hall was full") == "David Moss"


def test_a_courtesy_title_tells_who_she_is(read):
    found = read("Mr. Lindqvist met Mrs. Okafor at the harbour.\nShe said the boats were old.")
    assert found.speaker("the boats were old") == "Okafor"


def test_two_people_with_one_surname_are_kept_apart(read):
    found = read(
        "Robert King and Susan King run the farm.\nMr. King said it was hard work. "
        "Mrs. King said it was fun."
    )
    assert found.speaker("it was hard work") == "Robert King"
    assert found.speaker("it was fun") == "Susan King"


def test_short_forms_of_bodies_are_one_with_the_long_ones(read):
    found = read(
        "The World Health Organization said the fever was rare.\nThe WHO said it would pass."
    )
    assert {a.speaker for a in found.analysis.attributions} == {"World Health Organization"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A senior city official said the road was closed.", "senior city official"),
        ("Residents of Brno said the road was closed.", "residents of Brno"),
        ("Several witnesses said the road was closed.", "witnesses"),
    ],
)
def test_who_is_never_named_stays_anonymous(read, text, name):
    found = read(text)
    said = found.saying("the road was closed")
    assert (said.speaker, said.anonymous) == (name, True)
    assert found.analysis.speakers[0].anonymous


def test_bodies_with_a_name_are_not_anonymous(read):
    said = read("The Danish government said the road was closed.").saying("the road was closed")
    assert (said.speaker, said.anonymous) == ("Danish government", False)


def test_a_description_met_again_is_the_same_speaker(read):
    found = read("A farm union said milk was cheap. The union said grain was dear.")
    assert found.speaker("milk was cheap") == found.speaker("grain was dear") == "farm union"


def test_they_are_the_people_who_spoke_before(read):
    found = read("Two nurses said the ward was full. They said help was coming.")
    assert found.speaker("help was coming") == found.speaker("the ward was full")


def test_an_office_belongs_to_its_owner(read):
    found = read("Peter Novak was abroad on Friday. His office said he would return.")
    assert found.speaker("he would return") in {"Peter Novak’s office", "Peter Novak's office"}


def test_a_doubtful_pronoun_lowers_the_confidence(read):
    before = "Robert King met David Moss.\n"
    named = read(before + "Robert King said the boats were old.")
    meant = read(before + "He said the boats were old.")
    words = "the boats were old"
    assert meant.saying(words).confidence < named.saying(words).confidence


def test_groups_that_own_each_other_end_somewhere(read):
    found = read(
        "Their critics and their friends came. Their voters left. Their critics said it was late."
    )
    assert found.saying("it was late").anonymous


@pytest.mark.parametrize("firm", ["Tarn & Vale", "AT&T", "Novak & Sons"])
def test_a_firm_keeps_its_and_sign_as_written(read, firm):
    found = read(f"“The bridge is safe,” {firm} said on Monday.")
    assert found.speaker("The bridge is safe") == firm
