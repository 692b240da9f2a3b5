"""The weights that ship are the ones their card speaks of."""

import hashlib
import re

import pytest

from app import paths
from app.analysis.tagging.shipped import Constants, ShippedNetwork, read_vocabulary

FOLDER = paths.resource("tagger")
FILES = ("encode.onnx", "relate.onnx", "tagger.json", "vocab.txt")
MOST_BYTES = 30_000_000


@pytest.mark.parametrize("name", FILES)
def test_each_file_has_the_hash_its_card_tells(name):
    card = (FOLDER / "CARD.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"\| `([\w.]+)` \| [^|]*\| `([0-9a-f]{64})` \|", card))
    assert told[name] == hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()


def test_all_files_together_stay_small():
    assert sum((FOLDER / name).stat().st_size for name in FILES) < MOST_BYTES


def test_confidence_rises_with_the_score_and_is_a_share():
    constants = Constants.read(FOLDER / "tagger.json")
    told = [constants.confidence(score / 20) for score in range(21)]
    assert told == sorted(told)
    assert all(0 <= share <= 1 for share in told)
    assert constants.confidence(0.1) < constants.confidence(0.9)


def test_the_network_loads_and_the_vocabulary_fits_it():
    pieces = read_vocabulary(FOLDER / "vocab.txt")
    assert pieces.of("bridge") != pieces.of("river")
    ShippedNetwork(FOLDER)
