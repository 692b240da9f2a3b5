"""Sayso: a desktop reading assistant that shows who says what, and which numbers are claimed."""

__version__ = "0.1.0"
