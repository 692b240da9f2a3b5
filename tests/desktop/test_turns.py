"""Long work is done over several turns of the event loop."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.desktop import turns


def test_other_things_go_on_between_the_steps(qtbot, monkeypatch):
    monkeypatch.setattr(turns, "TURN", 0.0)
    owner, order = QObject(), []
    done = turns.Turns(owner)

    def steps():
        for step in range(4):
            order.append(step)
            yield
            QTimer.singleShot(0, owner, lambda: order.append("other"))

    done.start(steps(), lambda: order.append("end"))
    assert order == []
    qtbot.waitUntil(lambda: "end" in order)
    assert [what for what in order if what != "other"] == [0, 1, 2, 3, "end"]
    assert order.index("other") < order.index("end")


def test_new_work_takes_the_place_of_what_was_being_done(qtbot):
    owner, order = QObject(), []
    done = turns.Turns(owner)
    done.start(iter(range(3)), lambda: order.append("first"))
    done.start(iter(range(3)), lambda: order.append("second"))
    qtbot.waitUntil(lambda: bool(order))
    assert order == ["second"]


def test_stopped_work_does_not_end(qtbot):
    owner, order = QObject(), []
    done = turns.Turns(owner)
    done.start(iter(range(3)), lambda: order.append("dropped"))
    done.stop()
    other = turns.Turns(owner)
    other.start(iter(()), lambda: order.append("other"))
    qtbot.waitUntil(lambda: bool(order))
    assert order == ["other"]
