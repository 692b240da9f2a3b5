"""A real window in a process of its own, told by its arguments what to measure; prints JSON.

`reading LIBRARY WARM ARTICLE` opens ARTICLE once the
helper processes are warm and prints how long text and marks took and the worst tick between.
`long LIBRARY WARM ARTICLE` does the same, scrolls through the article while its marks arrive and
once more when it has them all, hides and shows kinds of marks, resizes the window, goes through
lists and marks, leaves the article, comes back to its last part and exports it, and prints the
worst tick of each. `shelf LIBRARY` searches and lists a large library and makes a copy of it. `importing LIBRARY
EXPORT` brings an export in.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QTimer

from app import bootstrap, paths
from app.reading.exports import Choice
from app.settings import LAYERS

if TYPE_CHECKING:
    from app.desktop.main_window import MainWindow

PATIENCE_MS = 600_000


def reading(library: str, warm: str, article: str) -> dict:
    """Measure how an article is opened and marked by a warm program."""
    application, window = bootstrap.make_window([warm], Path(library))
    show(window)
    wait_until(lambda: window.desk.sheet is not None and window.desk.sheet.marked)
    warm_sheet = window.desk.sheet
    settle(500)
    ticks = Ticks()
    began = time.perf_counter()
    window.desk.open(article)
    wait_until(lambda: window.desk.sheet is not warm_sheet and is_there(window))
    application.processEvents()
    text = time.perf_counter() - began
    wait_until(lambda: window.desk.sheet.marked)
    application.processEvents()
    marks = time.perf_counter() - began
    settle(300)
    found = {"text": 1000 * text, "marks": 1000 * marks, "worst": 1000 * ticks.worst}
    found["count"] = len(window.desk.sheet.analysis.attributions)
    window.close()
    return found


def long(library: str, warm: str, article: str) -> dict:
    """Measure how a long article is opened, marked part by part, scrolled through and left."""
    _, window = bootstrap.make_window([warm], Path(library))
    show(window)
    wait_until(lambda: window.desk.sheet is not None and window.desk.sheet.marked)
    warm_sheet = window.desk.sheet
    settle(500)
    ticks = Ticks()
    found = shown(window, article)
    settle(500)
    found["opening"] = 1000 * ticks.start_again()
    bar = window.reader.verticalScrollBar()

    def marked_or_scrolled() -> bool:
        bar.setValue(bar.value() + 12)
        return window.desk.sheet.marked

    wait_until(marked_or_scrolled)
    settle(1000)
    found["marking"] = 1000 * ticks.start_again()
    for step in range(60):
        bar.setValue(bar.maximum() * (step * 37 % 60) // 60)
        settle(20)
        for _ in range(8):
            bar.setValue(bar.value() + 60)
            settle(5)
    found["scrolling"] = 1000 * ticks.start_again()
    found["frame"] = p95(frames(window))
    found["toggle"] = p95(toggles(window))
    found["resize"] = p95(resizes(window))
    ticks.start_again()
    for place in (1, 2, 0, 1):
        window.panes.show_tab(place)
        settle(100)
    for _ in range(20):
        window.reader.focus_next()
        settle(20)
    found["lists"] = 1000 * ticks.start_again()
    long_sheet = window.desk.sheet
    reading, place = long_sheet.id, len(long_sheet.document.text) * 9 // 10
    window.desk.reopen(warm_sheet.id)
    wait_until(lambda: window.desk.sheet is warm_sheet)
    settle(200)
    window.desk.reopen(reading, place)
    wait_until(lambda: abs(window.reader.place() - place) < 500)
    settle(500)
    found["returning"] = 1000 * ticks.start_again()
    export(window, Path(f"{article}.pdf"))
    found["exporting"] = 1000 * ticks.start_again()
    found["marks"] = len(window.desk.sheet.analysis.attributions)
    found["marks"] += len(window.desk.sheet.analysis.quantities)
    found["private"], found["mapped"] = private_memory()
    window.close()
    return found


def shown(window: MainWindow, article: str) -> dict:
    """Open an article; return when its first text was there, and when all of it, in milliseconds."""
    before = window.desk.sheet
    began = time.perf_counter()
    window.desk.open(article)
    wait_until(lambda: window.desk.sheet is not before and is_there(window))
    QCoreApplication.processEvents()
    text = time.perf_counter() - began
    wait_until(lambda: window.desk.sheet.whole and is_there(window))
    QCoreApplication.processEvents()
    return {"text": 1000 * text, "whole": 1000 * (time.perf_counter() - began)}


def export(window: MainWindow, path: Path) -> None:
    """Write the open article as a PDF, and scroll on meanwhile."""
    bar = window.reader.verticalScrollBar()
    window.desk.exporting.export(window.desk.sheet, str(path), "pdf", Choice())
    while window.desk.exporting.is_running():
        bar.setValue((bar.value() + 5) % max(1, bar.maximum()))
        settle(20)
    if not path.exists():
        raise FileNotFoundError(path)


def frames(window: MainWindow) -> Iterator[float]:
    """Scroll steadily through the middle of the text; return how long each step took to be seen."""
    bar = window.reader.verticalScrollBar()
    bar.setValue(bar.maximum() // 3)
    settle(300)
    for _ in range(300):
        yield until_seen(lambda: bar.setValue(bar.value() + 40))


def toggles(window: MainWindow) -> Iterator[float]:
    """Hide and show each kind of marks in turn."""
    for _ in range(5):
        for layer in LAYERS:
            for _ in range(2):
                yield until_seen(window.actions_[f"layer_{layer}"].trigger)
                settle(800)  # until the map beside the text has followed


def resizes(window: MainWindow) -> Iterator[float]:
    """Drag the corner of the window; return how long each size took until its text was there."""
    size = window.size()
    for step in 3 * [*range(1, 25)]:
        began = time.perf_counter()
        window.resize(size.width() - 25 * step, size.height() - 5 * step)
        QCoreApplication.processEvents()
        wait_until(lambda: is_there(window))
        yield time.perf_counter() - began
        settle(10)
    window.resize(size)
    settle(500)


def until_seen(do: Callable[[], object]) -> float:
    """Return the seconds until what is done has been painted."""
    began = time.perf_counter()
    do()
    QCoreApplication.processEvents()
    return time.perf_counter() - began


def p95(taken: Iterator[float]) -> float:
    """Return the time, in milliseconds, that 95 of 100 do not exceed."""
    return 1000 * statistics.quantiles(taken, n=20)[-1]


def shelf(library: str) -> dict:
    """Measure a window on a large library: its first list, and ticks while it is used and copied."""
    application, window = bootstrap.make_window([], Path(library))
    painted: list[float] = []
    window.first_painted.connect(lambda: painted.append(time.perf_counter()))
    show(window)
    wait_until(window.library_pane.any_readings)
    application.processEvents()
    found = {"list": 1000 * (time.perf_counter() - painted[0])}
    wait_until(lambda: window.desk.sheet is not None)
    window.safekeeping._first.stop()  # the copy is made below, when it is measured
    settle(3000)
    ticks = Ticks()
    search = window.library_pane.search
    for typed in ("me", "meeting", "harbour bridge", "speaker:ada", "unit:% number:>10", ""):
        for length in range(1, len(typed) + 1):
            search.setText(typed[:length])
            settle(40)
        search.setText(typed)
        settle(600)
    bar = window.library_pane.view.verticalScrollBar()
    for _ in range(20):
        bar.setValue(bar.maximum())
        settle(60)
    found["using"] = 1000 * ticks.start_again()
    copied = []
    window.safekeeping.kept.connect(copied.append)
    window.safekeeping.told.connect(lambda notice: copied.append(notice.text))
    settle(200)
    ticks.start_again()
    window.safekeeping.look()
    while not copied:
        window.reader.verticalScrollBar().setValue(window.reader.verticalScrollBar().value() + 3)
        settle(20)
    found["copying"] = 1000 * ticks.start_again()
    found["copied"] = copied[0]
    found["private"], found["mapped"] = private_memory()
    window.close()
    return found


def importing(library: str, export: str) -> dict:
    """Measure the window while another tool's export comes in."""
    sample = str(paths.resource("sample", "sample.txt"))
    _, window = bootstrap.make_window([sample], Path(library))
    show(window)
    wait_until(lambda: window.desk.sheet is not None and window.desk.sheet.marked)
    settle(1000)
    ticks = Ticks()
    began = time.perf_counter()
    window.desk.imports.bring_in(export)
    bar = window.reader.verticalScrollBar()
    while window.desk.imports.is_running():
        bar.setValue((bar.value() + 5) % max(1, bar.maximum()))
        settle(20)
    found = {"seconds": time.perf_counter() - began, "importing": 1000 * ticks.worst}
    found["entries"] = len(window.desk.imports._account)
    window.close()
    return found


def show(window: MainWindow) -> None:
    """Show a window and wait until it can be asked for everything."""
    begun: list[bool] = []
    window.begun.connect(lambda: begun.append(True))
    window.show()
    wait_until(lambda: bool(begun))


def is_there(window: MainWindow) -> bool:
    """Tell whether the text asked for has been set, and laid out as far as it is looked at."""
    return not window.reader.is_setting() and window.reader.updatesEnabled()


def private_memory() -> tuple[float, float]:
    """Return the MB this process alone holds and cannot give back, and those of files it maps."""
    held = {"Private_Dirty": 0, "Private_Clean": 0}
    for line in Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines():
        name, _, value = line.partition(":")
        if name in held:
            held[name] = int(value.split()[0])
    return held["Private_Dirty"] / 1024, held["Private_Clean"] / 1024


class Ticks:
    """Watch the event loop: `worst` is the longest time, in seconds, it did not turn."""

    def __init__(self) -> None:
        self.worst = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(1)

    def start_again(self) -> float:
        """Return the worst so far and begin anew."""
        worst, self.worst = self.worst, 0.0
        return worst

    def _tick(self) -> None:
        now = time.perf_counter()
        self.worst = max(self.worst, now - self._last)
        self._last = now


def wait_until(reached: Callable[[], bool]) -> None:
    """Run an event loop until something holds; raise TimeoutError when it never does.

    A loop of its own, as the program's is: it rests between events, where one that never rests
    would keep asking other threads for their turn, and deletes what was left to be deleted later.
    """
    deadline = QDeadlineTimer(PATIENCE_MS)
    loop = QEventLoop()
    looking = QTimer()
    looking.timeout.connect(lambda: loop.quit() if reached() or deadline.hasExpired() else None)
    looking.start(1)
    loop.exec()
    if deadline.hasExpired():
        raise TimeoutError


def settle(milliseconds: int) -> None:
    """Turn the event loop for a while."""
    deadline = QDeadlineTimer(milliseconds)
    wait_until(deadline.hasExpired)


if __name__ == "__main__":
    SESSIONS = {
        "reading": reading,
        "long": long,
        "shelf": shelf,
        "importing": importing,
    }
    print(json.dumps(SESSIONS[sys.argv[1]](*sys.argv[2:])))
