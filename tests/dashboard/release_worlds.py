"""Small releases to test with: two rows in Shiga, three bodies that they concern, and sequences of moves."""

from datetime import date, timedelta

from hypothesis import strategies as st

from chiho_digital.basics import InvalidValue
from chiho_digital.dashboard.releases import Move, Release
from chiho_digital.governments import LocalGovernmentCode
from chiho_digital.procurement import CaseRow

DAY = date(2025, 4, 1)
PUBLISHER = "公開担当"
SHIGA, OTSU, KUSATSU, MORIYAMA = map(LocalGovernmentCode, ("250007", "252018", "252069", "252077"))


def row(id_="chat", **cells):
    return CaseRow(
        **{
            "case_id": id_,
            "prefecture": "滋賀県",
            "lead_body": "滋賀県",
            "system_kind_ja": "ビジネスチャット",
            "participants_municipal_count": "2",
            "participants_named": "大津市;草津市",
            "source_url": "https://example.org/a",
            **cells,
        }
    )


ROWS = (row(), row("form", lead_body="大津市", participants_named="守山市"))
CONCERNED = {"chat": (SHIGA, OTSU, KUSATSU), "form": (SHIGA, OTSU, MORIYAMA)}


def day(number):
    """So many days after the draft."""
    return DAY + timedelta(days=number)


def draft():
    return Release.draft("spring", ROWS, day=DAY, by=PUBLISHER)


def previewed(days=14):
    """A release whose preview is open from day 7 on."""
    return draft().preview(day=day(7), days=days)


def correct(release, on, new="3", row="chat"):
    return release.correct(row, "participants_municipal_count", new, day=on, reason="誤記", by=PUBLISHER)


def _preview(release, on, _row, _body, number):
    return release.preview(day=on, days=number % 6 + 1)


def _object(release, on, row, body, number):
    value = {"field": "事業者", "value": None} if number % 2 else {}
    return release.object_to(body, row, day=on, words="違う", **value)


def _by_body(move):
    return lambda release, on, row, body, _number: getattr(release, move)(body, row, day=on)


def _correct(release, on, row, _body, number):
    return correct(release, on, str(number), row)


def _publish(release, on, *_):
    objections = [one.id for one in release.on(on).rows if one.objections]
    return release.publish(day=on, despite=dict.fromkeys(objections, "確認中のため"))


_MOVES = {
    Move.PREVIEW: _preview,
    Move.CONFIRMATION: _by_body("confirm"),
    Move.OBJECTION: _object,
    Move.WITHDRAWAL: _by_body("withdraw"),
    Move.ACCEPTANCE: _by_body("accept"),
    Move.CORRECTION: _correct,
    Move.PUBLICATION: _publish,
}


def moved(release, move, *choices):
    """A release after a move; the choices are day, row, body, and a number for whatever else there is to choose."""
    return _MOVES[move](release, *choices)


@st.composite
def sequences(draw, *, apart=False):
    """Moves, possible or not, as (move, day, row, body, number); `apart`: each on a day of its own."""
    found, on = [], DAY
    for _ in range(draw(st.integers(0, 25))):
        on += timedelta(days=draw(st.integers(1 if apart else 0, 2)))
        move = draw(st.sampled_from(list(_MOVES)))
        id_ = draw(st.sampled_from(sorted(CONCERNED)))
        found.append((move, on, id_, draw(st.sampled_from(CONCERNED[id_])), draw(st.integers(0, 9))))
    return found


def played(moves):
    """The release after those of the moves that are possible."""
    release = draft()
    for move in moves:
        try:
            release = moved(release, *move)
        except InvalidValue:
            continue
    return release


def releases(*, apart=False):
    return sequences(apart=apart).map(played)
