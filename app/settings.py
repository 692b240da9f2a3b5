"""What the reader can set, and what the window remembers: declared once, kept in one JSON file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import paths
from app.language import LANGUAGES, later
from app.reading.styles import DEFAULT, STYLES
from app.reading.sureness import BEST

if TYPE_CHECKING:
    from app.reading.views import View

LAYER_NAMES = {
    "quotes": later("Quotes"),
    "sources": later("Sources"),
    "cues": later("Cues"),
    "claims": later("Claims"),
    "mine": later("Mine"),
}
LAYERS = tuple(LAYER_NAMES)


class Group(Enum):
    """Under which heading a setting stands; in this order."""

    READING = later("Reading")
    MARKS = later("Marks")
    WINDOW = later("Window")
    LIBRARY = later("Library")
    EXPORT = later("Export")
    ACCESSIBILITY = later("Accessibility")


@dataclass(frozen=True, slots=True)
class Option:
    """One value to choose; with a `typeface`, only where the computer has that one."""

    value: str | int
    label: str
    typeface: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values."""

    options: tuple[Option, ...]

    def accepts(self, value: Any) -> bool:
        # A flag is no number here, though Python takes True for 1.
        return any(value == o.value and type(value) is type(o.value) for o in self.options)


@dataclass(frozen=True, slots=True)
class Several:
    """Any of several values, kept in the order they are declared in."""

    options: tuple[Option, ...]

    def accepts(self, value: Any) -> bool:
        known = [option.value for option in self.options]
        return isinstance(value, list) and all(item in known for item in value)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, both ends of the range included."""

    low: int
    high: int
    step: int
    unit: str

    def accepts(self, value: Any) -> bool:
        return type(value) is int and self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off."""

    def accepts(self, value: Any) -> bool:
        return isinstance(value, bool)


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; `hint` stands in the field while it is empty."""

    hint: str = ""

    def accepts(self, value: Any) -> bool:
        return isinstance(value, str) and "\n" not in value


Kind = Choice | Several | Whole | Switch | Words


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing the reader can set; whatever is declared has an effect."""

    name: str
    group: Group
    label: str
    kind: Kind
    default: Any
    help: str

    def accepts(self, value: Any) -> bool:
        """Tell a usable value from a broken one."""
        return self.kind.accepts(value)


@dataclass(frozen=True, slots=True)
class Memory:
    """Something the window remembers by itself; never shown among the settings."""

    name: str
    default: Any
    accepts: Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _keys(value: Any) -> bool:
    return isinstance(value, dict) and all(_texts(keys) for keys in value.values())


def _export(value: Any) -> bool:
    if not isinstance(value, dict) or not all(map(_text, value)):
        return False
    from app.reading.exports import choice_from_json  # noqa: PLC0415 (not needed to start)

    try:
        choice_from_json(value)
    except (ValueError, TypeError):
        return False
    return True


def _count(value: Any) -> bool:
    return type(value) is int and 0 <= value <= 2**53


def _port(value: Any) -> bool:
    return type(value) is int and 0 < value < 2**16


SETTINGS = (
    Setting(
        "typeface",
        Group.READING,
        later("Typeface of articles"),
        Choice(
            (
                Option("Charis SIL", "Charis SIL"),
                Option("Inter", "Inter"),
                Option("OpenDyslexic", "OpenDyslexic", typeface="OpenDyslexic"),
            )
        ),
        "Charis SIL",
        later(
            "Charis SIL has serifs, Inter has none. OpenDyslexic is offered where it is installed."
        ),
    ),
    Setting(
        "zoom",
        Group.READING,
        later("Size of the text"),
        Whole(50, 300, 10, "%"),
        100,
        later("Of the article and of what stands beside it."),
    ),
    Setting(
        "column",
        Group.READING,
        later("Width of the column"),
        Choice(
            (
                Option(520, later("Narrow")),
                Option(590, later("Standard")),
                Option(650, later("Wide")),
            )
        ),
        590,
        later("How long the article’s lines are. It grows with the size of the text."),
    ),
    Setting(
        "pictures",
        Group.READING,
        later("Pictures of articles"),
        Choice(
            (
                Option("ask", later("Ask for each article")),
                Option("always", later("Always")),
                Option("never", later("Never")),
            )
        ),
        "ask",
        later(
            "Those of a page on the web are fetched from there, which tells its site that it is read. "
            "What was fetched is kept in the library."
        ),
    ),
    Setting(
        "layers",
        Group.MARKS,
        later("Marks shown"),
        Several(tuple(Option(layer, name) for layer, name in LAYER_NAMES.items())),
        list(LAYERS),
        later("Which kinds of marks stand in the text. Mine are your own highlights."),
    ),
    Setting(
        "least",
        Group.MARKS,
        later("How sure a mark must be"),
        Whole(0, 100, 5, "%"),
        round(100 * BEST),
        later(
            "Less shows more marks, more of them wrong; more shows only those that are surely right."
        ),
    ),
    Setting(
        "attitudes",
        Group.MARKS,
        later("Show attitudes too"),
        Switch(),
        False,
        later("What people merely want, plan or back, beside what they say and think."),
    ),
    Setting(
        "theme",
        Group.WINDOW,
        later("Colours"),
        Choice(
            (
                Option("system", later("System")),
                Option("light", later("Light")),
                Option("sepia", later("Sepia")),
                Option("dark", later("Dark")),
                Option("contrast", later("High contrast")),
            )
        ),
        "system",
        later("System is light or dark as the rest of the desktop is, and changes with it."),
    ),
    Setting(
        "language",
        Group.WINDOW,
        later("Language"),
        Choice(
            (
                Option("system", later("System")),
                *(Option(code, name) for code, name in LANGUAGES.items()),
            )
        ),
        "system",
        later("Of the window, from its next start on. Articles stay as they are."),
    ),
    Setting(
        "reopen",
        Group.WINDOW,
        later("Open the last reading at start"),
        Switch(),
        True,
        later("Off: the window starts with nothing open."),
    ),
    Setting(
        "copies",
        Group.LIBRARY,
        later("Daily copies"),
        Switch(),
        True,
        later("Keep a copy of the library on each day it changes, so that nothing is lost."),
    ),
    Setting(
        "reader",
        Group.EXPORT,
        later("Your name"),
        Words(later("First and last name")),
        "",
        later("Stands as the author of highlights and notes in what is exported."),
    ),
    Setting(
        "citation_style",
        Group.EXPORT,
        later("Citation style"),
        Choice(tuple(Option(name, style.label) for name, style in STYLES.items())),
        DEFAULT,
        later("How quotes are cited and bibliographies written, when they are copied or exported."),
    ),
    Setting(
        "zotero_pdf",
        Group.EXPORT,
        later("Send annotated PDFs to Zotero"),
        Switch(),
        True,
        later("Each reading goes to Zotero with a PDF that shows its marks."),
    ),
    Setting(
        "motion",
        Group.ACCESSIBILITY,
        later("Reduced motion"),
        Choice(
            (
                Option("system", later("System")),
                Option("on", later("On")),
                Option("off", later("Off")),
            )
        ),
        "system",
        later("On: menus open at once, and bars do not move while nobody knows how long it takes."),
    ),
)

MEMORIES = (
    Memory("keys", {}, _keys),  # only those of actions the reader gave other keys
    Memory("synced_known", [], _texts),  # libraries in synchronised folders the reader knows of
    Memory("export", {}, _export),  # what was chosen for the last export, and where it went
    Memory("geometry", "", _text),
    Memory("panes", "", _text),
    Memory("shelves", True, lambda value: isinstance(value, bool)),
    Memory("last_reading", 0, _count),
    Memory("zotero_port", 23119, _port),  # where Zotero listens, unless its reader has changed it
)


class Settings:
    """The reader's settings; unknown or broken values in the file fall back to the default."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or paths.settings_file()
        self._declared = {declared.name: declared for declared in (*SETTINGS, *MEMORIES)}
        self._values = {name: declared.default for name, declared in self._declared.items()}
        self._watchers: list[Callable[[str], None]] = []
        self._ask: Callable[[], object] = self.write
        self._written = True
        for name, value in self._read().items():
            if name in self._declared and self._declared[name].accepts(value):
                self._values[name] = value

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __setitem__(self, name: str, value: Any) -> None:
        """Set and keep a value, and tell who watches; raise ValueError for one not accepted."""
        if not self._declared[name].accepts(value):
            raise ValueError(f"{value!r} is no value for the setting {name}")
        if self._values[name] != value:
            self._values[name] = value
            self._written = False
            self._ask()
            for told in tuple(self._watchers):
                told(name)

    def watch(self, told: Callable[[str], None]) -> Callable[[], None]:
        """Call `told` with the name of what has changed, until what is returned is called."""
        self._watchers.append(told)
        return lambda: self._watchers.remove(told)

    def write_when_asked(self, ask: Callable[[], object]) -> None:
        """Call `ask` from now on when something is to be kept; whoever is asked calls `write`."""
        self._ask = ask

    def is_changed(self, name: str) -> bool:
        """Tell whether a value is another one than the default."""
        return bool(self._values[name] != self._declared[name].default)

    def reset(self, name: str) -> None:
        """Go back to the default."""
        self[name] = self._declared[name].default

    def view(self) -> View:
        """Return which marks the reader wants to see."""
        from app.reading.views import View  # noqa: PLC0415 (not needed to start)

        return View(self["least"] / 100, self["attitudes"])

    def _read(self) -> dict[str, Any]:
        try:
            value = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return value if isinstance(value, dict) else {}

    def write(self) -> None:
        """Write what is not yet in the file."""
        if self._written:
            return
        self._written = True
        changed = {name: value for name, value in self._values.items() if self.is_changed(name)}
        paths.private_folder(self._file.parent)
        # Written beside it and moved over it: a crash leaves the old file or the new one, whole.
        import tempfile  # noqa: PLC0415 (not needed to start)

        descriptor, temporary = tempfile.mkstemp(dir=self._file.parent, prefix=".settings")
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump(changed, stream, indent=1, ensure_ascii=False)
        Path(temporary).replace(self._file)
