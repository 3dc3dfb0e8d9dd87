"""Costs and people that the tests of talent share."""

from chiho_digital.rules import Unknown
from chiho_digital.talent import Cost, Engagement, Outlay, StaffMember, amount

PREFECTURE = "350001"
HAGI = "352047"
SHUNAN = "352152"
SUPPORTER = {"external": True, "digital_expertise": True, "duty": "support", "employment": "fixed_term"}
AIDE = {"external": True, "cio_aide": True, "duty": "own_work", "employment": "outsourced"}


def reckoned(measure, year, *costs, **terms):
    """What a measure makes of costs: (part, amount), (part, amount, person) or (part, amount, person, revenue)."""
    outlays = [
        Outlay(part, yen, revenue=rest[1] if len(rest) > 1 else 0, person=rest[0] if rest else None)
        for part, yen, *rest in costs
    ]
    return amount(measure, year, outlays, **terms)


def cost(id_="c", item="engagement", yen=12_000_000, **content):
    """A prefecture's cost of a person who supports municipalities."""
    values = {
        "id": id_,
        "body": PREFECTURE,
        "fiscal_year": 2025,
        "item": item,
        "amount": yen,
        "revenue": 0,
        "engagement": Engagement(**SUPPORTER),
    }
    return Cost.model_validate({**values, **content})


def member(id_="p1", **content):
    """A person of a prefecture's pool."""
    values = {
        "id": id_,
        "employer": PREFECTURE,
        "engagement": SUPPORTER,
        "time_share": 100,
        "start": "2025-04-01",
        "end": "2028-03-31",
    }
    return StaffMember.model_validate({**values, **content})


def why(amount_):
    """The code of the reason why an amount is unknown; its sentences are there."""
    assert isinstance(amount_, Unknown)
    for lang in ("ja", "en"):
        assert amount_.reason.to(lang)
    return amount_.reason.code
