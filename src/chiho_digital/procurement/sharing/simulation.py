"""Shares for every set of bodies that may join: "if only these five join …" (参加団体ごとの負担の試算)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from attrs import field, frozen

from chiho_digital.basics import InvalidValue, require

from .preparing import Prepared, prepared, raise_all
from .shares import Shares, shares_among
from .words import WHOLE_YEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chiho_digital.basics import Rounding

    from .bodies import Sharer
    from .composed import ByItem
    from .remainders import Remainder
    from .rules import Rule

__all__ = ["MOST_OPEN", "Range", "Simulation", "simulate"]

MOST_OPEN = 18
"""The most bodies whose joining may be open: 2^18 sets of joiners."""


@frozen
class Range:
    """The least and the most that a body pays over all sets of joiners it belongs to (負担額の幅), in yen.

    lowest_with, highest_with: the joiners of the first such set, itself among them, by code.
    unknown: the number of sets that have no shares; they are left out.
    """

    lowest: int
    lowest_with: tuple[str, ...]
    highest: int
    highest_with: tuple[str, ...]
    unknown: int


@frozen
class Simulation:
    """The shares for every set of joiners (分担額の試算). Strictly read-only.

    sharers: all bodies, by code.  always: the codes of those who are in every set.
    """

    sharers: tuple[Sharer, ...]
    always: tuple[str, ...]
    _ready: Prepared = field(repr=False)
    _found: Mapping[int, tuple[tuple[int, ...], int] | None] = field(repr=False, hash=False)

    def __len__(self) -> int:
        """The number of sets."""
        return len(self._found)

    def yen(self, joiners: Iterable[str]) -> dict[str, int] | None:
        """What each of these bodies pays if they, and no others, join, in yen, by code; None where there is no answer.

        Raises:
            InvalidValue: the set was not simulated: nobody in it, an unknown body, or one missing that is always in.
        """
        bits = self._bits(joiners)
        found = self._found[bits]
        return None if found is None else dict(zip(self._codes(bits), found[0], strict=True))

    def shares(self, joiners: Iterable[str]) -> Shares:
        """The same with all that explains it, or the reasons why there are no shares.

        Raises:
            InvalidValue: as for `yen`.
        """
        return shares_among(self._ready, _places(self._bits(joiners), len(self.sharers)))

    def range_of(self, code: str) -> Range | None:
        """The least and the most that a body pays; None where no set with it has shares.

        Raises:
            InvalidValue: it is none of the bodies.
        """
        place = self._place(code)
        bit = 1 << place
        lowest: tuple[int, int] | None = None
        highest: tuple[int, int] | None = None
        unknown = 0
        for bits, found in self._found.items():
            if not bits & bit:
                continue
            if found is None:
                unknown += 1
                continue
            yen = found[0][(bits & (bit - 1)).bit_count()]
            if lowest is None or yen < lowest[0]:
                lowest = yen, bits
            if highest is None or yen > highest[0]:
                highest = yen, bits
        if lowest is None or highest is None:
            return None
        return Range(lowest[0], self._codes(lowest[1]), highest[0], self._codes(highest[1]), unknown)

    def to_frame(self, engine: Literal["polars", "pandas", "pyarrow"] = "polars") -> Any:
        """A row for each set of joiners.

        joined (text): their codes, parted by `;`.  joiners (Int64): how many.  known (Boolean): whether there are shares.
        kept (Int64, yen), and for each body `yen_<code>` (Int64): null where the shares are unknown; what a body pays is
        null too where it has not joined.

        Raises:
            MissingExtra: the library is not installed.
        """
        library = require(engine, extra=engine)
        rows = [(self._codes(bits), found) for bits, found in self._found.items()]
        columns: dict[str, list[Any]] = {
            "joined": [";".join(codes) for codes, _ in rows],
            "joiners": [len(codes) for codes, _ in rows],
            "known": [found is not None for _, found in rows],
            "kept": [None if found is None else found[1] for _, found in rows],
        }
        paid = [{} if found is None else dict(zip(codes, found[0], strict=True)) for codes, found in rows]
        numbers = ["joiners", "kept", *(f"yen_{sharer.code}" for sharer in self.sharers)]
        columns |= {f"yen_{one.code}": [of_set.get(one.code) for of_set in paid] for one in self.sharers}
        if engine == "pandas":  # its own Int64 keeps a null; its default integers turn into floats
            kinds = {"joined": "string", "known": "boolean"} | dict.fromkeys(numbers, "Int64")
            return library.DataFrame(
                {name: library.array(values, dtype=kinds[name]) for name, values in columns.items()}
            )
        import narwhals as nw

        schema = nw.Schema(
            dict.fromkeys(columns, nw.Int64()) | {"joined": nw.String(), "known": nw.Boolean()}
        )
        return nw.from_dict(columns, schema=schema, backend=engine).to_native()

    def _codes(self, bits: int) -> tuple[str, ...]:
        return tuple(self.sharers[place].code for place in _places(bits, len(self.sharers)))

    def _place(self, code: str) -> int:
        for place, sharer in enumerate(self.sharers):
            if sharer.code == code:
                return place
        raise InvalidValue(
            "procurement.sharing_not_simulated", value=code, bodies=[sharer.code for sharer in self.sharers]
        )

    def _bits(self, joiners: Iterable[str]) -> int:
        codes = [*joiners]
        bits = sum({1 << self._place(code) for code in codes})
        if bits not in self._found:
            raise InvalidValue("procurement.sharing_set_not_simulated", value=codes, always=self.always)
        return bits


def simulate(  # noqa: PLR0913 -- each says one thing about the sharing
    total: int | Mapping[str, int],
    among: Iterable[Sharer],
    rule: Rule | ByItem,
    *,
    remainder: Remainder,
    rounding: Rounding = WHOLE_YEN,
    always: Iterable[str] = (),
) -> Simulation:
    """The shares of a total for every set of joiners (参加団体の組合せごとの分担額), the same yen as `share` finds for that set.

    The total is the same whoever joins; prices need no simulation, since no body's charge depends on the others.
    always: codes of bodies that are in every set.  The other arguments are those of `share`.

    Raises:
        InvalidValue: as for `share`; a body that is always in is none of the bodies; or more than 18 bodies are open.
    """
    ready = prepared(total, among, rule, rounding, remainder)
    codes = [sharer.code for sharer in ready.sharers]
    fixed = sorted(set(always))
    opened = [place for place, code in enumerate(codes) if code not in fixed]
    strangers = [code for code in fixed if code not in codes]
    problems = [
        InvalidValue("procurement.sharing_not_simulated", value=code, bodies=codes) for code in strangers
    ]
    if len(opened) > MOST_OPEN:
        problems.append(InvalidValue("procurement.sharing_too_many", value=len(opened), most=MOST_OPEN))
    raise_all(problems)
    found: dict[int, tuple[tuple[int, ...], int] | None] = {}
    among_places = ready.division.among
    for bits in _sets(sum(1 << place for place, code in enumerate(codes) if code in fixed), opened):
        divided = among_places(_places(bits, len(codes)))
        found[bits] = None if divided is None else (tuple(divided.yen), divided.kept)
    return Simulation(ready.sharers, tuple(fixed), ready, found)


def _sets(fixed: int, opened: list[int]) -> Iterator[int]:
    """Every set as bits, the bit 1 << place for each body; not the empty set."""
    sets = [fixed]
    for place in opened:
        sets += [bits | 1 << place for bits in sets]
    yield from sets if fixed else sets[1:]


def _places(bits: int, bodies: int) -> list[int]:
    return [place for place in range(bodies) if bits >> place & 1]
