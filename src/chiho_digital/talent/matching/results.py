"""A plan of who goes where, as a result: each assignment and each unmet need with its reasons."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from chiho_digital._version import __version__
from chiho_digital.basics import LabelledEnum, Lang, Note, Text, message
from chiho_digital.basics.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics.shown import Part
    from chiho_digital.talent.work import Assignment, Need

__all__ = ["Match", "Matching", "Unmet", "UnmetBecause"]


class UnmetBecause(LabelledEnum):
    """Why a need is not met (需要に応えられない理由)."""

    NOT_STATED = "not_stated", "時間または期間が示されていない", "its time or dates are not stated"
    NOT_A_MEMBER = "not_a_member", "プールの参加市区町村でない", "its municipality is no member of the pool"
    STAFF_UNKNOWN = "staff_unknown", "プールの人材が示されていない", "the people of the pool are not stated"
    KEPT_SHORT = "kept_short", "維持する配置では足りない", "the kept assignments do not suffice"
    NOBODY_FITS = "nobody_fits", "合う人材がいない", "nobody fits"
    ALL_TAKEN = "all_taken", "合う人材がほかで働いている", "those who fit are taken"


@frozen
class Match:
    """A person for a need (需要と人材の組み合わせ). Strictly read-only.

    cost: of this person helping this municipality; None where no costs were given. others: who else fits, by identifier.
    """

    need: Need
    assignment: Assignment
    reasons: tuple[Note, ...]
    cost: int | None
    others: tuple[str, ...]

    def explain(self, lang: Lang = "ja") -> str:
        """The match with its reasons, in `"ja"` or `"en"`."""
        return _lines("talent.match_line", self.need, self.reasons, lang, who=self.assignment.staff)

    def to_dict(self) -> dict[str, Any]:
        """The match as JSON values."""
        return {
            "need": self.need.id,
            "assignment": self.assignment.model_dump(mode="json"),
            "reasons": [note.to_dict() for note in self.reasons],
            "cost": self.cost,
            "others": list(self.others),
        }


@frozen
class Unmet:
    """A need that nobody meets (応えられない需要). Strictly read-only."""

    need: Need
    because: UnmetBecause
    reasons: tuple[Note, ...]

    def explain(self, lang: Lang = "ja") -> str:
        """The need with the reasons, in `"ja"` or `"en"`."""
        return _lines("talent.unmet_line", self.need, self.reasons, lang, because=self.because.label)

    def to_dict(self) -> dict[str, Any]:
        """The need as JSON values."""
        return {
            "need": self.need.id,
            "because": self.because.value,
            "reasons": [note.to_dict() for note in self.reasons],
        }


def _lines(code: str, need: Need, reasons: Iterable[Note], lang: Lang, **params: object) -> str:
    from chiho_digital.governments import get

    body = get(need.municipality).full_name
    first = message(code, {"need": need.id, "body": body, "stated": _stated(need), **params}, lang)
    return "\n".join([first, *(f"  - {note.to(lang)}" for note in reasons)])


def _stated(need: Need) -> Text:
    """The priority as the municipality stated it."""
    if need.priority is None:
        return Text("優先順位は示されていない", "no priority stated")
    return Text(f"優先順位{need.priority}", f"priority {need.priority}")


@frozen(kw_only=True)
class Matching(Shown):
    """A plan of who goes where (人材の配置案). Strictly read-only.

    It is a proposal; nobody is assigned by it. Needs stated first are met before those stated later; among plans that meet as
    many of each priority, `cost` is least, to within `gap` of it.
    unproved: where that is not proved, because the search ended at its limit: what is open and by how much; else empty.
    matches, unmet: by need. kept: the assignments that were given as fixed. met: the needs that kept assignments meet.
    cost: of all new pairs of a person and a municipality; where no costs were given, the number of these pairs.
    bound: what every plan that meets as many needs costs at least.
    """

    pool: str
    matches: tuple[Match, ...]
    unmet: tuple[Unmet, ...]
    kept: tuple[Assignment, ...]
    met: tuple[Need, ...]
    cost: int
    bound: int
    gap: Fraction
    unproved: tuple[Note, ...]
    assumptions: tuple[Note, ...]
    solver: str = field(repr=False)

    def __shown__(self) -> Iterable[Part]:
        from chiho_digital.talent.shown import matching_parts

        return matching_parts(self)

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """The kept assignments and the new ones."""
        return (*self.kept, *(one.assignment for one in self.matches))

    @property
    def by_priority(self) -> dict[int | None, tuple[int, int]]:
        """The needs that are met and all needs, by the priority stated; None: none stated."""
        met = [*self.met, *(one.need for one in self.matches)]
        needs = [*met, *(one.need for one in self.unmet)]
        stated = sorted({need.priority for need in needs}, key=lambda one: (one is None, one or 0))

        def count(listed: Iterable[Need], priority: int | None) -> int:
            return sum(need.priority == priority for need in listed)

        return {priority: (count(met, priority), count(needs, priority)) for priority in stated}

    def explain(self, lang: Lang = "ja") -> str:
        """The plan as plain text in `"ja"` or `"en"`."""
        lines = [message("talent.matching_title", {"pool": self.pool}, lang)]
        for priority, (met, needs) in self.by_priority.items():
            code = "talent.matching_priority" if priority is not None else "talent.matching_no_priority"
            lines.append(message(code, {"priority": priority, "met": met, "needs": needs}, lang))
        lines += [
            "",
            *(one.explain(lang) for one in self.matches),
            *(one.explain(lang) for one in self.unmet),
        ]
        how = "talent.matching_found" if self.unproved else "talent.matching_how"
        lines += ["", message(how, {"gap": _percent(self.gap)}, lang)]
        lines.append(message("talent.matching_cost", {"cost": self.cost, "bound": self.bound}, lang))
        lines += [f"- {note.to(lang)}" for note in (*self.unproved, *self.assumptions)]
        about = {"version": __version__, "solver": self.solver}
        return "\n".join([*lines, message("talent.matching_proposal", about, lang)])

    def to_dict(self) -> dict[str, Any]:
        """The plan as JSON values."""
        return {
            "pool": self.pool,
            "matches": [one.to_dict() for one in self.matches],
            "unmet": [one.to_dict() for one in self.unmet],
            "kept": [one.model_dump(mode="json") for one in self.kept],
            "met_by_kept": [need.id for need in self.met],
            "cost": self.cost,
            "bound": self.bound,
            "gap": str(self.gap),
            "unproved": [note.to_dict() for note in self.unproved],
            "assumptions": [note.to_dict() for note in self.assumptions],
            "solver": self.solver,
            "library_version": __version__,
        }


def _percent(ratio: Fraction) -> str:
    return f"{float(100 * ratio):g}"
