"""Which of an article's marks are drawn, and in which order the keys go through them."""

from __future__ import annotations

from app.reading.layers import Layer
from app.rendering.targets import Stops, Targets

Layers = frozenset[Layer]
Only = frozenset[str] | None


class DrawnMarks:
    """Those of the kinds chosen: all of them, a speaker's or a few alone. "" is none."""

    def __init__(self, targets: Targets) -> None:
        self.targets = targets
        self.layers = frozenset(Layer)
        self.only: frozenset[str] | None = None  # the targets drawn alone, None for all
        self._speaker: str | None = None
        self._known: tuple[tuple[Targets, Layers, Only], Stops] | None = None

    def begin(self, targets: Targets) -> None:
        """Take on another article; of the kinds chosen all are drawn."""
        self.targets = targets
        self.limit_to(None)

    def go_on(self, targets: Targets) -> None:
        """Take on other targets of the same article; what is drawn is chosen as before."""
        self.targets = targets
        if self._speaker is not None:
            self.limit_to_speaker(self._speaker)

    def show_layer(self, layer: Layer, visible: bool) -> None:
        """Draw one kind of mark, or draw it no longer."""
        self.layers = self.layers | {layer} if visible else self.layers - {layer}

    def limit_to_speaker(self, name: str | None) -> None:
        """Draw only what one speaker says and claims, also when that changes; None for all."""
        self._speaker = name
        self.only = None if name is None else self.targets.of_speaker(name)

    def limit_to(self, only: frozenset[str] | None) -> None:
        """Draw only these targets; None for all."""
        self._speaker, self.only = None, only

    def after(self, target: str) -> str:
        """Return the mark after another one, else the one before it."""
        return self._stops().after(target)

    def step(self, target: str, here: int, by: int) -> str:
        """Return the mark one step on (1) or back (-1), from the place `here` where none is left."""
        return self._stops().step(target, here, by)

    def _stops(self) -> Stops:
        """Return the stops at what is drawn; through a long article they are many."""
        drawn = self.targets, self.layers, self.only
        if self._known is None or self._known[0] != drawn:
            self._known = drawn, self.targets.stops(self.layers, self.only)
        return self._known[1]
