"""The organisations of a release: written once each, and named elsewhere by their id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import Factory, define

from .names import CORPORATE_NUMBERS, LOCAL_GOVERNMENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chiho_digital.governments import CorporateNumber, LocalGovernmentCode

__all__ = ["Parties"]


@define
class Parties:
    """The parties of a release as they are added.

    numbers: corporate numbers by code of a local government or by name. Whoever has neither code nor number is told
    apart by name, as in a case.
    """

    numbers: Mapping[str, CorporateNumber]
    written: dict[str, dict[str, Any]] = Factory(dict[str, dict[str, Any]])
    unnumbered: dict[str, str] = Factory(dict[str, str])
    bodies: dict[str, dict[str, str]] = Factory(dict[str, dict[str, str]])

    def body(self, role: str, name: str, code: LocalGovernmentCode | None) -> dict[str, str]:
        """A reference to a body that leads or takes part; associations and councils have no code."""
        reference = self._other(role, name) if code is None else self._coded(role, name, code)
        self.bodies.setdefault(code or name, reference)
        return reference

    def bearer(self, key: str) -> dict[str, str]:
        """The reference to a body that was added before, by its code, or by its name where it has none."""
        return self.bodies[key]

    def _coded(self, role: str, name: str, code: LocalGovernmentCode) -> dict[str, str]:
        local = {"scheme": LOCAL_GOVERNMENTS, "id": str(code)}
        number = self.numbers.get(code)
        if number is None:
            return self._add(role, name, f"{LOCAL_GOVERNMENTS}-{code}", {"identifier": local})
        registered = {"scheme": CORPORATE_NUMBERS, "id": str(number)}
        identifiers = {"identifier": registered, "additionalIdentifiers": [local]}
        return self._add(role, name, f"{LOCAL_GOVERNMENTS}-{code}", identifiers)

    def supplier(self, name: str) -> dict[str, str]:
        """A reference to a supplier."""
        return self._other("supplier", name)

    def _other(self, role: str, name: str) -> dict[str, str]:
        """A reference to a company, a council or an association; by its name, where it has no corporate number."""
        number = self.numbers.get(name)
        if number is not None:
            identifier = {"scheme": CORPORATE_NUMBERS, "id": str(number)}
            return self._add(role, name, f"{CORPORATE_NUMBERS}-{number}", {"identifier": identifier})
        id_ = self.unnumbered.setdefault(name, f"organisation-{len(self.unnumbered) + 1}")
        return self._add(role, name, id_, {})

    def _add(self, role: str, name: str, id_: str, identifiers: dict[str, Any]) -> dict[str, str]:
        party = self.written.setdefault(id_, {"id": id_, "name": name, **identifiers, "roles": []})
        if role not in party["roles"]:
            party["roles"].append(role)
        return {"id": id_, "name": name} if name else {"id": id_}  # a reference may not have an empty name
