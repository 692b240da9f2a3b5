"""Which versions of opening and of analysis are at work; stored with what they made.

Each is changed when what it makes of the same article changes, so that what an older one made can
be made anew.
"""

EXTRACTOR = "2"
"""Makes the text of a document."""

PIPELINE = "tagger-2"
"""Finds the marks in it."""
