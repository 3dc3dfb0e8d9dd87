"""Everything recorded about a pool (人材プール台帳): people, needs, assignments, results, costs; checked against one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, cast

from pydantic import ConfigDict, Field, ModelWrapValidatorHandler, ValidationError, model_validator

from chiho_digital.basics import InvalidValue
from chiho_digital.rules import InvalidFacts

from .checks import Book, contradictions
from .costs import Cost, FiscalIndex
from .fields import Record, collecting
from .records import Pool, StaffMember
from .work import Assignment, AssignmentResult, Need

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.tables import Issue, NumberedRow

    from .facts import CostFacts

__all__ = ["Ledger"]

_LISTS: dict[str, type[Record]] = {
    "needs": Need,
    "assignments": Assignment,
    "results": AssignmentResult,
    "costs": Cost,
    "indices": FiscalIndex,
}


class Ledger(Record):
    """Everything recorded about a pool (人材プール台帳). Strictly read-only.

    Raises:
        pydantic.ValidationError: what is wrong in the records and between them, all of it at once.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="人材プール台帳",
        json_schema_extra={"description": "人材プールと、その人材・需要・配置・結果・経費の記録。"},
    )

    pool: Annotated[Pool, Field(title="プール", description="人材プールと、その人材。")]
    needs: Annotated[tuple[Need, ...], Field(title="需要", description="支援の需要の一覧。")] = ()
    assignments: Annotated[tuple[Assignment, ...], Field(title="配置", description="配置の一覧。")] = ()
    results: Annotated[
        tuple[AssignmentResult, ...], Field(title="結果", description="配置の結果の一覧。")
    ] = ()
    costs: Annotated[tuple[Cost, ...], Field(title="経費", description="人材の経費の一覧。")] = ()
    indices: Annotated[
        tuple[FiscalIndex, ...], Field(title="財政力指数", description="団体の財政力指数の一覧。")
    ] = ()

    @property
    def staff(self) -> Mapping[str, StaffMember]:
        """The people by their identifiers."""
        return {member.id: member for member in self.pool.staff or ()}

    @classmethod
    def from_rows(
        cls, pool: Pool, rows: Mapping[str, Iterable[NumberedRow[Any]]]
    ) -> tuple[Ledger, dict[str, tuple[Issue, ...]]]:
        """The ledger of a pool from checked rows, and what is to be said about them by list, row and column.

        rows: by list: `staff`, `needs`, `assignments`, `results`, `costs`, `indices`. A row with an error is in no ledger.
        """
        from .from_rows import ledger_from_rows

        return ledger_from_rows(pool, rows)

    def facts(self, cost: Cost) -> CostFacts:
        """What the rules ask about a cost, with what is recorded about the person it is for."""
        return cost.facts(self.staff.get(cost.person or ""))

    @model_validator(mode="wrap")
    @classmethod
    def _all_at_once(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(data, cls):
            return data
        problems: list[InvalidValue] = []
        with collecting():
            try:
                ledger = handler(data)
            except ValidationError as error:
                if not isinstance(data, Mapping):
                    raise
                ledger, problems = None, list(_said(error))
            read = _Read(cast("Mapping[str, Any]", data) if ledger is None else dict(ledger))
        problems += read.problems()
        if ledger is None or problems:
            raise InvalidFacts(problems)
        return ledger


def _said(error: ValidationError) -> Iterable[InvalidValue]:
    """What pydantic found, as problems of ours; the values themselves are not repeated."""
    for one in error.errors(include_url=False, include_input=False):
        found = one.get("ctx", {}).get("error")
        problem = found if isinstance(found, InvalidValue) else InvalidValue("talent.field", value=one["msg"])
        yield problem.at(*one["loc"])


class _Read:
    """The records of a ledger that can be read, each by its place, while contradictions are collected."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        pool = data.get("pool")
        content = dict(cast("Mapping[str, Any]", pool)) if isinstance(pool, Pool | Mapping) else {}
        self.pool = _record(Pool, {**content, "staff": None}) if content else None
        self.lists = {name: _readable(kind, data.get(name)) for name, kind in _LISTS.items()}
        self.staff = cast("dict[int, StaffMember]", _readable(StaffMember, content.get("staff")))
        self.unread = {
            "staff": _unread(content.get("staff"), self.staff),
            **{name: _unread(data.get(name), self.lists[name]) for name in ("needs", "assignments")},
        }

    def problems(self) -> Iterable[InvalidValue]:
        """What is wrong within the records, and between them."""
        if self.pool is not None:
            pool = cast("Pool", self.pool).model_copy(update={"staff": tuple(self.staff.values())})
            yield from (problem.at("pool") for problem in pool.problems())
        for place, member in self.staff.items():
            yield from (problem.at("pool", "staff", place) for problem in member.problems())
        for name, records in self.lists.items():
            for place, record in records.items():
                yield from (problem.at(name, place) for problem in record.problems())
        yield from contradictions(Book(staff=self.staff, unread=self.unread, **cast("Any", self.lists)))


def _items(given: object) -> Sequence[object]:
    return (
        cast("Sequence[object]", given) if isinstance(given, Sequence) and not isinstance(given, str) else ()
    )


def _record(kind: type[Record], given: object) -> Record | None:
    try:
        return kind.model_validate(given)
    except ValidationError:
        return None  # said with the errors of the whole


def _readable(kind: type[Record], given: object) -> dict[int, Record]:
    found = {place: _record(kind, item) for place, item in enumerate(_items(given))}
    return {place: record for place, record in found.items() if record is not None}


def _unread(given: object, read: Mapping[int, Record]) -> frozenset[str]:
    """The identifiers of records that could not be read."""
    left = [item for place, item in enumerate(_items(given)) if place not in read]
    named = (cast("Mapping[str, object]", item).get("id") for item in left if isinstance(item, Mapping))
    return frozenset(name for name in named if isinstance(name, str))
