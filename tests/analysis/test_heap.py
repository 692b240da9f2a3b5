"""Sharing one heap never stands in the way."""

import ctypes

import pytest

from app.analysis.heap import share_heap


@pytest.mark.parametrize("failure", [OSError, AttributeError, TypeError])
def test_without_the_setting_all_goes_on(monkeypatch, failure):
    def missing(_name):
        raise failure

    monkeypatch.setattr(ctypes, "CDLL", missing)
    share_heap()


def test_the_setting_is_asked_for(monkeypatch):
    asked = []

    class Library:
        def mallopt(self, setting, value):
            asked.append((setting, value))

    monkeypatch.setattr(ctypes, "CDLL", lambda _name: Library())
    share_heap()
    assert asked == [(-8, 1)]
