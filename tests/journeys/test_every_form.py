"""Every form of document opens: dropped on the window as a folder, and by `sayso add`."""

import json
import plistlib
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl

from tests.journeys.conftest import LATEST
from tests.opening.forms.built import MORE, PROSE, chapter, docx, epub, odt, paragraph
from tests.opening.pdf.making import PLAIN, typeset

PAGE = f"<html><body><article><h1>%s</h1><p>{PROSE}</p><p>{MORE}</p></article></body></html>"
ADDRESS = "https://courier.example/bridge"


def mail(title: str, **head: str) -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = title
    for name, value in head.items():
        made[name.replace("_", "-")] = value
    return made


def archived(title: str) -> bytes:
    made = mail(title, Snapshot_Content_Location=ADDRESS)
    made.make_related()
    page = EmailMessage()
    page.set_content(PAGE % title, subtype="html")
    made.attach(page)
    return bytes(made)


def written(title: str) -> bytes:
    made = mail(title, From="Ann Lee <ann@courier.example>")
    made.set_content(f"{PROSE}\n\n{MORE}\n")
    return bytes(made)


def web_archive(title: str) -> bytes:
    page = (PAGE % title).replace("May", "June").encode()
    main = {"WebResourceData": page, "WebResourceURL": f"{ADDRESS}/safari"}
    return plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY)


FILES = {
    "page.html": (PAGE % "From a page").encode(),
    "saved.mhtml": archived("From a saved page"),
    "safari.webarchive": web_archive("From a web archive"),
    "paper.pdf": typeset(
        f"{PLAIN}#align(center)[#text(17pt)[From a Paper on Bridges]]\n{PROSE}\n\n{MORE}"
    ),
    "book.epub": epub(
        {
            "a.xhtml": chapter("From a book, one", f"{PROSE} {MORE}", MORE),
            "b.xhtml": chapter("From a book, two", f"{MORE} {PROSE}", PROSE),
        }
    ),
    "word.docx": docx(
        paragraph("From Word", "T") + paragraph(PROSE) + paragraph(MORE), styles={"T": "Title"}
    ),
    "open.odt": odt(
        f'<text:h text:outline-level="1">From OpenDocument</text:h><text:p>{PROSE}</text:p>'
        f"<text:p>{MORE}</text:p>"
    ),
    "rich.rtf": rb"{\rtf1\ansi From rich text\par "
    + f"{PROSE}\\par {MORE}".encode("ascii")
    + rb"\par}",
    "marked.md": f"# From Markdown\n\n{PROSE}\n\n## Work\n\n**Note:** {MORE}\n".encode(),
    "plain.txt": f"From plain text\n\n{PROSE}\n".encode(),
    "letter.eml": written("From an e-mail"),
}
TITLES = {
    "From a page",
    "From a saved page",
    "From a web archive",
    "From a Paper on Bridges",
    "From a book, one",
    "From a book, two",
    "From Word",
    "From OpenDocument",
    "From rich text",
    "From Markdown",
    "From plain text",
    "From an e-mail",
}


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "every form"
    made.mkdir()
    for name, content in FILES.items():
        # What a file is called is not asked.
        (made / f"{name.replace('.', '_')}.bin").write_bytes(content)
    return made


def test_a_folder_of_every_form_dropped_on_the_window_is_read_and_marked(
    qtbot, start, folder, look
):
    window = start(folder / "plain_txt.bin")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    assert window.doors.take(data)
    qtbot.waitUntil(
        lambda: {row.title for row in window.library_pane.listed()} >= TITLES, timeout=LATEST
    )
    qtbot.waitUntil(lambda: all(row.claims for row in window.library_pane.listed()), timeout=LATEST)
    # All hold the same words: that two of them seem to be one article may be said, and nothing else.
    said = [text for text in window.area.banners.texts() if "seems to be" not in text]
    assert said == []
    look(window, "every-form")


def test_a_folder_of_every_form_is_added_from_the_command_line(folder, tmp_path):
    command = [str(Path(sys.executable).with_name("sayso")), "add", str(folder), "--json"]
    command += ["--library", str(tmp_path / "added.sqlite")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert {json.loads(line)["title"] for line in done.stdout.splitlines()} == TITLES
