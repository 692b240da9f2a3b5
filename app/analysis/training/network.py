"""The network: an encoder, tags for each word, and the roles of words for each cue.

The encoder is a BERT of small width whose input is enriched by what the parser and the tracker of
quotation marks know of each word: that brings back the casing its vocabulary has lost, and tells
it of quotations that began before the window. On top, every word gets scores as part of a cue and
as content or source of whatever cue; then, for each cue, a small transformer reads the words again
together with the cue and with how each word stands to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from app.analysis.tagging.pairs import DISTANCES, SENTENCES, relations

ROLES = 3
CUE_TAGS = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network."""

    vocabulary: int
    features: tuple[int, ...]
    dependencies: int
    width: int = 384
    layers: int = 6
    attention_heads: int = 12
    inner: int = 1536
    positions: int = 512
    pair_width: int = 128
    reach: int = 7
    """Words the local layers of the second half look at together"""


class Local(nn.Module):
    """Mix each word with its neighbours."""

    def __init__(self, width: int, reach: int) -> None:
        super().__init__()
        self.mix = nn.Conv1d(width, width, reach, padding=reach // 2, groups=width)
        self.norm = nn.LayerNorm(width)
        self.widen = nn.Linear(width, 2 * width)
        self.narrow = nn.Linear(2 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        mixed = self.norm(self.mix(x.transpose(1, 2)).transpose(1, 2))
        result: Tensor = x + self.narrow(nn.functional.gelu(self.widen(mixed)))
        return result


class Tagger(nn.Module):
    """Both halves; `encode` and `relate` are exported one by one."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.features = nn.ModuleList(nn.Embedding(size, shape.width) for size in shape.features)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        self.encoder = nn.ModuleList(
            nn.TransformerEncoderLayer(
                shape.width,
                shape.attention_heads,
                shape.inner,
                dropout=0.1,
                activation="gelu",
                layer_norm_eps=1e-12,
                batch_first=True,
            )
            for _ in range(shape.layers)
        )
        _drop_only_at_the_seams(self.encoder)
        self.cue_tags = nn.Linear(shape.width, CUE_TAGS)
        self.role_tags = nn.Linear(shape.width, ROLES)
        narrow = shape.pair_width
        self.as_word = nn.Linear(shape.width, narrow)
        self.as_cue = nn.Linear(shape.width, narrow)
        self.gate = nn.Linear(shape.width, narrow)
        self.distance = nn.Embedding(DISTANCES, narrow)
        self.sentence = nn.Embedding(SENTENCES, narrow)
        self.relation = nn.Embedding(relations(shape.dependencies), narrow)
        self.pair_norm = nn.LayerNorm(narrow)
        self.before = Local(narrow, shape.reach)
        self.across = nn.TransformerEncoderLayer(
            narrow, 4, 2 * narrow, dropout=0.1, activation="gelu", batch_first=True
        )
        _drop_only_at_the_seams([self.across])
        self.after = Local(narrow, shape.reach)
        self.roles = nn.Linear(narrow, ROLES)
        for table in (*self.features, self.distance, self.sentence, self.relation):
            nn.init.normal_(table.weight, std=0.02)

    def encode(
        self, pieces: Tensor, features: Tensor, present: Tensor, firsts: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return vectors, cue scores and role scores of the words.

        `pieces` is (windows, pieces), `features` (windows, pieces, kinds), `present` tells pieces
        from filling, `firsts` (windows, words) is the place of each word's first piece.
        """
        at = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.pieces(pieces) + self.positions(at)
        for kind, table in enumerate(self.features):
            x = x + table(features[:, :, kind])
        x = self.dropout(self.norm(x))
        for layer in self.encoder:
            x = layer(x, src_key_padding_mask=~present)
        words = torch.gather(x, 1, firsts.unsqueeze(-1).expand(-1, -1, x.shape[-1]))
        words = self.dropout(words)
        return words, self.cue_tags(words), self.role_tags(words)

    def relate(
        self,
        words: Tensor,
        roles: Tensor,
        rows: Tensor,
        cues: Tensor,
        pairs: Tensor,
        absent: Tensor,
    ) -> Tensor:
        """Return the role of each word for each cue (cues, words, 3).

        `words` and `roles` are those of the windows, `rows` (cues) tells the window of each cue,
        `cues` is the mean vector of each cue's words, `pairs` (cues, words, 3) how each word stands
        to it; `absent` marks filling.
        """
        told = self.distance(pairs[..., 0]) + self.sentence(pairs[..., 1])
        told = told + self.relation(pairs[..., 2])
        plain = self.as_word(words).index_select(0, rows)
        cue = self.as_cue(cues).unsqueeze(1)
        x = plain + cue + told + plain * self.gate(cues).unsqueeze(1)
        x = self.dropout(self.pair_norm(x))
        x = self.before(x.masked_fill(absent.unsqueeze(-1), 0.0))
        x = self.across(x, src_key_padding_mask=absent)
        x = self.after(x.masked_fill(absent.unsqueeze(-1), 0.0))
        result: Tensor = self.roles(x) + roles.index_select(0, rows)
        return result


def _drop_only_at_the_seams(layers: Iterable[nn.Module]) -> None:
    """Leave dropout only where a sublayer joins on: elsewhere it doubles the time of a step."""
    for layer in layers:
        layer.self_attn.dropout = 0.0
        layer.dropout.p = 0.0


def load_encoder(network: Tagger, weights: dict[str, Tensor]) -> None:
    """Put the weights of a pretrained BERT, under its published names, into the encoder."""
    with torch.no_grad():
        network.pieces.weight.copy_(weights["embeddings.word_embeddings.weight"])
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        network.positions.weight.copy_(weights["embeddings.position_embeddings.weight"] + kind)
        _copy(network.norm, weights, "embeddings.LayerNorm")
        for number, layer in enumerate(network.encoder):
            name = f"encoder.layer.{number}"
            joined = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
            layer.self_attn.in_proj_weight.copy_(
                torch.cat([weights[f"{n}.weight"] for n in joined])
            )
            layer.self_attn.in_proj_bias.copy_(torch.cat([weights[f"{n}.bias"] for n in joined]))
            _copy(layer.self_attn.out_proj, weights, f"{name}.attention.output.dense")
            _copy(layer.norm1, weights, f"{name}.attention.output.LayerNorm")
            _copy(layer.linear1, weights, f"{name}.intermediate.dense")
            _copy(layer.linear2, weights, f"{name}.output.dense")
            _copy(layer.norm2, weights, f"{name}.output.LayerNorm")


def _copy(part: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    part.load_state_dict({kind: weights[f"{name}.{kind}"] for kind in ("weight", "bias")})
