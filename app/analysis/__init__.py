"""Find who says what in a document, and which numbers are claimed.

The stages are plain functions, each in its own module, in the order `pipeline` runs them:

- `quotemarks`: stretches in quotation marks, by the marks alone;
- `language`: the parse, paragraph by paragraph;
- `cues`: the words that attribute, from the declared `lexicon`, with their source;
- `contents`: what each cue attributes, by the parse;
- `linking`: quotations given to cues, split ones rejoined, the rest left as scare quotations;
- `names` and `speakers`: sources resolved to persons and bodies across the article;
- `nesting`: which attribution lies in whose content;
- `quantities`: numbers with their units, and which of them claim something.

Importing this package loads neither spaCy nor the model; `pipeline.prepare` does.
"""
