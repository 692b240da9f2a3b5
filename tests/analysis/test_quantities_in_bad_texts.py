"""Texts that are no prose: codes, tables, foreign digits, runs without end."""

from decimal import Decimal

import pytest
import spacy

from app.analysis.language import readable
from app.analysis.quantities import find_quantities


@pytest.fixture(scope="module")
def find_unparsed():
    language = spacy.blank("en")
    language.add_pipe("sentencizer")
    return lambda text: find_quantities(language(readable(text)), 0)


@pytest.mark.parametrize(
    "text",
    [
        "1.2.3.4",
        "The value is 1/0.",
        "The value is 10^9.",
        "1/2/3/4/5",
        "1-2-3-4-5",
        "1:2:3:4",
        "Numbers 1,2,3,4,5 were drawn.",
        "Then 12,34,56 came.",
        "It cost $$$ and %%%.",
        "It scored XIV points.",
        "9" * 400,
        "$" + "9" * 400 + " was paid.",
        "It has " + "7" * 19 + " dollars.",
        "Account 12345678901234567890 was closed.",
    ],
)
def test_what_is_not_one_number_is_left_alone(find, text):
    assert [quantity.text for quantity in find(text)] == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("٣٤ people came.", [34]),
        ("３４ people came.", [34]),
        ("There were 3😀4 people.", [3, 4]),
        ("Paris\t2,100,000\t2,200,000", [2_100_000, 2_200_000]),
        ("Total\t5\t10\t15%", [5, 10, 15]),
        ("Rate | 3.5% | 4.1%", [Decimal("3.5"), Decimal("4.1")]),
        ("The value is -5.", [-5]),
        ("5 %%% of people.", [5]),
        ("1 000 000 people", [1_000_000]),
        ("1'000'000 francs", [1_000_000]),
        ("1.234.567 euros", [1_234_567]),
    ],
)
def test_odd_forms_keep_their_value(find, text, values):
    assert [quantity.value for quantity in find(text)] == values


@pytest.mark.parametrize(
    "unit",
    [
        "1", "1,", "1.", "1 ", "1-", "1/", "1:", "1\t", "§ ", "$", "%", "- 5 ", "one ", "one-", "half a ", "6'3",
        "one hundred and ", "2 million ", "thousands of ", "at least at least 3 ", "10 by ", "[1]", "S&P 500 ",
        "is will be 4 ", "1 000 ", "٣", "３", "½", "3😀", "a third to ", "between 3 and ", "$3 to ", "No. ", "in the 20s ",
    ],
)  # fmt: skip
def test_a_run_without_end_gives_no_absurd_value(find_unparsed, unit):
    text = unit * (20_000 // len(unit))
    for quantity in find_unparsed(text):
        assert text[quantity.start : quantity.end] == quantity.text
        ends = [end for end in (quantity.value, quantity.low, quantity.high) if end is not None]
        assert all(end.is_finite() and abs(end) < Decimal(10) ** 24 for end in ends)
