"""What the tagger is told of each word, and of how it stands to a cue."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from app.analysis import language
from app.analysis.quotemarks import find_quoted
from app.analysis.tagging.pairs import DISTANCES, SENTENCES, Pairs, relations
from app.analysis.tagging.windows import PIECES, windows
from app.analysis.tagging.wordpieces import WordPieces
from app.analysis.tagging.words import Labels, Reader, Words
from app.reading.spans import Span

PIECES_KNOWN = WordPieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "said", "bridge"])


@pytest.fixture(scope="module")
def labels() -> Labels:
    nlp = language.model()
    return Labels(*(tuple(nlp.pipe_labels[name]) for name in ("tagger", "parser", "ner")))


def read(labels: Labels, *paragraphs: str) -> Words:
    text = "\n".join(paragraphs)
    places, start = [], 0
    for paragraph in paragraphs:
        places.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 1
    docs: list[Doc] = language.parse(list(paragraphs))
    reader = Reader(PIECES_KNOWN, labels, language.model().vocab.strings)
    parsed = [(doc, place.start) for doc, place in zip(docs, places, strict=True)]
    return reader.read(parsed, find_quoted(text, places))


def word(words: Words, text: str, paragraphs: str) -> int:
    return next(i for i in range(len(words)) if paragraphs[words.starts[i] : words.ends[i]] == text)


def test_offsets_are_those_of_the_document(labels):
    first, second = "Ann Lee spoke.", "“It is late,” she said."
    words = read(labels, first, second)
    text = f"{first}\n{second}"
    assert text[words.starts[0] : words.ends[0]] == "Ann"
    assert text[words.starts[-2] : words.ends[-2]] == "said"
    assert words.paragraphs.tolist() == sorted(words.paragraphs.tolist())


def test_quotation_marks_and_what_lies_between_them_are_told_apart(labels):
    text = "“It is late,” she said."
    words = read(labels, text)
    by_word = {
        text[s:e]: int(f[1])
        for s, e, f in zip(words.starts, words.ends, words.features, strict=True)
    }
    assert by_word["“"] == 1
    assert by_word["late"] == 2
    assert by_word["”"] == 3
    assert by_word["said"] == 0


def test_casing_is_brought_back(labels):
    text = "NASA told Ann that iPhones sold 500."
    words = read(labels, text)
    case = {
        text[s:e]: int(f[0])
        for s, e, f in zip(words.starts, words.ends, words.features, strict=True)
    }
    assert (case["NASA"], case["told"], case["Ann"], case["iPhones"], case["500"], case["."]) == (
        2,
        0,
        1,
        3,
        4,
        5,
    )


def test_what_hangs_on_the_cue_is_told_by_its_branch(labels):
    text = "The mayor said on Monday that the bridge is safe."
    words = read(labels, text)
    pairs = Pairs(words, len(labels.dependencies))
    cue = word(words, "said", text)
    rows = pairs.features(cue, cue + 1, 0, len(words))
    relation = rows[:, 2]
    assert relation[cue] == 1
    assert relation[word(words, "mayor", text)] != relation[word(words, "safe", text)]
    assert relation[word(words, "the", text)] == relation[word(words, "safe", text)]
    assert rows[cue, 0] == 0


def test_another_sentence_is_told_from_the_cues_own(labels):
    text = "It rained. The mayor said the bridge is safe. Nobody came."
    words = read(labels, text)
    pairs = Pairs(words, len(labels.dependencies))
    cue = word(words, "said", text)
    sentences = pairs.features(cue, cue + 1, 0, len(words))[:, 1]
    assert sentences[0] == 1
    assert sentences[cue] == 2
    assert sentences[-1] == 3


@given(
    st.lists(st.text(alphabet="aé “”\"'.,\n-😀7Z", min_size=1, max_size=60), min_size=1, max_size=4)
)
def test_any_text_gives_features_within_their_bounds(labels, paragraphs):
    paragraphs = [language.readable(paragraph) for paragraph in paragraphs]
    words = read(labels, *paragraphs)
    text = "\n".join(paragraphs)
    assert len(words.edges) == len(words) + 1
    assert all(0 <= s < e <= len(text) for s, e in zip(words.starts, words.ends, strict=True))
    sizes = labels.sizes
    assert all((words.features[:, k] < size).all() for k, size in enumerate(sizes))
    pairs = Pairs(words, len(labels.dependencies))
    for cue in range(0, len(words), 7):
        rows = pairs.features(cue, cue + 1, 0, len(words))
        bounds = (DISTANCES, SENTENCES, relations(len(labels.dependencies)))
        assert all(((rows[:, k] >= 0) & (rows[:, k] < most)).all() for k, most in enumerate(bounds))


def test_windows_cover_every_word_and_overlap(labels):
    words = read(labels, " ".join(["the bridge said"] * 400))
    cuts = list(windows(words))
    assert cuts[0][0] == 0
    assert cuts[-1][1] == len(words)
    assert all(following[0] < cut[1] for cut, following in pairwise(cuts))
    assert all(words.edges[end] - words.edges[start] <= PIECES for start, end in cuts)
    assert np.all(np.diff([start for start, _ in cuts]) > 0)
