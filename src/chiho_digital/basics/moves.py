"""State machines: which move leads from which state to which, and by what source; every other move is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import frozen

from .errors import ImpossibleMove
from .labelled import LabelledEnum
from .text import Text

if TYPE_CHECKING:
    from .sources import Source

__all__ = ["Moves", "Transition"]

_State = TypeVar("_State", bound=LabelledEnum)
_Move = TypeVar("_Move", bound=LabelledEnum)


@frozen
class Transition(Generic[_State, _Move]):
    """One possible move (遷移). Strictly read-only.

    source: what says that it is possible; None where it is a rule of this library.
    """

    before: _State
    move: _Move
    after: _State
    source: Source | None = None


@frozen
class Moves(Generic[_State, _Move]):
    """All moves that are possible (状態遷移), of a thing that is called `what`. Strictly read-only."""

    what: Text
    steps: tuple[Transition[_State, _Move], ...]

    def allowed(self, state: _State) -> tuple[_Move, ...]:
        """The moves that are possible in a state; none where it is the last one."""
        return tuple(step.move for step in self.steps if step.before is state)

    def after(self, state: _State, move: _Move) -> _State:
        """The state that a move leads to.

        Raises:
            ImpossibleMove: it is not possible in this state; the message names those that are, with their sources.
        """
        for step in self.steps:
            if step.before is state and step.move is move:
                return step.after
        allowed = tuple(_cited(step) for step in self.steps if step.before is state)
        code = "basics.impossible_move" if allowed else "basics.no_more_moves"
        raise ImpossibleMove(code, value=move.label, what=self.what, state=state.label, allowed=allowed)


def _cited(step: Transition[_State, _Move]) -> Text:
    """A move by name, with its source where there is one."""
    label = step.move.label
    if step.source is None:
        return label
    return Text(f"{label.ja}（{step.source.to('ja')}）", f"{label.en} ({step.source.to('en')})")
