"""Whole stretches are chosen from the scores of single words."""

import numpy as np

from app.analysis.tagging.decoding import (
    CONTENT,
    OTHER,
    SOURCE,
    Decoding,
    best_paths,
    cue_stretches,
    log_softmax,
    role_paths,
    runs,
)


def scores(*rows: list[float]) -> np.ndarray:
    return np.array(rows, dtype=np.float32)


def test_probabilities_add_up_to_one():
    logs = log_softmax(scores([1.0, 2.0, 3.0], [1000.0, 0.0, -1000.0]))
    assert np.allclose(np.exp(logs).sum(axis=-1), 1.0)


def test_a_single_doubtful_word_does_not_break_a_content():
    content, doubt = [-5.0, 0.0, -5.0], [-0.5, -0.9, -5.0]
    path = role_paths(scores(content, content, doubt, content)[None], Decoding(switch=1.0))
    assert path.tolist() == [[CONTENT] * 4]


def test_without_a_price_each_word_goes_its_own_way():
    content, doubt = [-5.0, 0.0, -5.0], [-0.5, -0.9, -5.0]
    path = role_paths(scores(content, doubt, content)[None], Decoding(switch=0.0))
    assert path.tolist() == [[CONTENT, OTHER, CONTENT]]


def test_each_cue_has_its_own_path():
    one = scores([0.0, -9.0, -9.0], [-9.0, 0.0, -9.0])
    other = scores([-9.0, -9.0, 0.0], [-9.0, -9.0, 0.0])
    path = role_paths(np.stack([one, other]), Decoding(switch=0.5))
    assert path.tolist() == [[OTHER, CONTENT], [SOURCE, SOURCE]]


def test_a_cue_never_goes_on_before_it_begins():
    found = cue_stretches(scores([0.0, 1.0, 5.0], [9.0, 0.0, 0.0]), Decoding())
    assert [(first, end) for first, end, _ in found] == [(0, 1)]


def test_a_cue_of_two_words_and_one_beside_it_are_told_apart():
    other, begins, goes_on = [9.0, 0.0, 0.0], [0.0, 9.0, 0.0], [0.0, 0.0, 9.0]
    found = cue_stretches(scores(begins, goes_on, begins, other, begins), Decoding())
    assert [(first, end) for first, end, _ in found] == [(0, 2), (2, 3), (4, 5)]
    assert all(sure > 0.99 for *_, sure in found)


def test_no_words_have_no_path():
    nothing = np.zeros((2, 0, 3), dtype=np.float32)
    assert best_paths(nothing[:, :0], np.zeros((3, 3)), np.zeros(3)).shape == (2, 0)


def test_runs_are_half_open():
    assert runs([0, 1, 1, 0, 1], 1) == [(1, 3), (4, 5)]
    assert runs([], 1) == []
