"""Pictures with a text alternative: maps of the prefectures without third-party dependencies, charts with Altair (extra `plots`)."""

from ._fonts import MissingFont
from .bars import bar_chart, counts_of
from .day_shares import shares_chart
from .distributions import distribution_chart
from .fundings import funding_chart
from .loads import load_chart
from .outline_map import outline_map
from .outlooks import outlook_chart
from .picture import Drawing, Picture
from .plot import Plot
from .repayments import repayment_chart
from .scaling import scaling_chart
from .tile_map import tile_map
from .timelines import Span, participation_spans, timeline_chart

__all__ = [
    "Drawing",
    "MissingFont",
    "Picture",
    "Plot",
    "Span",
    "bar_chart",
    "counts_of",
    "distribution_chart",
    "funding_chart",
    "load_chart",
    "outline_map",
    "outlook_chart",
    "participation_spans",
    "repayment_chart",
    "scaling_chart",
    "shares_chart",
    "tile_map",
    "timeline_chart",
]
