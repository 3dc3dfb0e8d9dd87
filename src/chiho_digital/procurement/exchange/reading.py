"""From a release package of OCDS 1.1 back to cases, whoever published it."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from attrs import Factory, define, field, frozen

from chiho_digital.basics import Progress, Text
from chiho_digital.basics.shown import Shown, Table
from chiho_digital.tables import Severity
from chiho_digital.tables.shown import WHAT

from .call_off_reading import framework_of
from .dates import day_in_japan, moment
from .issues import Findings
from .json_text import parsed
from .names import VERSION
from .nodes import Node, listed_in
from .release_reading import read_case

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chiho_digital.basics.shown import Part
    from chiho_digital.governments import CorporateNumber
    from chiho_digital.procurement.effects import Effect
    from chiho_digital.procurement.records import Case

    from .issues import ExchangeIssue
    from .release_reading import ReadCase
    from .shares import CostShare

__all__ = ["Imported", "from_ocds", "read_ocds"]

_OBJECT = Text("オブジェクト", "an object")
_DATE_TIME = Text("時差のある日時", "a date-time with its zone")


_FOUND = (
    Text("場所", "place"),
    Text("重大度", "severity"),
    Text("記号", "code"),
    Text("指摘", "what is wrong"),
)


@frozen
class Imported(Shown):
    """What a package gave (取り込んだパッケージ). Strictly read-only.

    cases: every release that can be used, in the package's order.  effects, shares: of these cases.
    corporate_numbers: by code of a local government, else by name.
    issues: all that was found: what is wrong, and what a case has no place for.  rejected: the releases that are not
    used, as JSON Pointers; the issues say why.
    publisher, uri, published_on (the day in Japan), ocid_prefix: of the package, as `to_ocds` takes them; None unknown.
    """

    cases: tuple[Case, ...] = ()
    effects: tuple[Effect, ...] = ()
    shares: tuple[CostShare, ...] = ()
    corporate_numbers: dict[str, CorporateNumber] = field(factory=dict[str, "CorporateNumber"], hash=False)
    issues: tuple[ExchangeIssue, ...] = ()
    rejected: tuple[str, ...] = ()
    publisher: str | None = None
    uri: str | None = None
    published_on: date | None = None
    ocid_prefix: str | None = None

    def __shown__(self) -> Iterable[Part]:
        counts = ((Text("事例", "cases"), len(self.cases)), (Text("効果", "effects"), len(self.effects)))
        unused = (Text("使えないリリース", "releases not used"), len(self.rejected))
        yield Table(Text("取り込んだパッケージ", "Imported package"), WHAT, (*counts, unused))
        rows = [(one.path or "/", one.severity, one.code, one) for one in self.issues]
        yield Table(Text("指摘", "Issues"), _FOUND, rows)


def read_ocds(source: Path | str | bytes) -> Imported:
    """The cases of a file, by its path, or of its bytes, as `from_ocds`.

    Raises:
        OSError: the file cannot be read.
    """
    found = Findings()
    content = source if isinstance(source, bytes) else Path(source).read_bytes()
    package = parsed(content, found)
    return Imported(issues=tuple(found.issues)) if found.errors else _imported(package, found)


def from_ocds(package: object) -> Imported:
    """The cases of a release package, given as JSON values; with everything that cannot be kept, and where it stands.

    A package of ours comes back as it went out. Of another publisher's, what OCDS says in its core is read: who is
    lead and who buys, what, from whom. What only names a release (id, tag, initiationType) or declares an extension is
    passed over without a word. Never raises for what the package holds.
    """
    return _imported(package, Findings())


def _imported(package: object, found: Findings) -> Imported:
    root = _root(package, found)
    if root is None:
        return Imported(issues=tuple(found.issues))
    root.read.update({"version", "extensions"})
    publisher = root.node("publisher")
    name = publisher.text("name") if publisher else None
    uri, published = root.text("uri"), root.text("publishedDate")
    day = None if published is None else day_in_japan(published)
    if published is not None and day is None:
        root.wrong(root.at("publishedDate"), published, _DATE_TIME)
    releases = _Releases(found)
    read = releases.read(root)
    root.name_unread()
    return Imported(
        cases=tuple(one.case for one in read),
        effects=tuple(effect for one in read for effect in one.effects),
        shares=tuple(share for one in read for share in one.shares),
        corporate_numbers=releases.numbers,
        issues=tuple(sorted(found.issues, key=_place)),
        rejected=tuple(releases.rejected),
        publisher=name,
        uri=uri,
        published_on=day,
        ocid_prefix=next((one.prefix for one in read if one.prefix is not None), None),
    )


def _root(package: object, found: Findings) -> Node | None:
    """The package, if it is one that can be read."""
    if not isinstance(package, dict):
        found.say("", "procurement.exchange_wrong_type", Severity.ERROR, package, expected=_OBJECT)
        return None
    root = Node(cast("dict[str, Any]", package), "", found, Severity.ERROR)
    version = root.value.get("version")
    if "releases" not in root and "records" in root:
        found.say("/records", "procurement.exchange_records", Severity.ERROR)
    elif version != VERSION:
        found.say("/version", "procurement.exchange_version", Severity.ERROR, version, expected=VERSION)
    elif not root.value.get("releases"):
        found.say("/releases", "procurement.exchange_no_releases", Severity.ERROR)
    else:
        return root
    return None


def _place(issue: ExchangeIssue) -> list[tuple[int, int, str]]:
    """Issues in the order of the package's releases, and by field."""
    steps = issue.path.split("/")
    return [(0, len(step), step) if step.isdecimal() else (1, 0, step) for step in steps]


@define
class _Releases:
    """The releases of a package as they are read."""

    found: Findings
    numbers: dict[str, CorporateNumber] = Factory(dict[str, "CorporateNumber"])
    rejected: list[str] = Factory(list[str])

    def read(self, root: Node) -> list[ReadCase]:
        nodes = root.nodes("releases", Severity.WARNING)
        self._reject_the_others(root, nodes)
        latest = self._latest(nodes)
        called_off: defaultdict[str, list[Node]] = defaultdict(list)
        frameworks = {ocid: framework_of(node) for ocid, node in latest.items()}
        for ocid, framework in frameworks.items():
            if framework in latest and framework != ocid and frameworks[framework] not in latest:
                called_off[framework].append(latest[ocid])
        folded = {id(node) for nodes in called_off.values() for node in nodes}
        cases: dict[str, ReadCase] = {}
        own = [(ocid, node) for ocid, node in latest.items() if id(node) not in folded]
        with Progress(Text("OCDSの読み取り", "reading OCDS"), len(own)) as progress:
            for ocid, node in progress.over(own):
                one = read_case(node, called_off[ocid], root)
                if one is not None and one.case.id in cases:
                    self.found.say(node.path, "procurement.exchange_case_twice", Severity.ERROR, one.case.id)
                    one = None
                if one is None:
                    self._drop(node)
                    for call_off in called_off[ocid]:
                        self._reject(call_off, "procurement.exchange_framework_rejected", ocid)
                else:
                    cases[one.case.id] = one
                    self._merge(one, node)
        return list(cases.values())

    def _reject_the_others(self, root: Node, nodes: list[Node]) -> None:
        """What stands among the releases and is no object was already said; it counts as rejected."""
        paths = {node.path for node in nodes}
        every = [f"/releases/{at}" for at in range(len(listed_in(root.value["releases"])))]
        self.rejected += [path for path in every if path not in paths]

    def _latest(self, nodes: list[Node]) -> dict[str, Node]:
        """The release of each ocid; of several the last by date. Releases are not merged."""
        latest: dict[str, Node] = {}
        for node in nodes:
            ocid = node.value.get("ocid")
            if not isinstance(ocid, str) or not ocid:
                self._reject(node, "procurement.exchange_missing", field="ocid")
                continue
            other = latest.get(ocid)
            if other is None:
                latest[ocid] = node
            elif node.value.get("id") == other.value.get("id"):
                self._reject(
                    node, "procurement.exchange_release_twice", node.value.get("id"), other=other.path
                )
            else:
                older, latest[ocid] = sorted((other, node), key=_published)
                self._reject(older, "procurement.exchange_older_release", ocid, other=latest[ocid].path)
        return latest

    def _reject(self, node: Node, code: str, value: object = None, **params: object) -> None:
        self.found.say(node.path, code, Severity.ERROR, value, **params)
        self._drop(node)

    def _drop(self, node: Node) -> None:
        node.read_all()
        self.rejected.append(node.path)

    def _merge(self, one: ReadCase, node: Node) -> None:
        for name, number in one.numbers.items():
            known = self.numbers.setdefault(name, number)
            if known != number:
                self.found.say(
                    node.path,
                    "procurement.exchange_two_numbers",
                    Severity.WARNING,
                    name,
                    known=known,
                    other=number,
                )


def _published(node: Node) -> datetime:
    """When a release was published; one without a date before all others."""
    date = node.value.get("date")
    return (moment(date) if isinstance(date, str) else None) or datetime.min.replace(tzinfo=UTC)
