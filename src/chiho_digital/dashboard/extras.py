"""What the public dashboard shows of a case and the published files do not say: asked of the bodies, unknown until told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.basics import Text
from chiho_digital.systems import kind_of

from .view import View
from .views import OTHER, shown_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chiho_digital.procurement import Case, CaseTables

    from .view import Cell

__all__ = ["CaseExtras", "by_subsidy"]


@frozen
class CaseExtras:
    """What is known of a case beyond its record (事例の補足). None is unknown, never no. Strictly read-only.

    specification_shared: whether the specification can be shared (仕様書の共有の可否).
    department: whom to ask (問い合わせ先の部署).  subsidy_used: whether a subsidy was used (補助金の利用).
    """

    specification_shared: bool | None = None
    department: str | None = None
    subsidy_used: bool | None = None


def by_subsidy(cases: Iterable[Case] | CaseTables, extras: Mapping[str, CaseExtras]) -> View:
    """Use of subsidies for each kind of system (種類別の補助金の利用); what is not told counts as データなし.

    extras: by case id.  A kind of which nothing was told shows データなし for both answers, not 0.
    """
    import narwhals as nw

    from chiho_digital.procurement import CaseTables

    if isinstance(cases, CaseTables):
        frame = nw.from_native(cases.by_kind, eager_only=True).select("case_id", "kind")
        pairs = dict.fromkeys((str(case), str(kind)) for case, kind in frame.iter_rows())
        shown = shown_kinds(cases)
    else:
        every = tuple(cases)
        pairs = dict.fromkeys((case.id, kind_of(spelling).id) for case in every for spelling in case.kinds)
        shown = shown_kinds(every)
    told: dict[Text, dict[str, bool | None]] = {}
    for case, kind in pairs:
        told.setdefault(shown[kind], {})[case] = extras.get(case, CaseExtras()).subsidy_used
    rows = [
        _row(label, list(told[label].values())) for label in sorted(told, key=lambda t: (t == OTHER, t.ja))
    ]
    return View(
        Text("システムの種類別の補助金の利用", "Use of subsidies by kind of system"),
        (
            Text("種類", "kind"),
            Text("事例数", "cases"),
            Text("うち補助金を利用", "of these with a subsidy"),
            Text("うち利用なし", "of these without"),
            Text("うち分からない", "of these not known"),
        ),
        tuple(rows),
        (
            Text(
                "補助金を利用したかどうかは公表資料にないため、回答のあった事例だけが分かります。",
                "Whether a subsidy was used is not in the published data; it is known only where a body has told it.",
            ),
        ),
    )


def _row(label: Text, answers: list[bool | None]) -> tuple[Cell, ...]:
    known = [answer for answer in answers if answer is not None]
    used, unused = (sum(known), len(known) - sum(known)) if known else (None, None)
    return (label, len(answers), used, unused, len(answers) - len(known))
