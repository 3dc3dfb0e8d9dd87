"""What makes catalogues agree, and the vocabularies of systems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from chiho_digital import systems
from chiho_digital.systems import Catalogue, PriceUnit, unit_of
from chiho_digital.systems.fields import Address, Kinds, Unit

from .annotations import vocabulary
from .making import settling, whole
from .texts import addresses, words

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from chiho_digital.systems import Offering, Software

__all__ = ["kind_ids"]


_UNITS = ("once", "user/month", "一式", "平米")


def kind_ids() -> SearchStrategy[str]:
    """Ids of kinds of system, most of them known, and words that name none (システムの種類)."""
    known = st.sampled_from([kind.id for kind in systems.kinds()])
    return known | words()


def _several_kinds() -> SearchStrategy[tuple[str, ...]]:
    labels = st.sampled_from([kind.label.ja for kind in systems.kinds()])
    return st.lists(kind_ids() | labels, min_size=1, max_size=3).map(tuple)


def _units() -> SearchStrategy[str]:
    return st.sampled_from([word.ja for word in systems.unit_words()]) | st.sampled_from(_UNITS)


vocabulary(Address, addresses)
vocabulary(Kinds, _several_kinds)
vocabulary(Unit, _units)
whole(PriceUnit)(lambda: _units().map(unit_of))


@settling(Catalogue)
def _catalogue(values: dict[str, Any]) -> None:
    software: dict[str, Software] = {one.id: one for one in values["software"]}
    values["software"] = tuple(software.values())
    ids = list(software)
    offerings: tuple[Offering, ...] = values["offerings"] if ids else ()
    values["offerings"] = tuple(
        offer.model_copy(update={"software": ids[place % len(ids)]}) for place, offer in enumerate(offerings)
    )
