"""A library of 10,000 readings with 300,000 marks: what is found is right, and found by little work.

Times depend on the machine. What SQLite does does not: the steps of its virtual machine are
counted, and the plans of its statements read.
"""

import functools
import json
import re

import pytest

from app.library.library import Library
from app.reading.listing import HitKind, Order
from tests.benchmarks import shelf

READINGS = 10_000

# Looking at every quote and every number takes more than three million.
STEPS = {Order.RELEVANCE: 1_500_000, Order.DATE: 2_500_000}

COMMON, FREQUENT, RARE = "hirk", "naill", "jeaweax"


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    made = tmp_path_factory.mktemp("large") / "library.sqlite"
    shelf.fill(made, READINGS)
    return made


@pytest.fixture(scope="module")
def library(file):
    with Library.open(file) as opened:
        yield opened


@pytest.fixture(scope="module")
def rows(library):
    """Everything a search may find, read without the search."""
    raw = library._database._raw
    dates = {}
    words = {}
    for reading, title, byline, outlet, published, added, text in raw.execute(
        "SELECT id, title, byline, outlet, published, added, text FROM readings "
        "JOIN texts ON reading = id WHERE deleted_at IS NULL"
    ):
        dates[reading] = published or added
        words[reading] = tokens(title, byline, outlet, text)
    quotes = [
        (key, reading, tokens(said, speaker), tokens(speaker), kind, anonymous, speaker)
        for key, reading, said, speaker, kind, anonymous in raw.execute(
            "SELECT id, reading, words, speaker, kind, anonymous FROM attributions "
            "WHERE act <> 'attitude' AND confidence >= 0.45"
        )
        if reading in dates
    ]
    numbers = [
        (key, reading, tokens(text, value, unit, subject, *json.loads(by)), unit, low, high)
        for key, reading, text, value, unit, subject, by, low, high in raw.execute(
            "SELECT id, reading, text, value, coalesce(unit, ''), subject, claimed_by, least, most "
            "FROM quantities WHERE claim AND confidence >= 0.45"
        )
        if reading in dates
    ]
    tags = set(raw.execute("SELECT tag, reading FROM reading_tags"))
    held = set(raw.execute("SELECT collection, reading FROM collection_readings"))
    noted = {r for (r,) in raw.execute("SELECT reading FROM own_annotations WHERE note <> ''")}
    return dates, words, quotes, numbers, tags, held, noted


def tokens(*texts):
    return {word for text in texts for word in re.findall(r"\w+", str(text or "").lower())}


def everything(library, query, kind, order=Order.RELEVANCE):
    """Return (reading, place) of all hits, page by page."""
    found, after = [], None
    for _ in range(200):
        page = library.search(query, 300, kinds={kind}, order=order, after=after)
        found += [(hit.reading, hit.mark or hit.start) for hit in page]
        after = page.after
        if after is None:
            return found
    raise AssertionError("the pages do not end")


@functools.cache
def most_quoted(library):
    return library.speakers(limit=1)[0].name


def name_of(library):
    return most_quoted(library).split()[0].lower()


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize(
    ("query", "right"),
    [
        (COMMON, lambda r, w, s: COMMON in w[r]),
        (f"{FREQUENT} {RARE}", lambda r, w, s: {FREQUENT, RARE} <= w[r]),
        (f"{FREQUENT} -{COMMON}", lambda r, w, s: FREQUENT in w[r] and COMMON not in w[r]),
        ("tag:“tag 1”", lambda r, w, s: (1, r) in s[4]),
        (f"tag:“tag 150” {COMMON}", lambda r, w, s: (150, r) in s[4] and COMMON in w[r]),
        (
            "in:big -has:tag",
            lambda r, w, s: (1, r) in s[5] and not any((t, r) in s[4] for t in range(201)),
        ),
        ("in:around", lambda r, w, s: (3, r) in s[5] or (4, r) in s[5]),
        ("in:smart", lambda r, w, s: (3, r) in s[4] and s[0][r] >= "2018"),
        (
            f"in:smart {RARE} OR tag:“tag 9”",
            lambda r, w, s: (
                ((3, r) in s[4] and s[0][r] >= "2018" and RARE in w[r]) or (9, r) in s[4]
            ),
        ),
        ("after:2016 before:2016-03", lambda r, w, s: "2016" <= s[0][r] < "2016-03"),
        (f"has:note {FREQUENT}", lambda r, w, s: r in s[6] and FREQUENT in w[r]),
        (
            "-has:note has:tag after:2023-11",
            lambda r, w, s: (
                r not in s[6] and s[0][r] >= "2023-11" and any((t, r) in s[4] for t in range(201))
            ),
        ),
        (
            f"nai* ({RARE} OR voag)",
            lambda r, w, s: any(x.startswith("nai") for x in w[r]) and {RARE, "voag"} & w[r],
        ),
    ],
)
def test_every_reading_that_meets_a_query_is_found_and_no_other(library, rows, query, right, order):
    dates, words, *_ = rows
    found = [reading for reading, _ in everything(library, query, HitKind.READING, order)]
    assert len(found) == len(set(found))
    assert set(found) == {reading for reading in dates if right(reading, words, rows)}
    if order is Order.DATE:
        assert [dates[reading] for reading in found] == sorted(map(dates.get, found), reverse=True)


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize(
    ("query", "right"),
    [
        (f"{COMMON} kind:mixed", lambda q, s, n: q[4] == "mixed" and COMMON in q[2]),
        ("kind:mixed", lambda q, s, n: q[4] == "mixed"),
        ("source:anonymous", lambda q, s, n: q[5]),
        (
            f"kind:direct source:anonymous {COMMON}",
            lambda q, s, n: q[4] == "direct" and q[5] and COMMON in q[2],
        ),
        ("speaker:{name}", lambda q, s, n: n(q)),
        (f"speaker:{{name}} -{COMMON}", lambda q, s, n: n(q) and COMMON not in q[2]),
        (f"tag:“tag 150” {COMMON}", lambda q, s, n: (150, q[1]) in s[4] and COMMON in q[2]),
        (f"in:big {FREQUENT}", lambda q, s, n: (1, q[1]) in s[5] and FREQUENT in q[2]),
        (
            f"(tag:“tag 2” OR {RARE}) kind:direct",
            lambda q, s, n: ((2, q[1]) in s[4] or RARE in q[2]) and q[4] == "direct",
        ),
        (f"in:small -{COMMON}", lambda q, s, n: (2, q[1]) in s[5] and COMMON not in q[2]),
        (f"before:2015 {FREQUENT}", lambda q, s, n: s[0][q[1]] < "2015" and FREQUENT in q[2]),
    ],
)
def test_every_quote_that_meets_a_query_is_found_and_no_other(library, rows, query, right, order):
    dates, _, quotes, *_ = rows
    name = name_of(library)
    found = everything(library, query.format(name=name), HitKind.QUOTE, order)
    assert len(found) == len(set(found))
    raw = library._database._raw
    keys = dict(raw.execute("SELECT id, key FROM attributions"))
    united = "SELECT one.name, other.name FROM people one JOIN people other ON other.id = one.means"
    pairs = [pair for row in raw.execute(united) for pair in (row, row[::-1])]
    others = {one for one, other in pairs if name in tokens(other)}

    def said(quote):
        return name in quote[3] or quote[6] in others

    wanted = {(quote[1], keys[quote[0]]) for quote in quotes if right(quote, rows, said)}
    assert set(found) == wanted
    if order is Order.DATE:
        order_of = [dates[reading] for reading, _ in found]
        assert order_of == sorted(order_of, reverse=True)


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize(
    ("query", "right"),
    [
        ("unit:%", lambda q, s: q[3] == "%"),
        ("unit:percent number:50..60", lambda q, s: q[3] == "%" and 50 <= q[4] <= q[5] <= 60),
        ("unit:knots", lambda q, s: q[3] == "knots"),
        ("unit:houses number:>1k", lambda q, s: q[3] == "houses" and q[4] > 1000),
        ("number:<3", lambda q, s: q[5] < 3),
        (
            f"number:1000..2000 {COMMON}",
            lambda q, s: 1000 <= q[4] <= q[5] <= 2000 and COMMON in q[2],
        ),
        (
            "number:>=1m -unit:$ tag:“tag 1”",
            lambda q, s: q[4] >= 1e6 and q[3] != "USD" and (1, q[1]) in s[4],
        ),
    ],
)
def test_every_number_that_meets_a_query_is_found_and_no_other(library, rows, query, right, order):
    dates, _, _, numbers, *_ = rows
    found = everything(library, query, HitKind.NUMBER, order)
    assert len(found) == len(set(found))
    raw = library._database._raw
    keys = dict(raw.execute("SELECT id, key FROM quantities"))
    assert set(found) == {(n[1], keys[n[0]]) for n in numbers if right(n, rows)}
    if order is Order.DATE:
        order_of = [dates[reading] for reading, _ in found]
        assert order_of == sorted(order_of, reverse=True)


def test_a_speakers_quotes_come_by_date_and_count_every_name(library, rows):
    dates, _, quotes, *_ = rows
    raw = library._database._raw
    (name, means) = raw.execute(
        "SELECT one.name, other.name FROM people one JOIN people other ON other.id = one.means"
    ).fetchone()
    found, after = [], None
    while True:
        page = library.quotes_by(name, 7, after)
        found += page
        after = page.after
        if after is None:
            break
    assert {hit.speaker for hit in found} == {name, means}
    assert len(found) == sum(quote[6] in (name, means) for quote in quotes)
    order = [dates[hit.reading] for hit in found]
    assert order == sorted(order, reverse=True)
    (listed,) = [one for one in library.speakers(means, 5) if one.name == means]
    assert listed.others == (name,)


QUERIES = (
    *(
        COMMON,
        FREQUENT,
        RARE,
        f"{COMMON} {RARE}",
        f'"{COMMON} voag"',
        "sh*",
        "she*",
        f"{COMMON} -voag",
    ),
    *(f"{COMMON} OR voag", "unit:%", "unit:% number:50..60", "number:>1000", "kind:direct"),
    *("kind:rank", "has:note", "-has:text", "in:big", f"in:big {COMMON}", f"in:small {COMMON}"),
    *("in:smart", f"in:smart {COMMON}", f"tag:“tag 150” {FREQUENT}", f"tag:“tag 150” -{COMMON}"),
    *(f"outlet:post {COMMON}", f"before:2015 {COMMON}", f"after:2023-12-20 {COMMON}"),
    *("speaker:{name}", f"speaker:{{name}} {COMMON}", "source:anonymous", "status:disputed"),
    *("status:open", f"(tag:“tag 1” OR {COMMON}) kind:direct", f"title:{COMMON} number:>1000"),
)


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("query", QUERIES)
def test_a_page_takes_few_steps_and_no_statement_goes_through_a_table(library, query, order):
    query = query.format(name=name_of(library))
    steps, statements = watched(library, lambda: library.search(query, order=order))
    assert steps < STEPS[order]
    assert statements
    for statement in statements:
        assert scanned(library, statement) == []


@pytest.mark.parametrize(
    "work",
    [
        lambda library: library.readings(100),
        lambda library: library.load(77),
        lambda library: library.quotes_by(most_quoted(library)),
        lambda library: library.readings_for("in:big"),
        lambda library: library.readings_for(f"{COMMON} after:2020"),
        lambda library: library.readings_for("number:>1000"),
    ],
)
def test_lists_take_few_steps(library, work):
    most_quoted(library)
    steps, _ = watched(library, lambda: work(library))
    assert steps < STEPS[Order.RELEVANCE]


def watched(library, work):
    """Return the steps that some work takes, in hundreds, and its statements."""
    raw = library._database._raw
    counted, statements = [], []
    raw.set_progress_handler(lambda: counted.append(100), 100)
    raw.set_trace_callback(statements.append)
    try:
        work()
    finally:
        raw.set_progress_handler(None, 0)
        raw.set_trace_callback(None)
    return sum(counted), [one for one in statements if one.startswith(("SELECT", "WITH"))]


LARGE = re.compile(
    r"SCAN (attributions|quantities|quotations|readings|texts|speakers|blocks|said)\b(?! USING COVERING)"
)


def scanned(library, statement):
    """Return what a statement goes through from one end to the other."""
    raw = library._database._raw
    plan = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}")]
    return [line for line in plan if LARGE.search(line)]
