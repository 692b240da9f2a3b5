"""Money, percent and points, with their ranges and comparisons."""

import pytest

from tests.analysis.quantity_rows import check

SENTENCES = [
    ("Rates fell 25 basis points.", [("25 basis points", "percent", "25", "basis points")]),
    (
        "It rose by 0.5 percentage points to 4.25%.",
        [
            ("0.5 percentage points", "percent", "0.5", "percentage points"),
            ("4.25%", "percent", "4.25", "%"),
        ],
    ),
    (
        "Profit fell to $1.2 billion, or 45 cents a share, from $1.5 billion, or 52 cents a share.",
        [
            ("$1.2 billion", "money", "1200000000", "USD"),
            ("45 cents a share", "money", "45", "cents per share"),
            ("$1.5 billion", "money", "1500000000", "USD"),
            ("52 cents a share", "money", "52", "cents per share"),
        ],
    ),
    (
        "Shares closed at $45.20, up $1.10.",
        [("$45.20", "money", "45.2", "USD"), ("$1.10", "money", "1.1", "USD")],
    ),
    (
        "The budget ranges from 100,000 to 250,000 euros.",
        [
            ("100,000 to 250,000 euros", "money", "100000..250000", "EUR"),
        ],
    ),
    (
        "It will cost at least 2 to 3 million euros.",
        [
            ("at least 2 to 3 million euros", "money", "2000000..3000000", "EUR", "at least"),
        ],
    ),
    (
        "It cost more than $3m to $5m.",
        [("more than $3m to $5m", "money", "3000000..5000000", "USD", "more than")],
    ),
    ("The bill came to €1.234,56.", [("€1.234,56", "money", "1234.56", "EUR")]),
    (
        "Tens of millions of dollars were lost.",
        [("Tens of millions of dollars", "money", "10000000..", "USD")],
    ),
    ("The iPhone 12 costs $799.", [("$799", "money", "799", "USD")]),
    ("The S&P 500 fell 1.2 percent.", [("1.2 percent", "percent", "1.2", "%")]),
    ("The FTSE 100 closed up 0.3%.", [("0.3%", "percent", "0.3", "%")]),
    (
        "The deal is worth $12.9bn (£10bn).",
        [
            ("$12.9bn", "money", "12900000000", "USD"),
            ("£10bn", "money", "10000000000", "GBP"),
        ],
    ),
    (
        "The fine was €3.5m ($4m).",
        [("€3.5m", "money", "3500000", "EUR"), ("$4m", "money", "4000000", "USD")],
    ),
    ("It cost Rs 500 crore.", [("Rs 500 crore", "money", "5000000000", "INR")]),
    ("It cost 3.2 lakh rupees.", [("3.2 lakh rupees", "money", "320000", "INR")]),
    ("The loan was for C$40 million.", [("C$40 million", "money", "40000000", "CAD")]),
    (
        "It cost 500 million yen ($4.6 million).",
        [
            ("500 million yen", "money", "500000000", "JPY"),
            ("$4.6 million", "money", "4600000", "USD"),
        ],
    ),
    ("They paid £1,000-£2,000 each.", [("£1,000-£2,000", "money", "1000..2000", "GBP")]),
    (
        "They paid between $5 and $10 million.",
        [("between $5 and $10 million", "money", "5000000..10000000", "USD")],
    ),
    ("They paid $5 to $10 million.", [("$5 to $10 million", "money", "5000000..10000000", "USD")]),
    ("They paid $5-10 million.", [("$5-10 million", "money", "5000000..10000000", "USD")]),
    (
        "They paid $15 an hour, up from $12.",
        [
            ("$15 an hour", "money", "15", "USD per hour"),
            ("$12", "money", "12", "USD"),
        ],
    ),
    (
        "Oil fell $1.20 to $45.30 a barrel.",
        [
            ("$1.20", "money", "1.2", "USD"),
            ("$45.30 a barrel", "money", "45.3", "USD per barrel"),
        ],
    ),
    ("Gold was at $1,900 an ounce.", [("$1,900 an ounce", "money", "1900", "USD per ounce")]),
    ("Petrol costs 129.9p a litre.", [("129.9p a litre", "money", "129.9", "pence per litre")]),
    ("It costs 50p.", [("50p", "money", "50", "pence")]),
    ("It costs 50 cents.", [("50 cents", "money", "50", "cents")]),
    ("Tickets cost five dollars.", [("five dollars", "money", "5", "USD")]),
    ("He owes millions of dollars.", [("millions of dollars", "money", "1000000..", "USD")]),
    ("A $100-million project began.", [("$100-million", "money", "100000000", "USD")]),
    ("A 100-million-dollar project began.", [("100-million-dollar", "money", "100000000", "USD")]),
    ("They spent $2tn.", [("$2tn", "money", "2000000000000", "USD")]),
    ("They spent 2 trn euros.", [("2 trn euros", "money", "2000000000000", "EUR")]),
    ("The budget is 3.5 mn euros.", [("3.5 mn euros", "money", "3500000", "EUR")]),
    ("About $40K was stolen.", [("About $40K", "money", "40000", "USD", "about")]),
    ("A pint costs £4.", [("£4", "money", "4", "GBP")]),
    ("It grew by 3.2 per cent.", [("3.2 per cent", "percent", "3.2", "%")]),
    (
        "It grew 3.2 percent to 4 percent.",
        [
            ("3.2 percent", "percent", "3.2", "%"),
            ("4 percent", "percent", "4", "%"),
        ],
    ),
    ("It grew 3 to 4 percent.", [("3 to 4 percent", "percent", "3..4", "%")]),
    (
        "It grew by between 3 and 4 per cent.",
        [("between 3 and 4 per cent", "percent", "3..4", "%")],
    ),
    ("It grew 3-4%.", [("3-4%", "percent", "3..4", "%")]),
    ("It grew 3%-4%.", [("3%-4%", "percent", "3..4", "%")]),
    (
        "It was 3.5 percent, compared with 4.1 percent in May.",
        [
            ("3.5 percent", "percent", "3.5", "%"),
            ("4.1 percent", "percent", "4.1", "%"),
        ],
    ),
    (
        "The rate fell from 5% to 4.5%.",
        [("5%", "percent", "5", "%"), ("4.5%", "percent", "4.5", "%")],
    ),
    ("A 20-percent cut was made.", [("20-percent", "percent", "20", "%")]),
    ("Ninety percent of them agreed.", [("Ninety percent", "percent", "90", "%")]),
    ("Ninety-nine percent of them agreed.", [("Ninety-nine percent", "percent", "99", "%")]),
    ("99.9% agreed.", [("99.9%", "percent", "99.9", "%")]),
    ("It fell half a percent.", [("half a percent", "percent", "0.5", "%")]),
    (
        "It fell by half a percentage point.",
        [("half a percentage point", "percent", "0.5", "percentage points")],
    ),
    (
        "It fell three-quarters of a point.",
        [("three-quarters of a point", "percent", "0.75", "percentage points")],
    ),
    ("It fell a half-point.", [("a half-point", "percent", "0.5", "percentage points")]),
    (
        "The Fed raised rates by a quarter of a percentage point.",
        [
            ("a quarter of a percentage point", "percent", "0.25", "percentage points"),
        ],
    ),
    ("It rose 50bps.", [("50bps", "percent", "50", "basis points")]),
    (
        "Over the next 10 years it will cost $10 billion.",
        [
            ("10 years", "duration", "10", "years"),
            ("$10 billion", "money", "10000000000", "USD"),
        ],
    ),
    (
        "In the last three months sales fell 3%.",
        [
            ("three months", "duration", "3", "months"),
            ("3%", "percent", "3", "%"),
        ],
    ),
    ("In the third quarter profit fell 5%.", [("5%", "percent", "5", "%")]),
    (
        "Debt is up to 40 percent from 30 percent.",
        [
            ("40 percent", "percent", "40", "%"),
            ("30 percent", "percent", "30", "%"),
        ],
    ),
    ("It costs a bit over $500.", [("a bit over $500", "money", "500", "USD", "more than")]),
    (
        "The 30-year mortgage rate averaged 3.1%.",
        [
            ("30-year", "duration", "30", "years"),
            ("3.1%", "percent", "3.1", "%"),
        ],
    ),
    (
        "The 10-year Treasury yield rose to 1.5% from 1.4%.",
        [
            ("10-year", "duration", "10", "years"),
            ("1.5%", "percent", "1.5", "%"),
            ("1.4%", "percent", "1.4", "%"),
        ],
    ),
    (
        "He has a net worth of $2-3 billion.",
        [("$2-3 billion", "money", "2000000000..3000000000", "USD")],
    ),
    (
        "A 2-year, $3 million contract was signed.",
        [
            ("2-year", "duration", "2", "years"),
            ("$3 million", "money", "3000000", "USD"),
        ],
    ),
    (
        "He signed a five-year, $50m deal.",
        [
            ("five-year", "duration", "5", "years"),
            ("$50m", "money", "50000000", "USD"),
        ],
    ),
    ("Shares fell as much as 12%.", [("as much as 12%", "percent", "12", "%", "up to")]),
    ("The euro rose to $1.1205.", [("$1.1205", "money", "1.1205", "USD")]),
    (
        "Brent crude rose 45 cents, or 0.6 percent, to $71.20 a barrel.",
        [
            ("45 cents", "money", "45", "cents"),
            ("0.6 percent", "percent", "0.6", "%"),
            ("$71.20 a barrel", "money", "71.2", "USD per barrel"),
        ],
    ),
    (
        "The index gained 1.2 points, or 0.3 per cent, to 412.5.",
        [
            ("1.2", "count", "1.2", "points"),
            ("0.3 per cent", "percent", "0.3", "%"),
            ("412.5", "count", "412.5"),
        ],
    ),
    ("GDP grew at an annual rate of 2.1 percent.", [("2.1 percent", "percent", "2.1", "%")]),
    (
        "Unemployment rose to 5.8 percent from 3.9.",
        [
            ("5.8 percent", "percent", "5.8", "%"),
            ("3.9", "percent", "3.9", "%"),
        ],
    ),
    (
        "It ranged from 5 percent to 10 percent.",
        [("5 percent to 10 percent", "percent", "5..10", "%")],
    ),
    ("Some 60% to 70% of them left.", [("Some 60% to 70%", "percent", "60..70", "%", "about")]),
    ("About 60-70% of them left.", [("About 60-70%", "percent", "60..70", "%", "about")]),
    ("One to two percent of them left.", [("One to two percent", "percent", "1..2", "%")]),
    ("The top 10 percent own it.", [("10 percent", "percent", "10", "%")]),
    (
        "The rate rose from 3.9 per cent to 5.8.",
        [
            ("3.9 per cent", "percent", "3.9", "%"),
            ("5.8", "percent", "5.8", "%"),
        ],
    ),
    ("It costs $5 bn.", [("$5 bn", "money", "5000000000", "USD")]),
    ("1.234.567 euros", [("1.234.567 euros", "money", "1234567", "EUR")]),
    ("1,234.50 euros", [("1,234.50 euros", "money", "1234.5", "EUR")]),
    ("0,5 percent", [("0,5 percent", "percent", "0.5", "%")]),
    ("5,6% rise", [("5,6%", "percent", "5.6", "%")]),
    (".5 percent", [(".5 percent", "percent", "0.5", "%")]),
    ("1'000'000 francs", [("1'000'000 francs", "money", "1000000", "CHF")]),
    (
        "About 1 in 5 adults, or 20 percent, smoke.",
        [
            ("About 1 in 5", "ratio", "0.2", "fraction", "about"),
            ("20 percent", "percent", "20", "%"),
        ],
    ),
    (
        "The company reported revenue of $3.4 billion, beating estimates of $3.2 billion.",
        [
            ("$3.4 billion", "money", "3400000000", "USD"),
            ("$3.2 billion", "money", "3200000000", "USD"),
        ],
    ),
    (
        "Revenue climbed 12% year over year to $9.9 billion.",
        [
            ("12%", "percent", "12", "%"),
            ("$9.9 billion", "money", "9900000000", "USD"),
        ],
    ),
    ("Net income was $2.50 per share.", [("$2.50 per share", "money", "2.5", "USD per share")]),
    (
        "The S&P 500 Index rose 0.5% to 2,856.",
        [("0.5%", "percent", "0.5", "%"), ("2,856", "count", "2856")],
    ),
    ("The stock is down 30% year to date.", [("30%", "percent", "30", "%")]),
    (
        "The Dow fell 300 points, or 1.1 percent, to 26,000.",
        [
            ("300", "count", "300", "points"),
            ("1.1 percent", "percent", "1.1", "%"),
            ("26,000", "count", "26000"),
        ],
    ),
    ("A barrel costs $60.", [("$60", "money", "60", "USD")]),
    (
        "Sales fell 5 percent, the first drop in seven years.",
        [
            ("5 percent", "percent", "5", "%"),
            ("seven years", "duration", "7", "years"),
        ],
    ),
    (
        "He was fined $250 and banned for three games.",
        [
            ("$250", "money", "250", "USD"),
            ("three", "count", "3", "games"),
        ],
    ),
    (
        "The defendant faces up to 20 years in prison and a $250,000 fine.",
        [
            ("up to 20 years", "duration", "20", "years", "up to"),
            ("$250,000", "money", "250000", "USD"),
        ],
    ),
    (
        "Firefighters have contained 35 percent of the 12,000-acre blaze.",
        [
            ("35 percent", "percent", "35", "%"),
            ("12,000-acre", "measure", "12000", "acres"),
        ],
    ),
    (
        "The vaccine was 95% effective, with a P value of 0.05.",
        [
            ("95%", "percent", "95", "%"),
            ("0.05", "count", "0.05"),
        ],
    ),
    ("About 0.1 percent of patients die.", [("About 0.1 percent", "percent", "0.1", "%", "about")]),
    ("The 1 percent are rich.", [("1 percent", "percent", "1", "%")]),
    ("The 99 percent marched.", [("99 percent", "percent", "99", "%")]),
    (
        "He won 52 percent to 48 percent.",
        [
            ("52 percent", "percent", "52", "%"),
            ("48 percent", "percent", "48", "%"),
        ],
    ),
    ("He won by 52% to 48%.", [("52%", "percent", "52", "%"), ("48%", "percent", "48", "%")]),
    (
        "The margin of error is plus or minus 3.1 percentage points.",
        [
            ("plus or minus 3.1 percentage points", "percent", "3.1", "percentage points", "about"),
        ],
    ),
    ("His approval is at 38 percent.", [("38 percent", "percent", "38", "%")]),
    ("He gave 110 percent.", [("110 percent", "percent", "110", "%")]),
    ("The house sold for €450,000.", [("€450,000", "money", "450000", "EUR")]),
    ("The state owes 3 billion euros.", [("3 billion euros", "money", "3000000000", "EUR")]),
    ("He paid 20 Swiss francs.", [("20 Swiss francs", "money", "20", "CHF")]),
    (
        "Police seized 500,000 Hong Kong dollars.",
        [("500,000 Hong Kong dollars", "money", "500000", "HKD")],
    ),
    ("The fee is 30 US dollars.", [("30 US dollars", "money", "30", "USD")]),
    (
        "The prize is worth 10 million Swedish kronor ($1.1 million).",
        [
            ("10 million Swedish kronor", "money", "10000000", "SEK"),
            ("$1.1 million", "money", "1100000", "USD"),
        ],
    ),
    ("The toll is 25 pence.", [("25 pence", "money", "25", "pence")]),
    ("It cost ¥500.", [("¥500", "money", "500", "JPY")]),
    ("It cost ₹2,000 crore.", [("₹2,000 crore", "money", "20000000000", "INR")]),
    (
        "Rents rose 7.5 percent to $1,450 a month.",
        [
            ("7.5 percent", "percent", "7.5", "%"),
            ("$1,450 a month", "money", "1450", "USD per month"),
        ],
    ),
    ("Wages start at $7.25 per hour.", [("$7.25 per hour", "money", "7.25", "USD per hour")]),
    (
        "Margins narrowed by 150 basis points.",
        [("150 basis points", "percent", "150", "basis points")],
    ),
    (
        "Support fell 3 percentage points to 41 percent.",
        [
            ("3 percentage points", "percent", "3", "percentage points"),
            ("41 percent", "percent", "41", "%"),
        ],
    ),
    ("Only 2 per cent agreed.", [("Only 2 per cent", "percent", "2", "%", "exactly")]),
    ("Fully 80% of them agreed.", [("Fully 80%", "percent", "80", "%", "exactly")]),
    ("Prices increased 4% to 6%.", [("4%", "percent", "4", "%"), ("6%", "percent", "6", "%")]),
    ("Output shrank between 2% and 3%.", [("between 2% and 3%", "percent", "2..3", "%")]),
    ("As little as 1% was saved.", [("As little as 1%", "percent", "1", "%", "at least")]),
    ("Up to 15% of pupils missed class.", [("Up to 15%", "percent", "15", "%", "up to")]),
]
"""As `quantity_rows` compares them."""


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_quantities_are_read_with_value_unit_and_modifier(find, sentence, expected):
    check(find(sentence), expected)
