"""The text of a JSON file, parsed: what is no JSON, or would be read differently by others, is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

from chiho_digital.tables import Severity

if TYPE_CHECKING:
    from .issues import Findings

__all__ = ["parsed"]


class _NoNumberError(ValueError):
    """NaN, Infinity or -Infinity, which Python reads and JSON has not."""


def parsed(content: bytes, found: Findings) -> Any:
    """The value of a JSON text in UTF-8; None after an error, which is said."""
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once(found), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        found.say("", "procurement.exchange_not_utf8", Severity.ERROR, at=error.start)
    except json.JSONDecodeError as error:
        found.say("", "procurement.exchange_no_json", Severity.ERROR, line=error.lineno, column=error.colno)
    except _NoNumberError as error:
        found.say("", "procurement.exchange_no_number", Severity.ERROR, str(error))
    except RecursionError:
        found.say("", "procurement.exchange_too_deep", Severity.ERROR)
    except ValueError:  # a number of thousands of digits
        found.say("", "procurement.exchange_too_long", Severity.ERROR)
    return None


def _refuse(word: str) -> NoReturn:
    raise _NoNumberError(word)


def _once(found: Findings) -> Any:
    def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        if len(result) < len(pairs):
            seen: set[str] = set()
            for key, _ in pairs:
                if key in seen:
                    found.say("", "procurement.exchange_key_twice", Severity.WARNING, key)
                seen.add(key)
        return result

    return object_of
