"""The search box's language: what a reader types, as a tree of words and conditions."""
