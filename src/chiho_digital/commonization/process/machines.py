"""State machines that run side by side: a move is possible where every one of them that knows it allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from chiho_digital.basics import ImpossibleMove, LabelledEnum, Moves, Text, Transition

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chiho_digital.commonization.vocabulary import Actor

__all__ = ["Machine", "States"]

States = tuple[LabelledEnum, ...]


@frozen
class Machine:
    """What can happen to a thing (手順の状態遷移). Strictly read-only.

    regions: what is known of the thing side by side, each a state machine; the first says where it stands.
    actors: who alone makes a move, where the source says so.
    """

    title: Text
    regions: tuple[Moves[Any, Any], ...]
    actors: Mapping[LabelledEnum, Actor] = field(hash=False)

    @property
    def start(self) -> States:
        """The states in which it begins."""
        return tuple(region.steps[0].before for region in self.regions)

    def allowed(self, states: States) -> tuple[LabelledEnum, ...]:
        """The moves that are possible in these states, each once."""
        return tuple(step.move for step in self._possible(states))

    def after(self, states: States, move: LabelledEnum) -> States:
        """The states that a move leads to.

        Raises:
            ImpossibleMove: a region refuses it, or none knows it; the message names the moves that all of them allow, and the sources.
        """
        if not any(_knows(region, move) for region in self.regions):
            raise self._refusal(self.regions[0], states[0], move, states)
        after: list[LabelledEnum] = []
        for region, state in zip(self.regions, states, strict=True):
            if not _knows(region, move):
                after.append(state)
            elif move in region.allowed(state):
                after.append(region.after(state, move))
            else:
                raise self._refusal(region, state, move, states)
        return tuple(after)

    def _refusal(
        self, region: Moves[Any, Any], state: LabelledEnum, move: LabelledEnum, states: States
    ) -> ImpossibleMove:
        possible = self._possible(states)
        # First what says when the move is possible, then what says that the others are.
        rules = (*(step for step in region.steps if step.move is move), *possible)
        return ImpossibleMove(
            "commonization.impossible_move" if possible else "basics.no_more_moves",
            value=move.label,
            what=region.what,
            state=state.label,
            allowed=tuple(step.move.label for step in possible),
            sources=tuple(dict.fromkeys(step.source for step in rules if step.source is not None)),
        )

    def _possible(self, states: States) -> tuple[Transition[Any, Any], ...]:
        """A transition for each move that no region refuses."""
        here = list(zip(self.regions, states, strict=True))
        found: dict[LabelledEnum, Transition[Any, Any]] = {}
        for region, state in here:
            for step in region.steps:
                if step.before is state:
                    found.setdefault(step.move, step)
        return tuple(
            step
            for move, step in found.items()
            if all(move in region.allowed(state) for region, state in here if _knows(region, move))
        )


def _knows(region: Moves[Any, Any], move: LabelledEnum) -> bool:
    return any(step.move is move for step in region.steps)
