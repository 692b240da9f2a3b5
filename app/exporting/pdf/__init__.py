"""A reading as an annotated PDF.

`annotated_pdf` is the way in. `inventory` beside this folder numbers what is to be marked,
`typeset` sets the article, `locate` finds every character on the pages, `margin` places names and
notes beside their lines, `typeset` sets it again with them and the `appendix`, and `annotate`
writes the marks into the file in the shapes of `shapes`.
"""
