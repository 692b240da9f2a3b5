"""Words that say a value went up or down."""

from __future__ import annotations

from app.analysis.lexing import words

CHANGES = words(
    "rose rise rises rising fell fall falls falling dropped drop dropping jumped climbed "
    "declined increased grew plunged gained lost up down slipped soared surged decreased cut "
    "added shed advanced eased slid rallied raised lowered edged ticked"
)
