"""What: kinds of system (システム). The catalogue of software and offerings comes later."""

from .kinds import UNCLASSIFIED, SystemKind, areas_ours, kind_of, kinds

__all__ = ["UNCLASSIFIED", "SystemKind", "areas_ours", "kind_of", "kinds"]
