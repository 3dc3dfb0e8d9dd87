"""What `funding` says of the rows of a table, for the tests of `funding_frame`."""

from pydantic import ValidationError

from chiho_digital.basics import InvalidValue
from chiho_digital.bonds import Project, funding
from chiho_digital.rules import Unknown

READ = ("fiscal_year", "eligible_cost", "cost", "grants", "other_revenue")
ADDED = ("bond_ceiling", "general_funds", "need_increase")


def funded(row, **terms):
    """What `funding` says of a row: three amounts, None where they are unknown; nothing where it refuses the row."""
    year, eligible, cost, grants, other = row
    try:
        project = Project(name="x", fiscal_year=year, cost=cost, grants=grants, other_revenue=other)
        got = funding(project, eligible_cost=eligible, **terms)
    except (InvalidValue, ValidationError):
        return None
    amounts = (got.bond_ceiling, got.general_funds, got.need_increase)
    return tuple(None if isinstance(amount, Unknown) else amount for amount in amounts)
