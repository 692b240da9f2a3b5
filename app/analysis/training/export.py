"""Write a trained network as the two quantised graphs that ship."""

from __future__ import annotations

import copy
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from app.analysis.training.network import Tagger


class _Layer(nn.Module):
    """A transformer layer with the weights of torch's own, in operations of free size.

    Torch's writes the size of the example it is exported with into the graph.
    """

    def __init__(self, layer: nn.TransformerEncoderLayer) -> None:
        super().__init__()
        self.layer = layer
        attention = layer.self_attn
        self.heads = attention.num_heads
        width = attention.embed_dim
        self.scale = (width // self.heads) ** -0.5
        parts = zip(
            attention.in_proj_weight.split(width), attention.in_proj_bias.split(width), strict=True
        )
        self.query, self.key, self.value = (_linear(weight, bias) for weight, bias in parts)

    def forward(self, x: Tensor, src_key_padding_mask: Tensor) -> Tensor:
        count, length, width = x.shape

        def by_head(y: Tensor) -> Tensor:
            return y.reshape(count, length, self.heads, width // self.heads).transpose(1, 2)

        layer = self.layer
        query, key, value = (by_head(part(x)) for part in (self.query, self.key, self.value))
        scores = query @ key.transpose(2, 3) * self.scale
        scores = scores + src_key_padding_mask[:, None, None, :].to(x.dtype) * -1e4
        seen = torch.softmax(scores, -1) @ value
        joined = seen.transpose(1, 2).reshape(count, length, width)
        x = layer.norm1(x + layer.self_attn.out_proj(joined))
        widened = nn.functional.gelu(layer.linear1(x))
        result: Tensor = layer.norm2(x + layer.linear2(widened))
        return result


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    linear = nn.Linear(weight.shape[1], weight.shape[0])
    linear.weight = nn.Parameter(weight.clone())
    linear.bias = nn.Parameter(bias.clone())
    return linear


class _Encode(nn.Module):
    def __init__(self, network: Tagger) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, pieces: Tensor, features: Tensor, present: Tensor, firsts: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        return self.network.encode(pieces, features, present, firsts)


class _Relate(nn.Module):
    def __init__(self, network: Tagger) -> None:
        super().__init__()
        self.network = network

    def forward(
        self,
        words: Tensor,
        roles: Tensor,
        rows: Tensor,
        cues: Tensor,
        pairs: Tensor,
        absent: Tensor,
    ) -> Tensor:
        return self.network.relate(words, roles, rows, cues, pairs, absent)


def export(network: Tagger, folder: Path) -> None:
    """Write `encode.onnx` and `relate.onnx`, weights in eight bits where that costs little."""
    network = copy.deepcopy(network).eval()
    network.encoder = nn.ModuleList(_Layer(layer) for layer in network.encoder)
    network.across = _Layer(network.across)
    width, kinds = network.shape.width, len(network.shape.features)
    example = (
        torch.ones(2, 20, dtype=torch.long),
        torch.zeros(2, 20, kinds, dtype=torch.long),
        torch.ones(2, 20, dtype=torch.bool),
        torch.ones(2, 12, dtype=torch.long),
    )
    _write(
        _Encode(network),
        example,
        folder / "encode.onnx",
        {"pieces": "wp", "features": "wp", "present": "wp", "firsts": "wn"},
        {"words": "wn", "cues": "wn", "roles": "wn"},
    )
    related = (
        torch.zeros(2, 12, width),
        torch.zeros(2, 12, 3),
        torch.tensor([0, 1, 1]),
        torch.zeros(3, width),
        torch.zeros(3, 12, 3, dtype=torch.long),
        torch.zeros(3, 12, dtype=torch.bool),
    )
    _write(
        _Relate(network),
        related,
        folder / "relate.onnx",
        {"words": "wn", "roles": "wn", "rows": "c", "cues": "c", "pairs": "cn", "absent": "cn"},
        {"scores": "cn"},
    )


def _write(
    module: nn.Module,
    example: tuple[Tensor, ...],
    path: Path,
    given: dict[str, str],
    made: dict[str, str],
) -> None:
    """Export and quantise one graph; each name stands with a letter for each axis that varies."""
    whole = path.with_suffix(".whole.onnx")
    axes = {name: dict(enumerate(letters)) for name, letters in (given | made).items()}
    torch.onnx.export(
        module,
        example,
        str(whole),
        input_names=list(given),
        output_names=list(made),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(
        whole,
        path,
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather", "Gemm"],
        extra_options={"MatMulConstBOnly": True},
    )
