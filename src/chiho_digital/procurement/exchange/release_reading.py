"""From a release to a case: what OCDS says in its core, what our own field adds, what cannot be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define

from chiho_digital.procurement.records import Case, Contract, Lot
from chiho_digital.tables import Severity

from .call_off_reading import with_call_off
from .core_reading import read_kinds, read_lead, read_lots
from .foreign_reading import link_to, name_unknown_kinds, read_foreign
from .names import OWN
from .nodes import Node
from .own_reading import read_own
from .party_reading import Organisations
from .releases import Publishing, call_offs, ocid_of, release_of
from .shares import bearers_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.governments import CorporateNumber
    from chiho_digital.procurement.effects import Effect

    from .shares import CostShare

__all__ = ["ReadCase", "read_case"]


@define
class ReadCase:
    """What a release gave. prefix: that of its ocid, where it is one of ours."""

    case: Case
    prefix: str | None
    numbers: dict[str, CorporateNumber]
    shares: tuple[CostShare, ...] = ()
    effects: tuple[Effect, ...] = ()


def read_case(release: Node, called_off: Iterable[Node], package: Node) -> ReadCase | None:
    """The case of a release of a package, with its call-offs; None where it has an error.

    The address of the package is the source of what another publisher says.
    """
    before = release.found.errors
    organisations = Organisations.of(release)
    tender = release.node("tender") or Node({}, release.at("tender"), release.found)
    own = release.node(OWN, Severity.ERROR)
    _head(release, tender)
    lead, lead_party = read_lead(release, tender, organisations) or (None, None)
    if lead is None:
        release.found.say(release.path, "procurement.exchange_no_lead", Severity.ERROR)
    kinds = read_kinds(tender)
    lots, awards = read_lots(release, tender, organisations)
    contract = Contract(form=None, words=None, selection_method=tender.text("procurementMethodDetails"))
    fields: dict[str, Any]
    result: dict[str, Any] = {}
    if own is not None:
        said = read_own(own, organisations)
        fields = said.case
        contract = contract.model_copy(update={"form": said.form, "words": said.words})
        result = {"shares": said.shares, "effects": said.effects}
    else:
        if not kinds and (title := tender.text("title")):
            kinds = (title,)
        if not kinds:
            release.found.say(tender.path, "procurement.exchange_no_kind", Severity.WARNING)
        name_unknown_kinds(kinds, tender)
        fields = read_foreign(release, tender, awards, organisations, lead_party)
        page = link_to(package.text("uri"))
        fields["sources"] = (*([page] if page else []), *fields["sources"])
        lots = lots or (Lot(),)
    if release.found.errors > before:
        return None
    fields |= {
        "lead": lead,
        "lead_code": lead_party.code if lead_party else None,
        "kinds": kinds,
        "lots": lots,
        "contract": contract,
    }
    case = Case.model_validate(fields)
    read = ReadCase(case, None, organisations.numbers, **result)
    if astray := [share.body for share in read.shares if share.body not in bearers_of(case)]:
        code = "procurement.exchange_share_of_nobody"
        release.found.say(release.path, code, Severity.ERROR, astray[0], case=case.id)
        return None
    _call_offs(read, release, called_off)
    if own is not None:
        _count_as_read(read, release, tender, package)
    organisations.name_unkept()
    return read


def _head(release: Node, tender: Node) -> None:
    """What names and dates a release, rather than saying something of the case."""
    release.read.update({"ocid", "id", "date", "tag", "initiationType"})
    tender.read.add("id")
    if release.text("language") not in {None, "ja"}:
        release.not_kept(release.at("language"), release.value["language"])


def _publishing(read: ReadCase, release: Node) -> Publishing:
    """How the release would be written by us."""
    ocid = str(release.value["ocid"])
    ending = ocid_of(read.case.id, "")
    read.prefix = ocid.removesuffix(ending) if ocid.endswith(ending) else None
    return Publishing(read.prefix or "", str(release.value.get("date")), read.numbers)


def _call_offs(read: ReadCase, release: Node, called_off: Iterable[Node]) -> None:
    written = {one["ocid"]: one for one in call_offs(read.case, _publishing(read, release))}
    for node in called_off:
        if node.value == written.get(node.value["ocid"]):  # it says nothing more
            node.read_all()
        else:
            read.case = with_call_off(read.case, node, read.numbers)


def _count_as_read(read: ReadCase, release: Node, tender: Node, package: Node) -> None:
    """What we derive from a case when we write it is kept, if it is as we would write it."""
    publishing = _publishing(read, release)
    if release.value.get("date") != package.value.get("publishedDate"):
        release.not_kept(release.at("date"), release.value.get("date"))
    if read.prefix is None:
        release.not_kept(release.at("ocid"), release.value["ocid"])
    written = release_of(read.case, publishing)
    if release.value.get("contracts") == written.get("contracts"):
        release.read.add("contracts")
    if tender.value.get("status") == written["tender"].get("status"):
        tender.read.add("status")
