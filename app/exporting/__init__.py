"""Readings given back as files other programs read: the annotated PDF.

`formats` is the way in. A PDF is made in these steps: `inventory` numbers what is to be marked,
`typeset` sets the article, `locate` finds every character on the pages, `margin` places names
and notes beside their lines, `typeset` sets it again with them and the `appendix`, and
`annotate` writes the marks into the file in the shapes of `shapes`.
"""
