"""The trained tagger: which words attribute, and to whom and what.

`component` is what the spaCy pipeline holds. It turns parsed paragraphs into numbers (`words`,
`wordpieces`, `pairs`), cuts them into `windows`, lets the network (`shipped`) score them and
chooses whole stretches (`decoding`, `proposals`, `selecting`). Stretches here are numbers of words,
half open.
"""
