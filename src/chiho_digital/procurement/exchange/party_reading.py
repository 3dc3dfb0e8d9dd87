"""The organisations of a release, read: who they are by their identifiers, and which of them a case keeps."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from attrs import Factory, define

from chiho_digital.basics import InvalidValue
from chiho_digital.governments import CorporateNumber, LocalGovernmentCode, corporate_numbers
from chiho_digital.tables import Severity

from .names import CORPORATE_NUMBERS, LOCAL_GOVERNMENTS
from .nodes import pointer

if TYPE_CHECKING:
    from .nodes import Node

__all__ = ["Organisations", "Party"]

_SCHEMES = (CORPORATE_NUMBERS, LOCAL_GOVERNMENTS)


@define
class Party:
    """An organisation of a release. kept: the roles in which the case keeps it; names: the names under which it does."""

    node: Node
    name: str
    roles: tuple[str, ...]
    code: LocalGovernmentCode | None = None
    number: CorporateNumber | None = None
    kept: set[str] = Factory(set[str])
    names: set[str] = Factory(set[str])


@define
class Organisations:
    """The parties of a release by id. numbers: those of the organisations that were asked for, by code or name."""

    by_id: dict[str, Party] = Factory(dict[str, Party])
    numbers: dict[str, CorporateNumber] = Factory(dict[str, CorporateNumber])

    @classmethod
    def of(cls, release: Node, numbers: dict[str, CorporateNumber] | None = None) -> Organisations:
        """The parties of a release; of two with one id the first. numbers: those known from another release of the case."""
        result = cls(numbers={} if numbers is None else numbers)
        for node in release.nodes("parties"):
            id_ = node.ident()
            if id_ is None:
                node.require("id")
                node.dismiss()
            elif id_ in result.by_id:
                node.found.say(node.at("id"), "procurement.exchange_party_twice", node.gravity, id_)
                node.dismiss()
            else:
                result.by_id[id_] = _party(node)
        return result

    def reference(self, node: Node, role: str, *, exact: bool = False) -> tuple[str, Party | None]:
        """The name that a reference gives, else that of its party; and the party, which is kept in a role.

        exact: an empty name is a name, as in our own field; OCDS allows none.
        """
        party, name = self._party(node), node.text("name")
        name = name if exact else name or None
        return (name or "", None) if party is None else (self.keep(party, role, name), party)

    def bearer(self, node: Node) -> str | None:
        """The key of a body that bears a share: its code, else its name. A body with a code is named elsewhere."""
        party, name = self._party(node), node.text("name")
        if party is None:
            return None
        if party.code is None:
            return party.name if name is None else name
        if name is not None and name not in party.names:
            node.not_kept(node.at("name"), name)
        return party.code

    def _party(self, node: Node) -> Party | None:
        """The party that a reference refers to."""
        node.require("id")
        id_ = node.ident()
        if id_ is not None and id_ not in self.by_id:
            node.found.say(node.at("id"), "procurement.exchange_unknown_party", node.gravity, id_)
        return None if id_ is None else self.by_id.get(id_)

    def keep(self, party: Party, role: str, name: str | None = None) -> str:
        """Keep a party in a role; the name under which it is kept."""
        name = party.name if name is None else name
        party.names.add(name)
        party.kept.add(role)
        key = party.code or name
        if party.number is not None and not key:
            party.node.not_kept(party.node.path, party.number)
        elif party.number is not None:
            known = self.numbers.setdefault(key, party.number)
            if known != party.number:
                party.node.found.say(
                    party.node.path,
                    "procurement.exchange_two_numbers",
                    Severity.WARNING,
                    name,
                    known=known,
                    other=party.number,
                )
        return name

    def with_role(self, role: str) -> list[Party]:
        """The parties of a role, in their order."""
        return [party for party in self.by_id.values() if role in party.roles]

    def name_unkept(self) -> None:
        """Say of every party, and of its name and roles, that the case does not keep them."""
        for party in self.by_id.values():
            if not party.names:
                party.node.found.say(
                    party.node.path,
                    "procurement.exchange_party_not_kept",
                    Severity.WARNING,
                    party.name,
                    roles=party.roles,
                )
                party.node.read_all()
                continue
            if party.name not in party.names:
                party.node.not_kept(party.node.at("name"), party.name)
            for place, role in enumerate(party.roles):
                if role not in party.kept:
                    party.node.not_kept(pointer(party.node.at("roles"), place), role)


def _party(node: Node) -> Party:
    party = Party(node, node.text("name") or "", node.texts("roles"))
    first = node.node("identifier")
    for identifier in (*([first] if first else []), *node.nodes("additionalIdentifiers")):
        if identifier.value.get("legalName") == party.name:
            identifier.read.add("legalName")
        _identify(party, identifier)
    return party


def _identify(party: Party, identifier: Node) -> None:
    """What an identifier says of a party; what is wrong with it is said, and the party is known by its name."""
    scheme, value = identifier.text("scheme"), identifier.take("id")
    if scheme is None and value is None:
        return
    try:
        if scheme == CORPORATE_NUMBERS:
            party.number = CorporateNumber.parse(value)
        elif scheme == LOCAL_GOVERNMENTS:
            party.code = LocalGovernmentCode.parse(value)
        else:
            identifier.found.say(
                identifier.at("scheme"),
                "procurement.exchange_scheme",
                identifier.gravity,
                scheme,
                suggestion=_likely_scheme(scheme, value),
                id=value if isinstance(value, str | int) else None,
                schemes=_SCHEMES,
            )
    except InvalidValue as error:
        identifier.found.refused(identifier.at("id"), error, identifier.gravity)


def _likely_scheme(scheme: str | None, value: object) -> str | None:
    """The scheme that was likely meant, by its spelling or by what the identifier is."""
    near = get_close_matches((scheme or "").upper()[:40], _SCHEMES, n=1, cutoff=0.7)
    if near:
        return near[0]
    return CORPORATE_NUMBERS if corporate_numbers.is_valid(value) else None
