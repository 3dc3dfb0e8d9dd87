"""Everything recorded about commonization (共通化台帳): proposals, courses, reviews, remarks; checked against one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, cast

from pydantic import ConfigDict, Field, ModelWrapValidatorHandler, ValidationError, model_validator

from chiho_digital.basics import InvalidValue
from chiho_digital.rules import InvalidFacts

from .fields import Record, collecting, titled
from .process import DecentralisationCourse, Review
from .proposals import Proposal
from .remarks import Remark

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Ledger"]

_LISTS: dict[str, type[Record]] = {
    "proposals": Proposal,
    "courses": DecentralisationCourse,
    "reviews": Review,
    "remarks": Remark,
}


class Ledger(Record):
    """Everything recorded about commonization (共通化台帳). Strictly read-only.

    proposals: those for commonization.  courses: decentralisation proposals, each with what became of it.

    Raises:
        pydantic.ValidationError: what is wrong in the records and between them, all of it at once.
    """

    model_config: ClassVar[ConfigDict] = titled(
        "共通化台帳", "共通化の提案・分権提案・検討・ワーキングチームの発言の記録。"
    )

    proposals: Annotated[tuple[Proposal, ...], Field(title="提案", description="共通化の提案の一覧。")] = ()
    courses: Annotated[
        tuple[DecentralisationCourse, ...],
        Field(title="分権提案", description="分権提案とその経過の一覧。"),
    ] = ()
    reviews: Annotated[tuple[Review, ...], Field(title="検討", description="共通化の検討の一覧。")] = ()
    remarks: Annotated[
        tuple[Remark, ...], Field(title="発言", description="ワーキングチームの発言の一覧。")
    ] = ()

    @model_validator(mode="wrap")
    @classmethod
    def _together(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        found: list[InvalidValue] = []
        with collecting():
            try:
                ledger = handler(data)
            except ValidationError as error:
                if not isinstance(data, Mapping):
                    raise
                ledger, found = None, list(_said(error))
            read = _Read(cast("Mapping[str, Any]", data) if ledger is None else dict(ledger))
        found += read.problems()
        if ledger is None or found:
            raise InvalidFacts(found)
        return ledger


def _said(error: ValidationError) -> Iterable[InvalidValue]:
    """What pydantic found, as problems of ours."""
    for one in error.errors(include_url=False):
        found = one.get("ctx", {}).get("error")
        problem = (
            found
            if isinstance(found, InvalidValue)
            else InvalidValue("commonization.field", value=one["input"], said=one["msg"])
        )
        yield problem.at(*one["loc"])


class _Read:
    """The records of a ledger that can be read, each by its place in its list, while what is wrong is collected."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.lists = {name: _readable(kind, data.get(name)) for name, kind in _LISTS.items()}
        self.unread = any(len(_items(data.get(name))) > len(read) for name, read in self.lists.items())

    def problems(self) -> Iterable[InvalidValue]:
        """What is wrong within the records, and between them."""
        for name, records in self.lists.items():
            for place, record in records.items():
                yield from (problem.at(name, place) for problem in record.problems())
        yield from self._twice()
        if not self.unread:  # a reference may be to a record that could not be read
            yield from self._astray()

    def _ids(self) -> Iterable[tuple[str, int, str]]:
        """List, place and id of every record."""
        for name, records in self.lists.items():
            for place, record in records.items():
                named = record.proposal if isinstance(record, DecentralisationCourse) else record
                yield name, place, cast("Proposal | Review | Remark", named).id

    def _twice(self) -> Iterable[InvalidValue]:
        met: set[str] = set()
        for name, place, id_ in self._ids():
            if id_ in met:
                yield InvalidValue("commonization.id_twice", value=id_).at(name, place)
            met.add(id_)

    def _astray(self) -> Iterable[InvalidValue]:
        """References to records that are not there."""
        ids: dict[str, set[str]] = {name: set() for name in _LISTS}
        for name, _, id_ in self._ids():
            ids[name].add(id_)
        proposed = ids["proposals"] | ids["courses"]
        for place, proposal in cast("dict[int, Proposal]", self.lists["proposals"]).items():
            yield from _missing(
                proposal.decentralisation, ids["courses"], "proposals", place, "decentralisation"
            )
        for place, review in cast("dict[int, Review]", self.lists["reviews"]).items():
            yield from _missing(review.proposals, proposed, "reviews", place, "proposals")
        for place, remark in cast("dict[int, Remark]", self.lists["remarks"]).items():
            yield from _missing(remark.about, proposed | ids["reviews"], "remarks", place, "about")


def _missing(wanted: tuple[str, ...] | None, known: set[str], *path: str | int) -> Iterable[InvalidValue]:
    for at, id_ in enumerate(wanted or ()):
        if id_ not in known:
            near = next(iter(get_close_matches(id_, sorted(known), n=1)), None)
            yield InvalidValue("commonization.no_such_record", value=id_, suggestion=near).at(*path, at)


def _items(given: object) -> Sequence[object]:
    if isinstance(given, Sequence) and not isinstance(given, str):
        return cast("Sequence[object]", given)
    return ()


def _readable(kind: type[Record], given: object) -> dict[int, Record]:
    found: dict[int, Record] = {}
    for place, item in enumerate(_items(given)):
        try:
            found[place] = kind.model_validate(item)
        except ValidationError:
            continue  # said with the errors of the whole
    return found
