"""Which of an article's marks are drawn, and in which order the keys go through them."""

from __future__ import annotations

from app.reading.layers import Layer
from app.rendering.targets import Targets


class DrawnMarks:
    """Those of the kinds chosen: all of them, a speaker's or a few alone. "" is none."""

    def __init__(self, targets: Targets) -> None:
        self.targets = targets
        self.layers = frozenset(Layer)
        self.only: frozenset[str] | None = None  # the targets drawn alone, None for all
        self._speaker: str | None = None

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
        stops = [stop.target for stop in self.targets.stops(self.layers, self.only)]
        if target not in stops:
            return ""
        place = stops.index(target)
        others = stops[place + 1 : place + 2] or stops[max(0, place - 1) : place]
        return others[0] if others else ""

    def step(self, target: str, here: int, by: int) -> str:
        """Return the mark one step on (1) or back (-1), from the place `here` where none is left."""
        stops = self.targets.stops(self.layers, self.only)
        places = {stop.target: number for number, stop in enumerate(stops)}
        if target in places:
            number = places[target] + by
        else:
            after = next((n for n, stop in enumerate(stops) if stop.start >= here), len(stops))
            number = after if by > 0 else after - 1
        return stops[number].target if 0 <= number < len(stops) else ""
