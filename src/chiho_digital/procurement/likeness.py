"""Joint procurements of bodies like one's own, as found: which, how near and why, and whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import Lang, Note, Text, message
from chiho_digital.basics.shown import Shown
from chiho_digital.governments import UnknownCode, get
from chiho_digital.systems import kind_of

from .vocabulary import BodyType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics.shown import Part
    from chiho_digital.governments import Government, Nearness
    from chiho_digital.systems import SystemKind

    from .records import Case, Participation

__all__ = ["CasesLike", "LikeCase", "OwnCase", "UnplacedCase"]

_UNKNOWN = Text("不明", "unknown")
_SAME, _ANOTHER = Text("自団体と同じ都道府県", "same prefecture"), Text("別の都道府県", "another prefecture")


@frozen
class LikeCase(Shown):
    """A joint procurement, and the participant that is nearest to one's own body (近い団体の事例). Strictly read-only.

    nearest: the participant; equal ones by code.  nearness: its distance, figure by figure.
    same_prefecture: whether the case is one of the body's own prefecture.
    not_compared: others that take part, with a figure unknown.  own_left: that the body itself took part and left.
    """

    case: Case
    nearest: Participation
    nearness: Nearness
    same_prefecture: bool
    not_compared: tuple[Participation, ...] = ()
    own_left: Participation | None = None

    def __shown__(self) -> Iterable[Part]:
        from .shown import like_case_parts

        return like_case_parts(self)

    @property
    def distance(self) -> float:
        """The distance of the nearest participant; 0 is equal."""
        return self.nearness.distance

    def explain(self, lang: Lang = "ja") -> str:
        """The case: its nearest participant with the figures, how many take part, who left, whom to ask, sources."""
        nearest = {"body": _title(self.nearest), "distance": self.nearness}
        lines = [
            _heading(self.case, same_prefecture=self.same_prefecture).to(lang),
            message("procurement.like_nearest", nearest, lang),
            *(f"  {difference.to(lang)}" for difference in self.nearness.differences),
            *(note.to(lang) for note in self._notes()),
            *_about(self.case, lang),
        ]
        return "\n  ".join(lines)

    def _notes(self) -> list[Note]:
        notes: list[Note] = []
        if self.nearest.body_type is BodyType.MUNICIPALITY and not self.case.participants_known:
            notes.append(Note("procurement.like_partly_named", {"named": len(self.case.municipalities)}))
        if self.not_compared:
            notes.append(Note("procurement.like_not_compared", {"bodies": _titles(self.not_compared)}))
        if self.own_left is not None:
            notes.append(Note("procurement.like_own_left", {"day": self.own_left.left or _UNKNOWN}))
        return notes

    def to_dict(self) -> dict[str, Any]:
        """The case, the nearest participant and the distance as JSON values."""
        return {
            **_case_to_dict(self.case),
            "nearest": _participation_to_dict(self.nearest),
            "nearness": self.nearness.to_dict(),
            "same_prefecture": self.same_prefecture,
            "notes": [note.to_dict() for note in self._notes()],
        }


@frozen
class OwnCase:
    """A joint procurement in which a body takes part itself, or which it leads (自団体の事例). Strictly read-only."""

    case: Case
    participation: Participation | None
    leads: bool

    @property
    def why(self) -> tuple[Note, ...]:
        """What the body has to do with it."""
        takes_part = (Note("procurement.like_own_takes_part"),) if self.participation else ()
        return (*takes_part, Note("procurement.like_own_leads")) if self.leads else takes_part

    def explain(self, lang: Lang = "ja") -> str:
        """The case: what the body has to do with it, how many take part, who left, whom to ask, sources."""
        lines = [_with_reasons(self.case, self.why, lang), *_about(self.case, lang)]
        return "\n  ".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """The case and the reason as JSON values."""
        return {**_case_to_dict(self.case), "why": [note.to_dict() for note in self.why]}


@frozen
class UnplacedCase:
    """A joint procurement that cannot be compared (比べられない事例): no participant is known that has figures. Read-only.

    level: the level of the body that asked.  what: the figures it asked by.
    """

    case: Case
    level: BodyType
    what: tuple[Text, ...]

    @property
    def why(self) -> Note:
        """Why it cannot be compared."""
        of_level = [one for one in self.case.participations if one.body_type is self.level]
        here = [one for one in of_level if not one.has_left]
        count = self.case.municipal_count if self.level is BodyType.MUNICIPALITY else None
        if here:
            return Note("procurement.like_no_figures", {"what": self.what, "bodies": _titles(here)})
        if of_level:
            return Note("procurement.like_all_left", {"bodies": _titles(of_level)})
        if count == 0:
            return Note("procurement.like_no_municipality")
        if count is not None:
            return Note("procurement.like_only_counted", {"count": count})
        if self.case.unresolved:
            return Note("procurement.like_only_words", {"words": self.case.unresolved})
        return Note("procurement.like_none_named", {"level": self.level.label})

    def explain(self, lang: Lang = "ja") -> str:
        """The case: why it cannot be compared, how many take part, who left, whom to ask, sources."""
        return "\n  ".join([_with_reasons(self.case, [self.why], lang), *_about(self.case, lang)])

    def to_dict(self) -> dict[str, Any]:
        """The case and the reason as JSON values."""
        return {**_case_to_dict(self.case), "why": self.why.to_dict()}


@frozen
class CasesLike(Shown):
    """Joint procurements made by bodies like one's own (近い団体の事例の一覧). Strictly read-only.

    body: who asked.  kind: the kind of system, None for all.  count: how many cases there are of it.
    nearest: nearest first, equal ones by id.  own: those in which the body takes part itself or which it leads, by id;
    they are not among the nearest.  without_figures: those that cannot be compared, by id.
    prefecture_first: whether the cases of its own prefecture stand before the others.
    """

    body: Government
    kind: SystemKind | None
    count: int
    nearest: tuple[LikeCase, ...]
    own: tuple[OwnCase, ...]
    without_figures: tuple[UnplacedCase, ...]
    prefecture_first: bool

    def __shown__(self) -> Iterable[Part]:
        from .shown import cases_like_parts

        return cases_like_parts(self)

    def explain(self, lang: Lang = "ja") -> str:
        """All of it as plain text: the nearest with their reasons, its own, those that cannot be compared."""
        kind = self.kind.label if self.kind else Text("すべての種類", "all kinds")
        title = {"body": self.body.title, "kind": kind, "count": self.count}
        lines = [message("procurement.like_title", title, lang)]
        placed = self.count - len(self.own) - len(self.without_figures)
        order = "procurement.like_nearest_first"
        if self.prefecture_first:
            order = "procurement.like_nearest_here_first"
        for heading, found in (
            (order, [like.explain(lang) for like in self.nearest]),
            ("procurement.like_own", [_with_reasons(own.case, own.why, lang) for own in self.own]),
            (
                "procurement.like_without_figures",
                [
                    _with_reasons(one.case, [one.why], lang, same_prefecture=self._same_prefecture(one.case))
                    for one in self.without_figures
                ],
            ),
        ):
            lines += [
                "",
                message(heading, {"number": len(found), "placed": placed}, lang),
                *(f"- {one}" for one in found),
            ]
        return "\n".join([*lines, "", message("procurement.like_about", {}, lang)])

    def _same_prefecture(self, case: Case) -> bool:
        digits = self.body.code.prefecture_digits
        return any(code.prefecture_digits == digits for code in case.prefectures)

    def to_dict(self) -> dict[str, Any]:
        """All of it as JSON values."""
        return {
            "body": str(self.body.code),
            "kind": self.kind and self.kind.id,
            "count": self.count,
            "prefecture_first": self.prefecture_first,
            "nearest": [like.to_dict() for like in self.nearest],
            "own": [own.to_dict() for own in self.own],
            "without_figures": [unplaced.to_dict() for unplaced in self.without_figures],
        }


def _heading(case: Case, *, same_prefecture: bool | None = None) -> Text:
    """A case by its id, kinds and prefectures."""
    kinds = [kind.label for kind in dict.fromkeys(kind_of(spelling) for spelling in case.kinds)]
    places = [_named(code, code) for code in case.prefectures]
    if same_prefecture is not None:
        places.append(_SAME if same_prefecture else _ANOTHER)
    return Text(
        f"{case.id}：{'、'.join(kind.ja for kind in kinds)}（{'、'.join(place.ja for place in places)}）",
        f"{case.id}: {', '.join(kind.en for kind in kinds)} ({', '.join(place.en for place in places)})",
    )


def _with_reasons(case: Case, why: Iterable[Note], lang: Lang, *, same_prefecture: bool | None = None) -> str:
    heading = _heading(case, same_prefecture=same_prefecture)
    return " ".join([heading.to(lang), *(note.to(lang) for note in why)])


def _about(case: Case, lang: Lang) -> list[str]:
    """How many take part as published, who left, whom to ask, and where it was read."""
    observed = case.observed.text if case.observed else _UNKNOWN
    count = _UNKNOWN if case.municipal_count is None else case.municipal_count
    gone = [one for one in case.participations if one.has_left]
    lead = Text(case.lead, _named(case.lead_code, case.lead).en)
    links = tuple(f"{link.url}（{link.remark}）" if link.remark else link.url for link in case.sources)
    return [
        message("procurement.like_count", {"count": count, "observed": observed}, lang),
        *([message("procurement.like_left", {"bodies": _titles(gone)}, lang)] if gone else []),
        message("procurement.like_ask", {"lead": lead}, lang),
        message("procurement.like_sources", {"grade": case.grade.label, "links": links}, lang),
    ]


def _named(code: str | None, name: str) -> Text:
    """What to call a body; one that the registry does not hold goes by the name that was published."""
    try:
        return Text(name, name) if code is None else get(code).title
    except UnknownCode:
        return Text(name, name)


def _title(participation: Participation) -> Text:
    return _named(participation.code, participation.name)


def _titles(participations: Iterable[Participation]) -> tuple[Text, ...]:
    return tuple(_title(one) for one in participations)


def _participation_to_dict(participation: Participation) -> dict[str, str | None]:
    return {"code": participation.code and str(participation.code), "name": participation.name}


def _case_to_dict(case: Case) -> dict[str, Any]:
    return {
        "case": case.id,
        "kinds": list(dict.fromkeys(kind_of(spelling).id for spelling in case.kinds)),
        "prefectures": [str(code) for code in case.prefectures],
        "municipal_count": case.municipal_count,
        "observed": case.observed and case.observed.text,
        "left": [_participation_to_dict(one) for one in case.participations if one.has_left],
        "lead": case.lead,
        "lead_code": case.lead_code and str(case.lead_code),
        "sources": [{"url": link.url, "remark": link.remark} for link in case.sources],
        "grade": case.grade.value,
    }
