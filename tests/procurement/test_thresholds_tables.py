"""A table of contracts is decided row by row as single contracts are, on every engine."""

from itertools import product

import pyarrow as pa
import pytest
from table_forms import FORMS, arrow

from chiho_digital.procurement import (
    SMALL_CONTRACT_RULES,
    WTO_RULES,
    BuyerKind,
    ContractClass,
    ThresholdFacts,
    WtoClass,
)
from chiho_digital.rules import InvalidFrame

PRICES = [
    (None, None),
    (300_000, 300_000),
    (300_001, 300_001),
    (None, 1_000_000),
    (1_000_000, None),
    (954_546, 1_050_000),
    (4_000_001, 4_000_001),
    (36_000_000, 40_000_000),
    (40_000_000, 40_000_000),
    (3_020_000_000, 3_020_000_000),
]
ROWS = [
    {
        "fiscal_year": year,
        "buyer": buyer,
        "contract_class": of_class,
        "wto_class": wto_class,
        "lowest_price": low,
        "highest_price": high,
        "rent_basis": rent,
        "own_limit": own,
    }
    for year, buyer, (of_class, wto_class, rent), (low, high), own in product(
        (None, 2023, 2024, 2026, 2028),
        (None, *(kind.value for kind in BuyerKind)),
        [
            (None, None, None),
            *(
                (of_class.value, wto_class.value, "annual")
                for of_class, wto_class in zip(ContractClass, [*WtoClass, *WtoClass], strict=True)
            ),
            ("hire", None, None),
        ],
        PRICES,
        (None, 300_000),
    )
]
TYPES = {
    name: pa.int64() if name in {"fiscal_year", "lowest_price", "highest_price", "own_limit"} else pa.string()
    for name in ROWS[0]
}
TABLE = pa.Table.from_pylist(
    [{"row": place, **row} for place, row in enumerate(ROWS)], pa.schema({"row": pa.int64(), **TYPES})
)
RULESETS = pytest.mark.parametrize(
    "ruleset", [SMALL_CONTRACT_RULES, WTO_RULES], ids=lambda ruleset: ruleset.id
)


@pytest.fixture(scope="module")
def decided_singly():
    facts = [ThresholdFacts(**row) for row in ROWS]
    return {
        ruleset.id: [ruleset.decide(case) for case in facts] for ruleset in (SMALL_CONTRACT_RULES, WTO_RULES)
    }


@pytest.mark.slow
@RULESETS
@pytest.mark.parametrize("form", FORMS)
def test_a_table_is_decided_as_its_rows_are(form, ruleset, decided_singly):
    decided = arrow(ruleset.decide_frame(FORMS[form](TABLE))).to_pylist()
    program = ruleset.program()

    for row, decision in zip(
        sorted(decided, key=lambda row: row["row"]), decided_singly[ruleset.id], strict=True
    ):
        assert decision.outcome.value == row["outcome"]
        assert decision.values == {name: row[f"rule_{name}"] for name in program.rules}
        assert set(decision.missing) == set(program.names(row["missing"]))
        assert bool(decision.unknown_law) == row["unknown_law"]


@RULESETS
def test_every_outcome_stands_in_the_table(ruleset, decided_singly):
    assert {"eligible", "ineligible", "undetermined"} == {
        decision.outcome.value for decision in decided_singly[ruleset.id]
    }


def test_rows_that_cannot_be_are_reported_at_once():
    rows = [
        {"fiscal_year": 2026, "buyer": "municipality", "contract_class": "other", "own_limit": 1_000_001},
        {"lowest_price": 2, "highest_price": 1},
        {"buyer": "ward"},
    ]
    table = pa.Table.from_pylist(rows, pa.schema(TYPES))
    with pytest.raises(InvalidFrame) as caught:
        SMALL_CONTRACT_RULES.decide_frame(table)

    text = str(caught.value)
    assert "ward" in text
    with pytest.raises(InvalidFrame) as caught:
        SMALL_CONTRACT_RULES.decide_frame(table.slice(0, 2))

    assert {"procurement.own_limit_above_ceiling", "procurement.price_order"} == {
        problem.code for problem in caught.value.problems
    }
