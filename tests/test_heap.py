"""What is asked of the C library's heap, which never stands in the way."""

import ctypes

import pytest

from app.heap import give_back, share_heap


@pytest.mark.parametrize("failure", [OSError, AttributeError, TypeError])
def test_without_the_setting_all_goes_on(monkeypatch, failure):
    def missing(_name):
        raise failure

    monkeypatch.setattr(ctypes, "CDLL", missing)
    share_heap()
    give_back()


def test_the_setting_is_asked_for(monkeypatch):
    asked = []

    class Library:
        def mallopt(self, setting, value):
            asked.append((setting, value))

        def malloc_trim(self, kept):
            asked.append(kept)

    monkeypatch.setattr(ctypes, "CDLL", lambda _name: Library())
    share_heap()
    give_back()
    assert asked == [(-8, 1), 0]
