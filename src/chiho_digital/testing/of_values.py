"""What is drawn for the values of basics, governments, tables and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from chiho_digital import governments, systems, tables, talent
from chiho_digital.basics import (
    ERAS,
    Era,
    FiscalYear,
    Grade,
    Note,
    PartialDate,
    Period,
    Rounding,
    Source,
    Text,
)
from chiho_digital.governments import CorporateNumber, Government, LocalGovernmentCode
from chiho_digital.rules import DatedValue, Figure, Parameter, Unknown
from chiho_digital.tables import Issue, Link, Severity, Stated

from .codes import bodies, body_codes, corporate_number_values
from .making import whole
from .money import amounts, ratios, roundings
from .texts import addresses, bilingual, identifiers, words
from .times import days, fiscal_years, partial_dates, periods

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["notes", "parameters", "sources", "stated_days"]

whole(Era)(lambda: st.sampled_from(ERAS))
whole(FiscalYear)(fiscal_years)
whole(PartialDate)(partial_dates)
whole(Period)(periods)
whole(Text)(bilingual)
whole(Rounding)(roundings)
whole(Government)(bodies)
whole(LocalGovernmentCode)(body_codes)
whole(CorporateNumber)(corporate_number_values)
whole(Link)(lambda: st.builds(Link, addresses(), st.none() | words()))
whole(governments.Figure)(lambda: st.builds(governments.Figure, amounts() | ratios(), st.just(())))
whole(systems.SystemKind)(lambda: st.sampled_from(systems.kinds()) | words().map(systems.kind_of))
whole(talent.Term)(lambda: st.sampled_from(talent.FIELDS.terms) | words().map(talent.FIELDS.of))
whole(talent.Vocabulary)(lambda: st.sampled_from((talent.FIELDS, talent.SHAPES, talent.CHANNELS)))


def changes() -> SearchStrategy[governments.Change]:
    """Changes of local governments that the registry knows (変更)."""
    known = governments.changes()
    return st.integers(0, len(known) - 1).map(lambda place: known[place])


whole(governments.Change)(changes)


@whole(Source)
def sources() -> SearchStrategy[Source]:
    """Sources (出典)."""
    return st.builds(
        Source,
        bilingual(),
        st.sampled_from(Grade),
        st.none() | addresses(),
        st.none() | words(),
        st.none() | days(),
    )


@whole(Note)
def notes() -> SearchStrategy[Note]:
    """Notes that can be read in both languages (注記)."""
    what = st.fixed_dictionaries({"what": bilingual(), "year": fiscal_years()})
    return what.map(lambda params: Note("rules.no_figure", params))


whole(Unknown)(lambda: st.builds(Unknown, notes()))


@whole(Stated)
def stated_days() -> SearchStrategy[Stated[PartialDate]]:
    """Dates as a source states them: with a remark, without, or in words that name none (出典の記載)."""
    remark = st.none() | words(max_size=8).filter(_no_brackets)
    read = st.builds(_stated, partial_dates(), remark)
    return read | words().map(_as_text)


def _as_text(text: str) -> Stated[PartialDate]:
    return Stated(text, None)


def _no_brackets(text: str) -> bool:
    return not set(text) & set("()（）")


def _stated(day: PartialDate, remark: str | None) -> Stated[PartialDate]:
    return Stated(str(day) if remark is None else f"{day}({remark})", day, remark)


@whole(Issue)
def issues() -> SearchStrategy[Issue]:
    """Findings about a file (指摘)."""
    return st.builds(
        Issue,
        st.none() | st.integers(1, 10_000),
        st.none() | words(),
        st.just("tables.not_whole"),
        st.sampled_from(Severity),
        words(),
        suggestion=st.none() | words(),
    )


@whole(DatedValue)
def dated_values() -> SearchStrategy[DatedValue]:
    """Values of parameters with the years they hold for."""
    return parameters().flatmap(lambda parameter: st.sampled_from(parameter.values))


@whole(Figure)
def figures() -> SearchStrategy[Figure]:
    """Values of parameters for a year (法令上の数値)."""
    return st.builds(Figure, identifiers(), amounts() | ratios(), sources())


_UNITS = ("yen", "years", "persons", "ratio")


@whole(Parameter)
def parameters() -> SearchStrategy[Parameter]:
    """Figures of the law over time, standing texts and yearly figures, with gaps and without (年度つきの数値)."""
    return _parameters()


@st.composite
def _parameters(draw: st.DrawFn) -> Parameter:
    unit = draw(st.sampled_from(_UNITS))
    values: SearchStrategy[Any] = ratios() if unit == "ratio" else st.integers(0, 10**9)
    standing = draw(st.booleans())
    first = draw(st.integers(2000, 2030))
    dated: list[DatedValue] = []
    for _ in range(draw(st.integers(1, 4))):
        last = None if standing else FiscalYear(first + draw(st.integers(0, 3)))
        dated.append(DatedValue(draw(values), FiscalYear(first), last, draw(sources())))
        first = (first if last is None else last.year) + draw(st.integers(1, 3))
    name = draw(identifiers(pattern="[a-z][a-z_]*"))
    return Parameter(name, draw(bilingual()), unit, standing, tuple(dated))


_CELLS: dict[type[Any], SearchStrategy[Any]] = {
    **{
        kind: st.builds(kind)
        for kind in (tables.PartialDay, tables.Prefecture, tables.WebAddress, tables.Links, tables.Yen)
    },
    tables.Words: st.builds(tables.Words, st.integers(1, 10_000)),
    tables.Whole: st.builds(tables.Whole, st.integers(-99, 0), st.integers(1, 999)),
    tables.Choice: st.lists(identifiers(), min_size=1, max_size=4, unique=True).map(
        lambda found: tables.Choice(tuple(found))
    ),
}
_simple: SearchStrategy[Any] = st.one_of(list(_CELLS.values()))
_CELLS[tables.Listed] = st.builds(tables.Listed, _simple)
_CELLS[tables.AsStated] = st.builds(tables.AsStated, _simple, st.booleans())
for _kind, _strategy in _CELLS.items():
    whole(_kind)(lambda strategy=_strategy: strategy)


@whole(tables.Kind)
def kinds_of_cells() -> SearchStrategy[tables.Kind]:
    """Kinds of cells of row models (セルの種類)."""
    return st.one_of(list(_CELLS.values()))


whole(tables.Column)(
    lambda: st.builds(tables.Column, words(), kinds_of_cells(), required=st.booleans(), unique=st.booleans())
)
