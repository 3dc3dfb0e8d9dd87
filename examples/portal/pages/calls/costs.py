"""How a cost is shared, as forms say it: methods, remainders and roundings of `procurement.sharing`, by their words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from attrs import evolve, frozen

from chiho_digital.basics import (
    ChihoDigitalError,
    Direction,
    InvalidValue,
    Rounding,
    TaxBasis,
    Text,
    exact_ratio,
    fold,
)
from chiho_digital.governments import Figures, Government, LocalGovernmentCode
from chiho_digital.procurement import AmountScope, BodyType
from chiho_digital.procurement.calls import Estimate, StatedFigures, Terms
from chiho_digital.procurement.sharing import (
    By,
    ByItem,
    DiminishingPower,
    Equal,
    FirstByCode,
    Fixed,
    Kept,
    LargestRemainder,
    LargestShare,
    Lead,
    Only,
    Parts,
    PriceFirst,
    Remainder,
    Rule,
)

from ...forms import Answers
from ...portal import Portal
from .keeping import today
from .reading import body_named, said, yen_in

__all__ = [
    "DIRECTIONS",
    "METHODS",
    "REMAINDERS",
    "UNITS",
    "contents_of",
    "remainder_in",
    "remainder_of",
    "rounding_in",
    "rule_in",
    "rule_words",
    "usage_in",
    "usage_table",
]

METHODS = {
    "equal": "costs.equal",
    "population": "costs.population",
    "mixed": "costs.mixed",
    "diminishing": "costs.diminishing",
    "fixed_first": "costs.fixed_first",
    "prefecture": "costs.prefecture",
    "usage": "costs.usage",
}
REMAINDERS = {
    "largest_share": "costs.largest_share",
    "largest_remainder": "costs.largest_remainder",
    "first_by_code": "costs.first_by_code",
    "lead": "costs.lead_body",
}
UNITS = ("1", "10", "100", "1000", "10000")
DIRECTIONS = {one.value: one.label for one in Direction}
_USAGE = "usage"
_POPULATION = "population"


def rule_words(rule: Rule | ByItem) -> Text:
    """A rule in words; parts of a whole stand there as the fractions that they are."""
    if not isinstance(rule, Parts):
        return rule.text
    parts = [(rule_words(one), fraction) for fraction, one in rule.terms]
    return Text(
        "、".join(f"{fraction}を{words.ja}" for words, fraction in parts),
        ", ".join(f"{fraction} {words.en}" for words, fraction in parts),
    )


_SIMPLE = {"equal": Equal(), "population": By(_POPULATION), "usage": By(_USAGE)}


def rule_in(portal: Portal, answers: Answers) -> Rule | None:
    """The rule that a form describes; None where it names no method, or something is wrong with it."""
    method = answers.choice("method", METHODS)
    rule: Rule | None = _SIMPLE.get(method or "")
    match method:
        case "mixed":
            rule = _parts(portal, answers, Equal(), By(_POPULATION))
        case "prefecture":
            towns = Only(BodyType.MUNICIPALITY, By(_POPULATION))
            rule = _parts(portal, answers, Only(BodyType.PREFECTURE, Equal()), towns)
        case "diminishing":
            asked = ("twice", "costs.twice_missing")
            rule = _made(portal, answers, asked, lambda text: DiminishingPower(_POPULATION, text))
        case "fixed_first":
            yen = yen_in(portal, answers, "fixed")
            if yen is None:
                answers.errors.setdefault("fixed", "costs.fixed_missing")
            else:
                rule = PriceFirst(Fixed(yen), By(_POPULATION))
        case _:
            pass
    return rule


def _parts(portal: Portal, answers: Answers, first: Rule, rest: Rule) -> Rule | None:
    def made(text: str) -> Rule:
        part = exact_ratio(text)
        return Parts(((part, first), (1 - part, rest)))

    return _made(portal, answers, ("part", "costs.part_missing"), made)


def _made(
    portal: Portal, answers: Answers, field: tuple[str, str], make: Callable[[str], Rule]
) -> Rule | None:
    """The rule made of a field. field: its name, and the key of the words that say that it is blank."""
    name, missing = field
    text = answers.text(name, 40)
    if text is None:
        answers.errors.setdefault(name, missing)
        return None
    try:
        return make(fold(text))
    except InvalidValue as error:
        answers.errors[name] = said(portal, error)
        return None


def remainder_in(answers: Answers, lead: Government) -> Remainder | None:
    """Who gets the yen that rounding leaves; None where the form does not say it."""
    made: dict[str, Remainder] = {
        "largest_share": LargestShare(),
        "largest_remainder": LargestRemainder(),
        "first_by_code": FirstByCode(),
        "lead": Lead(lead.code),
    }
    return made.get(answers.choice("remainder", REMAINDERS) or "")


def remainder_of(remainder: Remainder, lead: Government, codes: Iterable[str]) -> Remainder:
    """The same among some bodies: a lead that does not take part pays it from outside."""
    if isinstance(remainder, Lead) and remainder.code not in set(codes):
        return Kept(lead.full_name)
    return remainder


def rounding_in(answers: Answers) -> Rounding | None:
    """How each share is rounded; None where the form does not say it."""
    unit = answers.choice("unit", UNITS)
    direction = answers.choice("direction", DIRECTIONS)
    if unit is None and direction is None:
        return None
    return Rounding(int(unit or UNITS[0]), Direction(direction or Direction.DOWN))


def usage_in(portal: Portal, answers: Answers) -> dict[str, Fraction]:
    """Figures of bodies, one on each line: a name or a code, and a number."""
    found: dict[str, Fraction] = {}
    for line in (answers.text(_USAGE, 10_000) or "").splitlines():
        words = line.replace("：", " ").replace("、", " ").split()
        if not words:
            continue
        try:
            figure = fold("".join(words[1:])).replace(",", "")
            found[str(body_named(words[0]).code)] = exact_ratio(figure)
        except ChihoDigitalError as error:
            answers.errors[_USAGE] = said(portal, error)
    if any(figure < 0 for figure in found.values()):
        answers.errors[_USAGE] = "costs.usage_error"
    return found


@frozen
class _Contents:
    """Estimate, terms and figures of one scope."""

    estimates: tuple[Estimate, ...] = ()
    terms: tuple[Terms, ...] = ()
    figures: tuple[StatedFigures, ...] = ()


def contents_of(
    portal: Portal, answers: Answers, lead: Government, bodies: Iterable[str]
) -> _Contents | None:
    """What a form says of costs, as records; nothing where it says nothing, None where something is wrong."""
    scope = answers.choice("scope", {one.value for one in AmountScope})
    basis = answers.choice("tax_basis", {one.value for one in TaxBasis})
    yen = yen_in(portal, answers, "yen")
    rule, remainder, rounding = rule_in(portal, answers), remainder_in(answers, lead), rounding_in(answers)
    usage = usage_in(portal, answers)
    if yen is not None and basis is None:
        answers.errors.setdefault("tax_basis", "costs.basis_missing")
    if rule is not None and remainder is None:
        answers.errors.setdefault("remainder", "costs.remainder_missing")
    if (yen is not None or rule is not None) and scope is None:
        answers.errors.setdefault("scope", "costs.scope_missing")
    if isinstance(remainder, LargestRemainder) and rounding and rounding.direction != Direction.DOWN:
        answers.errors["remainder"] = "refusal.remainder_down"
    if answers.errors:
        return None
    found = _Contents()
    if yen is not None:
        estimate = Estimate.model_validate({"scope": scope, "yen": yen, "tax_basis": basis})
        found = evolve(found, estimates=(estimate,))
    if rule is not None:
        said_so = {} if rounding is None else {"rounding": rounding}
        terms = Terms.model_validate({"scope": scope, "rule": rule, "remainder": remainder, **said_so})
        found = evolve(found, terms=(terms,), figures=tuple(_figures(portal, terms, bodies, usage)))
    return found


def _figures(
    portal: Portal, terms: Terms, bodies: Iterable[str], usage: Mapping[str, Fraction]
) -> Iterable[StatedFigures]:
    if _POPULATION in terms.figures:
        yield StatedFigures.of(_POPULATION, portal.data.population, bodies)
    if _USAGE in terms.figures:
        yield StatedFigures.of(_USAGE, usage_table(portal, usage), usage)


def usage_table(portal: Portal, usage: Mapping[str, Fraction]) -> Figures:
    """Typed figures as a table, by what they count and as of when."""
    values = {LocalGovernmentCode.parse(code): value for code, value in usage.items()}
    return Figures(portal.words.texts["costs.usage_what"], today(portal), None, values)
