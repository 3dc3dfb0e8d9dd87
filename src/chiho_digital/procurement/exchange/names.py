"""Names of the format: the version of OCDS, the schemes of identifiers, the extensions."""

from __future__ import annotations

from datetime import timedelta, timezone
from pathlib import Path

__all__ = [
    "CONTRACT_BUYER",
    "CORPORATE_NUMBERS",
    "EXTENSION",
    "JAPAN",
    "LOCAL_GOVERNMENTS",
    "LOTS",
    "OWN",
    "SYSTEM_KINDS",
    "VERSION",
]

VERSION = "1.1"
"""The version of OCDS as packages name it; written and read for 1.1.5."""

CORPORATE_NUMBERS = "JP-JCN"
"""The scheme of corporate numbers (法人番号), as registered with org-id.guide."""
LOCAL_GOVERNMENTS = "X-JP-LGC"
"""Our local scheme of codes of local governments (全国地方公共団体コード): six digits with the check digit."""
SYSTEM_KINDS = "X-CHIHO-KIND"
"""Our local scheme of kinds of system: the ids of `systems.kind_of`."""

LOTS = (
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_lots_extension/master/extension.json"
)
CONTRACT_BUYER = "https://raw.githubusercontent.com/open-contracting-extensions/ocds_contract_buyer_extension/master/extension.json"

OWN = "jointProcurement"
"""The field of a release that holds what OCDS has no place for; its definition stands in `EXTENSION`."""
EXTENSION = Path(__file__).parent / "extension"
"""The files of our extension, for you to publish: `extension.json`, `release-schema.json` and `README.md`."""

JAPAN = timezone(timedelta(hours=9))
"""Japan's time zone: a day begins in it."""
