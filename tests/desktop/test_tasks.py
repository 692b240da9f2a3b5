"""Jobs of child processes: answered, cancelled, lost and given again, never waited for."""

import ctypes
import os
import signal
import sys
import threading

import pytest

from app.desktop.background import PATIENT, PROMPT, Background
from app.desktop.tasks import Child
from app.reading import wire
from app.worker import protocol
from app.worker.protocol import Do


@pytest.fixture
def child(qtbot, command):
    decoder = Background("decoding")
    child = Child(decoder, command)
    yield child
    child.close()
    decoder.finish()


def ask_open(child, file):
    return child.ask(Do.OPEN, lambda: {"source": str(file)}, _only_document)


def _only_document(value):
    (opened,) = map(wire.opened_from_json, value["documents"])
    return opened.document


def ask_marks(child, text, tries=1):
    value = {"source": "", "title": "", "byline": "", "outlet": "", "published": "",
             "language": "en", "text": text, "blocks": []}  # fmt: skip
    return child.ask(Do.ANALYSE, lambda: {"document": value}, wire.analysis_from_json, tries=tries)


def test_a_job_is_answered_with_what_was_made_of_the_result(qtbot, child, article):
    job = ask_open(child, article)
    with qtbot.waitSignal(job.done, timeout=10_000) as answer:
        pass
    assert answer.args[0].title == "Ferry to stop in May"


def test_jobs_are_done_one_after_another(qtbot, child, article):
    ended = []
    jobs = [ask_open(child, article) for _ in range(3)]
    for number, job in enumerate(jobs):
        job.done.connect(lambda _found, number=number: ended.append(number))
    qtbot.waitUntil(lambda: len(ended) == 3, timeout=10_000)
    assert ended == [0, 1, 2]


def test_parts_come_before_the_whole(qtbot, child):
    job = ask_marks(child, "“One,” said Ann. “Two,” said Bob.")
    heard = []
    job.part.connect(lambda found: heard.append(len(found.attributions)))
    job.done.connect(lambda found: heard.append(len(found.attributions)))
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=10_000)
    assert heard == [1, 2]


def test_a_failure_comes_with_its_sentence(qtbot, child, tmp_path):
    file = tmp_path / "bad.txt"
    file.write_text("Do not open.", encoding="utf-8")
    job = ask_open(child, file)
    with qtbot.waitSignal(job.failed, timeout=10_000) as answer:
        pass
    assert str(answer.args[0]) == "This file has no article in it. Open another one."


def test_a_job_lost_with_its_process_is_given_to_the_next_one(qtbot, child):
    job = ask_marks(child, "Die once. “One,” said Ann.", tries=2)
    heard = []
    job.restarted.connect(lambda: heard.append("restarted"))
    job.done.connect(lambda found: heard.append(len(found.attributions)))
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=15_000)
    assert heard == ["restarted", 1]


def test_a_job_that_kills_its_process_again_fails_and_the_next_goes_on(qtbot, child, article):
    lost = ask_marks(child, "Die always.", tries=2)
    after = ask_open(child, article)
    heard = []
    lost.failed.connect(lambda failure: heard.append(failure.reason))
    after.done.connect(lambda document: heard.append(document.title))
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=20_000)
    assert heard == ["Marking stopped unexpectedly.", "Ferry to stop in May"]


def test_a_child_killed_from_outside_is_replaced(qtbot, child, article, tmp_path):
    job = ask_marks(child, "Hang.", tries=1)
    qtbot.waitUntil((tmp_path / "hanging").exists, timeout=10_000)
    first = child.process_id
    with qtbot.waitSignal(job.failed, timeout=10_000):
        os.kill(first, signal.SIGKILL)
    after = ask_open(child, article)
    with qtbot.waitSignal(after.done, timeout=10_000):
        pass
    assert child.process_id not in (0, first)


def test_cancelling_kills_the_process_and_says_nothing_more(qtbot, child, article, tmp_path):
    job = ask_marks(child, "Hang.")
    heard = []
    job.done.connect(heard.append)
    job.failed.connect(heard.append)
    qtbot.waitUntil((tmp_path / "hanging").exists, timeout=10_000)
    hanging = child.process_id
    child.cancel(job)
    after = ask_open(child, article)
    with qtbot.waitSignal(after.done, timeout=10_000):
        pass
    assert heard == []
    with pytest.raises(ProcessLookupError):
        os.kill(hanging, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no niceness of their own")
def test_what_works_in_the_background_stands_back(qtbot):
    def niceness():
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    thread = Background("behind")
    heard = []
    thread.call(niceness, heard.append)
    qtbot.waitUntil(lambda: bool(heard), timeout=10_000)
    thread.finish()
    assert heard[0] > niceness()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere waits are as long as they are")
def test_what_works_in_the_background_asks_later_for_its_turn_than_what_paints(qtbot, open_window):
    def longer():
        return ctypes.CDLL(None).prctl(30, 0, 0, 0, 0)  # PR_GET_TIMERSLACK

    window = open_window()
    heard = []
    window.library.ask(lambda _library: longer(), heard.append)
    qtbot.waitUntil(lambda: bool(heard), timeout=10_000)
    assert longer() == PROMPT
    assert heard[0] == PATIENT


def ask_import(child, file):
    return child.ask(Do.IMPORT, lambda: {"path": str(file)}, lambda result: result)


@pytest.fixture
def endless(tmp_path):
    file = tmp_path / "endless.csv"
    file.write_text("One|https://a.example/1||\nTwo|https://a.example/2||\nWait.\n", "utf-8")
    return file


def test_a_job_that_is_stopped_ends_after_all_its_process_has_said(qtbot, child, endless):
    job = ask_import(child, endless)
    heard = []
    job.part.connect(lambda part: heard.append(len(part["items"])))
    job.progressed.connect(lambda *_: child.stop(job))
    job.done.connect(lambda _result: heard.append("done"))
    with qtbot.waitSignal(job.stopped, timeout=10_000):
        pass
    said = list(heard)
    assert 1 <= len(said) <= 2
    after = ask_import(child, endless)
    with qtbot.waitSignal(after.part, timeout=10_000):
        pass
    assert heard == said


def test_a_job_that_waits_is_stopped_without_its_process(qtbot, child, endless):
    first, second = ask_import(child, endless), ask_import(child, endless)
    with qtbot.waitSignal(first.part, timeout=10_000):
        pass
    running = child.process_id
    child.stop(second)
    with qtbot.waitSignal(second.stopped, timeout=10_000):
        pass
    assert child.process_id == running


def test_a_child_that_rests_has_no_process_and_starts_one_for_the_next_job(qtbot, child, article):
    job = ask_open(child, article)
    child.rest()  # it has something to do
    with qtbot.waitSignal(job.done, timeout=10_000):
        pass
    first = child.process_id
    child.rest()
    assert child.process_id == 0

    def is_gone():
        try:
            os.kill(first, 0)
        except ProcessLookupError:
            return True
        return False

    qtbot.waitUntil(is_gone, timeout=10_000)
    with qtbot.waitSignal(ask_open(child, article).done, timeout=10_000):
        pass
    assert child.process_id not in (0, first)


def test_a_child_that_rests_is_not_left_behind(qtbot, child, article):
    job = ask_open(child, article)
    with qtbot.waitSignal(job.done, timeout=10_000):
        pass
    number = child.process_id
    os.kill(number, signal.SIGSTOP)  # it does not see that its input is closed
    child.rest()
    child.close()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_a_child_that_hangs_is_stopped_with_a_sentence(qtbot, child, monkeypatch):
    monkeypatch.setitem(protocol.LIMITS, Do.ANALYSE, protocol.Limit(0.3))
    job = ask_marks(child, "Hang.")
    with qtbot.waitSignal(job.failed, timeout=10_000) as answer:
        pass
    assert answer.args[0].reason == "Marking took too long and was stopped."


def test_a_command_that_cannot_be_started_fails_the_job(qtbot):
    decoder = Background("decoding")
    child = Child(decoder, ["/nowhere/at/all"])
    job = ask_marks(child, "x", tries=2)
    with qtbot.waitSignal(job.failed, timeout=10_000) as answer:
        pass
    assert answer.args[0].advice
    child.close()
    decoder.finish()


def test_no_process_is_left_behind(qtbot, command, article):
    decoder = Background("decoding")
    child = Child(decoder, command)
    job = ask_open(child, article)
    with qtbot.waitSignal(job.done, timeout=10_000):
        pass
    number = child.process_id
    child.close()
    decoder.finish()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
