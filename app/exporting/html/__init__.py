"""A reading as one page for a browser, which needs nothing but itself.

`annotated_page` is the way in. `marked_text` writes the article with its marks, `appended` what
follows it, in the shapes of `page.css`; `elements` is all there is to HTML itself.
"""
