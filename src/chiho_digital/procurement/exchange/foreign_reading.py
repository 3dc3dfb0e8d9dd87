"""What a release without our own field says of a case: the package of another publisher."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chiho_digital.basics import Grade, InvalidValue, PartialDate, Precision, Text
from chiho_digital.governments import AmbiguousName, Government, UnknownCode, UnknownName, find, get
from chiho_digital.procurement.records import Amount, Participation
from chiho_digital.procurement.vocabulary import AmountScope, BodyType, UnknownReason
from chiho_digital.systems import kind_of, near_kinds
from chiho_digital.tables import Link, Severity, Stated, WebAddress

from .dates import day_in_japan

if TYPE_CHECKING:
    from collections.abc import Container

    from .nodes import Node
    from .party_reading import Organisations, Party

__all__ = ["link_to", "name_unknown_kinds", "read_foreign", "take_part"]

_DATE_TIME = Text(
    "時差のある日時（2026-04-01T00:00:00+09:00）", "a date-time with its zone (2026-04-01T00:00:00+09:00)"
)


def read_foreign(
    release: Node,
    tender: Node,
    awards: tuple[Node, ...],
    organisations: Organisations,
    lead: Party | None,
) -> dict[str, Any]:
    """Fields of the case by name. What the release does not say is unknown."""
    bodies, words = take_part(release, organisations)
    codes = [body.code for body in bodies] + [lead.code if lead else None]
    prefectures = [known.prefecture.code for code in codes if code and (known := _body(code)) is not None]
    if not prefectures:
        release.found.say(release.path, "procurement.exchange_no_prefecture", Severity.WARNING)
    return {
        "id": release.text("ocid"),
        "prefectures": tuple(dict.fromkeys(prefectures)),
        "lead_words": None,
        "legal_form": None,
        "municipal_count": None,
        "participations": tuple(bodies),
        "unresolved": tuple(words),
        "unnamed": None,
        "names_as_of": None,
        "observed": _observed(release),
        "service_start": None,
        "amounts": _amounts(awards),
        "cost_note": None,
        "cost_sharing": None,
        "saving_note": None,
        "status": _status(tender),
        "status_remark": None,
        "grade": Grade.INFERRED,
        "confidence": None,
        "source_kind": None,
        "sources": tuple(_documents(tender, *awards)),
        "notes": "\n".join(filter(None, (tender.text("title"), tender.text("description")))) or None,
    }


def take_part(
    release: Node, organisations: Organisations, known: Container[str] = ()
) -> tuple[list[Participation], list[str]]:
    """The bodies that buy in a release, and the names of those that no code tells; but for those known by code or name."""
    buyers = organisations.with_role("buyer")
    if (buyer := release.node("buyer")) is not None:
        _, party = organisations.reference(buyer, "buyer")
        buyers += [party] if party is not None and "buyer" not in party.roles else []
    bodies: list[Participation] = []
    words: list[str] = []
    for party in buyers:
        name = organisations.keep(party, "buyer")
        if (party.code or name) in known:
            continue
        body = None if party.code is None else _body(party.code)
        if body is not None and (body.kind.is_municipality or body.parent_code is None):
            body_type = BodyType.MUNICIPALITY if body.kind.is_municipality else BodyType.PREFECTURE
            bodies.append(Participation(name=name, code=body.code, body_type=body_type))
            continue
        words.append(name)
        party.node.found.say(
            party.node.path,
            "procurement.exchange_unidentified",
            Severity.WARNING,
            name,
            suggestion=_likely(name),
        )
    return bodies, words


def name_unknown_kinds(kinds: tuple[str, ...], tender: Node) -> None:
    """Say which kinds of system the mapping does not know."""
    for words in kinds:
        if not kind_of(words).known:
            tender.found.say(
                tender.at("items"),
                "procurement.kind_unknown",
                Severity.WARNING,
                words,
                suggestion=near_kinds(words),
            )


def _body(code: str) -> Government | None:
    try:
        return get(code)
    except UnknownCode:
        return None


def _likely(name: str) -> str | None:
    """The body that a name alone would be."""
    try:
        body = find(name)
    except (UnknownName, AmbiguousName):
        return None
    return f"{body.code}（{body.full_name}）"


def _observed(release: Node) -> Stated[PartialDate] | None:
    said = release.text("date")
    if said is None:
        return None
    day = day_in_japan(said)
    if day is None:
        release.wrong(release.at("date"), said, _DATE_TIME)
    return Stated(said, None if day is None else PartialDate(day, Precision.DAY))


def _amounts(awards: tuple[Node, ...]) -> tuple[Amount, ...]:
    """The value of the one award is the total; those of several are not added up."""
    total = awards[0].yen("value") if len(awards) == 1 else None
    return tuple(
        Amount(scope=scope, yen=yen, unknown=UnknownReason.NOT_FOUND if yen is None else None)
        for scope, yen in (
            (AmountScope.INITIAL, None),
            (AmountScope.ANNUAL, None),
            (AmountScope.TOTAL, total),
        )
    )


def _status(tender: Node) -> str | None:
    if tender.value.get("status") != "active":
        return None
    tender.take("status")
    return "tendering"


def _documents(*nodes: Node) -> list[Link]:
    """The documents that have an address: each with its title."""
    documents = [document for node in nodes for document in node.nodes("documents")]
    links: list[Link] = []
    for document in documents:
        document.ident()
        if (link := link_to(document.text("url"), document.text("title"))) is not None:
            links.append(link)
        else:
            document.read.clear()
    return links


def link_to(url: str | None, remark: str | None = None) -> Link | None:
    """The link to a page, where its address is one of the web."""
    try:
        return None if url is None else Link(WebAddress().read(url), remark)
    except InvalidValue:
        return None
