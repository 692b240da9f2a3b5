"""Readings given back as files other programs read.

`formats` is the way in: it knows every format and writes files whole. `inventory` numbers what is
to be marked, `wording` says it; each form has a module or a folder of its own.
"""
