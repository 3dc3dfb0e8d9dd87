"""The bodies that share a cost (負担する団体), each with the figures by which it can be divided."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Self

from attrs import evolve, field, frozen

from chiho_digital.basics import InvalidValue, Text, exact_ratio
from chiho_digital.governments import Figures, Government, GovernmentKind, get
from chiho_digital.procurement.vocabulary import BodyType

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Number", "Sharer", "figure_words"]

Number = int | Fraction

_WORDS = {
    "population": Text("人口", "population"),
    "staff": Text("職員数", "staff"),
    "usage": Text("利用実績", "usage"),
    "users": Text("利用者数", "users"),
}


def figure_words(figure: str) -> Text:
    """What a figure is called; one that has no words of ours goes by its name."""
    return _WORDS.get(figure, Text(figure, figure))


def _exact(figures: Mapping[str, int | str | Fraction | None]) -> dict[str, Number | None]:
    exact: dict[str, Number | None] = {}
    for name, value in figures.items():
        ratio = None if value is None else exact_ratio(value)
        if ratio is not None and ratio < 0:
            raise InvalidValue("procurement.sharing_negative_figure", value=value).at(name)
        exact[name] = ratio.numerator if ratio is not None and ratio.denominator == 1 else ratio
    return exact


@frozen
class Sharer:
    """A body that bears a part of a cost (負担する団体). Strictly read-only.

    code: what tells it apart and puts it in order: a six-digit code, or a name of your own for one that has none.
    figures: by name: `population`, `staff`, `usage`, or names of your own; 0 or more, exact (no floats); None is unknown.
    body_type: prefecture, municipality or association; None is unknown.  tables: the tables in which figures were looked up.

    Raises:
        InvalidValue: a figure is negative or inexact.
    """

    code: str
    name: str
    figures: Mapping[str, Number | None] = field(
        converter=_exact, factory=dict[str, "Number | None"], hash=False
    )
    body_type: BodyType | None = None
    tables: Mapping[str, Figures] = field(factory=dict[str, Figures], repr=False, hash=False)

    @classmethod
    def of(cls, body: Government | str, **figures: Figures | int | str | Fraction | None) -> Self:
        """A local government, by itself or by its code, with figures: numbers, or tables to look it up in.

        >>> from chiho_digital import governments
        >>> Sharer.of("304280", population=governments.figures.load(), usage=120)
        Sharer(code=LocalGovernmentCode('304280'), name='串本町', figures={'population': 14969, 'usage': 120}, body_type=<BodyType.MUNICIPALITY: 'municipality'>)

        Raises:
            InvalidCode, UnknownCode: no code, or none that the registry knows.
            InvalidValue: a figure is negative or inexact.
        """
        government = get(body) if isinstance(body, str) else body
        tables = {name: figure for name, figure in figures.items() if isinstance(figure, Figures)}
        values = {
            name: figure.value(government) if isinstance(figure, Figures) else figure
            for name, figure in figures.items()
        }
        body_type = None
        if government.kind.is_municipality:
            body_type = BodyType.MUNICIPALITY
        elif government.kind is GovernmentKind.PREFECTURE:
            body_type = BodyType.PREFECTURE
        return cls(government.code, government.name, values, body_type, tables)

    def with_(self, **figures: int | str | Fraction | None) -> Sharer:
        """The same body with some figures replaced or added.

        Raises:
            InvalidValue: a figure is negative or inexact.
        """
        tables = {name: table for name, table in self.tables.items() if name not in figures}
        return evolve(self, figures={**self.figures, **figures}, tables=tables)
