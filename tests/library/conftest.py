"""Articles and libraries for the tests of the library."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import Block, BlockKind, Document
from app.reading.quantity import Quantity, QuantityKind
from app.reading.spans import Span
from app.reading.speaker import Speaker


def paragraphs(text: str) -> tuple[Block, ...]:
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(line)))
        start += len(line) + 1
    return tuple(blocks)


@pytest.fixture
def article() -> Callable[..., Document]:
    """Make a document out of a text, one paragraph a line."""

    def make(text: str = "The harbour bridge is closed.", **facts: str) -> Document:
        facts.setdefault("source", "article.txt")
        return Document(text=text, blocks=paragraphs(text), **facts)

    return make


@pytest.fixture
def said() -> Callable[..., Analysis]:
    """Make an analysis in which somebody says some words of a text."""

    def make(text: str, words: str, speaker: str, act: Act = Act.STATEMENT, **more) -> Analysis:
        start = text.index(words)
        attribution = Attribution(
            "a1",
            AttributionKind.INDIRECT,
            act,
            (Span(start, start + len(words)),),
            speaker=speaker,
            **more,
        )
        return Analysis((attribution,), speakers=(Speaker(speaker),), pipeline="test 1")

    return make


@pytest.fixture
def counted() -> Callable[..., Analysis]:
    """Make an analysis in which one number phrase of a text was found."""

    def make(text: str, phrase: str, value: str, **more) -> Analysis:
        start = text.index(phrase)
        quantity = Quantity(
            "n1", start, start + len(phrase), phrase, QuantityKind.COUNT, Decimal(value), **more
        )
        return Analysis(quantities=(quantity,), pipeline="test 1")

    return make


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "books" / "library.sqlite"


@pytest.fixture
def library(file: Path) -> Iterator[Library]:
    with Library.open(file) as opened:
        yield opened


IN_A_NAMESPACE = ("unshare", "--map-root-user", "--mount")
"""How somebody who is not root mounts a disk that only he sees."""


@pytest.fixture
def small_disk():
    """A disk of two megabytes, really mounted: by root, or in a namespace (see below)."""
    if os.geteuid() != 0:
        if subprocess.run([*IN_A_NAMESPACE, "true"], check=False, capture_output=True).returncode:
            pytest.skip("a small disk cannot be mounted here: neither root nor user namespaces")
        yield None
        return
    folder = Path(tempfile.mkdtemp())
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "sayso-test", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        folder.rmdir()
        pytest.skip("a small disk cannot be mounted here: root may not mount")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
    folder.rmdir()


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test that needs a small disk in a namespace of its own where it has none yet."""
    if pyfuncitem.funcargs.get("small_disk", pyfuncitem) is not None:
        return None
    again = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", pyfuncitem.nodeid]
    ran = subprocess.run(
        [*IN_A_NAMESPACE, *again],
        cwd=pyfuncitem.config.rootpath,
        check=False,
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        pytest.fail(ran.stdout + ran.stderr, pytrace=False)
    return True
