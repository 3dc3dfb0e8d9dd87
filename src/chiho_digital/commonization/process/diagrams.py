"""State diagrams (状態遷移図), drawn from the machines themselves: a picture as SVG, and a table with who acts and by what source.

Each machine is drawn in rows from its first state; a move that leads back to its own state stands in the box of the state.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from attrs import frozen

from chiho_digital.basics import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chiho_digital.basics import LabelledEnum, Moves, Source

    from .machines import Machine

__all__ = ["diagram", "table_of_moves"]

_LINE, _GAP, _MARGIN = 17, 20, 16
_NARROW, _WIDE = 6.8, 12.4  # widths of a letter and of a Japanese character at 12 px
_HEADS = (
    Text("何の", "of what"),
    Text("状態", "state"),
    Text("出来事（主体）", "move (who)"),
    Text("次の状態", "next state"),
    Text("出典", "source"),
)


def table_of_moves(machine: Machine, lang: Lang) -> str:
    """Every move in a Markdown table: state, moves with who alone can make them, next state, source (遷移の一覧)."""
    rows: dict[tuple[str, ...], list[str]] = {}
    sources: dict[Source, int] = {}
    for region in machine.regions:
        for step in region.steps:
            number = "" if step.source is None else f"[{sources.setdefault(step.source, len(sources) + 1)}]"
            key = (region.what.to(lang), step.before.label.to(lang), step.after.label.to(lang), number)
            rows.setdefault(key, []).append(_named(machine, step.move, lang))
    lines = [[head.to(lang) for head in _HEADS], ["---"] * len(_HEADS)]
    lines += [
        [what, before, "<br>".join(moves), after, source]
        for (what, before, after, source), moves in rows.items()
    ]
    table = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    cited = "".join(f"- [{number}] {source.to(lang)}\n" for source, number in sources.items())
    return f"{table}\n{cited}"


def _named(machine: Machine, move: LabelledEnum, lang: Lang) -> str:
    """A move, and who alone can make it."""
    name, actor = move.label.to(lang), machine.actors.get(move)
    if actor is None:
        return name
    return f"{name}（{actor.label.ja}）" if lang == "ja" else f"{name} ({actor.label.en})"


def diagram(machine: Machine, lang: Lang) -> str:
    """The machine as a picture in SVG, its regions below one another (状態遷移図)."""
    drawings: list[str] = []
    top, right = _MARGIN, 0.0
    for region in machine.regions:
        drawn = _Region(machine, region, lang)
        drawings.append(f'<g transform="translate({_MARGIN},{top})">{"".join(drawn.parts())}</g>')
        top += drawn.height + 2 * _GAP
        right = max(right, drawn.width)
    width, height = round(right) + 2 * _MARGIN, top
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="sans-serif" font-size="12">\n<title>{escape(machine.title.to(lang))}</title>\n'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#555"/></marker></defs>\n'
        f'<rect width="{width}" height="{height}" fill="#fff"/>\n' + "\n".join(drawings) + "\n</svg>\n"
    )


@frozen
class _Box:
    """A state as it is drawn: its lines, and the middle of its upper side."""

    lines: tuple[str, ...]
    x: float
    y: int

    @property
    def width(self) -> float:
        return max(map(_width, self.lines)) + 24

    @property
    def height(self) -> int:
        return _LINE * len(self.lines) + 12

    @property
    def bottom(self) -> int:
        return self.y + self.height


class _Region:
    """One state machine of a picture, laid out in rows by the number of moves from its first state."""

    def __init__(self, machine: Machine, region: Moves[Any, Any], lang: Lang) -> None:
        self.heading = region.what.to(lang)
        edges: dict[tuple[LabelledEnum, LabelledEnum], list[str]] = defaultdict(list)
        for step in region.steps:
            edges[step.before, step.after].append(_named(machine, step.move, lang))
        self.edges = {pair: lines for pair, lines in edges.items() if pair[0] is not pair[1]}
        texts = {
            state: (state.label.to(lang), *(f"↻ {line}" for line in edges.get((state, state), ())))
            for state in _states(region)
        }
        labels = [_width(line) for lines in self.edges.values() for line in lines]
        column = max([*labels, *(_Box(lines, 0, 0).width for lines in texts.values())]) + _GAP
        self.boxes: dict[LabelledEnum, _Box] = {}
        y = _LINE + _GAP
        for row in _rows(region):
            leading = [lines for (_, after), lines in self.edges.items() if after in row]
            y += max((len(lines) * _LINE + _GAP for lines in leading), default=0)
            for place, state in enumerate(row):
                self.boxes[state] = _Box(texts[state], column * (place + 0.5), y)
            y = max(self.boxes[state].bottom for state in row) + _GAP
        self.height = y - _GAP
        ends = [self.boxes[after].x + 8 + max(map(_width, lines)) for (_, after), lines in self.edges.items()]
        self.width = max([*ends, *(box.x + box.width / 2 for box in self.boxes.values())])

    def parts(self) -> Iterator[str]:
        """The elements of the picture."""
        yield _text(self.heading, 0, _LINE, 'font-weight="bold" font-size="14"')
        for (before, after), lines in self.edges.items():
            start, end = self.boxes[before], self.boxes[after]
            turn = start.bottom + _GAP // 2
            path = f"M{start.x:.0f} {start.bottom}V{turn}H{end.x:.0f}V{end.y}"
            yield f'<path d="{path}" fill="none" stroke="#555" marker-end="url(#tip)"/>'
            first = end.y - len(lines) * _LINE + 4
            yield from (_text(line, end.x + 8, first + at * _LINE) for at, line in enumerate(lines))
        for box in self.boxes.values():
            left = box.x - box.width / 2
            yield (
                f'<rect x="{left:.0f}" y="{box.y}" width="{box.width:.0f}" height="{box.height}" rx="6" '
                'fill="#eef3f8" stroke="#35618e"/>'
            )
            for at, line in enumerate(box.lines):
                weight = "" if at else 'font-weight="bold"'
                yield _text(line, left + 12, box.y + _LINE * (at + 1), weight)


def _states(region: Moves[Any, Any]) -> Iterable[LabelledEnum]:
    return dict.fromkeys(state for step in region.steps for state in (step.before, step.after))


def _rows(region: Moves[Any, Any]) -> Iterator[list[LabelledEnum]]:
    """The states by the number of moves that lead to them."""
    row, met = [region.steps[0].before], {region.steps[0].before}
    while row:
        yield row
        row = list(
            dict.fromkeys(step.after for step in region.steps if step.before in row and step.after not in met)
        )
        met.update(row)


def _text(line: str, x: float, y: int, more: str = "") -> str:
    return f'<text x="{x:.0f}" y="{y}" {more}>{escape(line)}</text>'


def _width(line: str) -> float:
    return sum(_NARROW if sign.isascii() else _WIDE for sign in line)
