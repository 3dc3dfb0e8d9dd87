"""The core fields of a release, read: the lead body, kinds of system, lots with their suppliers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.procurement.records import Lot
from chiho_digital.tables import Severity

from .own_fields import LOT_FIELDS
from .releases import kind_item

if TYPE_CHECKING:
    from .nodes import Node
    from .party_reading import Organisations, Party

__all__ = ["read_kinds", "read_lead", "read_lots"]

_NO_AWARD = {"cancelled", "unsuccessful"}


def read_lead(release: Node, tender: Node, organisations: Organisations) -> tuple[str, Party | None] | None:
    """The lead body: the procuring entity, else the buyer; None where neither is named."""
    if (entity := tender.node("procuringEntity")) is not None:
        return organisations.reference(entity, "procuringEntity")
    if (buyer := release.node("buyer")) is not None:
        return organisations.reference(buyer, "buyer")
    for role in ("procuringEntity", "buyer"):
        candidates = organisations.with_role(role)
        if len(candidates) == 1:
            return organisations.keep(candidates[0], role), candidates[0]
    return None


def read_kinds(tender: Node) -> tuple[str, ...]:
    """The kinds of system: what the items are called."""
    kinds: list[str] = []
    for place, item in enumerate(tender.nodes("items"), 1):
        item.ident()
        words = item.text("description")
        if words is None and (classification := item.node("classification")) is not None:
            words = classification.text("description")
        if words is None:
            item.require("description")
            continue
        if item.value == kind_item(place, words):
            item.read_all()
        kinds.append(words)
    return tuple(kinds)


def read_lots(
    release: Node, tender: Node, organisations: Organisations
) -> tuple[tuple[Lot, ...], tuple[Node, ...]]:
    """The lots, each with who was awarded it, and the awards that stand. An award of no lot is a lot of its own."""
    ids: list[str | None] = []
    lots: list[Lot] = []
    for node in tender.nodes("lots"):
        ids.append(node.ident())
        lots.append(Lot(name=node.text("title"), **{name: node.text(name) for name in LOT_FIELDS}))
    standing: list[Node] = []
    for node in release.nodes("awards"):
        status = node.text("status")
        if status in _NO_AWARD:
            node.dismiss()
            continue
        if status not in {None, "active"}:
            node.not_kept(node.at("status"), status)
        node.ident()
        standing.append(node)
        supplier = _supplier(node, organisations)
        placed = False
        for id_ in node.texts("relatedLots"):
            if id_ not in ids:
                node.found.say(node.at("relatedLots"), "procurement.exchange_unknown_lot", node.gravity, id_)
                continue
            placed = True
            at = ids.index(id_)
            if lots[at].supplier is None:
                lots[at] = lots[at].model_copy(update={"supplier": supplier})
            else:  # a lot awarded twice: each supplier has a part of it
                ids.append(None)
                lots.append(lots[at].model_copy(update={"supplier": supplier}))
        if not placed:
            ids.append(None)
            lots.append(Lot(name=node.text("title"), supplier=supplier))
    return tuple(lots), tuple(standing)


def _supplier(award: Node, organisations: Organisations) -> str | None:
    """Who was awarded it; the names of several are joined."""
    names = [organisations.reference(supplier, "supplier")[0] for supplier in award.nodes("suppliers")]
    if len(names) > 1:
        award.found.say(
            award.at("suppliers"), "procurement.exchange_suppliers_joined", Severity.NOTE, "、".join(names)
        )
    return "、".join(names) if names else None
