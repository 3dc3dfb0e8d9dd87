"""From checked rows to software and offerings: everything the rows say, and what is to be said about them."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from attrs import define, field

from chiho_digital.tables import Issue, Severity, columns_of

from .kinds import kind_of, near_kinds
from .records import Company, Offering, Price, Software, Use
from .rows import OfferingRow
from .units import near_unit, unit_of, unit_words
from .vocabularies import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.tables import NumberedRow

    from .rows import SoftwareRow

__all__ = ["offerings_from_rows", "software_from_rows"]

_PRICE = ("price_for", "price_yen", "price_unit", "tax_basis")
_SAID_ONCE = ("seller_number", "certifications", "link", "as_of")


def software_from_rows(
    rows: Iterable[NumberedRow[SoftwareRow]],
) -> tuple[tuple[Software, ...], tuple[Issue, ...]]:
    """The software of the rows, and the issues that the row model cannot see."""
    found: list[Software] = []
    issues: list[Issue] = []
    firsts: dict[tuple[str, str], tuple[int, str]] = {}
    for numbered in rows:
        row, number = numbered.record, numbered.row
        issues += [
            Issue(number, "kinds", "systems.kind_kept", Severity.WARNING, spelling, {}, near_kinds(spelling))
            for spelling in row.kinds
            if not kind_of(spelling).known
        ]
        if row.developer is None and row.developer_number is not None:
            issues.append(_nobodys_number(number, "developer_number", row.developer_number))
        if row.name is not None:
            key = folded(row.name), folded(row.developer or "")
            first, id_ = firsts.setdefault(key, (number, row.id))
            if first != number:
                params = {"first": first, "id": id_}
                issues.append(
                    Issue(number, "name", "systems.same_software", Severity.WARNING, row.name, params)
                )
        found.append(
            Software(
                id=row.id,
                name=row.name,
                developer=_company(row.developer, row.developer_number),
                kinds=row.kinds,
                description=row.description,
                links=row.links,
            )
        )
    return tuple(found), tuple(issues)


def _company(name: str | None, number: Any) -> Company | None:
    return None if name is None else Company(name=name, corporate_number=number)


def _nobodys_number(row: int, column: str, number: str) -> Issue:
    return Issue(row, column, "systems.number_without_name", Severity.WARNING, number)


@define
class _Offer:
    """The rows of one offering."""

    first: int
    software: str
    seller: str | None
    said: dict[str, tuple[int, Any]] = field(factory=dict[str, tuple[int, Any]])
    prices: list[Price] = field(factory=list[Price])
    uses: dict[Use, None] = field(factory=dict[Use, None])

    def disagreements(self, number: int, row: OfferingRow) -> list[Issue]:
        """Where a row says otherwise than an earlier one."""
        columns = columns_of(OfferingRow)
        issues: list[Issue] = []
        for name in _SAID_ONCE:
            value = getattr(row, name)
            earlier = self.said.get(name)
            if value is not None and earlier is not None and earlier[1] != value:
                params = {"first": earlier[0], "stated": columns[name].write(earlier[1])}
                text = columns[name].write(value)
                issues.append(Issue(number, name, "systems.offering_differs", Severity.ERROR, text, params))
        return issues

    def add(self, number: int, row: OfferingRow, price: Price | None) -> None:
        """Takes in what a row says."""
        for name in _SAID_ONCE:
            if getattr(row, name) is not None:
                self.said.setdefault(name, (number, getattr(row, name)))
        self.uses |= dict.fromkeys(row.used_in or ())
        if price is not None:
            self.prices.append(price)

    def record(self) -> Offering:
        """The offering."""
        said = {name: value for name, (_, value) in self.said.items()}
        return Offering(
            software=self.software,
            seller=_company(self.seller, said.pop("seller_number", None)),
            prices=tuple(self.prices) or None,
            used_in=tuple(self.uses),
            **said,
        )


def offerings_from_rows(
    rows: Iterable[NumberedRow[OfferingRow]], software: Iterable[Software]
) -> tuple[tuple[Offering, ...], tuple[Issue, ...]]:
    """The offerings of the rows, and the issues that the row model cannot see; a row with an error is in no offering."""
    known = {one.id: one for one in software}
    offers: dict[tuple[str, object], _Offer] = {}
    issues: list[Issue] = []
    for numbered in rows:
        row, number = numbered.record, numbered.row
        # Who sells what is not known may well be another one in every row.
        key = (row.software, number if row.seller is None else folded(row.seller))
        offer = offers.get(key) or _Offer(number, row.software, row.seller)
        found = [*_price_issues(number, row), *offer.disagreements(number, row)]
        if row.software not in known:
            found.append(_astray(number, row.software, known))
        if row.seller is None and row.seller_number is not None:
            found.append(_nobodys_number(number, "seller_number", row.seller_number))
        issues += found
        if not any(issue.severity is Severity.ERROR for issue in found):
            offer.add(number, row, _price(row))
            offers[key] = offer
    return tuple(offer.record() for offer in offers.values()), tuple(issues)


def _price(row: OfferingRow) -> Price | None:
    if row.price_for is None or row.price_yen is None or row.price_unit is None or row.tax_basis is None:
        return None
    return Price(what=row.price_for, yen=row.price_yen, unit=row.price_unit, tax_basis=row.tax_basis)


def _price_issues(number: int, row: OfferingRow) -> list[Issue]:
    """A price of which a part is not said, and a unit that is not known."""
    issues: list[Issue] = []
    if any(getattr(row, name) is not None for name in _PRICE):
        columns = columns_of(OfferingRow)
        issues += [
            Issue(
                number,
                name,
                "systems.price_incomplete",
                Severity.ERROR,
                None,
                {"ja": columns[name].ja, "expected": columns[name].kind.expected},
            )
            for name in _PRICE
            if getattr(row, name) is None
        ]
    if row.price_unit is not None and not unit_of(row.price_unit).known:
        params = {"words": unit_words()}
        near = near_unit(row.price_unit)
        issues.append(
            Issue(number, "price_unit", "systems.unit_kept", Severity.WARNING, row.price_unit, params, near)
        )
    return issues


def _astray(number: int, wanted: str, known: dict[str, Software]) -> Issue:
    """That the software of an offering is not in the file of software."""
    near = get_close_matches(wanted, known, n=1)
    return Issue(
        number,
        "software",
        "systems.no_such_software",
        Severity.ERROR,
        wanted,
        {},
        near[0] if near else None,
    )
