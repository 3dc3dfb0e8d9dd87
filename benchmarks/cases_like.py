"""Cases of bodies like one's own, measured: 100,000 synthetic cases of the 1,741 municipalities, on one core.

Usage: python benchmarks/cases_like.py [RUNS [CASES]]. Prints a Markdown table. The participations are those of `synthetic.py`; of
every third case only the count is known, every 40th participant has left. Population is of the census, staff is made up.
The answers to some bodies are compared with those of a loop over all cases, which is timed; then other bodies ask the index,
one after the other, and medians are shown.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby, islice
from math import log
from operator import itemgetter
from pathlib import Path
from time import perf_counter
from typing import NamedTuple, TypeVar

import polars as pl
from synthetic import write_participations

from chiho_digital import governments, procurement
from chiho_digital.basics import Text
from chiho_digital.governments import Figures, LocalGovernmentCode
from chiho_digital.procurement import BodyType, Case, CaseIndex, CasesLike, Participation

KIND = "online_application"
ASKED_IN_LOOP = ("352047", "131130", "133817", "271004", "231002")
_Found = TypeVar("_Found")


class Answer(NamedTuple):
    """What both sides must find: (case, nearest participant, distance), own cases, cases that cannot be compared."""

    nearest: list[tuple[str, str, float]]
    own: list[str]
    apart: list[str]


def drawn(cases: int, folder: Path) -> Iterator[tuple[int, str, list[str]]]:
    """Number, kind and the codes of the bodies of each case."""
    file = folder / "participations.parquet"
    write_participations(file, 13 * cases)
    columns = ["case_number", "kind", "body"]
    rows = pl.read_parquet(file, columns=columns).cast({"kind": pl.String, "body": pl.String}).iter_rows()
    for number, group in islice(groupby(rows, key=itemgetter(0)), cases):
        case = list(group)
        yield number, case[0][1], list(dict.fromkeys(row[2] for row in case))


def made(cases: int) -> list[Case]:
    """The cases. A participation is the same value wherever a body takes part."""
    model = procurement.read_cases().cases[0]
    bodies = governments.municipalities()
    here, gone = (
        {
            str(body.code): Participation(
                name=body.name, code=body.code, body_type=BodyType.MUNICIPALITY, has_left=left
            )
            for body in bodies
        }
        for left in (False, True)
    )
    with tempfile.TemporaryDirectory() as folder:
        found = [
            model.model_copy(
                update={
                    "id": f"case-{number:07}",
                    "prefectures": (governments.get(codes[0]).prefecture.code,),
                    "lead_code": LocalGovernmentCode(codes[-1]) if number % 50 == 0 else None,
                    "kinds": (kind,),
                    "municipal_count": len(codes),
                    "unresolved": (),
                    "participations": ()
                    if number % 3 == 0
                    else tuple(
                        (gone if (number + place) % 40 == 0 else here)[code]
                        for place, code in enumerate(codes)
                    ),
                }
            )
            for number, kind, codes in drawn(cases, Path(folder))
        ]
    if len(found) != cases:
        raise SystemExit(f"{len(found)} cases in place of {cases}")
    return found


def tables() -> dict[str, Figures]:
    """Population of the census, and a staff that is made up of it and of the code."""
    census = governments.figures.load()
    staff = {
        body.code: int(census.values[body.code]) // 120 + int(body.code) % 97
        for body in governments.municipalities()
    }
    made_up = Figures(Text("職員数（架空、人）", "staff (made up, persons)"), date(2025, 4, 1), None, staff)
    return {"population": census, "staff": made_up}


def in_a_loop(
    cases: Sequence[Case], code: str, by: Sequence[Mapping[LocalGovernmentCode, float]], kind: str | None
) -> Answer:
    """The answer by its definition: every participant of every case. by: logarithms by code, for each figure."""
    own = [logs[LocalGovernmentCode(code)] for logs in by]
    answer = Answer([], [], [])
    found: list[tuple[float, str, str]] = []
    for case in cases:
        if kind is not None and kind not in case.kinds:
            continue
        members = [one.code for one in case.participations if one.code and not one.has_left]
        if code in members or code == case.lead_code:
            answer.own.append(case.id)
        elif not members:
            answer.apart.append(case.id)
        else:
            nearest = min(
                (sum(abs(logs[one] - mine) for logs, mine in zip(by, own, strict=True)), one)
                for one in members
            )
            found.append((nearest[0], case.id, nearest[1]))
    found.sort()
    answer.nearest.extend((case, str(one), distance) for distance, case, one in found[:10])
    return answer


def seen(found: CasesLike) -> Answer:
    """The same of the library's answer."""
    return Answer(
        [(like.case.id, str(like.nearest.code), like.distance) for like in found.nearest],
        [own.case.id for own in found.own],
        [one.case.id for one in found.without_figures],
    )


def timed(work: Callable[[], _Found]) -> tuple[float, _Found]:
    """The seconds some work takes, and what it finds."""
    start = perf_counter()
    found = work()
    return perf_counter() - start, found


def milliseconds(times: Sequence[float]) -> str:
    """The median and the longest of some times."""
    return f"{statistics.median(times) * 1e3:,.1f} ms (longest {max(times) * 1e3:,.1f} ms)"


def measured(
    cases: Sequence[Case], figures: Mapping[str, Figures], by: tuple[str, ...], runs: int
) -> Iterator[tuple[str, str, str]]:
    """The rows of the table for some figures; stops where index and loop disagree."""
    names = " + ".join(by)
    logs = [{code: log(1 + value) for code, value in figures[name].values.items()} for name in by]
    building, index = timed(partial(CaseIndex.of, cases, figures=figures, by=by))
    bodies = governments.municipalities()
    asked = [bodies[place * len(bodies) // runs] for place in range(runs)]
    for kind in (None, KIND):
        looped: list[float] = []
        for code in ASKED_IN_LOOP:
            spent, expected = timed(partial(in_a_loop, cases, code, logs, kind))
            looped.append(spent)
            if seen(index.like(code, kind=kind)) != expected:
                raise SystemExit(f"the index and the loop disagree: {code}, {by}, {kind}")
        times = [timed(partial(index.like, one, kind=kind))[0] for one in asked]
        yield f"`CaseIndex.like`, {names}, {kind or 'all kinds'}", "50 ms", milliseconds(times)
        yield f"the same by a loop over all cases, {len(looped)} bodies", "", milliseconds(looped)
    times = [timed(partial(index.like, one, prefecture_first=True))[0] for one in asked]
    yield f"`CaseIndex.like`, {names}, own prefecture first", "50 ms", milliseconds(times)
    everything, _ = timed(partial(index.like, ASKED_IN_LOOP[0], n=len(cases)))
    yield f"`CaseIndex.like`, {names}, all cases as the answer", "", f"{everything:.2f} s"
    yield f"`CaseIndex.of`, {names}, once", "", f"{building:.2f} s"
    whole, _ = timed(partial(procurement.cases_like, ASKED_IN_LOOP[0], cases=cases, figures=figures, by=by))
    yield f"`cases_like`, {names}, without a prepared index", "", f"{whole:.2f} s"


def main() -> None:
    """Compare, measure, print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 101
    cases = made(int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
    figures = tables()
    rows = [
        row for by in (("population",), ("population", "staff")) for row in measured(cases, figures, by, runs)
    ]
    people = sum(len(case.participations) for case in cases)
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores (one used), medians of {runs} bodies;")
    print(f"{len(cases):,} cases with {people:,} participations; the answers are the same on both sides\n")
    print("| what | to reach | measured |\n|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
