"""A child process for tests: opens plain text, finds one quote a paragraph, dies when told to.

`python fake_child.py FOLDER`; what the text says decides what happens:

- "Die once." ends the process without an answer the first time an article with it is marked
  (FOLDER remembers), "Die always." every time, "Hang." makes it never answer
- "Do not open." fails to open with a sentence
- "Language: de" as its headline is the language it is in
- "perhaps said" makes a quote less sure than is shown by default
"""

import sys
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from app.reading import wire
from app.reading.analysis import Analysis
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import Block, BlockKind, Document
from app.reading.failures import OpenFailure
from app.reading.quantity import Quantity, QuantityKind
from app.reading.quotation import Quotation
from app.reading.spans import Span
from app.reading.speaker import Speaker
from app.worker import protocol


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
        tuple(attributions), tuple(quotations), tuple(quantities), speakers, pipeline="fake"
    )


def send(message: protocol.Message) -> None:
    sys.stdout.buffer.write(protocol.encode(message))
    sys.stdout.buffer.flush()


def open_text(number: int, source: str) -> None:
    text = Path(source).read_text(encoding="utf-8")
    if "Do not open." in text:
        failure = OpenFailure("This file has no article in it.", "Open another one.")
        send(protocol.failed(number, failure))
    else:
        done(number, wire.document_to_json(document(text, source)))


def analyse(number: int, text: str, folder: Path) -> None:
    died = folder / "died"
    if "Die always." in text or ("Die once." in text and not died.exists()):
        died.touch()
        sys.exit(1)
    if "Hang." in text:
        (folder / "hanging").touch()
        time.sleep(600)
    found = analysis(text)
    half = replace(found, attributions=found.attributions[:1], pipeline="")
    send(protocol.event(number, "part", result=wire.analysis_to_json(half)))
    done(number, wire.analysis_to_json(found))


def done(number: int, result: protocol.Message) -> None:
    send(protocol.event(number, "done", result=result))


def main() -> None:
    folder = Path(sys.argv[1])
    send(protocol.event(0, "ready"))
    for line in sys.stdin.buffer:
        job = protocol.decode(line)
        match job["do"]:
            case "prepare":
                done(job["job"], {})
            case "open":
                open_text(job["job"], job["source"])
            case "paste":
                done(job["job"], wire.document_to_json(document(job["text"], "pasted")))
            case "analyse":
                analyse(job["job"], job["document"]["text"], folder)
            case "export":
                Path(job["path"]).write_text(job["reading"]["title"], encoding="utf-8")
                done(job["job"], {"path": job["path"]})


if __name__ == "__main__":
    main()
