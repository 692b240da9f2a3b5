"""A very long PDF is read by two processes, and comes out as from one."""

import os
import signal

import pytest

from app.opening.pdf import apart, read
from app.opening.pdf.apart import Apart, can_read_apart
from tests.opening.pdf.making import HARBOUR, Drawing, document, lines

pytestmark = pytest.mark.skipif(
    not can_read_apart(), reason="one processor, or no Linux: nothing is read apart"
)


@pytest.fixture
def long_pdf():
    drawing = Drawing()
    for number in range(8):
        drawing.page(*lines(HARBOUR, 40, 550), (f"Boat {number} came home that night.", 40, 300))
    return drawing.bytes()


def test_both_halves_are_there_in_order(long_pdf, monkeypatch):
    alone = document(long_pdf)
    monkeypatch.setattr(read, "_VERY_LONG", 8)
    told = []
    together = document(long_pdf, progress=lambda *progress: told.append(progress))
    assert together == alone
    assert [block.page for block in together.blocks][-1] == 8
    assert told[-1] == ("Reading pages", 8, 8)


def test_a_process_that_is_lost_is_made_good_for(long_pdf, monkeypatch):
    alone = document(long_pdf)
    monkeypatch.setattr(read, "_VERY_LONG", 8)

    def die(_read, _numbers, _into, _parent):
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(apart, "_read_all", die)
    assert document(long_pdf) == alone


def test_results_that_are_not_wanted_end_with_their_process():
    sleeping = Apart(lambda _number: signal.pause(), [1])
    sleeping.stop()
    with pytest.raises(ChildProcessError):
        os.waitpid(sleeping._process, 0)
    found = Apart(lambda number: number * number, [1, 2, 3])
    assert found.results() == [1, 4, 9]
