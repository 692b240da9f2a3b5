"""A child process answers jobs, and its loss is a sentence instead of a hang."""

from __future__ import annotations

import gettext
import json
import os
import signal
import subprocess
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import language
from app.reading.failures import OpenFailure, WorkerFailure
from app.worker import main, protocol
from app.worker.client import Worker
from app.worker.protocol import Do

ECHO = """
import json, sys, os, time
for line in sys.stdin:
    job = json.loads(line)
    if job["source"] == "die":
        os._exit(3)
    if job["source"] == "babble":
        print("this is no message", flush=True)
    if job["source"] == "sleep":
        continue
    print(json.dumps({"v": 1, "job": job["job"] - 1, "event": "done", "result": {"stale": True}}))
    print(json.dumps({"v": 1, "job": job["job"], "event": "progress", "what": "x", "done": 1, "total": 2}))
    print(json.dumps({"v": 1, "job": job["job"], "event": "done", "result": {"pid": os.getpid()}}), flush=True)
"""


@pytest.fixture
def echo():
    with Worker([sys.executable, "-c", ECHO], patience=20) as worker:
        yield worker


def test_result_and_progress_reach_the_caller_and_stale_answers_do_not(echo):
    seen = []
    result = echo.run(Do.OPEN, seen.append, source="x")
    assert result == {"pid": echo.pid}
    assert [message["event"] for message in seen] == ["progress"]


def test_a_child_that_dies_fails_its_job_and_the_next_job_gets_a_new_one(echo):
    first = echo.run(Do.OPEN, source="x")["pid"]
    with pytest.raises(WorkerFailure, match="in the middle of its work"):
        echo.run(Do.OPEN, source="die")
    assert echo.run(Do.OPEN, source="x")["pid"] != first


def test_a_child_that_works_behind_a_window_stands_back():
    started = subprocess.Popen(
        protocol.command(behind=True), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with started as child:
        assert child.stdout is not None
        child.stdout.readline()  # it is ready
        own = os.getpriority(os.PRIO_PROCESS, 0)
        assert os.getpriority(os.PRIO_PROCESS, child.pid) > own
        child.kill()


def test_a_silent_child_is_ended_after_the_patience():
    with Worker([sys.executable, "-c", ECHO], patience=0.2) as worker:
        with pytest.raises(WorkerFailure, match="Opening took too long and was stopped"):
            worker.run(Do.OPEN, source="sleep")
        assert worker.pid is None


def test_an_answer_that_is_no_message_is_a_failure(echo):
    with pytest.raises(WorkerFailure, match="does not understand"):
        echo.run(Do.OPEN, source="babble")


def test_a_program_that_is_not_there_is_a_failure():
    with Worker(["/nonexistent/program"]) as worker, pytest.raises(WorkerFailure):
        worker.run(Do.OPEN, source="x")


def test_the_real_child_opens_and_analyses_an_article(tmp_path):
    article = tmp_path / "article.txt"
    article.write_text("“We will rebuild,” said Mayor Ada Brook.\n", encoding="utf-8")
    with Worker() as worker:
        (document,) = worker.run(Do.OPEN, source=str(article))["documents"]
        found = worker.run(Do.ANALYSE, document=document)
    assert document["text"].startswith("“We will rebuild,”")
    assert [a["speaker"] for a in found["attributions"]] == ["Ada Brook"]


def test_a_child_speaks_the_language_of_its_parent():
    assert "--speaking=de" not in protocol.command()
    language.speak("de", gettext.NullTranslations())
    try:
        assert protocol.command()[-1] == "--speaking=de"
        assert "--speaking=de" in protocol.command(behind=True)
    finally:
        language.speak(language.ENGLISH, gettext.NullTranslations())


@pytest.mark.parametrize("do", [*Do, "juggle"])
def test_whatever_fails_says_what_was_tried(do, monkeypatch):
    def broken(_job, _send):
        raise ZeroDivisionError

    monkeypatch.setattr(main, "JOBS", dict.fromkeys(Do, broken))
    heard = []
    main.run({"job": 1, "do": do}, heard.append)
    (message,) = heard
    assert message["reason"].startswith("Sayso met a fault of its own")
    assert ("while it tried to" in message["reason"]) is (do in list(Do))


def test_a_failure_of_the_child_arrives_as_itself(tmp_path):
    with Worker() as worker, pytest.raises(OpenFailure):
        worker.run(Do.OPEN, source=str(tmp_path / "missing.txt"), content="")


def test_a_fault_inside_a_job_is_a_sentence_and_a_private_log(tmp_path, own_folders):
    with Worker() as worker:
        with pytest.raises(WorkerFailure, match="fault of its own"):
            worker.run(Do.ANALYSE, document={"no": "document"})
        assert worker.run(Do.PREPARE) == {}
    logs = list(own_folders.rglob("worker.log"))
    assert len(logs) == 1
    assert "Traceback" in logs[0].read_text(encoding="utf-8")
    assert logs[0].stat().st_mode & 0o077 == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits address space")
def test_a_job_that_takes_too_much_memory_is_a_sentence(monkeypatch):
    def greedy(_job, _send):
        return {"read": len(bytearray(2**31))}

    monkeypatch.setitem(main.JOBS, Do.OPEN, greedy)
    heard = []
    main.run(protocol.request(1, Do.OPEN, source="x"), heard.append)
    assert heard[0]["event"] == "failed"
    assert "not enough memory" in heard[0]["reason"]
    monkeypatch.setitem(main.JOBS, Do.EXPORT, greedy)
    main.run(protocol.request(2, Do.EXPORT), heard.append)
    assert heard[1]["result"] == {"read": 2**31}


def test_a_child_ends_when_its_input_closes_even_in_mid_job():
    busy = subprocess.Popen(
        protocol.command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert protocol.decode(busy.stdout.readline())["event"] == "ready"
    busy.stdin.write(protocol.encode(protocol.request(1, Do.PREPARE)))
    busy.stdin.close()
    assert busy.wait(timeout=60) == 0
    busy.stdout.close()


def test_killing_the_child_in_mid_analysis_is_a_sentence(tmp_path):
    text = "“It rained,” said Ann Lee.\n" * 20000
    document = {
        "source": "x", "text": text, "title": "x", "byline": "", "outlet": "", "published": "",
        "language": "en", "blocks": [{"kind": "paragraph", "start": 0, "end": len(text) - 1}],
    }  # fmt: skip
    with Worker() as worker:
        worker.run(Do.PREPARE)
        killer = threading.Timer(0.3, os.kill, (worker.pid, signal.SIGKILL))
        killer.start()
        with pytest.raises(WorkerFailure, match="in the middle of its work"):
            worker.run(Do.ANALYSE, document=document)
        killer.join()


def test_messages_survive_the_wire_and_nonsense_does_not():
    message = protocol.request(3, Do.OPEN, source="naïve \u2028 “quoted”\n")
    assert protocol.decode(protocol.encode(message)) == message
    assert protocol.encode(message).count(b"\n") == 1
    for line in (b"", b"[]", b"{}", b'{"v": 99}', b"\xff"):
        with pytest.raises(WorkerFailure):
            protocol.decode(line)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=20,
)


@given(st.dictionaries(st.text(max_size=4), JSON))
def test_long_messages_are_written_and_read_in_pieces_and_stay_the_same(message):
    message["v"] = protocol.VERSION
    message["items"] = [message.get("a"), "é", [1.5, {"deep": []}]] * (2 * protocol.ITEMS)
    line = protocol.encode(message)
    assert json.loads(line) == message
    padded = protocol.encode({**message, "long": "x" * protocol.LONG})
    assert protocol.decode(padded) == {**message, "long": "x" * protocol.LONG}


@pytest.mark.parametrize("broken", ["[1 2]", "[1", '{"a" 1}', "{1:2}", '{"a":1 "b":2}', "[],]"])
def test_a_long_line_that_is_broken_is_not_understood(broken):
    filler = "x" * protocol.LONG
    line = f'{{"v":1,"filler":"{filler}","result":{broken}}}'.encode()
    with pytest.raises(WorkerFailure):
        protocol.decode(line)


def test_failures_cross_the_wire_as_themselves():
    failure = OpenFailure("It is empty.", "Open another.")
    back = protocol.failure_of(protocol.failed(1, failure))
    assert type(back) is OpenFailure
    assert str(back) == "It is empty. Open another."


def test_pictures_that_cannot_be_had_are_told_by_their_address():
    with Worker() as worker:
        parts: list[dict[str, object]] = []
        found = worker.run(
            Do.ILLUSTRATE, parts.append, addresses=["http://127.0.0.1:9/a.png"], room=1000
        )
    ((address, why),) = found["failed"]
    assert address == "http://127.0.0.1:9/a.png"
    assert "inside your own network" in why
    assert [part["event"] for part in parts] == ["progress"]


def test_items_of_a_long_line_become_what_is_kept_of_them_as_they_are_read():
    message = {"v": protocol.VERSION, "found": [{"n": n} for n in range(20_000)], "other": [1, 2]}

    read = protocol.decode(protocol.encode(message), {"found": lambda item: item["n"]})

    assert read == {**message, "found": list(range(20_000))}


def test_items_that_are_not_what_was_expected_are_an_answer_nobody_understands():
    message = {"v": protocol.VERSION, "found": [{"n": n} for n in range(20_000)]}

    with pytest.raises(WorkerFailure):
        protocol.decode(protocol.encode(message), {"found": lambda item: item["m"]})
