"""Call-offs under a framework agreement, read into the case of the framework."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.procurement.vocabulary import ContractForm

from .foreign_reading import take_part
from .nodes import listed_in
from .party_reading import Organisations

if TYPE_CHECKING:
    from chiho_digital.governments import CorporateNumber
    from chiho_digital.procurement.records import Case

    from .nodes import Node

__all__ = ["framework_of", "with_call_off"]


def framework_of(release: Node) -> str | None:
    """The ocid of the framework agreement under which a release is a call-off."""
    for process in listed_in(release.value.get("relatedProcesses")):
        match process:
            case {"relationship": words, "identifier": str(ocid)} if "framework" in listed_in(words):
                return ocid
            case _:
                continue
    return None


def with_call_off(case: Case, release: Node, numbers: dict[str, CorporateNumber]) -> Case:
    """The case of the framework with the buyer of a call-off among those who take part.

    numbers: the corporate numbers of the case, to which those of the call-off are added.
    """
    organisations = Organisations.of(release, numbers)
    release.read.update({"ocid", "id", "date", "tag", "initiationType", "language"})
    for process in release.nodes("relatedProcesses"):
        if "framework" in listed_in(process.value.get("relationship")):
            process.read.update({"id", "relationship", "scheme", "identifier"})
    if (tender := release.node("tender")) is not None:
        tender.read.add("id")
    known = {one.key for one in case.participations} | {*case.unresolved}
    bodies, words = take_part(release, organisations, known)
    _suppliers(case, release, organisations)
    form = case.contract.form or ContractForm.FRAMEWORK_AND_USAGE
    changed = {
        "participations": (*case.participations, *bodies),
        "unresolved": (*case.unresolved, *words),
        "contract": case.contract.model_copy(update={"form": form}),
    }
    organisations.name_unkept()
    return case.model_copy(update=changed)


def _suppliers(case: Case, release: Node, organisations: Organisations) -> None:
    """Suppliers of a call-off are those of the framework; others are not kept."""
    known = {lot.supplier for lot in case.lots}
    for award in release.nodes("awards"):
        award.read.add("id")
        for supplier in award.nodes("suppliers"):
            name, _ = organisations.reference(supplier, "supplier")
            if name not in known:
                award.not_kept(supplier.path, name)
