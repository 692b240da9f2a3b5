"""A reading as a document for Word and its kin, with highlights and real comments.

`annotated_document` is the way in. `elements` writes the parts such a document is made of, and
`comments` what is said of the marks beside the text.
"""
