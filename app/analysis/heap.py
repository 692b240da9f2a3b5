"""One heap for all threads of the process that marks."""

from __future__ import annotations

import ctypes

_M_ARENA_MAX = -8
"""glibc's number for the setting, from malloc.h"""


def share_heap() -> None:
    """Let all threads take their memory from one heap, where the C library can do so.

    glibc gives each thread one of its own, which keeps the most it ever held: 80 MB of 560 while a
    long article was marked, for no gain in speed.
    """
    try:
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)
    except (AttributeError, OSError, TypeError):
        return  # another C library: it has no such setting
