"""What can go wrong with codes and names; every error names the likely repair where one is known."""

from __future__ import annotations

from chiho_digital.basics import ChihoDigitalError, InvalidValue

__all__ = ["AmbiguousCode", "AmbiguousName", "InvalidCode", "UnknownCode", "UnknownName"]


class InvalidCode(InvalidValue):
    """A text is no code (団体コード・法人番号の誤り); `suggestion` holds the likely repair, where there is one."""


class AmbiguousCode(InvalidCode):
    """Five digits where six are due fit two bodies; `params["readings"]` names them."""


class UnknownCode(ChihoDigitalError, LookupError):
    """A well-formed code that no body bears at the date asked for; `suggestion` names its successors, if any."""


class UnknownName(ChihoDigitalError, LookupError):
    """No body bears the name; `suggestion` holds near names."""


class AmbiguousName(ChihoDigitalError, LookupError):
    """Several bodies bear the name; `params["candidates"]` names them with their prefecture."""
