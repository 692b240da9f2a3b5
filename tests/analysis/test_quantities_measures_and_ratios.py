"""Measures, lengths of time, parts of a whole and multiples."""

import pytest

from tests.analysis.quantity_rows import check

WINDOWS: dict[str, tuple[str, ...]] = {
    "The first 100 days matter.": ("100 days",),
    "He ruled for the past decade and a half.": ("decade and a half",),
    "The last two weeks were bad.": ("two weeks",),
    "The first two weeks were bad.": ("two weeks",),
}
"""Lengths of time that only say when."""

SENTENCES = [
    (
        "Trump is 6'3\" tall and weighs 236 pounds.",
        [
            ("6'3\"", "measure", "75", "inches"),
            ("236 pounds", "measure", "236", "pounds"),
        ],
    ),
    ("The house sits on a 6ft 2in wall.", [("6ft 2in", "measure", "74", "inches")]),
    ("He is 5 feet 11 inches tall.", [("5 feet 11 inches", "measure", "71", "inches")]),
    (
        "The 6-foot-4, 230-pound forward scored 22 points and 11 rebounds.",
        [
            ("6-foot-4", "measure", "76", "inches"),
            ("230-pound", "measure", "230", "pounds"),
            ("22", "count", "22", "points"),
            ("11", "count", "11", "rebounds"),
        ],
    ),
    (
        "The rate is 5 for every 1,000 residents.",
        [
            ("5 for every 1,000 residents", "ratio", "5", "per 1,000 residents"),
        ],
    ),
    ("The car does 40 miles per gallon.", [("40 miles per gallon", "measure", "40", "mpg")]),
    ("Temperatures will be in the 20s on Monday.", [("20s", "measure", "20..29", "degrees")]),
    ("Highs in the mid-80s are expected.", [("mid-80s", "measure", "80..89", "degrees")]),
    ("It weighs 1 234,5 kg.", [("1 234,5 kg", "measure", "1234.5", "kg")]),
    (
        "Roughly one-third of the 30 members voted.",
        [
            ("Roughly one-third", "ratio", "0.333333333333", "fraction", "about"),
            ("30", "count", "30", "members"),
        ],
    ),
    ("Two-thirds of voters agreed.", [("Two-thirds", "ratio", "0.666666666667", "fraction")]),
    ("Three in ten people agree.", [("Three in ten", "ratio", "0.3", "fraction")]),
    ("Nine out of 10 doctors agree.", [("Nine out of 10", "ratio", "0.9", "fraction")]),
    ("One in every five homes is empty.", [("One in every five", "ratio", "0.2", "fraction")]),
    ("A factor of three separates them.", [("three", "ratio", "3", "times")]),
    ("The number rose by a factor of 10.", [("10", "ratio", "10", "times")]),
    ("It is three times as large as before.", [("three times", "ratio", "3", "times")]),
    ("Half of them left.", [("Half", "ratio", "0.5", "fraction")]),
    ("Half an hour later he left.", [("Half an hour", "duration", "0.5", "hours")]),
    ("They waited an hour and a half.", [("an hour and a half", "duration", "1.5", "hours")]),
    (
        "He ruled for the past decade and a half.",
        [("decade and a half", "duration", "1.5", "decades")],
    ),
    ("It took two and a half years.", [("two and a half years", "duration", "2.5", "years")]),
    ("He ran 2 1/2 miles.", [("2 1/2 miles", "measure", "2.5", "miles")]),
    (
        "He ran the 100m in 9.58 seconds.",
        [
            ("100m", "measure", "100", "m"),
            ("9.58 seconds", "duration", "9.58", "seconds"),
        ],
    ),
    ("She swam 200m.", [("200m", "measure", "200", "m")]),
    ("It is 3.5m long.", [("3.5m", "measure", "3.5", "m")]),
    ("It is 22mm wide.", [("22mm", "measure", "22", "mm")]),
    ("The 50-metre pool is closed.", [("50-metre", "measure", "50", "m")]),
    (
        "The lake is 3 km (2 miles) away.",
        [("3 km", "measure", "3", "km"), ("2 miles", "measure", "2", "miles")],
    ),
    ("The lake is 3 kilometers wide.", [("3 kilometers", "measure", "3", "km")]),
    (
        "Winds reached 120 mph (193 km/h).",
        [
            ("120 mph", "measure", "120", "mph"),
            ("193 km/h", "measure", "193", "km/h"),
        ],
    ),
    ("It was 30 degrees Celsius.", [("30 degrees Celsius", "measure", "30", "degrees Celsius")]),
    ("It was 95 degrees.", [("95 degrees", "measure", "95", "degrees")]),
    (
        "It was 30C (86F).",
        [
            ("30C", "measure", "30", "degrees Celsius"),
            ("86F", "measure", "86", "degrees Fahrenheit"),
        ],
    ),
    ("It was -5C.", [("-5C", "measure", "-5", "degrees Celsius")]),
    ("It was minus 20 degrees.", [("minus 20 degrees", "measure", "-20", "degrees")]),
    ("It was 40°C.", [("40°C", "measure", "40", "degrees Celsius")]),
    ("A magnitude-6.5 quake hit.", [("magnitude-6.5", "measure", "6.5", "magnitude")]),
    ("A 6.5-magnitude quake hit.", [("6.5-magnitude", "measure", "6.5", "magnitude")]),
    ("A 7.8 earthquake hit.", [("7.8", "measure", "7.8", "magnitude")]),
    ("The quake measured 6.5 on the Richter scale.", [("6.5", "measure", "6.5", "magnitude")]),
    ("It covers 500 square miles.", [("500 square miles", "measure", "500", "square miles")]),
    ("It covers 1,200 sq km.", [("1,200 sq km", "measure", "1200", "square km")]),
    ("It burned 12,000 acres.", [("12,000 acres", "measure", "12000", "acres")]),
    ("The bottle holds 750 ml.", [("750 ml", "measure", "750", "ml")]),
    ("He weighs 12 stone 6 pounds.", [("12 stone 6 pounds", "measure", "174", "pounds")]),
    ("He drank two litres of water.", [("two litres", "measure", "2", "litres")]),
    ("The plant makes 500 megawatts.", [("500 megawatts", "measure", "500", "MW")]),
    (
        "The 1.5-liter engine makes 90 horsepower.",
        [
            ("1.5-liter", "measure", "1.5", "litres"),
            ("90 horsepower", "measure", "90", "horsepower"),
        ],
    ),
    (
        "The phone has 64GB of storage and a 12-megapixel camera.",
        [
            ("64GB", "measure", "64", "GB"),
            ("12-megapixel", "measure", "12", "megapixels"),
        ],
    ),
    ("It emits 400 ppm of CO2.", [("400 ppm", "measure", "400", "ppm")]),
    (
        "They pump 9 million barrels per day.",
        [
            ("9 million barrels per day", "measure", "9000000", "barrels per day"),
        ],
    ),
    (
        "They pump 9 million barrels a day.",
        [("9 million barrels a day", "measure", "9000000", "barrels per day")],
    ),
    ("They pump 9 million bpd.", [("9 million bpd", "measure", "9000000", "barrels per day")]),
    ("It rose tenfold.", [("tenfold", "ratio", "10", "times")]),
    ("It rose 10-fold.", [("10-fold", "ratio", "10", "times")]),
    ("It is a threefold rise.", [("threefold", "ratio", "3", "times")]),
    ("It more than doubled.", [("more than doubled", "ratio", "2", "times", "more than")]),
    (
        "It nearly tripled to 40,000.",
        [
            ("nearly tripled", "ratio", "3", "times", "nearly"),
            ("40,000", "count", "40000"),
        ],
    ),
    ("It halved.", [("halved", "ratio", "0.5", "times")]),
    ("Twice as many people came.", [("Twice", "ratio", "2", "times")]),
    ("It is four times the size.", [("four times", "ratio", "4", "times")]),
    ("It is five times more likely.", [("five times", "ratio", "5", "times")]),
    ("It is 2.5 times higher.", [("2.5 times", "ratio", "2.5", "times")]),
    ("Sales quadrupled.", [("quadrupled", "ratio", "4", "times")]),
    ("It is double the average.", [("double", "ratio", "2", "times")]),
    ("It is a two-fold risk.", [("two-fold", "ratio", "2", "times")]),
    ("It is three times a day.", [("three times a day", "ratio", "3", "times per day")]),
    ("He went once a week.", [("once", "ratio", "1", "times")]),
    ("He won it twice.", [("twice", "ratio", "2", "times")]),
    (
        "He won it twice in three years.",
        [
            ("twice", "ratio", "2", "times"),
            ("three years", "duration", "3", "years"),
        ],
    ),
    ("He has won four times.", [("four times", "ratio", "4", "times")]),
    ("It has been 10 years since he left.", [("10 years", "duration", "10", "years")]),
    (
        "He was jailed for 12 years and six months.",
        [("12 years and six months", "duration", "150", "months")],
    ),
    ("He was sentenced to 25 years to life.", [("25 years", "duration", "25", "years")]),
    ("He was sentenced to 10 to 15 years.", [("10 to 15 years", "duration", "10..15", "years")]),
    ("It took three-and-a-half hours.", [("three-and-a-half hours", "duration", "3.5", "hours")]),
    ("It took 2 hours, 15 minutes.", [("2 hours, 15 minutes", "duration", "135", "minutes")]),
    ("It took 1 hour 20 minutes.", [("1 hour 20 minutes", "duration", "80", "minutes")]),
    ("The two-hour meeting ended.", [("two-hour", "duration", "2", "hours")]),
    ("The 90-minute film won.", [("90-minute", "duration", "90", "minutes")]),
    ("The 24-hour strike began.", [("24-hour", "duration", "24", "hours")]),
    ("The four-day week is here.", [("four-day", "duration", "4", "days")]),
    (
        "He has been gone for two to three weeks.",
        [("two to three weeks", "duration", "2..3", "weeks")],
    ),
    ("Within 48 hours they left.", [("Within 48 hours", "duration", "48", "hours", "up to")]),
    ("Half an hour passed.", [("Half an hour", "duration", "0.5", "hours")]),
    ("A half-hour passed.", [("A half-hour", "duration", "0.5", "hours")]),
    ("One week later he left.", [("One week", "duration", "1", "weeks")]),
    ("Two years ago it happened.", [("Two years", "duration", "2", "years")]),
    ("Two decades later it happened.", [("Two decades", "duration", "2", "decades")]),
    (
        "He threw for 250 yards and three touchdowns.",
        [
            ("250 yards", "measure", "250", "yards"),
            ("three", "count", "3", "touchdowns"),
        ],
    ),
    ("He has a one in three chance.", [("one in three", "ratio", "0.333333333333", "fraction")]),
    ("The ratio is 3:1.", [("3:1", "ratio", "3", "fraction")]),
    (
        "One out of every four children is poor.",
        [("One out of every four", "ratio", "0.25", "fraction")],
    ),
    ("1 in 68 children has it.", [("1 in 68", "ratio", "0.0147058823529", "fraction")]),
    ("One in a million people have it.", [("One in a million", "ratio", "0.000001", "fraction")]),
    (
        "Fewer than one in 10 agreed.",
        [("Fewer than one in 10", "ratio", "0.1", "fraction", "under")],
    ),
    ("Two in three agreed.", [("Two in three", "ratio", "0.666666666667", "fraction")]),
    ("Two-thirds majority is needed.", [("Two-thirds", "ratio", "0.666666666667", "fraction")]),
    ("A third of the land is dry.", [("A third", "ratio", "0.333333333333", "fraction")]),
    (
        "More than a third of adults smoke.",
        [
            ("More than a third", "ratio", "0.333333333333", "fraction", "more than"),
        ],
    ),
    ("A fifth of pupils left.", [("A fifth", "ratio", "0.2", "fraction")]),
    ("One-fifth of pupils left.", [("One-fifth", "ratio", "0.2", "fraction")]),
    ("Three-quarters of pupils left.", [("Three-quarters", "ratio", "0.75", "fraction")]),
    ("Three quarters of pupils left.", [("Three quarters", "ratio", "0.75", "fraction")]),
    ("Half the pupils left.", [("Half", "ratio", "0.5", "fraction")]),
    ("Almost half of pupils left.", [("Almost half", "ratio", "0.5", "fraction", "nearly")]),
    (
        "Half of the 40 pupils left.",
        [("Half", "ratio", "0.5", "fraction"), ("40", "count", "40", "pupils")],
    ),
    ("Four of five men were freed.", [("Four of five", "ratio", "0.8", "fraction")]),
    ("He is one of two survivors.", [("one of two", "ratio", "0.5", "fraction")]),
    ("They walked hundreds of miles.", [("hundreds of miles", "measure", "100..", "miles")]),
    (
        "It happened thousands of years ago.",
        [("thousands of years", "duration", "1000..", "years")],
    ),
    ("Dozens of times he tried.", [("Dozens of times", "ratio", "24..", "times")]),
    ("The 100-year flood came.", [("100-year", "duration", "100", "years")]),
    (
        "Shares rose by as much as a third.",
        [("as much as a third", "ratio", "0.333333333333", "fraction", "up to")],
    ),
    ("He made 12 of 15 free throws.", [("12 of 15", "ratio", "0.8", "fraction")]),
    ("The hurricane had winds of 115 mph.", [("115 mph", "measure", "115", "mph")]),
    ("Rainfall of 2 to 4 inches is expected.", [("2 to 4 inches", "measure", "2..4", "inches")]),
    ("6 to 10 inches of snow fell.", [("6 to 10 inches", "measure", "6..10", "inches")]),
    ("Snow of 6-10 inches fell.", [("6-10 inches", "measure", "6..10", "inches")]),
    ("The baby weighed 7lb 3oz.", [("7lb 3oz", "measure", "115", "ounces")]),
    ("The baby weighed 7 pounds 3 ounces.", [("7 pounds 3 ounces", "measure", "115", "ounces")]),
    ("It is 1.5 times as large.", [("1.5 times", "ratio", "1.5", "times")]),
    ("One-and-a-half times as many came.", [("One-and-a-half times", "ratio", "1.5", "times")]),
    ("It takes 20 to 30 minutes.", [("20 to 30 minutes", "duration", "20..30", "minutes")]),
    ("It takes 20 or 30 minutes.", [("20 or 30 minutes", "duration", "20..30", "minutes")]),
    ("It takes 20-30 min.", [("20-30 min", "duration", "20..30", "minutes")]),
    ("She is 5ft 4in tall.", [("5ft 4in", "measure", "64", "inches")]),
    ("She is 1.65m tall.", [("1.65m", "measure", "1.65", "m")]),
    (
        "A third to a half of them left.",
        [("A third to a half", "ratio", "0.333333333333..0.5", "fraction")],
    ),
    (
        "Between a third and half of them left.",
        [
            ("Between a third and half", "ratio", "0.333333333333..0.5", "fraction"),
        ],
    ),
    (
        "The ship is 300m long and 40m wide.",
        [("300m", "measure", "300", "m"), ("40m", "measure", "40", "m")],
    ),
    ("The final whistle came after 94 minutes.", [("94 minutes", "duration", "94", "minutes")]),
    ("Kane scored on 12 minutes.", [("12 minutes", "duration", "12", "minutes")]),
    ("It is the worst in 20 years.", [("20 years", "duration", "20", "years")]),
    ("The first 100 days matter.", [("100 days", "duration", "100", "days")]),
    ("The last two weeks were bad.", [("two weeks", "duration", "2", "weeks")]),
    ("The first two weeks were bad.", [("two weeks", "duration", "2", "weeks")]),
    ("±5 degrees", [("±5 degrees", "measure", "5", "degrees", "about")]),
    ("10 × 20 cm", [("10", "measure", "10", "cm"), ("20 cm", "measure", "20", "cm")]),
    ("The pit is 3 m deep.", [("3 m", "measure", "3", "m")]),
    (
        "It was 30 C (86 F) in May.",
        [
            ("30 C", "measure", "30", "degrees Celsius"),
            ("86 F", "measure", "86", "degrees Fahrenheit"),
        ],
    ),
    ("A 5 x 3 cm patch.", [("5", "measure", "5", "cm"), ("3 cm", "measure", "3", "cm")]),
    (
        "The room is 10 by 12 feet.",
        [("10", "measure", "10", "feet"), ("12 feet", "measure", "12", "feet")],
    ),
    (
        "The 6-foot-9-inch center had 20 points.",
        [
            ("6-foot-9-inch", "measure", "81", "inches"),
            ("20", "count", "20", "points"),
        ],
    ),
    (
        "She finished in 2 hours 15 minutes 25 seconds.",
        [
            ("2 hours 15 minutes 25 seconds", "duration", "8125", "seconds"),
        ],
    ),
    (
        "He ran a 4.4-second 40-yard dash.",
        [
            ("4.4-second", "duration", "4.4", "seconds"),
            ("40-yard", "measure", "40", "yards"),
        ],
    ),
    ("Hamilton won by 4.5 seconds.", [("4.5 seconds", "duration", "4.5", "seconds")]),
    ("She was sentenced to life plus 20 years.", [("20 years", "duration", "20", "years")]),
    (
        "The jury of seven men and five women deliberated for three days.",
        [
            ("seven", "count", "7", "men"),
            ("five", "count", "5", "women"),
            ("three days", "duration", "3", "days"),
        ],
    ),
    ("Police found 30 kilos of cocaine.", [("30 kilos", "measure", "30", "kg")]),
    ("He was shot three times.", [("three times", "ratio", "3", "times")]),
    (
        "He drove 90 mph in a 55 mph zone.",
        [("90 mph", "measure", "90", "mph"), ("55 mph", "measure", "55", "mph")],
    ),
    ("A 2-mile stretch of Interstate 40 was closed.", [("2-mile", "measure", "2", "miles")]),
    (
        "It dropped 12 inches of rain in 24 hours.",
        [
            ("12 inches", "measure", "12", "inches"),
            ("24 hours", "duration", "24", "hours"),
        ],
    ),
    ("Water rose to 10 feet.", [("10 feet", "measure", "10", "feet")]),
    (
        "The probe is 1.2 billion miles from Earth.",
        [("1.2 billion miles", "measure", "1200000000", "miles")],
    ),
    ("Light takes 8 minutes to reach us.", [("8 minutes", "duration", "8", "minutes")]),
    ("A day there lasts 243 Earth days.", [("243 Earth days", "duration", "243", "days")]),
    ("It is 93 million miles away.", [("93 million miles", "measure", "93000000", "miles")]),
    ("It orbits every 88 days.", [("88 days", "duration", "88", "days")]),
    (
        "The asteroid is 300 to 400 meters across.",
        [("300 to 400 meters", "measure", "300..400", "m")],
    ),
    ("The drug cut deaths by a third.", [("a third", "ratio", "0.333333333333", "fraction")]),
    (
        "The trial enrolled 1,200 patients, half of whom got a placebo.",
        [
            ("1,200", "count", "1200", "patients"),
            ("half", "ratio", "0.5", "fraction"),
        ],
    ),
    ("The risk was 1.4 times higher.", [("1.4 times", "ratio", "1.4", "times")]),
    (
        "Patients took 20 mg twice a day.",
        [("20 mg", "measure", "20", "mg"), ("twice", "ratio", "2", "times")],
    ),
    (
        "There were 3,400 new cases and 56 deaths in the past 24 hours.",
        [
            ("3,400", "count", "3400", "cases"),
            ("56", "count", "56", "deaths"),
            ("24 hours", "duration", "24", "hours"),
        ],
    ),
    (
        "The seven-day average is 2,500.",
        [("seven-day", "duration", "7", "days"), ("2,500", "count", "2500")],
    ),
    ("One in 1,000 births is affected.", [("One in 1,000", "ratio", "0.001", "fraction")]),
    ("He has been president for eight years.", [("eight years", "duration", "8", "years")]),
    ("Seven-in-ten parents said yes.", [("Seven-in-ten", "ratio", "0.7", "fraction")]),
    (
        "The bridge is 1,200 feet (366 metres) long.",
        [
            ("1,200 feet", "measure", "1200", "feet"),
            ("366 metres", "measure", "366", "m"),
        ],
    ),
    (
        "He lifted 100 kg (220 lb).",
        [("100 kg", "measure", "100", "kg"), ("220 lb", "measure", "220", "pounds")],
    ),
    ("It is 5 feet 6 tall.", [("5 feet 6", "measure", "66", "inches")]),
    ("He is 6’2” tall.", [("6’2”", "measure", "74", "inches")]),
    (
        "The wall is 12 feet high and 3 feet thick.",
        [
            ("12 feet", "measure", "12", "feet"),
            ("3 feet", "measure", "3", "feet"),
        ],
    ),
    (
        "They drove 500 km in 6 hours.",
        [("500 km", "measure", "500", "km"), ("6 hours", "duration", "6", "hours")],
    ),
    ("It runs at 2.4GHz.", [("2.4GHz", "measure", "2.4", "GHz")]),
    ("It holds 1.5 litres.", [("1.5 litres", "measure", "1.5", "litres")]),
    ("The farm has 300 hectares.", [("300 hectares", "measure", "300", "hectares")]),
    (
        "The ship carries 20,000 tonnes of grain.",
        [("20,000 tonnes", "measure", "20000", "metric tons")],
    ),
    ("The field is 60 yards wide.", [("60 yards", "measure", "60", "yards")]),
    ("He waited 45 minutes.", [("45 minutes", "duration", "45", "minutes")]),
    ("The war lasted six years.", [("six years", "duration", "6", "years")]),
    (
        "The flight takes 11 hours and 30 minutes.",
        [("11 hours and 30 minutes", "duration", "690", "minutes")],
    ),
    (
        "The contract runs for four-and-a-half years.",
        [("four-and-a-half years", "duration", "4.5", "years")],
    ),
]
"""As `quantity_rows` compares them."""


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_quantities_are_read_with_value_unit_and_modifier(find, sentence, expected):
    check(find(sentence), expected, WINDOWS.get(sentence, ()))
