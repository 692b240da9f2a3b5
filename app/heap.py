"""The memory the C library hands out: one heap for all threads, and what is free given back."""

from __future__ import annotations

import ctypes

_M_ARENA_MAX = -8
"""glibc's number for the setting, from malloc.h"""


def share_heap() -> None:
    """Let all threads take their memory from one heap, where the C library can do so.

    glibc gives each thread one of its own, which keeps the most it ever held: in the process that
    marks 80 MB of 560 while a long article was marked, for no gain in speed.
    """
    try:
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)
    except (AttributeError, OSError, TypeError):
        return  # another C library: it has no such setting


def give_back() -> None:
    """Give memory that is free back to the system, where the C library keeps it otherwise.

    After the marks of a long article have been read in, that is 20 MB of 205 in the window.
    """
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):
        return  # another C library: it does so itself, or not at all
