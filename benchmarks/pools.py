"""Talent pools of realistic shape for all of Japan: real bodies, made-up people, needs and travel. Used by talent_matching.py."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from attrs import frozen

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


@frozen
class Alike:
    """A family of small pools in which people and needs are much alike, so that many plans differ by names alone.

    times, shares: of people and needs, drawn. days: of a need; "year": all of it, "months": from and to a month's start.
    """

    people: int = 8
    needs: int = 20
    times: tuple[int, ...] = (40, 60, 80, 100)
    shares: tuple[int, ...] = (10, 20, 30, 40, 50, 60, 70, 80)
    days: str = "any"
    roles: int = 1
    priorities: int = 3

    def drawn(self, source: Random) -> tuple[talent.Pool, tuple[talent.Need, ...]]:
        """A pool of the family with its needs."""
        prefecture = governments.find("山口県")
        members = tuple(body.code for body in governments.municipalities(prefecture=prefecture))
        staff = tuple(
            talent.StaffMember(
                id=f"p{number:03}",
                employer=prefecture.code,
                role=source.choice(_ROLES[-self.roles :]),
                skills=(),
                engagement=talent.Engagement(duty=talent.Duty.SUPPORT),
                time_share=source.choice(self.times),
                start=date(2025, 4, 1),
                end=date(2030, 3, 31),
            )
            for number in range(self.people)
        )
        pool = talent.Pool(id="alike", name="似た人材", lead=prefecture.code, members=members, staff=staff)
        return pool, tuple(self._need(f"n{number:03}", members, source) for number in range(self.needs))

    def _need(
        self, name: str, members: tuple[governments.LocalGovernmentCode, ...], source: Random
    ) -> talent.Need:
        first, last = 0, 364
        if self.days != "year":
            step = 30 if self.days == "months" else 1
            first, last = sorted(source.sample(range(0, 365, step), 2))
        return talent.Need(
            id=name,
            municipality=source.choice(members),
            role=source.choice(_ROLES[-self.roles :]),
            skills=(),
            time_share=source.choice(self.shares),
            start=FIRST + timedelta(first),
            end=FIRST + timedelta(last),
            priority=source.randint(1, self.priorities),
        )


FAMILIES = {
    "all alike": Alike(times=(100,), shares=(40,), days="year"),
    "any time, any dates": Alike(),
    "three roles": Alike(roles=3),
    "scarce": Alike(people=4, needs=30),
    "plenty": Alike(people=20),
    "eight priorities": Alike(priorities=8),
    "one priority": Alike(needs=40, priorities=1),
    "just enough, one year": Alike(needs=22, times=(100,), shares=tuple(range(15, 61)), days="year"),
    "just enough, months": Alike(needs=36, times=(100,), shares=tuple(range(20, 61)), days="months"),
}
