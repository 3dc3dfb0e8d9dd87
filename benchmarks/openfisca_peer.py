"""The peer's side of the comparison: OpenFisca on ten conditions, on one project, and on amounts of money.

Usage: PEER-PYTHON benchmarks/openfisca_peer.py. Prints JSON. PEER-PYTHON is a Python that has openfisca-core and numpy;
it needs nothing of ours but the module beside it that draws the costs.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from costs import costs

ROWS = 1_000_000
YEAR = "2026"
_SEED = 2025
_RUNS = 5
_SINGLE_RUNS = 201

# OpenFisca is absent where our own code is checked, hence not imported by name.
_Entity: Any = importlib.import_module("openfisca_core.entities").Entity
_Enum: Any = importlib.import_module("openfisca_core.indexed_enums").Enum
_DateUnit: Any = importlib.import_module("openfisca_core.periods").DateUnit
_SimulationBuilder: Any = importlib.import_module("openfisca_core.simulations").SimulationBuilder
_Simulation: Any = importlib.import_module("openfisca_core.simulations").Simulation
_System: Any = importlib.import_module("openfisca_core.taxbenefitsystems").TaxBenefitSystem
_Variable: Any = importlib.import_module("openfisca_core.variables").Variable

_Body: Any = _Enum("_Body", "prefecture municipality special_ward association other")
_Purpose: Any = _Enum("_Purpose", "resident_convenience efficiency local_issues none")
_Kind: Any = _Enum("_Kind", "system equipment")
_Acquisition: Any = _Enum("_Acquisition", "introduce modify purchase lease operate")
_ENUMS = {"body_kind": _Body, "purpose": _Purpose, "kind": _Kind, "acquisition": _Acquisition}
_BOOLEANS = ("under_plan", "jointly_procured", "cybersecurity", "related", "commonization_candidate")


def eligible(project: Any, period: Any) -> Any:
    """Ten conditions on ten facts."""
    year = project("fiscal_year", period)
    body = project("body_kind", period)
    acquisition = project("acquisition", period)
    return (
        (year >= 2025)
        & (year <= 2029)
        & (body != _Body.other)
        & project("under_plan", period)
        & (project("purpose", period) != _Purpose.none)
        & np.logical_not(project("commonization_candidate", period))
        & (project("kind", period) == _Kind.system)
        & ((acquisition == _Acquisition.introduce) | (acquisition == _Acquisition.modify))
        & (project("jointly_procured", period) | project("cybersecurity", period))
        & np.logical_not(project("related", period))
    )


def bond(project: Any, period: Any) -> Any:
    """Nine tenths of the cost, in whole hundreds of thousands, on OpenFisca's own number for money."""
    return np.floor(project("cost", period) * 9 / 10 / 100_000) * 100_000


def net(project: Any, period: Any) -> Any:
    """What is left of the cost when half of the bond is repaid by others."""
    return project("cost", period) - project("bond", period) / 2


def bond_whole(project: Any, period: Any) -> Any:
    """The same bond in whole numbers, which a careful author may choose."""
    return project("cost_whole", period) * 9 // 10 // 100_000 * 100_000


def net_whole(project: Any, period: Any) -> Any:
    """The same remainder in whole numbers."""
    return project("cost_whole", period) - project("bond_whole", period) // 2


def system() -> Any:
    """The facts and the formulas as an OpenFisca system with one kind of entity, the project."""
    entity = _Entity("project", "projects", "", "")
    found = _System([entity])

    def add(
        name: str, value_type: Any, formula: Callable[[Any, Any], Any] | None = None, **more: Any
    ) -> None:
        """Declare a variable of a project in a year."""
        fields = {"value_type": value_type, "entity": entity, "definition_period": _DateUnit.YEAR, **more}
        if formula is not None:
            fields["formula"] = formula
        found.add_variable(type(name, (_Variable,), fields))

    add("fiscal_year", int)
    for name, words in _ENUMS.items():
        add(name, _Enum, possible_values=words, default_value=next(iter(words)))
    for name in _BOOLEANS:
        add(name, bool)
    add("eligible", bool, eligible)
    add("cost", float)
    add("bond", float, bond)
    add("net", float, net)
    add("cost_whole", int)
    add("bond_whole", int, bond_whole)
    add("net_whole", int, net_whole)
    return found


def facts(rows: int = ROWS, seed: int = _SEED) -> dict[str, Any]:
    """Random facts, none unknown; enumerations as the numbers of their words, the quickest form OpenFisca takes."""
    source = np.random.default_rng(seed)
    drawn: dict[str, Any] = {"fiscal_year": source.integers(2024, 2031, rows, dtype=np.int32)}
    for name, words in _ENUMS.items():
        drawn[name] = source.integers(0, len(words), rows, dtype=np.int16)
    for name in _BOOLEANS:
        drawn[name] = source.random(rows) < 0.5
    return drawn


def many(found: Any, given: dict[str, Any], *, lean: bool) -> tuple[float, float, int]:
    """Seconds to build a simulation and fill it, seconds to calculate, and how many projects are eligible."""
    start = time.perf_counter()
    if lean:
        # What the builder does, without the list of names and numbers that one variable never needs.
        populations = found.instantiate_entities()
        populations["project"].count = ROWS
        simulation = _Simulation(found, populations)
    else:
        simulation = _SimulationBuilder().build_default_simulation(found, ROWS)
    for name, values in given.items():
        simulation.set_input(name, YEAR, values)
    built = time.perf_counter()
    result = simulation.calculate("eligible", YEAR)
    end = time.perf_counter()
    return built - start, end - built, int(result.sum())


def single(found: Any) -> float:
    """Seconds to build one project from a dictionary and calculate."""
    situation = {
        "fiscal_year": {YEAR: 2026},
        "body_kind": {YEAR: "municipality"},
        "purpose": {YEAR: "efficiency"},
        "kind": {YEAR: "system"},
        "acquisition": {YEAR: "introduce"},
        "under_plan": {YEAR: True},
        "jointly_procured": {YEAR: True},
        "cybersecurity": {YEAR: False},
        "related": {YEAR: False},
        "commonization_candidate": {YEAR: False},
    }
    start = time.perf_counter()
    simulation = _SimulationBuilder().build_from_dict(found, {"projects": {"one": situation}})
    (result,) = simulation.calculate("eligible", YEAR)
    end = time.perf_counter()
    if not result:
        raise AssertionError("the project is eligible")
    return end - start


def money(found: Any) -> dict[str, int]:
    """How many bonds and remainders differ from the exact ones, and by how many yen at most."""
    drawn = costs(ROWS, _SEED)
    cost = np.array(drawn, np.int64)
    exact_bond = np.array([x * 9 // 10 // 100_000 * 100_000 for x in drawn], np.int64)
    exact = {"bond": exact_bond, "net": cost - exact_bond // 2}
    simulation = _SimulationBuilder().build_default_simulation(found, ROWS)
    simulation.set_input("cost", YEAR, cost)
    simulation.set_input("cost_whole", YEAR, cost)
    report: dict[str, int] = {
        "first_cost": drawn[0],
        "last_cost": drawn[-1],
        "exact_net_sum": int(exact["net"].sum()),
    }
    for name, right in exact.items():
        for variable in (name, f"{name}_whole"):
            off = np.abs(simulation.calculate(variable, YEAR).astype(np.float64) - right)
            report[f"{variable}_wrong"] = int(np.count_nonzero(off))
            report[f"{variable}_worst_yen"] = int(off.max())
    return report


def main() -> None:
    """Measure and print."""
    found = system()
    given = facts()
    report: dict[str, Any] = {
        "openfisca_core": importlib.metadata.version("openfisca-core"),
        "numpy": np.__version__,
        "rows": ROWS,
    }
    for form, lean in (("builder", False), ("lean", True)):
        many(found, given, lean=lean)
        runs = [many(found, given, lean=lean) for _ in range(_RUNS)]
        report[form] = {
            "seconds": statistics.median(build + calculate for build, calculate, _ in runs),
            "build_seconds": statistics.median(build for build, _, _ in runs),
            "calculate_seconds": statistics.median(calculate for _, calculate, _ in runs),
            "eligible": runs[0][2],
        }
    single(found)
    report["single_seconds"] = statistics.median(single(found) for _ in range(_SINGLE_RUNS))
    report["money"] = money(found)
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
