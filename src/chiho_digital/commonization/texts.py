"""The texts that this room rests on (根拠): the basic policy, the minutes of the working team, and the call for proposals."""

from __future__ import annotations

from datetime import date

from chiho_digital.basics import Grade, Source, Text

__all__ = ["BASIC_POLICY", "CALL_FLOW", "CALL_FORM", "GAZETTE", "MINUTES", "READING", "WHO_MAY_PROPOSE"]

_CALL = Text("提案募集方式", "the decentralisation call for proposals (提案募集方式)")

BASIC_POLICY = Source(
    Text(
        "国・地方デジタル共通基盤の整備・運用に関する基本方針（案で確認）",
        "Basic Policy on Common Digital Platforms of State and Local Government (read in its draft)",
    ),
    Grade.PRIMARY,
    url="https://wic-net.com/material/document/15372/12",
    revision=date(2024, 6, 18),
)
"""Decided on 2024-06-18, by the cabinet on 2024-06-21."""

READING = Source(
    Text("基本方針の手順の読み", "reading of the order of steps in the basic policy"), Grade.INFERRED
)
"""What follows from the order in which the basic policy names its steps, and is said in no words of it."""

MINUTES = Source(
    Text(
        "国・地方デジタル共通基盤推進連絡協議会ワーキングチーム（第2回）議事要旨",
        "Minutes of the working team of the liaison council, second meeting",
    ),
    Grade.PRIMARY,
    revision=date(2025, 1, 14),
)

WHO_MAY_PROPOSE = Source(_CALL, Grade.PRIMARY)
"""Who may propose."""

CALL_FLOW = Source(
    Text(f"{_CALL.ja}の流れ", f"steps of {_CALL.en}"),
    Grade.SECONDARY,
)
"""The steps from a proposal to the law, and the four results."""

CALL_FORM = Source(
    Text(f"{_CALL.ja}の様式（日付不明）", f"a form of {_CALL.en}, undated"),
    Grade.SECONDARY,
)
"""The lengths of texts; of which year the form is was not read."""

GAZETTE = Source(
    Text("官報 号外政府調達第18号", "Official gazette, government procurement, no. 18"),
    Grade.PRIMARY,
    revision=date(2026, 1, 29),
)
