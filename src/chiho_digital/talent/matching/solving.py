"""Solves a program with HiGHS, an established solver of mixed-integer programs; on one thread, so that it is repeatable."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import InvalidValue, require

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from .program import Pair, Program

__all__ = ["Solution", "solve", "solver_name"]

_YES = 0.5
_SLACK = 1e-6  # of the solver's bounds


@frozen
class Solution:
    """The pairs that were chosen, what they cost, and what any other choice as good costs at least.

    more: by priority, how many more needs may be met while as many of those before are; only where it is not proved none.
    """

    chosen: tuple[Pair, ...]
    cost: int
    bound: int
    more: Mapping[int | None, int]


def solver_name() -> str:
    """The solver with its version.

    Raises:
        MissingExtra: it is not installed.
    """
    return f"HiGHS {_silent_solver().version()}"


def _silent_solver() -> Any:
    """A solver that writes nothing; one of its versions else greets on the terminal when it is made."""
    loud: Any = require("highspy", extra="matching").Highs

    def silently(solver: Any) -> None:
        solver.silent()
        loud.enableCallbacks(solver)

    return type("Silent", (loud,), {"enableCallbacks": silently})()


def solve(made: Program, gap: Fraction, max_nodes: int | None) -> Solution:
    """As many needs as can be, those of a higher priority first; then the least cost, to within a gap.

    max_nodes: of the tree of each of these searches; what is found by then counts.
    """
    model = _Model(made, max_nodes)
    more: dict[int | None, int] = {}
    for priority, columns in _by_priority(made):
        most, bound = model.most(columns)
        if most:
            model.keep(columns, most)
        if most < bound:
            more[priority] = bound - most
    return model.cheapest(gap, more)


def _by_priority(made: Program) -> Iterable[tuple[int | None, list[int]]]:
    """The columns of each priority, the first stated first, those of needs that state none last."""
    found: dict[int | None, list[int]] = {}
    for column, pair in enumerate(made.pairs):
        found.setdefault(pair.asked.need.priority, []).append(column)
    return sorted(found.items(), key=lambda one: (one[0] is None, one[0] or 0))


class _Model:
    """A program in the solver, with one aim after the other."""

    def __init__(self, made: Program, max_nodes: int | None) -> None:
        self._highs = require("highspy", extra="matching")
        self._solver = _silent_solver()
        self._made = made
        for option, value in {"threads": 1, "parallel": "off", "random_seed": 0}.items():
            self._solver.setOptionValue(option, value)
        if max_nodes is not None:
            self._solver.setOptionValue("mip_max_nodes", max_nodes)
        self._solver.HandleUserInterrupt = True
        self._solver.passModel(self._program())
        self._best = [0.0] * made.columns  # nobody is chosen

    def _program(self) -> Any:
        import numpy as np

        made = self._made
        found = self._highs.HighsLp()
        found.num_col_, found.num_row_ = made.columns, len(made.rows)
        found.col_cost_ = np.zeros(made.columns)
        found.col_lower_, found.col_upper_ = np.zeros(made.columns), np.ones(made.columns)
        found.row_lower_ = np.full(len(made.rows), -self._highs.kHighsInf)
        found.row_upper_ = np.array(made.limits, dtype=float)
        whole, any_ = self._highs.HighsVarType.kInteger, self._highs.HighsVarType.kContinuous
        found.integrality_ = [whole if column < len(made.pairs) else any_ for column in range(made.columns)]
        matrix = found.a_matrix_
        matrix.format_ = self._highs.MatrixFormat.kRowwise
        matrix.start_ = np.cumsum([0, *(len(row) for row in made.rows)])
        matrix.index_ = np.array([column for row in made.rows for column in row], dtype=np.int32)
        matrix.value_ = np.array([weight for row in made.rows for weight in row.values()], dtype=float)
        return found

    def most(self, columns: list[int]) -> tuple[int, int]:
        """The largest number of the columns found that can be chosen, and what it is at most; equal where it is proved."""
        self._run(dict.fromkeys(columns, -1), gap=0.0, apart=0.99)
        info = self._solver.getInfo()
        found = round(-info.objective_function_value)
        bound = floor(min(-info.mip_dual_bound, len(columns)) + _SLACK)
        return found, found if self._proved() else max(bound, found)

    def keep(self, columns: list[int], least: int) -> None:
        """From now on at least so many of the columns are chosen."""
        self._solver.addRow(least, self._highs.kHighsInf, len(columns), columns, [1.0] * len(columns))

    def cheapest(self, gap: Fraction, more: Mapping[int | None, int]) -> Solution:
        """The least cost found, within a gap where the search is not ended before."""
        made = self._made
        self._run(made.costs, gap=float(gap), apart=0.0)
        chosen = tuple(pair for pair, value in zip(made.pairs, self._best, strict=False) if value)
        cost = sum(cost for column, cost in made.costs.items() if self._best[column])
        least: float = max(self._solver.getInfo().mip_dual_bound, 0.0)
        return Solution(chosen, cost, min(ceil(least - _SLACK * max(cost, 1)), cost), more)

    def _run(self, aim: Mapping[int, int], *, gap: float, apart: float) -> None:
        """A search for the least of an aim, from the best choice so far."""
        before = self._highs.HighsSolution()
        before.col_value = self._best
        self._solver.setOptionValue("mip_rel_gap", gap)
        self._solver.setOptionValue("mip_abs_gap", apart)
        weights = [float(aim.get(column, 0)) for column in range(self._made.columns)]
        self._solver.changeColsCost(self._made.columns, list(range(self._made.columns)), weights)
        self._solver.setSolution(before)
        self._interruptible()
        status = self._solver.getModelStatus()
        if not self._proved() and status != self._highs.HighsModelStatus.kSolutionLimit:
            raise InvalidValue("talent.match_not_solved", value=self._solver.modelStatusToString(status))
        values = self._solver.getSolution().col_value
        self._best = [float(value > _YES) for value in values[: len(self._made.pairs)]]
        for of in self._made.joined.values():  # the solver may leave them at 1 for nothing
            self._best.append(max(self._best[column] for column in of))

    def _proved(self) -> bool:
        answer: bool = self._solver.getModelStatus() == self._highs.HighsModelStatus.kOptimal
        return answer

    def _interruptible(self) -> None:
        """Runs the solver beside this thread, so that Ctrl-C stops it."""
        with ThreadPoolExecutor(1) as beside:
            running = beside.submit(self._solver.run)
            try:
                running.result()
            except KeyboardInterrupt:
                self._solver.cancelSolve()
                raise
