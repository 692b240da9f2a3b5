"""What a reader types becomes a tree of words and conditions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.library.query.fields import FIELDS, KINDS, meant
from app.library.query.parsing import MOST_NESTED, MOST_WORDS, parse
from app.library.query.tree import (
    About,
    All,
    Any,
    Check,
    Dated,
    Fact,
    Has,
    Having,
    Manner,
    Not,
    Number,
    Shelved,
    Sort,
    Source,
    Speaker,
    Tagged,
    Unit,
    Words,
)
from app.reading.attribution import AttributionKind
from app.reading.decisions import Status
from app.reading.failures import LibraryFailure, QueryFailure
from app.reading.quantity import QuantityKind

OLD, MILL, POND = Words("old"), Words("mill"), Words("pond")


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("mill", MILL),
        ("old mill", All((OLD, MILL))),
        ("old AND mill", All((OLD, MILL))),
        ("old and mill", All((OLD, Words("and"), MILL))),
        ("mil*", Words("mil", beginning=True)),
        ("m*", Words("m")),
        ('"old mill"', Words("old mill")),
        ('"old mil"*', Words("old mil", beginning=True)),
        ("“old mill” pond", All((Words("old mill"), POND))),
        ("mill OR pond", Any((MILL, POND))),
        ("old mill OR pond", Any((All((OLD, MILL)), POND))),
        ("old (mill OR pond)", All((OLD, Any((MILL, POND))))),
        ("mill NOT pond", All((MILL, Not(POND)))),
        ("mill -pond", All((MILL, Not(POND)))),
        ('mill -"old pond"', All((MILL, Not(Words("old pond"))))),
        ("mill -(old OR pond)", All((MILL, Not(Any((OLD, POND)))))),
        ("mill AND NOT pond", All((MILL, Not(POND)))),
        ("mill NOT -pond", All((MILL, POND))),
        ("mill - pond", All((MILL, POND))),
        ("well-known", Words("well-known")),
        ('"old mi', Words("old mi")),
        ("mill AND", MILL),
        ("OR mill OR", MILL),
        ("mill NOT", MILL),
        ("(mill)", MILL),
        ("((mill", MILL),
        ("old) mill", All((OLD, MILL))),
        ("old () mill", All((OLD, MILL))),
    ],
)
def test_words_and_operators_are_understood(typed, tree):
    assert parse(typed).tree == tree


@pytest.mark.parametrize(
    ("typed", "condition"),
    [
        ("speaker:Blinken", Speaker((Words("Blinken"),))),
        ('SPEAKER:"Antony Blinken"', Speaker((Words("Antony"), Words("Blinken")))),
        ("speaker:blin*", Speaker((Words("blin", beginning=True),))),
        ("source:anonymous", Source(anonymous=True)),
        ("source:named", Source(anonymous=False)),
        ("number:>1000", Number(least=1000, above=True)),
        ("number:>=1,000", Number(least=1000)),
        ("number:≥1000", Number(least=1000)),
        ("number:<1.5m", Number(most=1.5e6, below=True)),
        ("number:<=2bn", Number(most=2e9)),
        ("number:=10k", Number(1e4, 1e4)),
        ("number:-3", Number(-3, -3)),
        ("number:$5m", Number(5e6, 5e6)),
        ("number:50%", Number(50, 50)),
        ("number:1000..2000", Number(1000, 2000)),
        ("number:2k..1k", Number(1000, 2000)),
        ("number:1000..", Number(least=1000)),
        ("number:..1000", Number(most=1000)),
        ('number:"> 2 million"', Number(least=2e6, above=True)),
        ("unit:%", Unit(("%",), Words(""))),
        ("unit:percent", Unit(("%",), Words("percent"))),
        ("unit:$", Unit(("USD",), Words(""))),
        ("unit:pounds", Unit(("GBP", "pounds"), Words("pounds"))),
        ("unit:SEK", Unit(("SEK",), Words("SEK"))),
        ('unit:"dead people"', Unit((), Words("dead people"))),
        ("kind:direct", Manner(AttributionKind.DIRECT)),
        ("kind:Money", Sort(QuantityKind.MONEY)),
        ('tag:"Clean  Water"', Tagged("clean water")),
        ("tag:wat*", Tagged("wat", beginning=True)),
        ("in:Research", Shelved("research", 0, 11)),
        ("outlet:times", About(Fact.OUTLET, Words("times"))),
        ("title:har*", About(Fact.TITLE, Words("har", beginning=True))),
        ("author:“Ada Birk”", About(Fact.AUTHOR, Words("Ada Birk"))),
        ("before:2024", Dated(end="2024")),
        ("before:2024-5", Dated(end="2024-05")),
        ("after:2024/05/01", Dated(start="2024-05-01")),
        ("added:>2024", Dated(start="2024", added=True)),
        ("has:note", Has(Having.NOTE)),
        ("has:highlights", Has(Having.HIGHLIGHT)),
        ("status:disputed", Check(Status.DISPUTED)),
    ],
)
def test_fields_are_understood(typed, condition):
    assert parse(typed).tree == condition
    assert parse(f"mill -{typed}").tree.parts[0] == MILL


def test_every_fields_own_example_is_understood():
    for field in FIELDS:
        assert parse(field.example) is not None
        for choice in field.choices:
            assert parse(f"{field.name}:{choice}") is not None
    assert set(KINDS) >= {"direct", "mixed", "indirect", "money", "percent", "count"}


@pytest.mark.parametrize(
    "typed",
    [
        *("", "   ", '"', '""', "*", "...", "AND", "( )", "NOT", "\0", "-", "--"),
        *(
            "speaker:",
            "speaker: ",
            'speaker:"',
            'speaker:""',
            "number:",
            "number:>",
            "number:..",
            "in:*",
        ),
        *("before:", "kind:", "(tag:)"),
    ],
)
def test_nothing_to_look_for_yet_is_no_search(typed):
    assert parse(typed) is None


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("note: x", All((Words("note:"), Words("x")))),
        ("https://example.org/a", Words("https://example.org/a")),
        ("speker:Birk", Words("speker:Birk")),
        ("12:30", Words("12:30")),
    ],
)
def test_what_is_no_field_is_taken_as_words(typed, tree):
    assert parse(typed).tree == tree


def test_a_misspelt_field_is_remembered():
    assert parse("speker:Birk outlett:x fig:y").unknown == ("speker", "outlett", "fig")
    assert [meant(name) for name in ("speker", "Outlett", "fig")] == ["speaker", "outlet", None]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("mill number:many pond", "number:many"),
        ('number:"a lot" x', 'number:"a lot"'),
        ("number:>1000x", "number:>1000x"),
        ("number:1..b", "number:1..b"),
        ("(kind:loud)", "kind:loud"),
        ("-source:secret", "source:secret"),
        ("before:soon", "before:soon"),
        ("before:2024-13", "before:2024-13"),
        ("after:0000", "after:0000"),
        ("has:money mill", "has:money"),
        ("status:maybe", "status:maybe"),
    ],
)
def test_a_value_that_means_nothing_is_explained_in_its_place(typed, wrong):
    with pytest.raises(QueryFailure, match=r"^(.*): needs .*, such as \1:") as raised:
        parse(typed)
    failure = raised.value
    assert isinstance(failure, LibraryFailure)
    assert typed[failure.start : failure.end] == wrong
    assert failure.advice


def test_a_search_that_only_leaves_out_words_is_explained():
    for typed in ("NOT mill", "-mill", "pond OR NOT mill", "-(mill tag:water)"):
        with pytest.raises(QueryFailure, match="only says what to leave out"):
            parse(typed)
    assert parse("-has:tag").tree == Not(Has(Having.TAG))


def test_a_search_of_very_many_words_is_explained():
    parse("mill " * MOST_WORDS)
    for typed in ("mill " * (MOST_WORDS + 1), '"' + "mill " * (MOST_WORDS + 1), "mi." * 4000):
        with pytest.raises(QueryFailure, match=f"more than {MOST_WORDS} words"):
            parse(typed)


def test_parentheses_may_lie_in_each_other_but_not_endlessly():
    parse("(" * MOST_NESTED + "mill")
    with pytest.raises(QueryFailure, match="too many parentheses") as raised:
        parse("(" * 10_000 + "mill")
    assert (raised.value.start, raised.value.end) == (MOST_NESTED, MOST_NESTED + 1)
    assert parse("(a) " * 50).tree


pieces = st.sampled_from(
    [
        *(f"{field.name}:" for field in FIELDS),
        *(field.example for field in FIELDS),
        *(
            "(",
            ")",
            "-",
            '"',
            "“",
            "”",
            "*",
            " ",
            "AND ",
            "OR ",
            "NOT ",
            "mill",
            "\0",
            "\ud800",
            "..",
        ),
    ]
)


@given(st.lists(pieces | st.text(max_size=3), max_size=25).map("".join))
def test_a_failure_always_names_a_place_in_what_was_typed(typed):
    try:
        parse(typed)
    except QueryFailure as failure:
        assert 0 <= failure.start < failure.end <= len(typed)  # noqa: PT017 -- most are understood
