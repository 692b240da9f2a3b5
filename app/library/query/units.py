"""Units as a reader may type them, beside the names the library keeps."""

from __future__ import annotations

_FORMS = """
%: percent per-cent pct
percentage points: points pp
USD: $ us$ dollar dollars buck bucks
EUR: € euro euros
GBP: £ pound pounds sterling quid
JPY: ¥ yen
CNY: yuan renminbi rmb
INR: ₹ rupee rupees
RUB: ₽ ruble rubles rouble roubles
KRW: ₩ won
CHF: franc francs
ILS: ₪ shekel shekels
TRY: ₺ lira
UAH: ₴ hryvnia
BTC: ₿ bitcoin bitcoins
CAD: c$ ca$
AUD: a$ au$
cents: ¢ cent
pence: p penny
km: kilometre kilometres kilometer kilometers kms
m: metre metres meter meters
cm: centimetre centimetres centimeter centimeters
mm: millimetre millimetres millimeter millimeters
miles: mile mi
feet: foot ft
inches: inch in
yards: yard yd
acres: acre
hectares: hectare ha
square km: km² sqkm
square metres: m² sqm
square miles: mi² sqmi
square feet: ft² sqft
kg: kilogram kilograms kilo kilos
g: gram grams
mg: milligram milligrams
tons: ton
metric tons: tonne tonnes
pounds: lb lbs pound
ounces: ounce oz
litres: litre liter liters l
ml: millilitre millilitres milliliter milliliters
gallons: gallon gal
barrels: barrel
mph: mi/h
km/h: kph kmh
knots: knot
watts: watt w
kW: kilowatt kilowatts
MW: megawatt megawatts
GW: gigawatt gigawatts
kWh: kilowatt-hour kilowatt-hours
MWh: megawatt-hour megawatt-hours
GWh: gigawatt-hour gigawatt-hours
TWh: terawatt-hour terawatt-hours
degrees Celsius: °c celsius
degrees Fahrenheit: °f fahrenheit
degrees: ° degree
MB: megabyte megabytes
GB: gigabyte gigabytes
TB: terabyte terabytes
seconds: second sec s
minutes: minute min
hours: hour hr h
days: day
weeks: week
months: month
years: year yr
decades: decade
centuries: century
ppm: ppm
basis points: bps
"""


def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in _FORMS.strip().splitlines():
        name, forms = line.split(":", 1)
        for form in {name.casefold(), *forms.split()}:
            table[form] = (*table.get(form, ()), name)
    return table


_NAMES = _table()


def stored_units(typed: str) -> tuple[str, ...]:
    """Return the units a form stands for ("pounds" are money and a weight), none for a count's noun.

    Units of counts are the counted nouns themselves, and three letters may be any currency.
    """
    form = " ".join(typed.casefold().split())
    found = _NAMES.get(form, ())
    if not found and len(form) == 3 and typed.isascii() and typed.isupper():
        return (typed,)
    return found
