from __future__ import annotations

import pytest

from app import paths
from app.exporting.citations.csl.locales import locale_of
from app.exporting.citations.csl.processor import Works
from app.exporting.citations.csl.runs import html
from app.exporting.citations.csl.style import style_of
from app.reading.passages import Passage
from app.reading.styles import STYLES
from tests.exporting.citations.pandoc import ITEMS, LOCATORS, cited_by_pandoc, folded
from tests.exporting.pandoc import needs_pandoc

# Where this pandoc does not do what the style says. A comma after inner quotation marks that end
# what stands in outer ones stays outside both.
QUOTED_ALL_THROUGH = {"i45"}
# "vol." is not said of a volume within another group.
VOLUME = {"i29", "i56"}
# What is asked for in a condition counts as said, so that "[Online]" goes with an empty group.
ONLINE = {"i04", "i24", "i40", "i46", "i54", "i62"}
# A director who stands for the author gets the author's label.
DIRECTOR = {"i55"}
# Whether it is "p." or "pp." of the article hangs on the page that is cited.
PAGES = {"i02", "i10", "i15", "i16", "i38", "i42", "i43", "i47", "i56"}

KNOWN = {
    "apa": {"i59"},  # "Patent Nos." of one number
    "mla": QUOTED_ALL_THROUGH,
    "chicago": QUOTED_ALL_THROUGH | VOLUME,
    "chicago-notes": QUOTED_ALL_THROUGH | VOLUME,
    "turabian": QUOTED_ALL_THROUGH | VOLUME,
    "turabian-notes": QUOTED_ALL_THROUGH | VOLUME,
    "ieee": QUOTED_ALL_THROUGH | ONLINE | DIRECTOR,
    "asa": QUOTED_ALL_THROUGH | {"i58"},
    "apsa": QUOTED_ALL_THROUGH,
    "mhra": PAGES,
}

pytestmark = needs_pandoc


@pytest.mark.parametrize(
    ("name", "language"),
    [*((name, "en") for name in STYLES), *((name, "de") for name in ("apa", "chicago-notes"))],
)
def test_a_style_says_what_pandoc_says_of_every_item(name, language, tmp_path):
    file = paths.resource("citation-styles", f"{STYLES[name].file}.csl")
    style = style_of(file)
    wanted = style.language or ("de-DE" if language == "de" else STYLES[name].english)
    citations, entries = cited_by_pandoc(file, wanted, tmp_path)
    works = Works(ITEMS, style, locale_of(wanted, file.parent, style.locales))
    ours = {ITEMS[entry.place]["id"]: entry for entry in works.bibliography()}

    differing = {}
    for place, item in enumerate(ITEMS):
        id_ = item["id"]
        passage = Passage(*LOCATORS[place % len(LOCATORS)])
        said = folded(html(works.citation({place: passage})))
        if said.rstrip(".") != citations[id_].rstrip("."):
            differing[id_, "cited"] = (citations[id_], said)
        entry = ours.get(id_)
        listed = folded(f"{html(entry.number)} {html(entry.runs)}") if entry else ""
        if listed.replace(" ", "") != entries.get(id_, "").replace(" ", ""):
            differing[id_, "listed"] = (entries.get(id_), listed)

    unknown = {key: both for key, both in differing.items() if key[0] not in KNOWN.get(name, ())}
    assert not unknown
    assert len(differing) <= 0.1 * 2 * len(ITEMS)
