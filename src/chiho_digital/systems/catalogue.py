"""Catalogues of software and offerings (カタログ): the small one that ships, one's own files, and the search in either.

The one that ships holds the software and suppliers named in the published cases of joint procurement. It is not the
catalogue of the DMP (デジタルマーケットプレイス): load an extract of that as a catalogue of your own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from chiho_digital.basics import Lang, Note, PartialDate, Text, message
from chiho_digital.basics.shown import Shown
from chiho_digital.governments import Government, GovernmentKind, find, get
from chiho_digital.tables import Issue, RowModel, Severity, check_rows, columns_of, in_order, read_rows
from chiho_digital.tables.shown import REJECTED, checked

from .kinds import SystemKind, find_kind, kind_of
from .records import Catalogue, Offering, Software, Use
from .rows import OfferingRow, SoftwareRow
from .vocabularies import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chiho_digital.basics.shown import Part
    from chiho_digital.tables import CheckedRows, LoadedRows

__all__ = ["OFFERINGS_FILE", "SOFTWARE_FILE", "CatalogueFile", "Hit", "load", "published", "search"]

SOFTWARE_FILE = "software.csv"
OFFERINGS_FILE = "offerings.csv"

_PUBLISHED = Path(__file__).parent / "data" / "named_in_cases"
_ORIGIN = Text(
    "共同調達の公表事例に名前が挙がっているもの（DMPのデータではない）",
    "named in published cases of joint procurement, not DMP data",
)
_AS_OF = "2026-03-23"  # the newest of the cases that it rests on

_SELLER_UNKNOWN = Text("不明", "unknown")

_Row = TypeVar("_Row", bound=RowModel)
_Cells = tuple[tuple[int, dict[str, str]], ...]


@frozen
class CatalogueFile(Shown):
    """The files of a catalogue, read and checked (カタログのファイル). Strictly read-only.

    catalogue: every row that can be used.  By the name of the file: `issues`, all that was found, by row and column, and
    `rejected`, (row number, cells) of the rows with an error.
    """

    catalogue: Catalogue
    issues: Mapping[str, tuple[Issue, ...]]
    rejected: dict[str, _Cells]

    def __shown__(self) -> Iterable[Part]:
        for name, issues in self.issues.items():
            yield from checked(Text(name, name), {REJECTED: len(self.rejected[name])}, issues)


def load(
    folder: Path | str,
    *,
    origin: Text | str,
    as_of: PartialDate | str | None = None,
    encoding: str | None = None,
) -> CatalogueFile:
    """The catalogue of a folder with `software.csv` (`SoftwareRow`) and `offerings.csv` (`OfferingRow`), and every issue.

    origin: where the entries come from, which travels with them.  as_of: when they were put together.
    A catalogue saved as JSON is read with `Catalogue.model_validate_json`.

    Raises:
        OSError: a file cannot be read. Everything wrong inside it becomes an issue instead.
        pydantic.ValidationError: `as_of` is no date.
    """
    software_rows, software_checked = _read(Path(folder) / SOFTWARE_FILE, SoftwareRow, encoding)
    software, about_software = Software.from_rows(software_checked.good)
    offering_rows, offerings_checked = _read(Path(folder) / OFFERINGS_FILE, OfferingRow, encoding)
    offerings, about_offerings = Offering.from_rows(offerings_checked.good, software)
    issues = {
        SOFTWARE_FILE: in_order((*software_checked.issues, *about_software), columns_of(SoftwareRow)),
        OFFERINGS_FILE: in_order((*offerings_checked.issues, *about_offerings), columns_of(OfferingRow)),
    }
    rejected = {
        SOFTWARE_FILE: _rejected(software_rows, software_checked, about_software),
        OFFERINGS_FILE: _rejected(offering_rows, offerings_checked, about_offerings),
    }
    values = {"software": software, "offerings": offerings, "origin": origin, "as_of": as_of}
    return CatalogueFile(Catalogue.model_validate(values), issues, rejected)


def _read(path: Path, model: type[_Row], encoding: str | None) -> tuple[LoadedRows, CheckedRows[_Row]]:
    loaded = read_rows(path, model, encoding=encoding)
    return loaded, check_rows(loaded, model)


def _rejected(loaded: LoadedRows, checked: CheckedRows[Any], issues: Iterable[Issue]) -> _Cells:
    """The rows with an error, of themselves or beside the others."""
    bad = {number for number, _ in checked.rejected}
    bad |= {issue.row for issue in issues if issue.severity is Severity.ERROR and issue.row is not None}
    return tuple((number, cells) for number, cells in loaded.rows if number in bad)


@cache
def published() -> Catalogue:
    """The software and suppliers named in the published cases that ship; not the catalogue of the DMP.

    Prices, certifications and corporate numbers are not known. What is left out, and why, stands in `left_out.csv` beside
    the data.
    """
    return load(_PUBLISHED, origin=_ORIGIN, as_of=_AS_OF).catalogue


@frozen
class Hit:
    """A software that was found, with the offerings of it (検索結果). Strictly read-only.

    reason: why it stands where it stands in the list.
    """

    software: Software
    offerings: tuple[Offering, ...]
    reason: Note

    def to(self, lang: Lang) -> str:
        """What it is called, its kinds, its sellers and the reason, on one line."""
        kinds = self.software.system_kinds
        sellers = dict.fromkeys(offer.seller.name for offer in self.offerings if offer.seller is not None)
        params = {
            "software": self.software.title,
            "kinds": tuple(kind.label for kind in kinds),
            "sellers": tuple(sellers) or _SELLER_UNKNOWN,
            "reason": self.reason,
        }
        return message("systems.hit", params, lang)

    def to_dict(self) -> dict[str, Any]:
        """The software, its offerings and the reason as JSON values."""
        return {
            "software": self.software.model_dump(mode="json"),
            "offerings": [offer.model_dump(mode="json") for offer in self.offerings],
            "reason": self.reason.to_dict(),
        }


def search(
    *,
    kind: SystemKind | str | None = None,
    text: str | None = None,
    body: Government | str | None = None,
    within: Catalogue | None = None,
) -> tuple[Hit, ...]:
    """The software of a kind, or with a text in it, each with its offerings and the reason for its place.

    kind: a kind of system, by id, Japanese or English name or synonym.
    text: words that must all stand in the names of software, developer and sellers, the description or the certifications,
    whatever their width, case and kana.
    body: a body by value, name or code; software named in cases in which it takes part comes first, then that named in
    cases of its prefecture.
    within: the catalogue, by default the published one.

    Behind these comes software named in other cases, then all other; in each group by name, the unnamed last.

    >>> [hit.software.name for hit in search(kind="ビジネスチャット", body="滋賀県草津市")]
    ['LoGoチャット']
    >>> search(kind="ビジネスチャット", body="滋賀県草津市")[0].reason.to("en")
    'Named in cases in which Kusatsu (city, Shiga) takes part: shiga-chat-2021.'

    Raises:
        UnknownKind: neither our file nor the catalogue knows the kind; near names are suggested.
        UnknownName, AmbiguousName, UnknownCode, InvalidCode: there is no such body.
    """
    catalogue = published() if within is None else within
    wanted = None if kind is None else _kind(kind, catalogue)
    place = None if body is None else _body(body)
    words = [folded(word) for word in (text or "").split()]
    offers: dict[str, list[Offering]] = {software.id: [] for software in catalogue.software}
    for offer in catalogue.offerings:
        offers[offer.software].append(offer)
    hits: list[tuple[int, Hit]] = []
    for software in catalogue.software:
        own = tuple(offers[software.id])
        if (wanted is None or wanted in software.kinds) and _holds(software, own, words):
            rank, reason = _place(own, place)
            hits.append((rank, Hit(software, own, reason)))
    hits.sort(key=lambda found: (found[0], *_by_name(found[1].software)))
    return tuple(hit for _, hit in hits)


def _kind(kind: SystemKind | str, catalogue: Catalogue) -> str:
    """The id of a kind that our file knows, or that stands in the catalogue."""
    wanted = kind_of(kind) if isinstance(kind, str) else kind
    if wanted.known:
        return wanted.id
    own = {folded(one): one for software in catalogue.software for one in software.kinds}
    return own.get(folded(wanted.id)) or find_kind(wanted.id).id


def _body(body: Government | str) -> Government:
    """The body meant; a ward stands for its city."""
    if isinstance(body, str):
        body = get(body) if body[:1].isdecimal() else find(body)
    return body.parent or body if body.kind is GovernmentKind.WARD else body


def _holds(software: Software, offers: Iterable[Offering], words: list[str]) -> bool:
    """Whether all words stand in what is said of a software."""
    companies = [software.developer, *(offer.seller for offer in offers)]
    texts = [software.name, software.description, *(one.name for one in companies if one is not None)]
    texts += [name for offer in offers for name in offer.certifications or ()]
    said = "\n".join(folded(text) for text in texts if text is not None)
    return all(word in said for word in words)


def _place(offers: Iterable[Offering], body: Government | None) -> tuple[int, Note]:
    """In which group a software stands, and why."""
    uses = tuple(dict.fromkeys(use for offer in offers for use in offer.used_in))
    if body is not None:
        if body.parent_code is not None and (taking_part := [u for u in uses if body.code in u.bodies]):
            return 0, Note("systems.named_by_body", {"body": body.title, "cases": _ids(taking_part)})
        digits = body.code.prefecture_digits
        if near := [u for u in uses if any(code.prefecture_digits == digits for code in u.bodies)]:
            return 1, Note(
                "systems.named_in_prefecture", {"prefecture": body.prefecture.title, "cases": _ids(near)}
            )
    return (2, Note("systems.named", {"cases": _ids(uses)})) if uses else (3, Note("systems.named_nowhere"))


def _ids(uses: Iterable[Use]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(use.case for use in uses))


def _by_name(software: Software) -> tuple[bool, str, str]:
    return software.name is None, folded(software.name or ""), software.id
