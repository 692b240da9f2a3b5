"""Units, currencies and modifiers, declared once as tables.

Canonical names are what the library searches by and what the reader sees: ISO 4217 codes for money
("USD"), symbols for metric measures ("km"), plain plural words for the rest ("miles", "years"),
"%" and "percentage points".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.analysis.lexing import words
from app.reading.quantity import Bound, QuantityKind

CURRENCY_SIGNS = {
    "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW",
    "₪": "ILS", "₺": "TRY", "฿": "THB", "₦": "NGN", "₴": "UAH", "₱": "PHP", "₫": "VND",
    "₡": "CRC", "₲": "PYG", "₵": "GHS", "₸": "KZT", "₿": "BTC", "¢": "cents",
}  # fmt: skip

DOLLAR_PREFIXES = {
    "us": "USD", "usd": "USD", "a": "AUD", "au": "AUD", "aud": "AUD", "c": "CAD", "ca": "CAD", "can": "CAD",
    "cad": "CAD", "nz": "NZD", "nzd": "NZD", "hk": "HKD", "s": "SGD", "sg": "SGD", "nt": "TWD",
    "r": "BRL", "mx": "MXN", "j": "JMD", "tt": "TTD",
}  # fmt: skip
"""Letters glued before "$"; "US" also before other signs changes nothing."""

CURRENCY_CODES = words(
    "USD GBP EUR JPY CHF CAD AUD NZD CNY RMB INR RUB KRW BRL ZAR MXN SEK NOK DKK PLN CZK HUF "
    "TRY ILS AED SAR QAR SGD HKD TWD THB IDR MYR PHP VND PKR BDT NGN KES EGP UAH ARS CLP COP "
    "PEN BTC ETH"
)
CODE_NAMES = {"RMB": "CNY"}

CURRENCY_PREFIXES = {"rs": "INR", "kr": "SEK", "rm": "MYR", "sfr": "CHF", "fr": "CHF"}
"""Abbreviations that stand before the amount only."""

CURRENCY_WORDS = {
    "dollar": "USD", "buck": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "yuan": "CNY",
    "renminbi": "CNY", "rupee": "INR", "ruble": "RUB", "rouble": "RUB", "franc": "CHF", "peso": "MXN",
    "krona": "SEK", "kronor": "SEK", "krone": "NOK", "kroner": "NOK", "rand": "ZAR", "lira": "TRY",
    "shekel": "ILS", "dirham": "AED", "riyal": "SAR", "rial": "IRR", "zloty": "PLN", "forint": "HUF",
    "hryvnia": "UAH", "naira": "NGN", "baht": "THB", "ringgit": "MYR", "rupiah": "IDR", "dinar": "dinars",
    "shilling": "shillings", "bitcoin": "BTC", "cent": "cents", "penny": "pence", "pence": "pence",
    "reais": "BRL", "won": "KRW", "bolivar": "VES", "taka": "BDT", "birr": "ETB", "cedi": "GHS",
}  # fmt: skip

NATIONAL_CURRENCIES = {
    ("us", "dollar"): "USD", ("u.s.", "dollar"): "USD", ("american", "dollar"): "USD",
    ("canadian", "dollar"): "CAD", ("australian", "dollar"): "AUD", ("hong", "dollar"): "HKD",
    ("singapore", "dollar"): "SGD", ("taiwan", "dollar"): "TWD", ("zealand", "dollar"): "NZD",
    ("jamaican", "dollar"): "JMD", ("zimbabwean", "dollar"): "ZWL",
    ("british", "pound"): "GBP", ("egyptian", "pound"): "EGP", ("lebanese", "pound"): "LBP",
    ("syrian", "pound"): "SYP", ("sudanese", "pound"): "SDG",
    ("swiss", "franc"): "CHF", ("french", "franc"): "FRF", ("cfa", "franc"): "XOF",
    ("mexican", "peso"): "MXN", ("argentine", "peso"): "ARS", ("colombian", "peso"): "COP",
    ("chilean", "peso"): "CLP", ("philippine", "peso"): "PHP", ("cuban", "peso"): "CUP",
    ("indian", "rupee"): "INR", ("pakistani", "rupee"): "PKR", ("nepalese", "rupee"): "NPR",
    ("sri", "rupee"): "LKR", ("chinese", "yuan"): "CNY", ("japanese", "yen"): "JPY",
    ("korean", "won"): "KRW", ("swedish", "kronor"): "SEK", ("swedish", "krona"): "SEK",
    ("norwegian", "kroner"): "NOK", ("danish", "kroner"): "DKK", ("turkish", "lira"): "TRY",
    ("russian", "ruble"): "RUB", ("russian", "rouble"): "RUB", ("iranian", "rial"): "IRR",
    ("saudi", "riyal"): "SAR", ("kuwaiti", "dinar"): "KWD", ("iraqi", "dinar"): "IQD",
    ("jordanian", "dinar"): "JOD", ("kenyan", "shilling"): "KES", ("brazilian", "reais"): "BRL",
}  # fmt: skip
"""The last two words of a named currency, where the first tells which one is meant."""

_MEASURE_WORDS = """
km: kilometre kilometer km kms
m: metre meter
cm: centimetre centimeter cm
mm: millimetre millimeter mm
nm: nanometre nanometer
miles: mile
nautical miles: nautical+mile
yards: yard yd yds
feet: foot feet ft
inches: inch inches
light-years: light+year light-year
square miles: square+mile sq+mile
square km: square+kilometre square+kilometer square+km sq+km km²
square metres: square+metre square+meter sq+m square+m m²
square feet: square+foot square+feet sq+ft square+ft sq.+ft
square yards: square+yard
square inches: square+inch square+inches
acres: acre
hectares: hectare ha
cubic metres: cubic+metre cubic+meter m³
cubic feet: cubic+foot cubic+feet
cubic yards: cubic+yard
kg: kilogram kilogramme kilo kg kgs
g: gram gramme
mg: milligram mg
µg: microgram mcg
tons: ton
metric tons: metric+ton tonne
pounds: pound lb lbs
ounces: ounce oz
stone: stone
litres: litre liter
ml: millilitre milliliter ml
gallons: gallon
pints: pint
quarts: quart
barrels: barrel
barrels of oil: barrels+of+oil
barrels per day: bpd barrels+per+day
mph: mph miles+per+hour miles+an+hour mile+per+hour
km/h: kph kmh km/h kilometres+per+hour kilometers+per+hour kilometres+an+hour kilometers+an+hour
knots: knot
mpg: mpg miles+per+gallon
watts: watt
kW: kilowatt kw
MW: megawatt mw
GW: gigawatt gw
TW: terawatt
kWh: kilowatt+hour kilowatt-hour kwh
MWh: megawatt+hour megawatt-hour mwh
GWh: gigawatt+hour gigawatt-hour gwh
TWh: terawatt+hour terawatt-hour twh
horsepower: horsepower hp bhp
volts: volt
amps: amp
degrees Celsius: degrees+celsius degree+celsius degrees+c degrees+centigrade ° +c °c celsius
degrees Fahrenheit: degrees+fahrenheit degree+fahrenheit degrees+f °f fahrenheit
degrees: degree
KB: kilobyte kb
MB: megabyte mb
GB: gigabyte gb
TB: terabyte tb
PB: petabyte
Mbps: mbps
Gbps: gbps
megapixels: megapixel
calories: calorie kcal
joules: joule
magnitude: magnitude
decibels: decibel db
hertz: hertz hz
kHz: kilohertz khz
MHz: megahertz mhz
GHz: gigahertz ghz
ppm: ppm parts+per+million
ppb: ppb parts+per+billion
"""

_DURATION_WORDS = """
milliseconds: millisecond ms
seconds: second sec secs
minutes: minute min mins
hours: hour hr hrs
days: day
weeks: week
fortnights: fortnight
months: month
years: year yr yrs
decades: decade
centuries: century centuries
"""

_PERCENT_WORDS = """
%: percent %  pct per+cent percents
percentage points: percentage+point percent+point
basis points: basis+point bps
"""

GLUED_UNITS = {
    "m": "m", "g": "g", "l": "litres", "C": "degrees Celsius", "F": "degrees Fahrenheit", "W": "watts",
    "V": "volts", "p": "pence", "c": "cents", "h": "hours", "in": "inches",
}  # fmt: skip
"""Letters that are a unit only when glued to digits ("22m" where it is no million, "30C", "50p")."""

BETWEEN = words(
    "consecutive straight successive full more extra additional long whole solid calendar "
    "fiscal financial business working short further crucial critical entire formative "
    "turbulent agonizing previous separate earth martian"
)
"""Adjectives that may stand between a number and its unit of time."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What follows a number: the canonical name and what kind of quantity it makes."""

    name: str
    kind: QuantityKind


def _table(lines: str, kind: QuantityKind) -> dict[tuple[str, ...], Unit]:
    table: dict[tuple[str, ...], Unit] = {}
    for line in lines.strip().splitlines():
        name, forms = line.split(":", 1)
        for form in forms.split():
            words = tuple(_pieces(form))
            table[words] = Unit(name, kind)
            if words[-1].isalpha() and not words[-1].endswith("s") and len(words[-1]) > 2:
                table[(*words[:-1], words[-1] + "s")] = Unit(name, kind)
    return table


def _pieces(form: str) -> list[str]:
    """Split a form as `app.analysis.lexing` does."""
    words: list[str] = []
    for part in form.split("+"):
        run = ""
        for sign in part:
            if sign.isalpha():
                run += sign
                continue
            words += [run] if run else []
            run = ""
            words.append(sign)
        words += [run] if run else []
    return words


UNITS: dict[tuple[str, ...], Unit] = (
    _table(_MEASURE_WORDS, QuantityKind.MEASURE)
    | _table(_DURATION_WORDS, QuantityKind.DURATION)
    | _table(_PERCENT_WORDS, QuantityKind.PERCENT)
)
LONGEST_UNIT = max(map(len, UNITS))

SYMBOLS = words(
    "km kms cm mm kg kgs mg mcg ml mph kph kmh km/h kw mw gw kwh mwh gwh twh kb mb gb tb mbps "
    "gbps db hz khz mhz ghz ppm ppb ft yd yds lb lbs oz ha mpg hp bhp sec secs min mins hr "
    "hrs yr yrs ms bps pct nm kcal bpd"
)
"""Forms that are a unit only behind digits: as words they mean something else."""


_MODIFIERS = {
    Bound.EXACTLY: """exactly|precisely|just|only|a total of|a record|a combined|a whopping|a mere|barely|a record of|
        a staggering|fully|a full|merely|another|an additional|an extra|a further""",
    Bound.AT_LEAST: """at least|no fewer than|no less than|not less than|upwards of|upward of|a minimum of|
        minimum of|no lower than|at a minimum|≥|not fewer than|as few as|as little as|as low as""",
    Bound.MORE_THAN: """more than|over|well over|just over|slightly over|
        a little over|a little more than|a bit over|a bit more than|a shade over|slightly more than|just more than|well more than|far more than|above|
        just above|well above|in excess of|north of|greater than|higher than|
        better than|exceeding|beyond|longer than|older than|larger than|much more than|
        >|comfortably over|topping|surpassing""",
    Bound.UP_TO: """no more than|not more than|at most|up to|as many as|as much as|a maximum of|maximum of|
        as high as|as long as|within|no higher than|no longer than|≤""",
    Bound.UNDER: """fewer than|less than|under|just under|
        well under|slightly under|below|just below|well below|lower than|slightly less than|
        slightly fewer than|just less than|a little less than|smaller than|
        shorter than|younger than|a bit less than|a bit under|a shade under|just shy of|shy of|just short of|<|
        a little under|far less than|far fewer than|not quite|much less than""",
    Bound.NEARLY: "nearly|almost|close to|approaching|virtually|near|nearing|practically",
    Bound.ABOUT: """about|around|roughly|approximately|some|an estimated|estimated|approx|circa|
        an average of|something like|more or less|in the region of|in the neighborhood of|in the neighbourhood of|
        somewhere around|only about|just about|at around|at about|at roughly|
        a reported|an approximate|reportedly|~|≈|only around|an average|an additional estimated|
        averaging|an estimated total of|only some|plus or minus|+ / -|±|give or take|little more than|not much more than|in the order of|on the order of""",
}

MODIFIERS: dict[tuple[str, ...], Bound] = {
    tuple(phrase.split()): bound
    for bound, phrases in _MODIFIERS.items()
    for phrase in " ".join(phrases.split()).split("|")
    for phrase in [phrase.strip()]
}
LONGEST_MODIFIER = max(map(len, MODIFIERS))
MODIFIER_ENDS = frozenset(words[-1] for words in MODIFIERS)

AFTER: dict[tuple[str, ...], Bound] = {
    ("or", "more"): Bound.AT_LEAST,
    ("or", "so"): Bound.ABOUT,
    ("or", "less"): Bound.UP_TO,
    ("or", "fewer"): Bound.UP_TO,
    ("or", "older"): Bound.AT_LEAST,
    ("or", "younger"): Bound.UP_TO,
    ("or", "above"): Bound.AT_LEAST,
    ("or", "below"): Bound.UP_TO,
    ("and", "over"): Bound.AT_LEAST,
    ("and", "older"): Bound.AT_LEAST,
    ("and", "up"): Bound.AT_LEAST,
    ("and", "under"): Bound.UP_TO,
    ("-", "plus"): Bound.AT_LEAST,
    ("plus",): Bound.AT_LEAST,
    ("+",): Bound.AT_LEAST,
    ("-", "odd"): Bound.ABOUT,
    ("-", "ish"): Bound.ABOUT,
}
"""Modifiers that follow the number."""

MULTIPLES = {
    "doubled": Decimal(2),
    "doubling": Decimal(2),
    "doubles": Decimal(2),
    "tripled": Decimal(3),
    "tripling": Decimal(3),
    "triples": Decimal(3),
    "trebled": Decimal(3),
    "quadrupled": Decimal(4),
    "quadrupling": Decimal(4),
    "quintupled": Decimal(5),
    "halved": Decimal("0.5"),
    "halving": Decimal("0.5"),
    "twice": Decimal(2),
    "thrice": Decimal(3),
}
"""Single words that multiply; "double" and "triple" depend on what follows them."""

PEOPLE_VERBS = words(
    "kill injure wound die arrest detain hurt displace evacuate hospitalize hospitalise "
    "infect execute drown jail imprison evict deport rescue murder shoot trap starve sicken "
    "quarantine vaccinate employ hire charge indict convict attend register vote march "
    "protest flee perish enroll enrol"
)
"""Verbs whose bare number ("2,400 had been killed") counts people."""
