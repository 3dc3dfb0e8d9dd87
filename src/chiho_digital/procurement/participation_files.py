"""Files of participations (参加一覧): who joined a case when, and who left it, joined to the cases they name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from chiho_digital.basics import ChihoDigitalError
from chiho_digital.governments import HISTORY_FROM, LAST_CHECKED, convert
from chiho_digital.governments.folds import fold_name
from chiho_digital.tables import Issue, Severity

from .joining import Joining, join_file
from .named_bodies import full_names, named_body, not_yet, whole_area
from .over_time import place_of
from .participants import body_type_of, is_association
from .records import Participation
from .rows import ParticipationRow
from .vocabulary import BodyType

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from chiho_digital.basics import PartialDate
    from chiho_digital.governments import Government
    from chiho_digital.tables import NumberedRow

    from .reading import CaseFile
    from .records import Case

__all__ = ["read_participations"]

_Numbered = list[tuple[int, Participation]]


def read_participations(
    source: Path | str | bytes, cases: Iterable[Case], *, encoding: str | None = None
) -> CaseFile:
    """The cases with the participations of a file (headings as in `ParticipationRow`), and every issue of the file.

    Names are looked up in the prefectures of the case, as of the day the body joined; with its own prefecture before it a
    name may be of any. A row adds to what the case says of the body; where both state a date, the file's counts, and a
    difference is said. Rejected: rows of no case, of no or several bodies, and those that count a body twice for the same time.

    Raises:
        OSError: the file cannot be read.
        InvalidValue: two of the cases share an id.
    """
    return join_file(source, ParticipationRow, cases, encoding, _join)


def _join(case: Case, rows: list[NumberedRow[ParticipationRow]], joining: Joining) -> Case:
    stated: dict[str, _Numbered] = {}
    unknown = 0
    for numbered in rows:
        participation = _participation(case, numbered, joining)
        if participation is None:
            unknown += 1
            continue
        of_body = stated.setdefault(_key(participation), [])
        first = next((row for row, other in of_body if _at_once(other, participation)), None)
        if first is None:
            of_body.append((numbered.row, participation))
        else:
            joining.add(
                Issue(
                    numbered.row,
                    "body",
                    "procurement.participant_twice",
                    Severity.ERROR,
                    numbered.record.body,
                    {"case": case.id, "first": first},
                )
            )
    own: dict[str, list[Participation]] = {}
    for one in case.participations:
        own.setdefault(_key(one), []).append(one)
    joined = case.with_participations(
        one
        for key in dict.fromkeys([*own, *stated])
        for one in _with_own(own.get(key, []), stated.get(key, []), joining)
    )
    _compare_with_count(joined, unknown, rows[0].row, joining)
    return joined


def _participation(
    case: Case, numbered: NumberedRow[ParticipationRow], joining: Joining
) -> Participation | None:
    """The participation of a row; None where it names no body, which is said."""
    row, number = numbered.record, numbered.row
    if is_association(row.body):
        joining.add(Issue(number, "body", "procurement.association_named", Severity.NOTE, row.body))
        return _of(row, row.body, None)
    seen = case.observed.value if case.observed else None
    then = row.joined or seen
    days = [] if then is None else [then.end, then.start]
    try:
        body = named_body(row.body, case.prefectures, [*days, LAST_CHECKED, HISTORY_FROM])
    except ChihoDigitalError as error:
        joining.add(
            Issue(number, "body", error.code, Severity.ERROR, row.body, error.params, error.suggestion)
        )
        return None
    if row.joined is not None:
        _say_of_joining(body, row.joined, number, joining)
    started = case.service_start.value if case.service_start else None
    if row.joined is None and started is not None and (before := not_yet(body.code, started)) is not None:
        joining.add(
            Issue(
                number,
                "body",
                "procurement.service_before_body",
                Severity.WARNING,
                row.body,
                {"name": body.full_name, "started": started, "before": before},
            )
        )
    return _of(row, body.name if row.body[:1].isdecimal() else row.body, body)


def _of(row: ParticipationRow, name: str, body: Government | None) -> Participation:
    return Participation(
        name=name,
        code=None if body is None else body.code,
        body_type=body_type_of(body),
        joined=row.joined,
        left=row.left,
        has_left=row.left is not None,
        remark=row.remark,
    )


def _say_of_joining(body: Government, joined: PartialDate, row: int, joining: Joining) -> None:
    """That the registry does not reach back to the day a body joined, or that the body did not exist then."""
    if joined.end < HISTORY_FROM:
        joining.add(
            Issue(
                row,
                "joined",
                "procurement.before_history",
                Severity.NOTE,
                str(joined),
                {"observed": joined, "first": HISTORY_FROM},
            )
        )
    if body.as_of not in {joined.start, joined.end}:
        joining.add(
            Issue(
                row,
                "joined",
                "procurement.body_not_then",
                Severity.WARNING,
                str(joined),
                {"name": body.full_name},
                full_names(convert(body.code, body.as_of, joined.end)),
            )
        )


def _key(participation: Participation) -> str:
    """What tells a body apart, whatever it was called and whichever code it bore."""
    return fold_name(participation.name) if participation.code is None else whole_area(participation.code)


def _at_once(one: Participation, other: Participation) -> bool:
    """Whether two participations of a body surely hold on the same day, or say the same."""
    if (one.joined, one.left) == (other.joined, other.left):
        return True
    since = max(date.min if p.joined is None else p.joined.end for p in (one, other))
    until = min(date.max if p.left is None else p.left.start for p in (one, other))
    return since < until


def _apart(one: Participation, other: Participation) -> bool:
    """Whether a body surely left before it joined again."""
    return any(
        first.left is not None and later.joined is not None and first.left.end <= later.joined.start
        for first, later in ((one, other), (other, one))
    )


def _with_own(own: list[Participation], stated: _Numbered, joining: Joining) -> list[Participation]:
    """The participations of a body: those of the file, with what the case says beyond them."""
    if not stated:
        return own
    earlier = [one for one in own if all(_apart(one, other) for _, other in stated)]
    rest = [one for one in own if one not in earlier]
    listed = [one for _, one in stated]
    if rest:
        row, first = stated[0]
        _say_differences(rest[0], first, row, joining)
        said: dict[str, object] = {
            "joined": first.joined or rest[0].joined,
            "remark": first.remark or rest[0].remark,
        }
        if len(stated) == 1:
            said |= {
                "left": first.left or rest[0].left,
                "has_left": first.has_left or rest[0].has_left,
            }
        listed[0] = first.model_copy(update=said)
    return [*earlier, *listed]


def _say_differences(own: Participation, stated: Participation, row: int, joining: Joining) -> None:
    for column in ("joined", "left"):
        before, now = getattr(own, column), getattr(stated, column)
        if before is not None and now is not None and not before.period.overlaps(now.period):
            joining.add(
                Issue(
                    row,
                    column,
                    "procurement.dates_differ",
                    Severity.WARNING,
                    str(now),
                    {"name": own.name, "before": before},
                )
            )


def _compare_with_count(case: Case, unknown: int, row: int, joining: Joining) -> None:
    """Says where the municipalities listed cannot be as many as the case counts.

    They are counted on the day of its count, or when the service starts if that is later.
    """
    seen = case.observed.value if case.observed else None
    started = case.service_start.value if case.service_start else None
    day = None if seen is None else max(seen.end, seen.end if started is None else started.end)
    municipalities = [one for one in case.participations if one.body_type is BodyType.MUNICIPALITY]
    places = [
        ("left" if one.has_left else "in") if day is None else place_of(case, one, day)
        for one in municipalities
    ]
    least = places.count("in") + (case.unnamed or 0)
    most = least + places.count("perhaps") + unknown + len(case.unresolved)
    count = case.municipal_count
    if count is None or not (count < least or (count > most and case.names_as_of is None)):
        return
    joining.add(
        Issue(
            row,
            "case_id",
            "procurement.list_disagrees",
            Severity.WARNING,
            case.id,
            {
                "count": count,
                "listed": least if count < least else most,
                "observed": case.observed.text if case.observed else "",
            },
        )
    )
