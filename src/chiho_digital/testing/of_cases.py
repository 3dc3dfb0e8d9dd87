"""What makes cases of joint procurement agree: names and codes, dates, counts, amounts, effects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from chiho_digital.governments import GovernmentKind, get
from chiho_digital.procurement import (
    Amount,
    BodyType,
    Case,
    Effect,
    Exactness,
    Lot,
    Participation,
    exchange,
    thresholds,
)

from .codes import MUNICIPAL, body_codes
from .making import fields as drawn_otherwise
from .making import settling, whole
from .money import amounts
from .of_systems import kind_ids
from .texts import identifiers, words
from .times import days

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hypothesis.strategies import SearchStrategy

    from chiho_digital.governments import LocalGovernmentCode

__all__ = ["prefecture_codes"]

_MOST = 1_741
_PREFECTURE = frozenset({GovernmentKind.PREFECTURE})


def prefecture_codes() -> SearchStrategy[LocalGovernmentCode]:
    """Codes of prefectures."""
    return body_codes(kinds=_PREFECTURE)


drawn_otherwise(Participation, lambda: {"name": words(), "code": body_codes()})
drawn_otherwise(
    Case,
    lambda: {
        "id": identifiers(),
        "prefectures": st.lists(prefecture_codes(), min_size=1, max_size=2, unique=True).map(tuple),
        "lead": words(),
        "kinds": st.lists(kind_ids(), min_size=1, max_size=2, unique=True).map(tuple),
        "municipal_count": st.none() | st.integers(0, _MOST),
        "unnamed": st.none() | st.integers(0, 50),
        "lots": st.lists(st.from_type(Lot), min_size=1, max_size=3).map(tuple),
    },
)
drawn_otherwise(Effect, lambda: {"case": identifiers()})
drawn_otherwise(
    exchange.CostShare, lambda: {"case": identifiers(), "body": body_codes(kinds=MUNICIPAL).map(str)}
)


@settling(Participation)
def _participation(values: dict[str, Any]) -> None:
    if values["body_type"] is BodyType.ASSOCIATION:
        values["code"] = None
    else:
        prefecture = get(values["code"]).kind is GovernmentKind.PREFECTURE
        values["body_type"] = BodyType.PREFECTURE if prefecture else BodyType.MUNICIPALITY
        values["name"] = get(values["code"]).name
    joined, left = values["joined"], values["left"]
    if joined is not None and left is not None and left.end < joined.start:
        values["joined"], values["left"] = left, joined
    values["has_left"] = values["has_left"] or values["left"] is not None


@settling(Amount)
def _amount(values: dict[str, Any]) -> None:
    if values["yen"] is not None:
        values["unknown"] = None


@settling(Case)
def _case(values: dict[str, Any]) -> None:
    values["participations"] = tuple(_each_once(values["participations"]))
    taking_part = [
        one for one in values["participations"] if one.body_type is BodyType.MUNICIPALITY and not one.has_left
    ]
    if values["municipal_count"] is not None and values["names_as_of"] is None:
        values["municipal_count"] = max(values["municipal_count"], len(taking_part))
    if values["lead_code"] is not None:
        values["lead"] = get(values["lead_code"]).full_name


def _each_once(participations: Iterable[Participation]) -> Iterable[Participation]:
    return {one.key: one for one in participations}.values()


@settling(Effect)
def _effect(values: dict[str, Any]) -> None:
    figures = ("saved", "before", "after")
    if values["measure"] is None:
        values.update(dict.fromkeys(figures))
    saved, before, after = (values[name] for name in figures)
    if (saved, before, after) == (None, None, None) and values["words"] is None:
        values["words"] = "効果"
    if values["exactness"] is Exactness.EXACT and None not in {before, after} and saved is not None:
        values["saved"] = before - after
    since, until = values["since"], values["until"]
    if since is not None and until is not None and until.end < since.start:
        values["since"], values["until"] = until, since


def _price(whole_price: int, part: int, known: tuple[bool, bool]) -> thresholds.EstimatedPrice:
    with_tax, without = known
    return thresholds.EstimatedPrice(
        included=whole_price if with_tax or not without else None,
        excluded=min(part, whole_price) if without else None,
    )


whole(thresholds.EstimatedPrice)(
    lambda: st.builds(_price, amounts(), amounts(), st.tuples(st.booleans(), st.booleans()))
)
whole(thresholds.OwnLimit)(lambda: st.builds(thresholds.OwnLimit, amounts(0, 2_000_000), days()))
