"""The Citation Style Language 1.0.2: items and a style in, citations and bibliographies out.

`style` and `locales` read the files, `processor` cites, `rendering` follows a style's elements, and
what they yield are the runs of `runs`.
"""
