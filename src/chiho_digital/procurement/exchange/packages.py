"""From cases to a release package of OCDS 1.1.5, and to a file."""

from __future__ import annotations

import json
import os
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from chiho_digital.basics import InvalidValue, Progress, Text
from chiho_digital.governments import CorporateNumber

from .dates import date_time
from .names import CONTRACT_BUYER, LOTS, VERSION
from .releases import Publishing, call_offs, release_of
from .shares import bearers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from chiho_digital.procurement.effects import Effect
    from chiho_digital.procurement.records import Case

    from .shares import CostShare

    _Of = TypeVar("_Of", Effect, CostShare)

__all__ = ["to_ocds", "write_ocds"]

_PREFIX = re.compile("ocds-[a-z0-9]{6}")
_URI = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")


def to_ocds(  # noqa: PLR0913 – what a package names of its publication, each by its name
    cases: Iterable[Case],
    *,
    publisher: str,
    published_on: date,
    uri: str,
    ocid_prefix: str,
    extension_url: str | None = None,
    corporate_numbers: Mapping[str, str] | None = None,
    shares: Iterable[CostShare] = (),
    effects: Iterable[Effect] = (),
) -> dict[str, Any]:
    """A release package of OCDS 1.1.5 with a release for each case, as JSON values.

    A case under a framework agreement has a further release for each body named as taking part: its call-off.

    publisher: the name of who publishes.  published_on: the day, written as its beginning in Japan.
    uri: the address the package will have.  ocid_prefix: the publisher's own, `ocds-` and six letters or digits.
    extension_url: where you publish `extension.json` of `EXTENSION`; None leaves our extension undeclared.
    corporate_numbers: by code of a local government, or by name of a supplier or lead body; those that do not occur
    are passed over.  shares, effects: of the cases, by their id.

    Raises:
        InvalidValue: no cases, two of one id, a prefix or address of another form, a corporate number that is none, an
            effect or share of a case that is not here, a share of a body that neither takes part nor leads.
    """
    every = list(cases)
    _check(every, uri, extension_url, ocid_prefix)
    numbers = {
        name: CorporateNumber.parse(number) for name, number in (corporate_numbers or {}).items() if name
    }
    publishing = Publishing(ocid_prefix, date_time(published_on), numbers)
    shares_by_case = _by_case(shares, every, "procurement.exchange_share_astray")
    effects_by_case = _by_case(effects, every, "procurement.exchange_effect_astray")
    releases: list[dict[str, Any]] = []
    with Progress(Text("OCDSへの書き出し", "writing OCDS"), len(every)) as progress:
        for case in progress.over(every):
            own_shares = shares_by_case[case.id]
            _check_shares(case, own_shares)
            releases.append(release_of(case, publishing, own_shares, effects_by_case[case.id]))
            releases += call_offs(case, publishing)
    used = [LOTS] if any("lots" in release["tender"] for release in releases) else []
    if any("buyer" in contract for release in releases for contract in release.get("contracts", ())):
        used.append(CONTRACT_BUYER)
    return {
        "uri": uri,
        "version": VERSION,
        "extensions": used if extension_url is None else [*used, extension_url],
        "publishedDate": publishing.date,
        "publisher": {"name": publisher},
        "releases": releases,
    }


def write_ocds(package: Mapping[str, Any], path: Path | str) -> None:
    """Write a package to a file: UTF-8, Japanese as it is. An older file stays whole until the new one is written.

    Raises:
        OSError: the file cannot be written.
        ValueError: the package holds what JSON has not, such as NaN.
    """
    target = Path(path)
    text = json.dumps(package, ensure_ascii=False, allow_nan=False, indent=2)
    # Half a surrogate pair has no UTF-8; written as \udxxx it is read back as it was.
    content = text.encode("utf-8", errors="backslashreplace") + b"\n"
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        fresh.write_bytes(content)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def _check(cases: list[Case], uri: str, extension_url: str | None, ocid_prefix: str) -> None:
    if not cases:
        raise InvalidValue("procurement.exchange_no_cases")
    twice = [case_id for case_id, count in Counter(case.id for case in cases).items() if count > 1]
    if twice:
        raise InvalidValue("procurement.exchange_case_twice", value=tuple(twice))
    for address in (uri, extension_url):
        if address is not None and not _URI.fullmatch(address):
            raise InvalidValue("procurement.exchange_uri", value=address)
    if not _PREFIX.fullmatch(ocid_prefix):
        raise InvalidValue("procurement.exchange_prefix", value=ocid_prefix)


def _by_case(records: Iterable[_Of], cases: list[Case], astray: str) -> dict[str, list[_Of]]:
    known = {case.id for case in cases}
    by_case: defaultdict[str, list[_Of]] = defaultdict(list)
    for record in records:
        if record.case not in known:
            raise InvalidValue(astray, value=record.case)
        by_case[record.case].append(record)
    return by_case


def _check_shares(case: Case, shares: list[CostShare]) -> None:
    bearers = bearers_of(case)
    for share in shares:
        if share.body not in bearers:
            raise InvalidValue("procurement.exchange_share_of_nobody", value=share.body, case=case.id)
