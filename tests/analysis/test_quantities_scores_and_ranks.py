"""Scores, votes and places in an order."""

import pytest

from tests.analysis.quantity_rows import check

SENTENCES = [
    ("She won by nearly 3-to-1.", [("nearly 3-to-1", "score", "3..1", "", "nearly")]),
    ("Women outnumber Tories 3-1.", [("3-1", "score", "3..1")]),
    ("The No. 2 Republican resigned.", [("No. 2", "rank", "2", "rank")]),
    ("The ratio was four to one.", [("four to one", "score", "4..1")]),
    ("The bill failed, 45-55.", [("45-55", "score", "45..55")]),
    ("He won 6-4, 7-5.", [("6-4", "score", "6..4"), ("7-5", "score", "7..5")]),
    ("They lost 3–2 to the Rovers.", [("3–2", "score", "3..2")]),
    ("The vote was 52-48.", [("52-48", "score", "52..48")]),
    ("The Senate voted 51 to 49 to confirm him.", [("51 to 49", "score", "51..49")]),
    ("In a 5-4 ruling, the court upheld the law.", [("5-4", "score", "5..4")]),
    ("By a 2-to-1 margin voters backed it.", [("2-to-1", "score", "2..1")]),
    ("The panel voted 4-to-3 to approve it.", [("4-to-3", "score", "4..3")]),
    ("It is the world's third-largest economy.", [("third-largest", "rank", "3", "rank")]),
    ("She is the No. 1 player in the world.", [("No. 1", "rank", "1", "rank")]),
    ("It is the 12th month in a row.", [("12th month", "rank", "12", "months")]),
    ("She ranked 15th in the class.", [("15th", "rank", "15", "rank")]),
    ("He celebrated his 90th birthday.", [("90th", "rank", "90")]),
    ("She marks her 50th anniversary.", [("50th", "rank", "50")]),
    (
        "The $1.9 trillion package passed 50-49.",
        [
            ("$1.9 trillion", "money", "1900000000000", "USD"),
            ("50-49", "score", "50..49"),
        ],
    ),
    ("He won for the third time.", [("third time", "rank", "3", "times")]),
    ("They won 3-1 on Saturday.", [("3-1", "score", "3..1")]),
    ("United beat City 2-0.", [("2-0", "score", "2..0")]),
    (
        "The Lakers won 112-98 to lead the series 3-1.",
        [("112-98", "score", "112..98"), ("3-1", "score", "3..1")],
    ),
    (
        "The Yankees lost 5-4 in 12 innings.",
        [("5-4", "score", "5..4"), ("12", "count", "12", "innings")],
    ),
    (
        "Nadal won 6-3, 6-4, 6-2.",
        [("6-3", "score", "6..3"), ("6-4", "score", "6..4"), ("6-2", "score", "6..2")],
    ),
    (
        "She won 7-6 (7-5), 6-3.",
        [("7-6", "score", "7..6"), ("7-5", "score", "7..5"), ("6-3", "score", "6..3")],
    ),
    ("The team is 10-2 this season.", [("10-2", "score", "10..2")]),
    (
        "The Bears (8-3) lost to the Lions (4-7).",
        [("8-3", "score", "8..3"), ("4-7", "score", "4..7")],
    ),
    ("He scored a hat-trick in a 4-0 win.", [("4-0", "score", "4..0")]),
    ("A 2-2 draw followed.", [("2-2", "score", "2..2")]),
    ("They drew 1-1 with Spurs.", [("1-1", "score", "1..1")]),
    ("They trailed 14-7 at half-time.", [("14-7", "score", "14..7")]),
    ("The jury voted 10-2.", [("10-2", "score", "10..2")]),
    ("The bill passed 219-212.", [("219-212", "score", "219..212")]),
    ("The House voted 220 to 204.", [("220 to 204", "score", "220..204")]),
    ("The Senate approved it 98-0.", [("98-0", "score", "98..0")]),
    ("It was approved unanimously, 9-0.", [("9-0", "score", "9..0")]),
    ("The 50-50 Senate is split.", [("50-50", "score", "50..50")]),
    ("The odds are 100 to 1.", [("100 to 1", "score", "100..1")]),
    ("The odds are 5-1.", [("5-1", "score", "5..1")]),
    ("The ratio of men to women is 3 to 1.", [("3 to 1", "score", "3..1")]),
    ("For the third year running, prices rose.", [("third year", "rank", "3", "years")]),
    ("It was his fifth straight win.", [("fifth straight win", "rank", "5", "wins")]),
    ("Kane scored in the 12th minute.", [("12th", "rank", "12")]),
    ("He got his second goal in the 88th minute.", [("88th", "rank", "88")]),
    ("He finished second.", [("second", "rank", "2", "rank")]),
    ("He came in third place.", [("third", "rank", "3", "rank")]),
    ("He finished in 2nd place.", [("2nd", "rank", "2", "rank")]),
    ("The team is ranked 4th.", [("4th", "rank", "4", "rank")]),
    ("World number one Djokovic won.", [("number one", "rank", "1", "rank")]),
    ("World No. 3 Nadal lost.", [("No. 3", "rank", "3", "rank")]),
    ("She is ranked No 5.", [("No 5", "rank", "5", "rank")]),
    ("The fifth-seeded Swede won.", [("fifth-seeded", "rank", "5", "rank")]),
    ("It is the second most populous state.", [("second most", "rank", "2", "rank")]),
    ("It is the second-most populous state.", [("second-most", "rank", "2", "rank")]),
    ("It is the third biggest city.", [("third biggest", "rank", "3", "rank")]),
    ("He scored his 25th goal.", [("25th", "rank", "25")]),
    (
        "The Warriors (50-20) beat the Nets 110-105.",
        [
            ("50-20", "score", "50..20"),
            ("110-105", "score", "110..105"),
        ],
    ),
    (
        "Messi's 10th hat-trick came in the 4-1 rout.",
        [("10th", "rank", "10"), ("4-1", "score", "4..1")],
    ),
    (
        "The game ended 2-2 after extra time; City won 4-3 on penalties.",
        [
            ("2-2", "score", "2..2"),
            ("4-3", "score", "4..3"),
        ],
    ),
    ("They were 2-0 up at half-time.", [("2-0", "score", "2..0")]),
    ("They lead 2-1 on aggregate.", [("2-1", "score", "2..1")]),
    ("England were 245-6 at the close.", [("245-6", "score", "245..6")]),
    (
        "Federer beat Nadal 6-4 3-6 6-1.",
        [
            ("6-4", "score", "6..4"),
            ("3-6", "score", "3..6"),
            ("6-1", "score", "6..1"),
        ],
    ),
    ("Republicans hold a 53-47 majority.", [("53-47", "score", "53..47")]),
    ("Clinton leads Trump 45-40 among women.", [("45-40", "score", "45..40")]),
    ("Clinton leads Trump 45 to 40 among women.", [("45 to 40", "score", "45..40")]),
    ("The 101st senator spoke.", [("101st", "rank", "101")]),
    ("The committee voted 8-7 to approve it.", [("8-7", "score", "8..7")]),
    ("The judges ruled 2-1.", [("2-1", "score", "2..1")]),
    ("The team beat Leeds 3-0.", [("3-0", "score", "3..0")]),
    ("They lost 21-14 on Sunday.", [("21-14", "score", "21..14")]),
    ("The side drew 0-0.", [("0-0", "score", "0..0")]),
    ("He beat Murray 7-5, 6-2.", [("7-5", "score", "7..5"), ("6-2", "score", "6..2")]),
    ("The bill failed, 45-55.", [("45-55", "score", "45..55")]),
    ("She is the fourth-fastest runner.", [("fourth-fastest", "rank", "4", "rank")]),
    ("It is Europe's sixth-largest bank.", [("sixth-largest", "rank", "6", "rank")]),
    ("The school ranked 23rd.", [("23rd", "rank", "23", "rank")]),
    ("He finished third.", [("third", "rank", "3", "rank")]),
    (
        "It is the ninth straight quarter of growth.",
        [("ninth straight quarter", "rank", "9", "quarters")],
    ),
    ("It was the 10th consecutive win.", [("10th consecutive win", "rank", "10", "wins")]),
    ("It was the second-worst season.", [("second-worst", "rank", "2", "rank")]),
]
"""As `quantity_rows` compares them."""


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_quantities_are_read_with_value_unit_and_modifier(find, sentence, expected):
    check(find(sentence), expected)
