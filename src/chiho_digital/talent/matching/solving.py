"""Solves a program with HiGHS, an established solver of mixed-integer programs; on one thread, so that it is repeatable."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import InvalidValue, require

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from .program import Pair, Program

__all__ = ["Solution", "solve", "solver_name"]

_YES = 0.5


@frozen
class Solution:
    """The pairs that were chosen, what they cost, and what any other choice as good costs at least."""

    chosen: tuple[Pair, ...]
    cost: int
    bound: int


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


def solve(made: Program, gap: Fraction) -> Solution:
    """As many needs as can be, those of a higher priority first; then the least cost, to within a gap."""
    model = _Model(made)
    for columns in _by_priority(made):
        most = model.most(columns)
        if most:
            model.keep(columns, most)
    return model.cheapest(made, gap)


def _by_priority(made: Program) -> Iterable[list[int]]:
    """The columns of each priority, the first stated first, those of needs that state none last."""
    found: dict[tuple[bool, int], list[int]] = {}
    for column, pair in enumerate(made.pairs):
        stated = pair.asked.need.priority
        found.setdefault((stated is None, stated or 0), []).append(column)
    return [found[key] for key in sorted(found)]


class _Model:
    """A program in the solver, with one aim after the other."""

    def __init__(self, made: Program) -> None:
        self._highs = require("highspy", extra="matching")
        self._solver = _silent_solver()
        self._columns, self._pairs = made.columns, len(made.pairs)
        for option, value in {"threads": 1, "parallel": "off", "random_seed": 0}.items():
            self._solver.setOptionValue(option, value)
        self._solver.HandleUserInterrupt = True
        self._solver.passModel(self._program(made))

    def _program(self, made: Program) -> Any:
        import numpy as np

        found = self._highs.HighsLp()
        found.num_col_, found.num_row_ = made.columns, len(made.rows)
        found.col_cost_ = np.zeros(made.columns)
        found.col_lower_, found.col_upper_ = np.zeros(made.columns), np.ones(made.columns)
        found.row_lower_ = np.full(len(made.rows), -self._highs.kHighsInf)
        found.row_upper_ = np.array(made.limits, dtype=float)
        whole, any_ = self._highs.HighsVarType.kInteger, self._highs.HighsVarType.kContinuous
        found.integrality_ = [whole if column < self._pairs else any_ for column in range(made.columns)]
        matrix = found.a_matrix_
        matrix.format_ = self._highs.MatrixFormat.kRowwise
        matrix.start_ = np.cumsum([0, *(len(row) for row in made.rows)])
        matrix.index_ = np.array([column for row in made.rows for column in row], dtype=np.int32)
        matrix.value_ = np.array([weight for row in made.rows for weight in row.values()], dtype=float)
        return found

    def most(self, columns: list[int]) -> int:
        """The largest number of the columns that can be chosen; exact, as it is a whole number."""
        self._run(dict.fromkeys(columns, -1), gap=0.0, apart=0.99)
        found: float = self._solver.getInfo().objective_function_value
        return round(-found)

    def keep(self, columns: list[int], least: int) -> None:
        """From now on at least so many of the columns are chosen."""
        self._solver.addRow(least, self._highs.kHighsInf, len(columns), columns, [1.0] * len(columns))

    def cheapest(self, made: Program, gap: Fraction) -> Solution:
        """The least cost, to within a gap."""
        from math import ceil

        self._run(made.costs, gap=float(gap), apart=0.0)
        info = self._solver.getInfo()
        values = self._solver.getSolution().col_value
        chosen = tuple(pair for pair, value in zip(made.pairs, values, strict=False) if value > _YES)
        cost = round(info.objective_function_value)
        return Solution(chosen, cost, min(max(ceil(info.mip_dual_bound - 1e-6 * max(cost, 1)), 0), cost))

    def _run(self, aim: Mapping[int, int], *, gap: float, apart: float) -> None:
        before = self._highs.HighsSolution()
        before.col_value = list(self._solver.getSolution().col_value)
        self._solver.setOptionValue("mip_rel_gap", gap)
        self._solver.setOptionValue("mip_abs_gap", apart)
        weights = [float(aim.get(column, 0)) for column in range(self._columns)]
        self._solver.changeColsCost(self._columns, list(range(self._columns)), weights)
        if before.col_value:
            self._solver.setSolution(before)
        self._interruptible()
        status = self._solver.getModelStatus()
        if status != self._highs.HighsModelStatus.kOptimal:
            raise InvalidValue("talent.match_not_solved", value=self._solver.modelStatusToString(status))

    def _interruptible(self) -> None:
        """Runs the solver beside this thread, so that Ctrl-C stops it."""
        with ThreadPoolExecutor(1) as beside:
            running = beside.submit(self._solver.run)
            try:
                running.result()
            except KeyboardInterrupt:
                self._solver.cancelSolve()
                raise
