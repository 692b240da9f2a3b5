"""Readings as citations: the files reference managers read, and citations in a style.

`csl` renders items in the styles of the Citation Style Language; `cited` is the way to it. Each
file format has a module of its own; what they share is in `keys`, `remarks` and `names`.
"""
