"""Joint procurements as rows of words, for the review flags of commonization: its room knows nothing of procurement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.governments import get
from chiho_digital.procurement import read_cases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.procurement import Case

__all__ = ["case_rows"]


def case_rows(cases: Iterable[Case] | None = None) -> list[dict[str, str | None]]:
    """Cases as rows for `commonization.flags`: one for each kind of system and prefecture of a case (共同調達の事例の行).

    cases: the 53 published ones if not given. Each row has `case_id`, `kind` (as the case spells it), `prefecture` (its name),
    `lead`, `method` and `source` (an address); None is not known.
    """
    return [
        {
            "case_id": case.id,
            "kind": kind,
            "prefecture": prefecture,
            "lead": case.lead,
            "method": case.contract.selection_method,
            "source": case.sources[0].url if case.sources else None,
        }
        for case in (read_cases().cases if cases is None else cases)
        for kind in case.kinds or (None,)
        for prefecture in tuple(get(code).name for code in case.prefectures) or (None,)
    ]
