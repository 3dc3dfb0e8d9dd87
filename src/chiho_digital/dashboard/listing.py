"""Cases prepared for lists (事例一覧の索引): which cases a filter leaves, without holding a hundred thousand records in memory.

A `Listing` is five small frames. It can be built in parts, kept in a file, and joined again.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from attrs import field, frozen

from chiho_digital.basics import InvalidValue, fold
from chiho_digital.procurement import CaseTables, Size, to_tables
from chiho_digital.systems import area_of, kind_of

from .views import list_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from chiho_digital.governments import Figures
    from chiho_digital.procurement import Case

    from .view import View

__all__ = ["CaseFilter", "Listing"]

_TEXTS = {
    "participations": ("case_id", "code"),
    "details": ("case_id", "lead_code", "status", "words"),
}
_FIRST = 16  # bodies


def _as_digits(value: str | None) -> str | None:
    return None if value is None else str(value)


@frozen
class CaseFilter:
    """Which cases a list shows (絞り込み); what is None does not filter. Strictly read-only.

    prefecture, body: six-digit codes; a body takes part and has not left, or leads.  kind: an id or any spelling.
    area: by the mapping that `Listing.select` is given.
    at_least, at_most: numbers of participating municipalities; a case whose number is not known is in neither.
    without_count: only the cases whose number of municipalities is not known (データなし).
    words: all of these stand in the id, the lead body, the kinds, the suppliers or the products of the case.

    Raises:
        InvalidValue: a number is below 0, the numbers are the wrong way round, or stand beside `without_count`.
    """

    prefecture: str | None = field(default=None, converter=_as_digits)
    kind: str | None = None
    area: str | None = None
    body: str | None = field(default=None, converter=_as_digits)
    at_least: int | None = None
    at_most: int | None = None
    without_count: bool = False
    words: str | None = None

    def __attrs_post_init__(self) -> None:
        low, high = self.at_least, self.at_most
        for number in (low, high):
            if number is not None and number < 0:
                raise InvalidValue("dashboard.filter_negative", value=number)
        if low is not None and high is not None and high < low:
            raise InvalidValue("dashboard.filter_reversed", value=low, high=high)
        if self.without_count and (low is not None or high is not None):
            raise InvalidValue("dashboard.filter_count_and_none", value=high if low is None else low)


@frozen(eq=False)
class Listing:
    """Cases as frames for lists and filters. Strictly read-only; `of` builds it, `joined` puts parts together.

    tables: as `procurement.to_tables` makes them.
    participations: case_id, code (text): a row for each body with a code that takes part and has not left.
    details: case_id, lead_code, status, words (text): a row for each case; `words` is what `CaseFilter.words` looks in.
    """

    tables: CaseTables
    participations: Any
    details: Any

    @classmethod
    def of(cls, cases: Iterable[Case], *, population: Figures) -> Self:
        """The listing of cases, on Polars.

        Raises:
            MissingExtra: Polars is not installed.
        """
        every = tuple(cases)
        taking_part = [
            (case.id, str(code))
            for case in every
            for code in dict.fromkeys(p.code for p in case.participations if p.code and not p.has_left)
        ]
        details = [
            (case.id, case.lead_code and str(case.lead_code), case.status, _words(case)) for case in every
        ]
        return cls(
            to_tables(every, population=population),
            _frame(taking_part, _TEXTS["participations"]),
            _frame(details, _TEXTS["details"]),
        )

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """One listing of several, of which no two hold the same case."""
        import narwhals as nw

        def one(frames: Iterable[Any]) -> Any:
            return nw.concat([nw.from_native(frame) for frame in frames]).to_native()

        tables = CaseTables(
            one(part.tables.cases for part in parts),
            one(part.tables.by_prefecture for part in parts),
            one(part.tables.by_kind for part in parts),
        )
        return cls(tables, one(p.participations for p in parts), one(p.details for p in parts))

    def select(
        self, wanted: CaseFilter | None = None, *, areas: Mapping[str, str] | None = None
    ) -> list[str]:
        """The ids of the cases that a filter leaves, sorted."""
        import narwhals as nw

        wanted = wanted or CaseFilter()
        left = nw.from_native(self.tables.cases, eager_only=True)
        low, high = wanted.at_least, wanted.at_most
        if low is not None or high is not None:
            left = left.filter(nw.col("municipalities").is_between(low or 0, 10**9 if high is None else high))
        if wanted.without_count:
            left = left.filter(nw.col("municipalities").is_null())
        for ids in self._of(wanted, areas):
            left = left.join(ids, on="case_id", how="semi")
        return list(left["case_id"].sort().to_list())

    def _of(self, wanted: CaseFilter, areas: Mapping[str, str] | None) -> Iterable[Any]:
        """The cases of the prefecture, kind, area, body and words asked for, as frames with their ids."""
        import narwhals as nw

        details = nw.from_native(self.details, eager_only=True)
        if wanted.prefecture is not None:
            places = nw.from_native(self.tables.by_prefecture, eager_only=True)
            yield places.filter(nw.col("prefecture_code") == wanted.prefecture).select("case_id")
        kinds = nw.from_native(self.tables.by_kind, eager_only=True)
        if wanted.kind is not None:
            yield kinds.filter(nw.col("kind") == kind_of(wanted.kind).id).select("case_id")
        if wanted.area is not None:
            within = [
                kind for kind in kinds["kind"].unique().to_list() if area_of(kind, areas) == wanted.area
            ]
            yield kinds.filter(nw.col("kind").is_in(within)).select("case_id")
        if wanted.body is not None:
            here = nw.from_native(self.participations, eager_only=True)
            takes_part = here.filter(nw.col("code") == wanted.body).select("case_id")
            leads = details.filter(nw.col("lead_code") == wanted.body).select("case_id")
            yield nw.concat([takes_part, leads])
        for word in _folded(wanted.words or "").split():
            yield details.filter(nw.col("words").str.contains(word, literal=True)).select("case_id")

    @cached_property
    def states(self) -> frozenset[tuple[str, str, str | None]]:
        """The kind, the code of a prefecture and the status of each case, each triple once."""
        import narwhals as nw

        kinds, places, state = (
            nw.from_native(frame, eager_only=True).select("case_id", column)
            for frame, column in (
                (self.tables.by_kind, "kind"),
                (self.tables.by_prefecture, "prefecture_code"),
                (self.details, "status"),
            )
        )
        found = kinds.join(places, on="case_id").join(state, on="case_id")
        return frozenset(found.select("kind", "prefecture_code", "status").unique().iter_rows())

    def view(self, ids: Sequence[str], *, population: Figures) -> View:
        """These cases as `case_list` shows them, in the order given; ids that there are not are left out.

        population: the figures that the listing was made with.
        """
        import narwhals as nw

        wanted = list(ids)
        sizes, places, kinds = (
            nw.from_native(frame, eager_only=True).filter(nw.col("case_id").is_in(wanted)).rows()
            for frame in (self.tables.cases, self.tables.by_prefecture, self.tables.by_kind)
        )
        size = {row[0]: Size(*row[1:]) for row in sizes}
        codes: dict[str, list[str]] = {}
        named: dict[str, list[str]] = {}
        for found, rows in ((codes, places), (named, kinds)):
            for one, value, _ in rows:
                found.setdefault(one, []).append(value)
        listed = ((one, codes[one], named[one], size[one]) for one in wanted if one in size)
        return list_view(listed, population)

    def nearest(self, codes: Sequence[str], n: int, *, among: Sequence[str] | None = None) -> list[str]:
        """The ids of the first n cases in which these bodies take part, in the order of the bodies; equal ones by id.

        among: the only cases that count, if given.
        """
        import narwhals as nw

        here = self._of_cases(among)
        places: dict[str, int] = {}
        for place, code in enumerate(codes):
            places.setdefault(code, place)
        looked_at, found = _FIRST, dict[str, int]()
        while True:  # the first bodies mostly have enough cases; each round looks at four times as many
            rows = here.filter(nw.col("code").is_in(list(places)[:looked_at])).select("case_id", "code")
            for one, code in rows.iter_rows():
                found[one] = min(places[code], found.get(one, places[code]))
            if len(found) >= n or looked_at >= len(places):
                return sorted(found, key=lambda one: (found[one], one))[:n]
            looked_at *= 4

    def without(self, codes: Iterable[str], *, among: Sequence[str]) -> list[str]:
        """Those of some cases in which none of these bodies takes part, in the order given."""
        import narwhals as nw

        here = self._of_cases(among)
        placed = set(here.filter(nw.col("code").is_in(list(codes)))["case_id"].to_list())
        return [one for one in among if one not in placed]

    def _of_cases(self, ids: Sequence[str] | None) -> Any:
        import narwhals as nw

        here = nw.from_native(self.participations, eager_only=True)
        return here if ids is None else here.filter(nw.col("case_id").is_in(list(ids)))


def _words(case: Case) -> str:
    kinds = [kind_of(spelling).label for spelling in case.kinds]
    texts = [case.id, case.lead, *(kind.ja for kind in kinds), *(kind.en for kind in kinds)]
    texts += [text for lot in case.lots for text in (lot.supplier, lot.developer, lot.product) if text]
    return "\n".join(_folded(text) for text in texts)


def _folded(text: str) -> str:
    """A text as it is compared: plain form, capitals as small letters, words still apart."""
    return " ".join(fold(part).casefold() for part in text.split())


def _frame(rows: Sequence[tuple[str | None, ...]], columns: tuple[str, ...]) -> Any:
    import narwhals as nw

    data = {name: [row[at] for row in rows] for at, name in enumerate(columns)}
    schema = nw.Schema(dict.fromkeys(columns, nw.String()))
    return nw.from_dict(data, schema=schema, backend="polars").to_native()
