"""How sure a mark must be to be shown."""

from __future__ import annotations

BEST = 0.45
"""The confidence marks need unless the reader wants otherwise. On the held-out articles the tagger
was chosen on, F1 is level from 0.35 to 0.5, within 0.2 of its highest, while precision rises."""
