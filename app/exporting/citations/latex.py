"""Words as LaTeX reads them, in the fields of BibTeX and BibLaTeX files."""

from __future__ import annotations

import re
from functools import cache

from pylatexenc.latexencode import UnicodeToLatexEncoder

from app.exporting.citations.csl.markup import clean, plain, runs_of
from app.exporting.citations.csl.people import Name
from app.exporting.citations.csl.runs import Marks, Run, finished

_SIGNS = {
    "\\": "{\\textbackslash}",
    "{": "\\{",
    "}": "\\}",
    "$": "\\$",
    "&": "\\&",
    "%": "\\%",
    "#": "\\#",
    "_": "\\_",
    "~": "{\\textasciitilde}",
    "^": "{\\textasciicircum}",
    "<": "{\\textless}",
    ">": "{\\textgreater}",
    "|": "{\\textbar}",
    '"': "{\\textquotedbl}",
    "`": "{\\textasciigrave}",
    "\u00a0": "~",
    "…": "{\\ldots}",
}
_IN_ASCII = {"“": "``", "”": "''", "‘": "`", "’": "'", "–": "--", "—": "---"}
_WORD = re.compile(r"[^\s\-–—/:;,.!?()\[\]“”‘\"]+")
_LIGATURE = re.compile(r"(?<=[-'`!?])(?=[-'`])")


def latex(value: str, *, ascii_only: bool = False, title: bool = False) -> str:
    """Return a value of an item as LaTeX, its italics and the like as commands.

    `ascii_only` writes accents as commands too, since BibTeX itself knows no others. The capitals
    of a `title` are protected, since styles write titles small.
    """
    runs = finished(runs_of(value), Marks())
    return "".join(
        _dressed(run, words(run.text, ascii_only=ascii_only, title=title, first=not place))
        for place, run in enumerate(runs)
    )


def words(text: str, *, ascii_only: bool = False, title: bool = False, first: bool = True) -> str:
    """Return plain text as LaTeX, on the terms of `latex`."""
    text = clean(text)
    if not title:
        return _escaped(text, ascii_only=ascii_only)
    made, at = "", 0
    for word in _WORD.finditer(text):
        made += _escaped(text[at : word.start()], ascii_only=ascii_only)
        begins = first and not text[: word.start()].strip("“‘\"'( ")
        letters = _escaped(word[0], ascii_only=ascii_only)
        made += f"{{{letters}}}" if _has_capitals(word[0], begins=begins) else letters
        at = word.end()
    return made + _escaped(text[at:], ascii_only=ascii_only)


def paragraphs(text: str, *, ascii_only: bool = False) -> str:
    """Return a text of several lines; BibTeX itself would make one line of them."""
    lines = [line.strip() for line in text.strip().split("\n")]
    written = [words(line, ascii_only=ascii_only) for line in lines if line]
    return "\n\n".join(written)


def name(person: Name, *, ascii_only: bool = False) -> str:
    """Return a name as BibTeX takes it apart: "van den Berg, Jr., Jan"; a body's in braces."""
    if person.literal:
        return f"{{{words(person.literal, ascii_only=ascii_only)}}}"
    family = words(person.family, ascii_only=ascii_only)
    if person.family[:1].islower() or re.search(r",|\sand\s", person.family):
        family = f"{{{family}}}"
    particles = " ".join(filter(None, (person.dropping, person.non_dropping)))
    glue = "" if particles[-1:] in ("’", "'") else " "
    if particles:
        family = words(particles, ascii_only=ascii_only) + glue + family
    given = words(person.given, ascii_only=ascii_only)
    suffix = words(person.suffix, ascii_only=ascii_only)
    return ", ".join(part for part in (family, suffix, given) if part)


def bare(value: str) -> str:
    """Return an address or a number that LaTeX takes letter by letter, safe within braces."""
    text = plain(value)
    for letter in "\\{}":
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text.replace(" ", "%20")


def _has_capitals(word: str, *, begins: bool) -> bool:
    letters = word[1:] if begins else word
    return any(letter.isupper() for letter in letters)


def _escaped(text: str, *, ascii_only: bool) -> str:
    text = _LIGATURE.sub("\ue002", text)
    made = "".join(_letter(letter, ascii_only=ascii_only) for letter in text)
    return made.replace("\ue002", "{}")


def _letter(letter: str, *, ascii_only: bool) -> str:
    if letter in _SIGNS:
        return _SIGNS[letter]
    if letter.isascii() or letter == "\ue002" or not ascii_only:
        return letter
    if letter in _IN_ASCII:
        return _IN_ASCII[letter]
    made: str = _accents().unicode_to_latex(letter)
    # An accent finds its own place on an i, and readers of such files know the dotted one.
    return made.replace("\\i}", "i}").replace("\\j}", "j}")


@cache
def _accents() -> UnicodeToLatexEncoder:
    return UnicodeToLatexEncoder(
        non_ascii_only=True,
        replacement_latex_protection="braces-all",
        unknown_char_policy="keep",
        unknown_char_warning=False,
    )


def _dressed(run: Run, text: str) -> str:
    if run.small_caps:
        text = f"\\textsc{{{text}}}"
    if run.raised:
        text = f"\\text{'super' if run.raised == 'sup' else 'sub'}script{{{text}}}"
    if run.bold:
        text = f"\\textbf{{{text}}}"
    return f"\\emph{{{text}}}" if run.italic else text
