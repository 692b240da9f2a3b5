"""Gather the texts to translate into the catalogues, and compile these.

    .venv/bin/python packaging/languages.py

For each language of `app.language` but English: `resources/languages/CODE.po` gets every text the
code says (`tr`, `ntr`, `ptr`, `later`), keeps the translations it has and drops what nobody says
any more; `CODE.mo` is compiled from it. A test holds both to the code. Translators edit the .po
alone, with any editor for gettext's catalogues, and run this again.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from app.language import ENGLISH, LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "languages"
SAID = {"tr": 1, "ntr": 2, "ptr": 2, "later": 1}
"""The functions that take texts, with how many of their arguments are."""


class Said(NamedTuple):
    """A text in the code: its file and line, the context of `ptr`, and one or two forms."""

    file: str
    line: int
    context: str | None
    forms: tuple[str, ...]


def said(source: str, file: str) -> Iterator[Said]:
    """Return the texts a module says; raise SyntaxError where one is not written out."""
    for node in ast.walk(ast.parse(source, file)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name | ast.Attribute):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        if name not in SAID or (isinstance(node.func, ast.Attribute) and not _is_language(node)):
            continue
        texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        if len(texts) < SAID[name]:
            if name == "tr" and not isinstance(node.args[0], ast.JoinedStr):
                continue  # said from a table, where `later` stands
            raise SyntaxError(f"{file}:{node.lineno}: {name}() wants its texts written out")
        forms = tuple(str(text) for text in texts[: SAID[name]])
        if name == "ptr":
            yield Said(file, node.lineno, forms[0], forms[1:])
        else:
            yield Said(file, node.lineno, None, forms)


def _is_language(call: ast.Call) -> bool:
    function = call.func
    assert isinstance(function, ast.Attribute)
    return isinstance(function.value, ast.Name) and function.value.id == "language"


class Plain(Catalog):
    """A catalogue whose head says what its texts need and no more, so that it is made the same."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale)),
            ("Plural-Forms", self.plural_forms),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def catalogue(code: str) -> Catalog:
    """Return what the code says, with the translations there are."""
    old = Catalog(locale=code)
    file = FOLDER / f"{code}.po"
    if file.exists():
        with file.open("rb") as stream:
            old = read_po(stream, locale=code)
    new = Plain(locale=code, header_comment=f"# Sayso in {LANGUAGES[code]}.", fuzzy=False)
    for module in sorted((ROOT / "app").rglob("*.py")):
        path = module.relative_to(ROOT).as_posix()
        for text in said(module.read_text("utf-8"), path):
            identity = text.forms[0] if len(text.forms) == 1 else text.forms
            _add(new, old, identity, text)
    return new


def _add(new: Catalog, old: Catalog, identity: str | tuple[str, ...], text: Said) -> None:
    known = old.get(text.forms[0], text.context)
    same = known is not None and isinstance(known.id, str) == isinstance(identity, str)
    translated = known.string if known is not None and same else None
    new.add(identity, translated, locations=[(text.file, 0)], context=text.context)


def written(catalog: Catalog) -> bytes:
    """Return a catalogue as it stands in a .po file."""
    target = io.BytesIO()
    write_po(target, catalog, width=100, include_lineno=False, sort_by_file=True)
    return target.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    target = io.BytesIO()
    write_mo(target, catalog)
    return target.getvalue()


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    for code in LANGUAGES:
        if code == ENGLISH:
            continue
        made = catalogue(code)
        (FOLDER / f"{code}.po").write_bytes(written(made))
        (FOLDER / f"{code}.mo").write_bytes(compiled(made))
        missing = sum(not all(_strings(message)) for message in made if message.id)
        print(f"{code}: {len(made)} texts, {missing} not translated yet")
    return 0


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


if __name__ == "__main__":
    sys.exit(main())
