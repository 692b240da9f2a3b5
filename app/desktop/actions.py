"""Everything the reader can do: declared once, menus and keys and the help page derived from it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from app.desktop.key_places import KeyPlaces
from app.reading.isolation import Sort
from app.rendering.icons import icon
from app.rendering.palette import Theme

if TYPE_CHECKING:
    from app.desktop.keys import Keys


class Needs(Enum):
    """What must be there for an action to make sense."""

    NOTHING = "nothing"
    READING = "reading"  # an article is open
    KEPT = "kept"  # and the library has it


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the reader can do.

    `slot` is the way from the window to the method that does it; `value` is handed to it where given.
    `keys` are those it has at first. One that is pressed alone, as a letter is, counts only while
    the text has the focus; with `in_text`, all of them do. `group` makes actions
    exclude each other; an empty `text` is a line between menu entries.
    """

    name: str
    menu: str
    text: str = ""
    slot: str = ""
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    value: str | int | None = None
    checkable: bool = False
    group: str = ""
    needs: Needs = Needs.NOTHING
    in_text: bool = False


def _line(menu: str, name: str) -> Action:
    return Action(name, menu)


READING = Needs.READING
MENUS = ("File", "Edit", "View", "Reading", "Marks", "Library", "Help")
THEME_NAMES = {
    "system": "System colours",
    "light": "Light",
    "sepia": "Sepia",
    "dark": "Dark",
    "contrast": "High contrast",
}
LAYER_NAMES = {
    "quotes": "Quotes",
    "sources": "Sources",
    "cues": "Cues",
    "claims": "Claims",
    "mine": "Mine",
}
TABS = ("Quotes", "Numbers", "Sources", "Notes", "Details")

ACTIONS = (
    Action("open", "File", "Open file…", "doors.open_file", ("Ctrl+O",), "folder-open",
           "Open an article from a file"),
    Action("open_address", "File", "Open address…", "doors.open_address", ("Ctrl+Shift+V",), "link",
           "Open an article from the web"),
    Action("paste", "File", "Paste article", "doors.paste", ("Ctrl+V",), "clipboard-paste",
           "Make an article of the text on the clipboard"),
    Action("import_file", "File", "Import an export…", "doors.import_file", (), "",
           "Take in what Pocket, Instapaper, Omnivore, Readwise, wallabag, Hypothesis, Zotero or a browser exported"),
    Action("import_folder", "File", "Import a folder…", "doors.import_folder", (), "",
           "Take in Zotero's data folder, or a folder of PDFs with their highlights"),
    _line("File", "file_1"),
    Action("export_pdf", "File", "Export annotated PDF…", "doors.export_pdf", ("Ctrl+E",), "file-down",
           "Write the article with all marks as a PDF", needs=READING),
    Action("print", "File", "Print…", "printing.start", ("Ctrl+P",), "",
           "See the article on paper as it is shown, and print it", needs=READING),
    _line("File", "file_2"),
    Action("quit", "File", "Quit", "close", ("Ctrl+Q",), "", "Close Sayso"),

    Action("undo", "Edit", "Undo", "changes.undo", ("Ctrl+Z",), "undo-2", "Take the last change back"),
    Action("redo", "Edit", "Redo", "changes.redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2",
           "Make the change again"),
    _line("Edit", "edit_1"),
    Action("copy", "Edit", "Copy", "copy", ("Ctrl+C",), "copy",
           "Copy the selected text, or what is selected in a list"),
    Action("copy_numbers", "Edit", "Copy numbers as a table", "inspector.numbers.copy_table",
           ("Ctrl+Shift+C",), "", "Copy the selected numbers, or all that are listed, for a spreadsheet",
           needs=READING),
    _line("Edit", "edit_2"),
    Action("find", "Edit", "Find in article…", "finding.start", ("Ctrl+F",), "search",
           "Look for words in the open article", needs=READING),
    Action("find_next", "Edit", "Find next", "finding.next", ("F3", "Ctrl+G"), "",
           "Go to the next place of the words looked for", needs=READING),
    Action("find_previous", "Edit", "Find previous", "finding.previous", ("Shift+F3", "Ctrl+Shift+G"), "",
           "Go to the place before of the words looked for", needs=READING),
    _line("Edit", "edit_3"),
    Action("settings", "Edit", "Settings…", "show_settings", ("Ctrl+,",), "",
           "Change how Sayso looks and works"),

    *(
        Action(f"layer_{layer}", "View", f"Show {name.lower()}", "appearance.toggle_layer", (str(number),),
               tip=f"Show or hide {name.lower()}", value=layer, checkable=True)
        for number, (layer, name) in enumerate(LAYER_NAMES.items(), 1)
    ),
    Action("sureness", "View", "How sure marks must be…", "appearance.choose_sureness", (), "",
           "Show more marks, or only those that are surely right"),
    _line("View", "view_1"),
    *(
        Action(f"theme_{theme}", "View", name, "appearance.choose_theme", value=theme,
               checkable=True, group="theme", tip=f"{name.removesuffix(' colours')} colours")
        for theme, name in THEME_NAMES.items()
    ),
    _line("View", "view_2"),
    Action("zoom_in", "View", "Larger text", "appearance.zoom_in", ("Ctrl++", "Ctrl+="), "zoom-in",
           "Make the article's text larger"),
    Action("zoom_out", "View", "Smaller text", "appearance.zoom_out", ("Ctrl+-",), "zoom-out",
           "Make the article's text smaller"),
    Action("zoom_reset", "View", "Text at 100 %", "appearance.zoom_reset", ("Ctrl+0",), "",
           "Show the article's text in its own size"),
    _line("View", "view_3"),
    Action("pages", "View", "Pages of the PDF", "pdf_pages.toggle", ("P",), "file-text",
           "Show the pages the article came on, with its marks", checkable=True, needs=READING),
    Action("focus_view", "View", "Focus view", "focus_view.toggle", ("F11",), "",
           "Show the text alone on the whole screen (Esc leaves)", checkable=True, needs=READING),
    Action("pane_library", "View", "Library", "panes.toggle_library", ("F9",), "panel-left",
           "Show or hide the library", checkable=True),
    Action("pane_inspector", "View", "Inspector", "panes.toggle_inspector", ("Shift+F9",), "panel-right",
           "Show or hide quotes, numbers, sources, notes and details", checkable=True),
    *(
        Action(f"tab_{tab.lower()}", "View", tab, "panes.show_tab", (f"Ctrl+{number}",), value=number - 1,
               tip=f"Show {tab.lower()} in the inspector")
        for number, tab in enumerate(TABS, 1)
    ),
    Action("filter", "View", "Filter the list", "panes.filter", ("Ctrl+Alt+F", "/"), "list-filter",
           "Narrow the inspector’s list to what has the words you type", needs=READING),
    _line("View", "view_4"),
    Action("palette", "View", "Palette…", "command_palette.open", ("Ctrl+K",), "search",
           "Find a command, a person, a passage or a reading by a few letters"),
    Action("next_pane", "View", "Next pane", "panes.next_pane", ("F6",), "", "Go to the next pane"),
    Action("previous_pane", "View", "Previous pane", "panes.previous_pane", ("Shift+F6",), "",
           "Go to the pane before"),

    Action("next_mark", "Reading", "Next mark", "reader.focus_next", ("J",), "", "Go to the next mark",
           needs=READING),
    Action("previous_mark", "Reading", "Previous mark", "reader.focus_previous", ("K",), "",
           "Go to the mark before", needs=READING),
    Action("go_to", "Reading", "Go to…", "command_palette.go_to", ("G",), "",
           "Go to a paragraph by its number, or to a speaker’s next quote", needs=READING, in_text=True),
    Action("card", "Reading", "Who says so?", "reader.show_card", ("Return",), "info",
           "Tell who says the marked words, and why Sayso thinks so", needs=READING, in_text=True),
    Action("read_aloud", "Reading", "Read aloud", "aloud.toggle", ("Ctrl+Shift+L",), "",
           "Hear the selected words, or the article from here on; again stops", checkable=True, needs=READING),
    Action("left_out", "Reading", "What was left out…", "left_out.show", (), "",
           "Show what of the page or file is not part of the article", needs=READING),
    Action("compare", "Reading", "Compare with the version before", "desk.compare", (), "",
           "Show which quotes and numbers changed since the article was opened before", needs=READING),
    Action("read_anew", "Reading", "Read the text anew", "rereading.read_anew", (), "",
           "Make the text once more from what was kept of the source; your notes stay at their words",
           needs=Needs.KEPT),
    _line("Reading", "reading_1"),
    Action("highlight", "Marks", "Highlight", "changes.highlight", ("H",), "highlighter",
           "Highlight the selected words, or the mark in focus", needs=READING),
    Action("note", "Marks", "Note", "changes.note", ("N",), "sticky-note",
           "Write a note to the selected words, or to the mark in focus", needs=READING),
    Action("remove_own", "Marks", "Remove highlight", "changes.remove", ("Del",), "trash-2",
           "Take the highlight in focus away, with its note", needs=READING),
    _line("Marks", "marks_1"),
    Action("accept", "Marks", "Accept", "correcting.accept", ("A",), "check",
           "Say that the mark in focus is right, so that it stays", needs=READING, in_text=True),
    Action("reject", "Marks", "Reject", "correcting.reject", ("R",), "x",
           "Take the mark in focus away: it is not what it was taken for", needs=READING, in_text=True),
    Action("edit", "Marks", "Edit…", "correcting.edit", ("E",), "pencil",
           "Change who says it and how, or what the number means", needs=READING, in_text=True),
    *(
        Action(f"kind_{kind}", "Marks", text, "correcting.set_kind", (), tip=tip, value=kind, needs=READING)
        for kind, text, tip in (
            ("direct", "In their own words", "Say that the quote in focus is in the speaker’s own words"),
            ("mixed", "Partly in their own words", "Say that the quote in focus is partly quoted, partly reported"),
            ("indirect", "In the writer’s words", "Say that the quote in focus is reported in the writer’s words"),
        )
    ),
    _line("Marks", "marks_2"),
    *(
        Action(f"check_{status}", "Marks", text, "correcting.set_status", (), tip=tip, value=status, needs=READING)
        for status, text, tip in (
            ("checked", "Claim checked: right", "Note that the claim in focus was checked and holds"),
            ("disputed", "Claim disputed", "Note that the claim in focus is disputed"),
            ("wrong", "Claim wrong", "Note that the claim in focus was checked and does not hold"),
            ("open", "Claim not checked yet", "Note that the claim in focus is still to be checked"),
        )
    ),
    _line("Marks", "marks_3"),
    Action("longer", "Marks", "End a word later", "correcting.longer", ("]",), "",
           "Move the end of the mark in focus a word on", needs=READING, in_text=True),
    Action("shorter", "Marks", "End a word sooner", "correcting.shorter", ("[",), "",
           "Move the end of the mark in focus a word back", needs=READING, in_text=True),
    Action("start_later", "Marks", "Start a word later", "correcting.start_later", ("}", "Shift+]"), "",
           "Move the start of the mark in focus a word on", needs=READING, in_text=True),
    Action("start_sooner", "Marks", "Start a word sooner", "correcting.start_sooner", ("{", "Shift+["), "",
           "Move the start of the mark in focus a word back", needs=READING, in_text=True),
    _line("Marks", "marks_4"),
    Action("mark_quote", "Marks", "Somebody says so…", "correcting.mark_quote", ("Q",), "quote",
           "Mark the selected words as somebody’s, and say whose", needs=READING, in_text=True),
    Action("mark_claim", "Marks", "A claim…", "correcting.mark_claim", ("C",), "",
           "Mark the selected words as a claim, and say what it counts", needs=READING, in_text=True),
    Action("only_speaker", "Reading", "Only this speaker", "showing.only_speaker", ("S",), "",
           "Show only what the speaker of the mark in focus says", needs=READING),
    *(
        Action(f"only_{sort.name.lower()}", "Reading", f"Only {sort}", "showing.show_sort", (),
               tip=f"Show only {sort}; again, to show everything", value=sort.value, needs=READING)
        for sort in Sort
    ),
    Action("page_of_speaker", "Reading", "Page of this speaker", "speaker_pages.open_focused", ("Shift+S",), "user",
           "Show everything the speaker of the mark in focus says, in every reading", needs=READING, in_text=True),
    Action("everyone", "Reading", "Everyone", "showing.everyone", ("0",), "users",
           "Show what everyone says", needs=READING),

    Action("search", "Library", "Search the library", "panes.search", ("Ctrl+Shift+F",), "search",
           "Find readings, quotes and numbers"),
    Action("speaker", "Library", "Speaker…", "speaker_pages.choose", (), "users",
           "Show everything a speaker says in the library, and unite their names"),
    Action("two_readings", "Library", "Compare two readings…", "two_readings.choose", (), "",
           "Show the two selected readings side by side, or the open one beside another"),
    Action("back_to_speaker", "Library", "Back to the speaker", "speaker_pages.go_back", ("Alt+Left",), "",
           "Show the page of the speaker again that was open last"),
    _line("Library", "library_1"),
    Action("doubles", "Library", "The same article twice…", "doubles.show_all", (), "",
           "List readings that seem to be one article, and unite them"),
    Action("fetch_all", "Library", "Fetch missing texts", "desk.fetching.fetch_all", (), "",
           "Fetch the text of every reading of which only the address is there"),
    _line("Library", "library_2"),
    Action("new_collection", "Library", "New collection…", "shelves.new_collection", (), "folder-plus",
           "Make a collection to put readings into"),
    Action("tags", "Library", "Tags…", "orders.tags", ("Ctrl+T",), "tag",
           "Give tags to the selected readings, or to the open one"),
    _line("Library", "library_3"),
    Action("bin", "Library", "Move to bin", "orders.move_to_bin", (), "trash-2",
           "Put the selected readings, or the open one, into the bin (Del in the list)", needs=Needs.KEPT),
    Action("show_bin", "Library", "Show bin", "panes.show_bin", (), "", "List what lies in the bin"),

    Action("tour", "Help", "Take the tour", "take_tour", (), "",
           "See on a sample article what the marks mean, in seven steps"),
    Action("keys", "Help", "Keys", "show_keys", ("F1",), "", "Which key does what"),
    Action("search_help", "Help", "Searching", "panes.help_to_search", (), "search",
           "What can be searched for in the library"),
    Action("about", "Help", "About Sayso", "show_about", (), "info",
           "Version, and whose work Sayso is built on"),
)  # fmt: skip


class Actions:
    """The window's actions, made from the table."""

    def __init__(self, window: QWidget, text: QWidget, keys: Keys) -> None:
        """Make every action; keys that count in the text alone count in the widget `text`."""
        self._made: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        self._declared = {action.name: action for action in ACTIONS if action.text}
        self._keys, self._places = keys, KeyPlaces(window)
        self._places.add_text(text, self._declared)
        groups: dict[str, QActionGroup] = {}
        for action in self._declared.values():
            made = QAction(action.text, window)
            made.setObjectName(action.name)
            made.setStatusTip("")
            made.setCheckable(action.checkable)
            if action.group:
                if action.group not in groups:
                    groups[action.group] = QActionGroup(window)
                groups[action.group].addAction(made)
            self._connect(made, action, window)
            self._made[action.name] = made
        self._set_keys()
        keys.changed.connect(self._set_keys)

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def names(self) -> frozenset[str]:
        """Return the names of all actions."""
        return frozenset(self._declared)

    def count_in(self, text: QWidget, names: Collection[str]) -> None:
        """Let keys of some actions that count in the text alone count in another widget too."""
        self._places.add_text(text, names)
        for name in names:
            self._set_keys_of(name)

    def name_menus(self, bar: QMenuBar) -> None:
        """Put the menus' names into the menu bar."""
        self._menus = {name: bar.addMenu(name) for name in MENUS}

    def fill_menus(self) -> None:
        """Put the actions into the menus."""
        for menu in self._menus.values():
            menu.setToolTipsVisible(True)
        for action in ACTIONS:
            if action.text:
                self._menus[action.menu].addAction(self._made[action.name])
            else:
                self._menus[action.menu].addSeparator()

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of the theme."""
        for name, action in self._declared.items():
            if action.icon:
                self._made[name].setIcon(icon(action.icon, theme.color("ink2")))

    def enable(self, reading: bool, kept: bool) -> None:
        """Switch off what makes no sense without an article."""
        there = {Needs.NOTHING: True, Needs.READING: reading, Needs.KEPT: kept}
        for name, action in self._declared.items():
            if action.needs is not Needs.NOTHING:
                self._made[name].setEnabled(there[action.needs])

    def _set_keys(self) -> None:
        for name in self._declared:
            self._set_keys_of(name)

    def _set_keys_of(self, name: str) -> None:
        action, made, key = self._declared[name], self._made[name], self._keys.first(name)
        self._places.set_keys(made, self._keys.of(name), all_in_text=action.in_text)
        made.setToolTip(f"{action.tip} ({key})" if key else action.tip)

    @staticmethod
    def _connect(made: QAction, action: Action, window: QWidget) -> None:
        # Found when it is asked for: most of what does things is made after the first paint.
        slot, value = attrgetter(action.slot), action.value
        if value is None:
            made.triggered.connect(lambda _checked=False: slot(window)())
        else:
            made.triggered.connect(lambda _checked=False: slot(window)(value))
