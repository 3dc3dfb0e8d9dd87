"""What can go wrong with a store; every error says what became of the data and what to do next."""

from __future__ import annotations

from chiho_digital.basics import ChihoDigitalError

__all__ = ["StoreDamaged", "StoreError", "StoreHeld", "UnknownTable"]


class StoreError(ChihoDigitalError, OSError):
    """A store cannot be opened, read or written (保管庫の誤り); its last good state stands."""


class StoreHeld(StoreError):
    """The store is open elsewhere: in another process, or as another `Store` of this one."""


class StoreDamaged(StoreError):
    """The file is not what was written (保管庫の破損); `suggestion` holds the call that restores a snapshot, if there is one."""


class UnknownTable(ChihoDigitalError, LookupError):
    """The store keeps no table of that name; `suggestion` holds near names."""
