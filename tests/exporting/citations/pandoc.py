"""What pandoc makes of the items of these tests, in a style that comes with Sayso.

The pandoc of Debian 12 is older than the styles, so that a copy of each says for it what later
ones understand by themselves; none of it changes what the style means.
"""

from __future__ import annotations

import copy
import json
import re
import subprocess
from pathlib import Path

from lxml import etree, html

from app import paths

ITEMS = json.loads(Path(__file__).with_name("items.json").read_text(encoding="utf-8"))
LOCATORS = (("", "page"), ("5", "page"), ("5-7", "page"), ("8", "paragraph"))
"""What of each item is cited, in turn."""

_CSL = "{http://purl.org/net/xbiblio/csl}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_WRITTEN = {
    "en": {"page": "p. ", "paragraph": "para. "},
    "de": {"page": "S. ", "paragraph": "Abs. "},
}
_OPTIONS = (
    *("and", "delimiter-precedes-et-al", "delimiter-precedes-last", "et-al-min"),
    *("et-al-use-first", "et-al-use-last", "initialize", "initialize-with", "name-as-sort-order"),
    *("sort-separator", "name-form", "name-delimiter", "names-delimiter"),
)
_QUOTES = str.maketrans("“”«»„‘’‚", '"""""\'\'\'')


def cited_by_pandoc(
    style: Path, language: str, folder: Path, items=ITEMS
) -> tuple[dict[str, str], dict[str, str]]:
    """Return each item's citation or note, and its entry in the bibliography, folded."""
    style = _for_pandoc(style, language, folder)
    references = folder / "references.json"
    references.write_text(json.dumps(items), encoding="utf-8")
    lines = [f"[@{item['id']}{_locator(place, language)}]\n" for place, item in enumerate(items)]
    text = f"---\nlang: {language}\nlink-citations: false\n---\n\n" + "\n".join(lines)
    command = ["pandoc", "-f", "markdown", "-t", "html", "--wrap=none", "--citeproc"]
    command += ["--csl", str(style), "--bibliography", str(references)]
    made = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    page = html.fromstring(f"<div>{made.stdout}</div>")
    notes = {item.get("id"): item for item in page.iter("li")}
    citations = {
        span.get("data-cites"): _citation(span, notes)
        for span in page.iter("span")
        if span.get("data-cites")
    }
    entries = {
        entry.get("id").removeprefix("ref-"): folded(_inside(entry))
        for entry in page.iter("div")
        if (entry.get("id") or "").startswith("ref-")
    }
    return citations, entries


def folded(markup: str) -> str:
    """Return HTML with one kind of quotation marks and blanks, italics and the like kept."""
    for ours, theirs in (("i", "em"), ("b", "strong")):
        markup = re.sub(rf"<(/?){ours}>", rf"<\1{theirs}>", markup)
    markup = (
        re.sub(r"</?(?:a|div)\b[^>]*>", " ", markup)
        if "<div" in markup
        else re.sub(r"</?a\b[^>]*>", "", markup)
    )
    markup = re.sub(r"</?span[^>]*>", "", markup)
    return " ".join(markup.translate(_QUOTES).replace("\u202f", " ").split())


def _locator(place: int, language: str) -> str:
    locator, label = LOCATORS[place % len(LOCATORS)]
    several = {"p. ": "pp. "} if "-" in locator else {}
    word = _WRITTEN[language[:2]][label]
    return f", {several.get(word, word)}{locator}" if locator else ""


def _citation(span, notes) -> str:
    mark = span.find(".//a[@class='footnote-ref']")
    if mark is None:
        return folded(_inside(span))
    note = notes[mark.get("href")[1:]].find("p")
    for back in note.findall("a[@class='footnote-back']"):
        back.drop_tree()
    return folded(_inside(note))


def _inside(element) -> str:
    written = html.tostring(element, encoding="unicode", with_tail=False).strip()
    return re.sub(r"^<[^>]*>|</[^>]*>$", "", written)


def _for_pandoc(style: Path, language: str, folder: Path) -> Path:
    tree = etree.parse(str(style))
    root = tree.getroot()
    # Its own terms are those of another year.
    locale = _locale(root, language)
    for own in root.findall(f"{_CSL}locale"):
        root.remove(own)
    root.insert(1, locale)
    # It does not hand down what the whole style says of names.
    for part in (root.find(f"{_CSL}citation"), root.find(f"{_CSL}bibliography")):
        for option in _OPTIONS:
            if part is not None and root.get(option) is not None and part.get(option) is None:
                part.set(option, root.get(option))
    for names in root.iter(f"{_CSL}names"):
        if len(names) and names.find(f"{_CSL}name") is None:
            names.insert(0, etree.Element(f"{_CSL}name"))
    # It knows but the older name of this form of ranges, which is the same below 1000.
    if root.get("page-range-format") == "chicago-16":
        root.set("page-range-format", "chicago")
    made = folder / style.name
    tree.write(str(made))
    return made


def _locale(root, language: str):
    terms: dict[tuple, etree._Element] = {}
    dates: dict[str, etree._Element] = {}
    options: dict[str, str] = {}
    files = dict.fromkeys(("en-US", language))
    shipped = [paths.resource("citation-styles", f"locales-{name}.xml") for name in files]
    said = [etree.parse(str(file)).getroot() for file in shipped]
    for wanted in (None, language[:2], language):
        said += [own for own in root.findall(f"{_CSL}locale") if own.get(_LANG) == wanted]
    for locale in said:
        for found in locale.findall(f"{_CSL}style-options"):
            options.update(found.attrib)
        dates |= {date.get("form"): date for date in locale.findall(f"{_CSL}date")}
        if locale.find(f"{_CSL}terms/{_CSL}term[@name='ordinal']") is not None:
            terms = {key: term for key, term in terms.items() if not key[0].startswith("ordinal")}
        for term in locale.iterfind(f"{_CSL}terms/{_CSL}term"):
            key = (term.get("name"), term.get("form", "long"), term.get("gender-form"))
            terms[key] = term
    made = etree.Element(f"{_CSL}locale")
    etree.SubElement(made, f"{_CSL}style-options").attrib.update(options)
    made.extend(copy.deepcopy(date) for date in dates.values())
    etree.SubElement(made, f"{_CSL}terms").extend(copy.deepcopy(term) for term in terms.values())
    return made
