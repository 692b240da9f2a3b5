"""Everything the reader can do: declared once, menus and keys and the help page derived from it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.desktop.key_places import KeyPlaces
from app.desktop.names import THEME_NAMES
from app.language import later, tr
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
    exclude each other; an empty `text` is a line between menu entries. `text` and `tip` stand here in
    English: they are said by `tr()`.
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
TABS = (
    later("Quotes"),
    later("Numbers"),
    later("Sources"),
    later("Notes"),
    later("Details"),
)

ACTIONS = (
    Action("open", "File", later("Open file…"), "doors.open_file", ("Ctrl+O",), "folder-open",
           later("Open an article from a file")),
    Action("open_address", "File", later("Open address…"), "doors.open_address", ("Ctrl+Shift+V",), "link",
           later("Open an article from the web")),
    Action("paste", "File", later("Paste article"), "doors.paste", ("Ctrl+V",), "clipboard-paste",
           later("Make an article of the text on the clipboard")),
    Action("import_file", "File", later("Import an export…"), "doors.import_file", (), "",
           later("Take in what Pocket, Instapaper, Omnivore, Readwise, wallabag, Hypothesis, Zotero or a browser exported")),
    Action("import_folder", "File", later("Import a folder…"), "doors.import_folder", (), "",
           later("Take in Zotero's data folder, or a folder of PDFs with their highlights")),
    _line("File", "file_1"),
    Action("export", "File", later("Export article…"), "exports.start", ("Ctrl+E",), "file-down",
           later("Give the article back as a PDF with its marks, or as another file"), needs=READING),
    Action("export_selected", "File", later("Export readings…"), "exports.selected", ("Ctrl+Shift+E",), "",
           later("Export the selected readings, or the open one, into one file, a folder or an archive")),
    Action("export_shelf", "File", later("Export what is listed…"), "exports.shelf_in_view", (), "",
           later("Export every reading of the collection, the tag or the list in view")),
    Action("read_back", "File", later("Read back notes…"), "reading_back.choose", (), "",
           later("Take over what another program did to a PDF that was exported from Sayso")),
    Action("print", "File", later("Print…"), "printing.start", ("Ctrl+P",), "",
           later("See the article on paper as it is shown, and print it"), needs=READING),
    Action("send_to_zotero", "File", later("Send to Zotero"), "zotero.send", (), "",
           later("Hand the selected readings, or the open one, to Zotero on this computer")),
    _line("File", "file_2"),
    Action("quit", "File", later("Quit"), "close", ("Ctrl+Q",), "", later("Close Sayso")),

    Action("undo", "Edit", later("Undo"), "changes.undo", ("Ctrl+Z",), "undo-2", later("Take the last change back")),
    Action("redo", "Edit", later("Redo"), "changes.redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2",
           later("Make the change again")),
    _line("Edit", "edit_1"),
    Action("copy", "Edit", later("Copy"), "copy", ("Ctrl+C",), "copy",
           later("Copy the selected text, or what is selected in a list")),
    Action("copy_numbers", "Edit", later("Copy numbers as a table"), "inspector.numbers.copy_table",
           ("Ctrl+Shift+C",), "", later("Copy the selected numbers, or all that are listed, for a spreadsheet"),
           needs=READING),
    Action("copy_quote", "Edit", later("Copy quote with citation"), "citing.copy_quote", ("Ctrl+Alt+C",), "",
           later("Copy the selected words, or those of the mark in focus, with author, year and page"), needs=READING),
    Action("copy_citation", "Edit", later("Copy citation"), "citing.copy_citation", (), "",
           later("Copy how the selected readings, or the open one, are cited in your style")),
    Action("copy_bibliography", "Edit", later("Copy bibliography"), "citing.copy_bibliography", (), "",
           later("Copy a bibliography of the selected readings, or of the collection in view")),
    _line("Edit", "edit_2"),
    Action("find", "Edit", later("Find in article…"), "finding.start", ("Ctrl+F",), "search",
           later("Look for words in the open article"), needs=READING),
    Action("find_next", "Edit", later("Find next"), "finding.next", ("F3", "Ctrl+G"), "",
           later("Go to the next place of the words looked for"), needs=READING),
    Action("find_previous", "Edit", later("Find previous"), "finding.previous", ("Shift+F3", "Ctrl+Shift+G"), "",
           later("Go to the place before of the words looked for"), needs=READING),
    _line("Edit", "edit_3"),
    Action("settings", "Edit", later("Settings…"), "show_settings", ("Ctrl+,",), "",
           later("Change how Sayso looks and works")),

    *(
        Action(f"layer_{layer}", "View", text, "appearance.toggle_layer", (str(number),), tip=tip,
               value=layer, checkable=True)
        for number, (layer, text, tip) in enumerate((
            ("quotes", later("Show quotes"), later("Show or hide quotes")),
            ("sources", later("Show sources"), later("Show or hide sources")),
            ("cues", later("Show cues"), later("Show or hide cues")),
            ("claims", later("Show claims"), later("Show or hide claims")),
            ("mine", later("Show mine"), later("Show or hide mine")),
        ), 1)
    ),
    Action("sureness", "View", later("How sure marks must be…"), "showing.choose_sureness", (), "",
           later("Show more marks, or only those that are surely right")),
    _line("View", "view_1"),
    *(
        Action(f"theme_{theme}", "View", THEME_NAMES[theme], "appearance.choose_theme", value=theme,
               checkable=True, group="theme", tip=tip)
        for theme, tip in (
            ("system", later("System colours")),
            ("light", later("Light colours")),
            ("sepia", later("Sepia colours")),
            ("dark", later("Dark colours")),
            ("contrast", later("High contrast colours")),
        )
    ),
    _line("View", "view_2"),
    Action("zoom_in", "View", later("Larger text"), "appearance.zoom_in", ("Ctrl++", "Ctrl+="), "zoom-in",
           later("Make the article's text larger")),
    Action("zoom_out", "View", later("Smaller text"), "appearance.zoom_out", ("Ctrl+-",), "zoom-out",
           later("Make the article's text smaller")),
    Action("zoom_reset", "View", later("Text at 100 %"), "appearance.zoom_reset", ("Ctrl+0",), "",
           later("Show the article's text in its own size")),
    _line("View", "view_3"),
    Action("pages", "View", later("Pages of the PDF"), "pdf_pages.toggle", ("P",), "file-text",
           later("Show the pages the article came on, with its marks"), checkable=True, needs=READING),
    Action("show_pictures", "View", later("Show pictures"), "illustrating.show", (), "",
           later("Fetch the pictures of the article, and keep them with it"), needs=READING),
    Action("focus_view", "View", later("Focus view"), "focus_view.toggle", ("F11",), "",
           later("Show the text alone on the whole screen (Esc leaves)"), checkable=True, needs=READING),
    Action("pane_library", "View", later("Library"), "panes.toggle_library", ("F9",), "panel-left",
           later("Show or hide the library"), checkable=True),
    Action("pane_inspector", "View", later("Inspector"), "panes.toggle_inspector", ("Shift+F9",), "panel-right",
           later("Show or hide quotes, numbers, sources, notes and details"), checkable=True),
    *(
        Action(f"tab_{tab.lower()}", "View", tab, "panes.show_tab", (f"Ctrl+{number}",), value=number - 1, tip=tip)
        for number, (tab, tip) in enumerate(zip(TABS, (
            later("Show quotes in the inspector"),
            later("Show numbers in the inspector"),
            later("Show sources in the inspector"),
            later("Show notes in the inspector"),
            later("Show details in the inspector"),
        ), strict=True), 1)
    ),
    Action("filter", "View", later("Filter the list"), "panes.filter", ("Ctrl+Alt+F", "/"), "list-filter",
           later("Narrow the inspector’s list to what has the words you type"), needs=READING),
    _line("View", "view_4"),
    Action("palette", "View", later("Palette…"), "command_palette.open", ("Ctrl+K",), "search",
           later("Find a command, a person, a passage or a reading by a few letters")),
    Action("next_pane", "View", later("Next pane"), "panes.next_pane", ("F6",), "", later("Go to the next pane")),
    Action("previous_pane", "View", later("Previous pane"), "panes.previous_pane", ("Shift+F6",), "",
           later("Go to the pane before")),

    Action("next_mark", "Reading", later("Next mark"), "reader.focus_next", ("J",), "", later("Go to the next mark"),
           needs=READING),
    Action("previous_mark", "Reading", later("Previous mark"), "reader.focus_previous", ("K",), "",
           later("Go to the mark before"), needs=READING),
    Action("go_to", "Reading", later("Go to…"), "command_palette.go_to", ("G",), "",
           later("Go to a paragraph by its number, or to a speaker’s next quote"), needs=READING, in_text=True),
    Action("card", "Reading", later("Who says so?"), "reader.show_card", ("Return",), "info",
           later("Tell who says the marked words, and why Sayso thinks so"), needs=READING, in_text=True),
    Action("read_aloud", "Reading", later("Read aloud"), "aloud.toggle", ("Ctrl+Shift+L",), "",
           later("Hear the selected words, or the article from here on; again stops"), checkable=True, needs=READING),
    Action("left_out", "Reading", later("What was left out…"), "left_out.show", (), "",
           later("Show what of the page or file is not part of the article"), needs=READING),
    Action("compare", "Reading", later("Compare with the version before"), "desk.compare", (), "",
           later("Show which quotes and numbers changed since the article was opened before"), needs=READING),
    Action("read_anew", "Reading", later("Read the text anew"), "rereading.read_anew", (), "",
           later("Make the text once more from what was kept of the source; your notes stay at their words"),
           needs=Needs.KEPT),
    _line("Reading", "reading_1"),
    Action("highlight", "Marks", later("Highlight"), "changes.highlight", ("H",), "highlighter",
           later("Highlight the selected words, or the mark in focus"), needs=READING),
    Action("note", "Marks", later("Note"), "changes.note", ("N",), "sticky-note",
           later("Write a note to the selected words, or to the mark in focus"), needs=READING),
    Action("remove_own", "Marks", later("Remove highlight"), "changes.remove", ("Del",), "trash-2",
           later("Take the highlight in focus away, with its note"), needs=READING),
    _line("Marks", "marks_1"),
    Action("accept", "Marks", later("Accept"), "correcting.accept", ("A",), "check",
           later("Say that the mark in focus is right, so that it stays"), needs=READING, in_text=True),
    Action("reject", "Marks", later("Reject"), "correcting.reject", ("R",), "x",
           later("Take the mark in focus away: it is not what it was taken for"), needs=READING, in_text=True),
    Action("edit", "Marks", later("Edit…"), "correcting.edit", ("E",), "pencil",
           later("Change who says it and how, or what the number means"), needs=READING, in_text=True),
    *(
        Action(f"kind_{kind}", "Marks", text, "correcting.set_kind", (), tip=tip, value=kind, needs=READING)
        for kind, text, tip in (
            ("direct", later("In their own words"),
             later("Say that the quote in focus is in the speaker’s own words")),
            ("mixed", later("Partly in their own words"),
             later("Say that the quote in focus is partly quoted, partly reported")),
            ("indirect", later("In the writer’s words"),
             later("Say that the quote in focus is reported in the writer’s words")),
        )
    ),
    _line("Marks", "marks_2"),
    *(
        Action(f"check_{status}", "Marks", text, "correcting.set_status", (), tip=tip, value=status, needs=READING)
        for status, text, tip in (
            ("checked", later("Claim checked: right"),
             later("Note that the claim in focus was checked and holds")),
            ("disputed", later("Claim disputed"), later("Note that the claim in focus is disputed")),
            ("wrong", later("Claim wrong"),
             later("Note that the claim in focus was checked and does not hold")),
            ("open", later("Claim not checked yet"),
             later("Note that the claim in focus is still to be checked")),
        )
    ),
    _line("Marks", "marks_3"),
    Action("longer", "Marks", later("End a word later"), "correcting.longer", ("]",), "",
           later("Move the end of the mark in focus a word on"), needs=READING, in_text=True),
    Action("shorter", "Marks", later("End a word sooner"), "correcting.shorter", ("[",), "",
           later("Move the end of the mark in focus a word back"), needs=READING, in_text=True),
    Action("start_later", "Marks", later("Start a word later"), "correcting.start_later", ("}", "Shift+]"), "",
           later("Move the start of the mark in focus a word on"), needs=READING, in_text=True),
    Action("start_sooner", "Marks", later("Start a word sooner"), "correcting.start_sooner", ("{", "Shift+["), "",
           later("Move the start of the mark in focus a word back"), needs=READING, in_text=True),
    _line("Marks", "marks_4"),
    Action("mark_quote", "Marks", later("Somebody says so…"), "correcting.mark_quote", ("Q",), "quote",
           later("Mark the selected words as somebody’s, and say whose"), needs=READING, in_text=True),
    Action("mark_claim", "Marks", later("A claim…"), "correcting.mark_claim", ("C",), "",
           later("Mark the selected words as a claim, and say what it counts"), needs=READING, in_text=True),
    Action("only_speaker", "Reading", later("Only this speaker"), "showing.only_speaker", ("S",), "",
           later("Show only what the speaker of the mark in focus says"), needs=READING),
    *(
        Action(f"only_{sort.name.lower()}", "Reading", sort.value, "showing.show_sort", (), tip=tip,
               value=sort.value, needs=READING)
        for sort, tip in (
            (Sort.UNNAMED, later("Show only unnamed sources; again, to show everything")),
            (Sort.UNCHECKED, later("Show only claims not checked yet; again, to show everything")),
            (Sort.QUOTED, later("Show only their own words; again, to show everything")),
            (Sort.REPORTED, later("Show only the writer’s words; again, to show everything")),
            (Sort.UNSURE, later("Show only what is unsure; again, to show everything")),
        )
    ),
    Action("page_of_speaker", "Reading", later("Page of this speaker"), "speaker_pages.open_focused", ("Shift+S",), "user",
           later("Show everything the speaker of the mark in focus says, in every reading"), needs=READING, in_text=True),
    Action("everyone", "Reading", later("Everyone"), "showing.everyone", ("0",), "users",
           later("Show what everyone says"), needs=READING),

    Action("search", "Library", later("Search the library"), "panes.search", ("Ctrl+Shift+F",), "search",
           later("Find readings, quotes and numbers")),
    Action("speaker", "Library", later("Speaker…"), "speaker_pages.choose", (), "users",
           later("Show everything a speaker says in the library, and unite their names")),
    Action("two_readings", "Library", later("Compare two readings…"), "two_readings.choose", (), "",
           later("Show the two selected readings side by side, or the open one beside another")),
    Action("back_to_speaker", "Library", later("Back to the speaker"), "speaker_pages.go_back", ("Alt+Left",), "",
           later("Show the page of the speaker again that was open last")),
    _line("Library", "library_1"),
    Action("doubles", "Library", later("The same article twice…"), "doubles.show_all", (), "",
           later("List readings that seem to be one article, and unite them")),
    Action("fetch_all", "Library", later("Fetch missing texts"), "desk.fetching.fetch_all", (), "",
           later("Fetch the text of every reading of which only the address is there")),
    _line("Library", "library_2"),
    Action("new_collection", "Library", later("New collection…"), "shelves.new_collection", (), "folder-plus",
           later("Make a collection to put readings into")),
    Action("tags", "Library", later("Tags…"), "orders.tags", ("Ctrl+T",), "tag",
           later("Give tags to the selected readings, or to the open one")),
    _line("Library", "library_3"),
    Action("bin", "Library", later("Move to bin"), "orders.move_to_bin", (), "trash-2",
           later("Put the selected readings, or the open one, into the bin (Del in the list)"), needs=Needs.KEPT),
    Action("show_bin", "Library", later("Show bin"), "panes.show_bin", (), "", later("List what lies in the bin")),

    Action("tour", "Help", later("Take the tour"), "take_tour", (), "",
           later("See on a sample article what the marks mean, in seven steps")),
    Action("keys", "Help", later("Keys"), "show_keys", ("F1",), "", later("Which key does what")),
    Action("search_help", "Help", later("Searching"), "panes.help_to_search", (), "search",
           later("What can be searched for in the library")),
    Action("about", "Help", later("About Sayso"), "show_about", (), "info",
           later("Version, and whose work Sayso is built on")),
)  # fmt: skip


class Actions:
    """The window's actions, made from the table."""

    def __init__(self, window: QWidget, text: QWidget, keys: Keys) -> None:
        """Make every action; keys that count in the text alone count in the widget `text`."""
        self._made: dict[str, QAction] = {}
        self._declared = {action.name: action for action in ACTIONS if action.text}
        self._keys, self._places = keys, KeyPlaces(window)
        self._places.add_text(text, self._declared)
        groups: dict[str, QActionGroup] = {}
        for action in self._declared.values():
            made = QAction(tr(action.text), window)
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

    def fill_menus(self, menus: Mapping[str, QMenu]) -> None:
        """Put the actions into the menus, which are given by their names."""
        for menu in menus.values():
            menu.setToolTipsVisible(True)
        for action in ACTIONS:
            if action.text:
                menus[action.menu].addAction(self._made[action.name])
            else:
                menus[action.menu].addSeparator()

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
        tip = tr(action.tip)
        made.setToolTip(f"{tip} ({key})" if key else tip)

    @staticmethod
    def _connect(made: QAction, action: Action, window: QWidget) -> None:
        # Found when it is asked for: most of what does things is made after the first paint.
        slot, value = attrgetter(action.slot), action.value
        if value is None:
            made.triggered.connect(lambda _checked=False: slot(window)())
        else:
            made.triggered.connect(lambda _checked=False: slot(window)(value))
