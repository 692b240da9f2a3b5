"""Find who says what in a document, and which numbers are claimed.

The stages are plain functions, each in its own module, in the order `pipeline` runs them:

- `quotemarks`: stretches in quotation marks, by the marks alone;
- `language`, `morphology`: the parse, paragraph by paragraph (`paragraphs` holds one);
- `cues`: the words that attribute, from the declared `lexicon`, with their source;
- `contents`, `nominal`: what each cue attributes, by the parse (`grammar`);
- `tagging`: a trained network, last in the spaCy pipeline, that proposes attributions; how it was
  made is in `training`, and its card lies with the weights in `resources/tagger`;
- `linking`: cues, clauses (`reporting`) and quotations made into attributions (`drafts`), cut where
  the next begins (`trimming`); `tagged`: what the tagger proposes brought together with them, with
  the act decided in `acts`; `loose`: quotations with no cue of their own, split ones rejoined;
- `names`, `sources`, `speakers`: sources resolved to persons and bodies across the article, with
  the words of `titles`;
- `quantities`: numbers with their units, and which of them claim something;
- `nesting`, `assembly`: which attribution lies in whose content, and everything in text order.

Importing this package loads neither spaCy nor the model; `pipeline.prepare` does.
"""
