"""Talent pools of realistic shape for all of Japan: real bodies, made-up people, needs and travel. Used by talent_matching.py."""

from __future__ import annotations

from datetime import date
from random import Random

from chiho_digital import governments, talent

_FIELDS = tuple(term.id for term in talent.FIELDS.terms)
_ROLES = (
    talent.Role.PRODUCER,
    talent.Role.PROJECT_MANAGER,
    talent.Role.SERVICE_DESIGNER,
    talent.Role.ENGINEER,
)
_SHARES = (10, 20, 30, 40, 50, 60, 80, 100)
FIRST = date(2026, 4, 1)


def drawn_pool(prefecture: governments.Government, people: int, source: Random) -> talent.Pool:
    """The pool of a prefecture with so many people."""
    return talent.Pool(
        id=f"pool-{prefecture.code}",
        name=f"{prefecture.name}人材プール",
        lead=prefecture.code,
        members=tuple(body.code for body in governments.municipalities(prefecture=prefecture)),
        staff=tuple(
            _person(f"p{number:04}", governments.LocalGovernmentCode.parse(prefecture.code), source)
            for number in range(people)
        ),
    )


def _person(name: str, employer: governments.LocalGovernmentCode, source: Random) -> talent.StaffMember:
    start = source.choice((date(2024, 4, 1), date(2025, 4, 1), date(2026, 4, 1)))
    return talent.StaffMember(
        id=name,
        employer=employer,
        role=source.choices(_ROLES, (1, 3, 2, 4))[0],
        skills=tuple(
            talent.Skill(field=field, level=source.randint(2, 5))
            for field in source.sample(_FIELDS, source.randint(1, 3))
        ),
        engagement=talent.Engagement(
            duty=source.choices((talent.Duty.SUPPORT, talent.Duty.BOTH, None), (8, 1, 1))[0]
        ),
        time_share=source.choice((40, 60, 80, 100, 100)),
        start=start,
        end=date(start.year + source.choice((3, 5)), 3, 31),
    )


def drawn_needs(prefecture: governments.Government, source: Random, most: int = 4) -> tuple[talent.Need, ...]:
    """What the municipalities of a prefecture need: one to so many needs each, priorities as each states them."""
    found: list[talent.Need] = []
    for body in governments.municipalities(prefecture=prefecture):
        for priority in range(1, source.randint(1, most) + 1):
            month = source.choice((4, 4, 4, 7, 10))
            start = date(2026, month, 1)
            fields = source.sample(_FIELDS, source.choice((0, 1, 1, 2)))
            found.append(
                talent.Need(
                    id=f"n{body.code}-{priority}",
                    municipality=body.code,
                    role=source.choices((*_ROLES, None), (1, 3, 2, 4, 1))[0],
                    skills=tuple(
                        talent.Skill(field=one, level=source.choice((None, 1, 2, 3))) for one in fields
                    ),
                    time_share=source.choices(_SHARES, (2, 6, 3, 3, 3, 1, 1, 1))[0],
                    start=start,
                    end=date(2027, 3, 31) if source.random() < 0.7 else date(2026, min(month + 4, 12), 28),
                    priority=priority,
                )
            )
    return tuple(found)


def drawn_travel(pool: talent.Pool, source: Random) -> dict[tuple[str, str], int]:
    """Minutes of travel from each person's place of work to each municipality: distances in a square."""
    members = {code: (source.random(), source.random()) for code in pool.members or ()}
    seats = {one.id: (source.random(), source.random()) for one in pool.staff or ()}
    return {
        (who, code): round(10 + 120 * ((x - u) ** 2 + (y - v) ** 2) ** 0.5)
        for who, (x, y) in seats.items()
        for code, (u, v) in members.items()
    }
