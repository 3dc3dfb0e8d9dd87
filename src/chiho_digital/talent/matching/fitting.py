"""Whether a person fits a need: role, fields, time, dates. What is not known neither fits nor is held against anyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.basics import LabelledEnum, Note, Text
from chiho_digital.talent.terms import FIELDS
from chiho_digital.talent.vocabulary import Duty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chiho_digital.talent.records import StaffMember

    from .asking import Asked

__all__ = ["Aspect", "Comparison", "compare", "lacking", "reasons", "unknown"]


class Aspect(LabelledEnum):
    """What is compared between a person and a need."""

    DUTY = "duty", "支援の職務", "duty of support"
    OTHER_BODY = "other_body", "任用した団体とは別の団体", "another body than the employer"
    ROLE = "role", "役割", "role"
    FIELDS = "fields", "専門分野・水準", "fields and levels"
    TIME = "time", "時間の割合", "share of time"
    CONTRACT = "contract", "契約の期間", "dates of the contract"


@frozen
class Comparison:
    """What surely does not fit, and what may not, because it is not known."""

    lacking: tuple[Aspect, ...]
    unknown: tuple[Aspect, ...]

    @property
    def fits(self) -> bool:
        """Whether the person surely fits."""
        return not self.lacking and not self.unknown


def compare(member: StaffMember, asked: Asked) -> Comparison:
    """A person held against a need."""
    found = dict(_answers(member, asked))
    return Comparison(
        tuple(aspect for aspect, fits in found.items() if fits is False),
        tuple(aspect for aspect, fits in found.items() if fits is None),
    )


def _answers(member: StaffMember, asked: Asked) -> Iterator[tuple[Aspect, bool | None]]:
    duty = member.engagement.duty
    yield Aspect.DUTY, duty not in {Duty.OWN_WORK, Duty.OTHER}
    yield Aspect.OTHER_BODY, duty is not Duty.SUPPORT or member.employer != asked.need.municipality
    if asked.role is not None:
        yield Aspect.ROLE, None if member.role is None else member.role is asked.role
    if asked.skills:
        yield Aspect.FIELDS, _skilled(member, asked)
    yield Aspect.TIME, None if member.time_share is None else member.time_share >= asked.share
    yield Aspect.CONTRACT, _under_contract(member, asked)


def _skilled(member: StaffMember, asked: Asked) -> bool | None:
    if member.skills is None:
        return None
    levels = {skill.field: skill.level for skill in member.skills}
    answer: bool | None = True
    for field, least in asked.skills.items():
        level = levels.get(field)
        if field not in levels or (least is not None and level is not None and level < least):
            return False
        if least is not None and level is None:
            answer = None
    return answer


def _under_contract(member: StaffMember, asked: Asked) -> bool | None:
    if (member.start is not None and member.start > asked.start) or (
        member.end is not None and member.end < asked.end
    ):
        return False
    return None if member.start is None or member.end is None else True


def _fields(skills: dict[str, int | None]) -> tuple[Text, ...]:
    """Fields with their levels, as they are written."""
    found: list[Text] = []
    for field, level in skills.items():
        label = FIELDS.of(field).label
        found.append(
            label if level is None else Text(f"{label.ja}（水準{level}）", f"{label.en} (level {level})")
        )
    return tuple(found)


def _dates(member: StaffMember) -> Text:
    return Text(
        f"{member.start or '不明'}～{member.end or '不明'}",
        f"{member.start or 'unknown'} to {member.end or 'unknown'}",
    )


def reasons(member: StaffMember, asked: Asked) -> Iterator[Note]:
    """Why a person who fits does: what was asked and what the person has."""
    if asked.role is not None:
        yield Note("talent.match_role", {"role": asked.role.label})
    if asked.skills:
        levels = {skill.field: skill.level for skill in member.skills or () if skill.field in asked.skills}
        yield Note("talent.match_fields", {"has": _fields(levels), "asked": _fields(asked.skills)})
    yield Note("talent.match_contract", {"contract": _dates(member)})


def lacking(aspect: Aspect, member: StaffMember, asked: Asked) -> Note:
    """What a person lacks for a need, by name."""
    who = {"who": member.id}
    match aspect:
        case Aspect.DUTY:
            return Note(
                "talent.lacks_duty", {**who, "duty": member.engagement.duty and member.engagement.duty.label}
            )
        case Aspect.OTHER_BODY:
            return Note("talent.lacks_other_body", who)
        case Aspect.ROLE:
            return Note("talent.lacks_role", {**who, "role": member.role and member.role.label})
        case Aspect.FIELDS:
            levels = {skill.field: skill.level for skill in member.skills or ()}
            missing = {
                field: least
                for field, least in asked.skills.items()
                if field not in levels or (least or 0) > (levels[field] or least or 0)
            }
            return Note("talent.lacks_fields", {**who, "fields": _fields(missing)})
        case Aspect.TIME:
            return Note("talent.lacks_time", {**who, "has": member.time_share, "asked": asked.share})
        case Aspect.CONTRACT:
            return Note("talent.lacks_contract", {**who, "contract": _dates(member)})


def unknown(aspects: tuple[Aspect, ...], member: StaffMember) -> Note:
    """What is to be asked about a person who may fit."""
    return Note("talent.match_if_known", {"who": member.id, "what": tuple(one.label for one in aspects)})
