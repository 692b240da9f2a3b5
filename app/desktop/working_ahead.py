"""What is worked out from findings before they are told of, so that nobody waits for it."""

from __future__ import annotations

from app.desktop.legend import counts, speakers
from app.desktop.marking import Works
from app.desktop.number_orders import EVERY_LISTING
from app.desktop.quotes_tab import quotes_in, rows_by_speaker
from app.desktop.sheet import paragraphs_marked
from app.desktop.source_rows import sources_in, speakers_in

LISTED: Works = (quotes_in, rows_by_speaker, *EVERY_LISTING, speakers_in, sources_in)
"""What the inspector's lists show."""

EVERY_WORK: Works = (counts, speakers, paragraphs_marked, *LISTED)
