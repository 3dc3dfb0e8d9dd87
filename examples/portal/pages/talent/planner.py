"""Makes a plan of who goes where, as a program of its own: it can be ended when its time is up, which a thread cannot.

It reads {pool, needs, full_time_week, max_bodies} from its standard input, and writes the plan, or why there is none.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from chiho_digital import talent
from chiho_digital.basics import ChihoDigitalError

_MOST_NODES = 100  # someone waits: what is open then is said


def plan_of(asked: dict[str, Any]) -> dict[str, Any]:
    """The plan as JSON values, with the needs that are met and all needs by priority; or the error in both languages."""
    try:
        plan = talent.match(
            talent.Pool.model_validate(asked["pool"]),
            [talent.Need.model_validate(need) for need in asked["needs"]],
            full_time_week=asked["full_time_week"],
            max_bodies=asked["max_bodies"],
            max_nodes=_MOST_NODES,
        )
    except ChihoDigitalError as error:
        return {"error": {"ja": error.message("ja"), "en": error.message("en")}}
    return {
        "plan": plan.to_dict(),
        "by_priority": [[priority, *counted] for priority, counted in plan.by_priority.items()],
    }


if __name__ == "__main__":
    json.dump(plan_of(json.load(sys.stdin)), sys.stdout)
