"""A child process for tests: opens plain text, finds one quote a paragraph, dies when told to.

`python fake_child.py FOLDER`; what the text says decides what happens:

- "Die once." ends the process without an answer the first time an article with it is marked
  (FOLDER remembers), "Die always." every time, "Hang." makes it never answer
- "Do not open." fails to open with a sentence
- "Language: de" as its headline is the language it is in
- "perhaps said" makes a quote less sure than is shown by default
- "Locked." asks for the password "sesame", "Scanned." to have its text recognised, "Shut fast." for
  the password "sesame" when it is to be exported
- form feeds part it into pieces of one work
- "Long." sends its first paragraph before the whole, and the whole only when FOLDER has a "go on"
- "Marked elsewhere." comes with a highlight of its first word, "Cut short." with a notice
- "Printed." makes it a PDF of two pages, a line of text a line, ten lines a page
- "Illustrated." has a picture above each of its paragraphs but the first; each is fetched as a
  blue PNG of 400 by 200, but for those a line of FOLDER's "missing" names, and not before "go on"
  where there is a "hold"; what is asked for is written to "asked"
- "In the file." has a picture above its last paragraph that lies in the file itself
- a file called "….real.pdf" is opened as the PDF it is
- what stands after "Left out:" to the end of its line is left out
"""

import base64
import os
import shutil
import sys
import time
import zlib
from array import array
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from app.reading import wire
from app.reading.analysis import Analysis
from app.reading.anchors import anchor
from app.reading.annotation import Opened, OwnAnnotation
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import Block, BlockKind, Document, Original, Picture, Printed
from app.reading.failures import ImportFailure, NoTextLayer, OpenFailure, PasswordNeeded
from app.reading.imported import ImportedItem, ImportedMark, Skipped
from app.reading.makers import PIPELINE
from app.reading.pictures import embedded
from app.reading.quantity import Quantity, QuantityKind
from app.reading.quotation import Quotation
from app.reading.spans import Span
from app.reading.speaker import Speaker
from app.worker import protocol

LINES = 10
PARENT = os.getppid()


def wait(over: Callable[[], bool]) -> None:
    """Wait until something holds; end where the parent is gone, as a real child does."""
    while not over():
        if os.getppid() != PARENT:
            sys.exit()
        time.sleep(0.01)


def document(text: str, source: str) -> Document:
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            kind = BlockKind.PARAGRAPH if blocks else BlockKind.HEADING
            level = None if blocks else 1
            blocks.append(Block(kind, start, start + len(line), level))
        start += len(line) + 1
    title = text.split("\n", maxsplit=1)[0]
    language = title.removeprefix("Language: ") if title.startswith("Language: ") else "en"
    return Document(source, text, tuple(blocks), title=title, language=language)


def analysis(text: str) -> Analysis:
    """Mark `“words,” said Name.` and every whole number after it."""
    attributions, quotations, quantities, names, start = [], [], [], [], 0
    while (start := text.find("“", start)) >= 0:
        end = text.index("”", start) + 1
        number = len(attributions) + 1
        cue = text.find("said ", end)
        if cue < 0:
            break
        stop = text.index(".", cue)
        name = text[cue + 5 : stop]
        names.append(name)
        attributions.append(
            Attribution(
                f"a{number}",
                AttributionKind.DIRECT,
                Act.STATEMENT,
                (Span(start, end),),
                (Span(cue, cue + 4),),
                (Span(cue + 5, stop),),
                name,
                confidence=0.2 if text[:cue].endswith("perhaps ") else 0.9,
                why="The words stand in quotation marks.",
            )
        )
        quotations.append(Quotation(f"q{number}", start, end, attribution=f"a{number}"))
        start = end
    place = 0
    for word in text.split():
        place = text.index(word, place)
        if word.isdigit():
            span = (place, place + len(word))
            quantities.append(
                Quantity(f"n{len(quantities) + 1}", *span, word, QuantityKind.COUNT, Decimal(word))
            )
        place += len(word)
    speakers = tuple(Speaker(name) for name in dict.fromkeys(names))
    return Analysis(
        tuple(attributions), tuple(quotations), tuple(quantities), speakers, pipeline=PIPELINE
    )


def send(message: protocol.Message) -> None:
    sys.stdout.buffer.write(protocol.encode(message))
    sys.stdout.buffer.flush()


def open_text(job: protocol.Message, folder: Path) -> None:
    number, source = job["job"], job["source"]
    if job.get("content"):
        text = base64.b64decode(job["content"]).decode()
    else:
        text = Path(source).read_text(encoding="utf-8")
    failure = None
    if "Do not open." in text:
        failure = OpenFailure("This file has no article in it.", "Open another one.")
    elif "Locked." in text and job.get("password") != "sesame":
        wrong = "The password does not open" if job.get("password") else "A password opens"
        failure = PasswordNeeded(f"{wrong} {Path(source).name}.")
    elif "Scanned." in text and not job.get("ocr"):
        failure = NoTextLayer("It has no text layer: its pages are pictures.", "Scan it again.")
    if failure:
        send(protocol.failed(number, failure))
        return
    if "Long." in text:
        beginning = opened(text.split("\n")[0], source)
        send(protocol.event(number, "part", result={"documents": [beginning]}))
        wait((folder / "go on").exists)
    pieces = text.split("\f")
    found = [opened(piece, source) for piece in pieces]
    if len(pieces) > 1:
        for place, piece in enumerate(found, 1):
            piece["part"] = ["The work", place, len(pieces)]
    done(number, {"documents": found})


def opened(text: str, source: str) -> wire.Json:
    """Return the JSON value of what opening a text gives, its original along."""
    made = document(text, source)
    head, _, rest = made.text.partition("Left out:")
    made = replace(
        made,
        original=Original(text.encode(), "text/plain", "2026-01-02T03:04:05+00:00"),
        left_out=(rest.partition("\n")[0].strip(),) if rest else (),
        notice="Only the beginning is here." if "Cut short." in text else "",
        printed=printed(text) if "Printed." in text else (),
        pictures=pictures(made) if "Illustrated." in text else (),
    )
    files = (embedded(png(400, 200)),) if "In the file." in text else ()
    if files:
        made = replace(made, pictures=(Picture(made.blocks[-1].start, files[0].address, "Mine"),))
    first = Span(0, len(head.split(" ", maxsplit=1)[0]))
    mark = OwnAnnotation("pdf-1", *first, anchor(text, first), "mine from elsewhere")
    return wire.opened_to_json(Opened(made, (mark,) if "Marked elsewhere." in text else (), files))


def pictures(made: Document) -> tuple[Picture, ...]:
    paragraphs = [block for block in made.blocks if block.kind is BlockKind.PARAGRAPH]
    return tuple(
        Picture(block.start, f"https://img.example/{number}.png", f"Ferry {number}")
        for number, block in enumerate(paragraphs[1:], 1)
    )


def illustrate(job: protocol.Message, folder: Path) -> None:
    with (folder / "asked").open("a", encoding="utf-8") as asked:
        asked.writelines(f"{address}\n" for address in job["addresses"])
    wait(lambda: not (folder / "hold").exists() or (folder / "go on").exists())
    missing = folder / "missing"
    lost = missing.read_text(encoding="utf-8").split() if missing.exists() else []
    content = base64.b64encode(png(400, 200)).decode()
    for address in job["addresses"]:
        if address not in lost:
            part = {"address": address, "media_type": "image/png", "content": content}
            send(protocol.event(job["job"], "part", result=part))
    failed = [[address, "It is gone."] for address in job["addresses"] if address in lost]
    done(job["job"], {"failed": failed})


def png(width: int, height: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        body = name + content
        return len(content).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + bytes((8, 2, 0, 0, 0))
    rows = (b"\0" + b"\0\0\xff" * width) * height
    parts = (b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def printed(text: str) -> tuple[Printed, ...]:
    runs, place, first = [], 0, 0
    for number, line in enumerate(text.split("\n")):
        if number % LINES == 0:
            first = 0
        if line:
            runs.append(Printed(place, place + len(line), 1 + number // LINES, first, len(line)))
        place += len(line) + 1
        first += len(line)
    return tuple(runs)


def picture(job: protocol.Message) -> protocol.Message:
    """Draw a white page whose lines are a tenth of it high, and each character a hundredth wide."""
    lines = Path(job["path"]).read_text(encoding="utf-8").split("\n")
    boxes = array("f")
    for row, line in enumerate(lines[job["page"] * LINES :][:LINES]):
        for column in range(len(line)):
            left, top = column / 100, row / LINES
            boxes.extend((left, top, left + 0.01, top + 0.6 / LINES))
    width, height = round(300 * job["scale"]), round(400 * job["scale"])
    return {
        "width": width,
        "height": height,
        "turned": 0,
        "pixels": packed(b"\xff" * (4 * width * height)),
        "boxes": packed(boxes.tobytes()),
    }


def packed(content: bytes) -> str:
    return base64.b64encode(zlib.compress(content)).decode()


def analyse(number: int, text: str, folder: Path) -> None:
    died = folder / "died"
    if "Die always." in text or ("Die once." in text and not died.exists()):
        died.touch()
        sys.exit(1)
    if "Hang." in text:
        (folder / "hanging").touch()
        wait(lambda: False)
    found = analysis(text)
    half = replace(found, attributions=found.attributions[:1], pipeline="")
    send(protocol.event(number, "part", result=wire.analysis_to_json(half)))
    done(number, wire.analysis_to_json(found))


def bring_in(number: int, path: Path, folder: Path) -> None:
    """Read an export whose lines are "title|address|text|highlighted words"."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for place, line in enumerate(lines):
        if line == "Broken.":
            failure = ImportFailure("The export ends in the middle.", "Export it once more.")
            send(protocol.failed(number, failure))
            return
        if line == "Wait.":
            wait((folder / "go on").exists)
            continue
        title, address, text, words = line.split("|")
        if not address:
            item = Skipped(title, "It has no address.")
        else:
            item = ImportedItem(
                f"fake:{address}",
                title,
                address,
                marks=(ImportedMark(f"fake:{address}:1", words, "mine"),) if words else (),
                opened=Opened(document(f"{title}\n\n{text}", address)) if text else None,
            )
        value = wire.imported_to_json(item)
        send(protocol.event(number, "part", result={"items": [value]}))
        send(protocol.event(number, "progress", what="Importing", done=place + 1, total=len(lines)))
    done(number, {"form": "Fake"})


def done(number: int, result: protocol.Message) -> None:
    send(protocol.event(number, "done", result=result))


FORMATS = [
    {"name": "pdf", "label": "Annotated PDF", "suffix": ".pdf", "about": "Pages with marks.",
     "takes": ["marks", "margin", "sections", "paper", "pictures"], "joins": True},
    {"name": "words", "label": "Words alone", "suffix": ".words", "about": "No marks at all.",
     "takes": [], "joins": False},
    {"name": "notes", "label": "Page of notes", "suffix": ".md", "about": "With a template.",
     "takes": ["template"], "joins": False},
]  # fmt: skip


def is_shut(job) -> bool:
    """Tell whether a reading cannot be exported without its password; then that has been said."""
    if "Shut fast." not in job["reading"]["text"] or job["password"] == "sesame":  # noqa: S105
        return False
    wrong = "The password does not open" if job["password"] else "A password opens"
    send(protocol.failed(job["job"], PasswordNeeded(f"{wrong} the PDF.")))
    return True


def preview(job, folder) -> None:
    """Show two small pages, as dark as few kinds of marks are chosen; of words the title."""
    with (folder / "previews").open("a", encoding="utf-8") as stream:
        stream.write(f"{job['format']} {job['page']} {','.join(job['choice']['marks'])}\n")
    if is_shut(job):
        return
    if job["format"] != "pdf":
        text = job["choice"]["template"] if job["format"] == "notes" else job["reading"]["title"]
        done(job["job"], {"text": text or "as usual"})
        return
    pixels = bytes([50 * len(job["choice"]["marks"])]) * (4 * 30 * 42)
    page = min(1, job["page"])
    packed = base64.b64encode(zlib.compress(pixels)).decode("ascii")
    size = {"width": 30, "height": 42, "pixels": packed}
    done(job["job"], {"pages": 2, "page": page, **size})


def stage(job, folder) -> None:
    """Put the name aside; a reading called "slow" is never through."""
    Path(job["aside"]).mkdir(exist_ok=True)
    (Path(job["aside"]) / f"{job['number']}").write_text(job["name"], encoding="utf-8")
    if "slow" in job["reading"]["title"].lower():
        return
    done(job["job"], {})


def staged(job) -> list[str]:
    files = sorted(Path(job["aside"]).iterdir())
    return [job["as"], *(file.read_text(encoding="utf-8") for file in files)]


def main() -> None:  # noqa: C901, PLR0912 (one case a job)
    folder = Path(sys.argv[1])
    send(protocol.event(0, "ready"))
    for line in sys.stdin.buffer:
        job = protocol.decode(line)
        match job["do"]:
            case "prepare":
                done(job["job"], {})
            case "open" if job["source"].endswith(".real.pdf"):
                from app.worker.main import run

                run(job, send)
            case "open":
                open_text(job, folder)
            case "paste":
                done(job["job"], {"documents": [opened(job["text"], "pasted text")]})
            case "pages":
                done(job["job"], {"sizes": [[300, 400], [300, 400]]})
            case "picture":
                done(job["job"], picture(job))
            case "illustrate":
                illustrate(job, folder)
            case "analyse":
                analyse(job["job"], job["document"]["text"], folder)
            case "import":
                bring_in(job["job"], Path(job["path"]), folder)
            case "export" if not is_shut(job):
                Path(job["path"]).write_text(job["reading"]["title"], encoding="utf-8")
                done(job["job"], {"path": job["path"]})
            case "formats":
                done(job["job"], {"formats": FORMATS, "template": "# {{ title }}\n"})
            case "preview":
                preview(job, folder)
            case "stage":
                stage(job, folder)
            case "finish":
                Path(job["path"]).write_text("\n".join(staged(job)), encoding="utf-8")
                shutil.rmtree(job["aside"])
                done(job["job"], {"path": job["path"]})
            case "cite" | "send" | "read back":
                from app.worker.main import run

                run(job, send)


if __name__ == "__main__":
    main()
