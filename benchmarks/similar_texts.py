"""Synthetic proposals for the search for near duplicates: made-up texts of real affairs, and copies of some with known noise.

Every text is drawn from one seed. An original is written for an affair from sentence patterns whose parts vary; a copy is an
original with noise of one kind, or of all kinds at once. Which copy is of which original is known.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from attrs import evolve, frozen

from chiho_digital.governments import municipalities

__all__ = ["BEYOND", "NOISES", "Copy", "Texts", "made"]


@frozen
class Texts:
    """What a proposal says, as far as it is compared."""

    title: str
    measure: str
    problem: str
    effect: str


@frozen
class Copy:
    """A seeded near duplicate: the place of the original, the noise it was given, and its texts."""

    original: int
    noise: str
    texts: Texts


_WORDS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("similar_words.toml").read_text(encoding="utf-8")
)
_PARTS: dict[str, list[str]] = _WORDS["parts"]
_LONGEST_MEASURE, _LONGEST_REST = 250, 700
_RELATIVES = 10  # every tenth original is a relative of the one before it


class _Writer:
    """Fills the patterns for one affair at a time."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._places = [body.name for body in municipalities()]
        self._special: dict[str, Callable[[], str]] = {
            "place": lambda: self._one(self._places),
            "law": self._law,
            "number": lambda: str(random.randint(2, 30)),
            "number2": lambda: str(random.randint(31, 4_000)),
            "percent": lambda: str(random.randint(2, 95)),
            "year": lambda: str(random.randint(2, 7)),
        }
        self._fixed: dict[str, str] = {}

    def _one(self, among: Sequence[str]) -> str:
        return among[int(self._random.random() * len(among))]

    def _law(self) -> str:
        number = self._random.randint
        return (
            f"{self._fixed['affair']}に関する{self._one(_WORDS['laws'])}第{number(2, 90)}条第{number(1, 6)}項"
        )

    def __getitem__(self, part: str) -> str:
        """What stands for a part of a pattern: the proposal's own affair, ministry and item mostly, anything else drawn."""
        if part in self._fixed and (part != "item" or self._random.random() < 0.6):
            return self._fixed[part]
        return self._special[part]() if part in self._special else self._one(_PARTS[part])

    def _filled(self, text: str, fewest: int, most: int, longest: int) -> str:
        """So many sentences of a text of a proposal, drawn without repeating; the last ones left out where it gets too long."""
        chosen = self._random.sample(_WORDS["patterns"][text], self._random.randint(fewest, most))
        sentences = [pattern.format_map(self) for pattern in chosen]
        within = [end for end in accumulate(map(len, sentences)) if end <= longest]
        return "".join(sentences[: max(len(within), 1)])

    def proposal(self) -> Texts:
        """A proposal for an affair drawn at random."""
        self._fixed = {}
        self._fixed = {
            "affair": self._one(_WORDS["affairs"]),
            "ministry": self._one(_WORDS["ministries"]),
            "item": self._one(_PARTS["item"]),
        }
        title = self._filled("title", 1, 1, 100)
        measure = self._filled("measure", 1, 4, _LONGEST_MEASURE)
        problem = self._filled("problem", 3, 12, _LONGEST_REST - 150)
        return Texts(title, measure, problem, self._filled("effect", 1, 4, _LONGEST_REST - len(problem)))

    def relative(self, other: Texts) -> Texts:
        """A proposal of its own that took over half of the sentences of another's problem, and maybe its measure: no copy."""
        new = self.proposal()
        if self._random.random() < 0.5:
            new = evolve(new, measure=other.measure)
        theirs, own = (texts.problem.split("。")[:-1] for texts in (other, new))
        half = theirs[::2] + own[len(own) // 2 :]
        return evolve(new, problem="".join(f"{one}。" for one in half)[:_LONGEST_REST])

    def sentence(self) -> str:
        """A sentence that may stand in any problem."""
        return self._filled("problem", 1, 1, _LONGEST_REST)


_WIDE = str.maketrans("0123456789()APILGWN%", "０１２３４５６７８９（）ＡＰＩＬＧＷＮ％")
_KANJI = str.maketrans("0123456789", "〇一二三四五六七八九")
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンー"
_HALF = str.maketrans(_KANA, "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｰ")


def _spelled(random: Random, text: str) -> str:
    """Width, kana and numerals: full-width figures or kanji numerals, half-width katakana, words in kana."""
    text = text.translate(_KANJI if random.random() < 0.5 else _WIDE)
    if random.random() < 0.5:
        text = text.translate(_HALF)
    return _replaced(text, _WORDS["respelled"])


def _replaced(text: str, words: dict[str, str]) -> str:
    for word, other in words.items():
        text = text.replace(word, other)
    return text


def _phrased(random: Random, text: str) -> str:
    """Phrases: half of those known by another name, drawn anew for each text."""
    phrases = _WORDS["rephrased"].items()
    return _replaced(text, {word: other for word, other in phrases if random.random() < 0.5})


def _mistyped(rate: float) -> Callable[[Random, str], str]:
    """Edits of characters: so many of them, a third each inserted, deleted, put in place of another."""

    def mistyped(random: Random, text: str) -> str:
        found: list[str] = []
        for sign in text:
            edit = random.random() / rate
            if edit >= 1:
                found.append(sign)
            elif edit < 1 / 3:
                found += [sign, random.choice(_WORDS["signs"])]
            elif edit < 2 / 3:
                found.append(random.choice(_WORDS["signs"]))
        return "".join(found) or text

    return mistyped


def _moved(random: Random, text: str) -> str:
    """Sentences in another order."""
    sentences = text.split("。")[:-1]
    random.shuffle(sentences)
    return "".join(f"{sentence}。" for sentence in sentences) or text


def _all_at_once(random: Random, text: str) -> str:
    return _mistyped(0.03)(random, _moved(random, _phrased(random, _spelled(random, text))))


_REWRITTEN = "a sentence replaced, one dropped"
BEYOND = "20 % of characters edited"
"""More noise than a near duplicate has: shows where the search ends."""
NOISES: dict[str, Callable[[Random, str], str]] = {
    "spelling (width, kana, numerals)": _spelled,
    "2 % of characters edited": _mistyped(0.02),
    "5 % of characters edited": _mistyped(0.05),
    "10 % of characters edited": _mistyped(0.10),
    "sentences in another order": _moved,
    "phrases replaced": _phrased,
    _REWRITTEN: _moved,
    "spelling, phrases, order and 3 % edited": _all_at_once,
    BEYOND: _mistyped(0.20),
}


def _copied(random: Random, writer: _Writer, original: Texts, noise: str) -> Texts:
    """An original with noise in each of its texts."""
    change = NOISES[noise]
    copy = Texts(
        title=change(random, original.title),
        measure=change(random, original.measure),
        problem=change(random, original.problem),
        effect=change(random, original.effect),
    )
    if noise != _REWRITTEN:
        return copy
    sentences = copy.problem.split("。")[:-1]
    kept = sentences[2:] if len(sentences) > 3 else sentences[1:]
    return evolve(copy, problem="".join(f"{one}。" for one in kept) + writer.sentence())


def made(number: int, copies: int, seed: int = 7) -> tuple[list[Texts], list[Copy]]:
    """So many proposals in all: the originals, and so many copies, each of another original, in turn with each noise."""
    random = Random(seed)  # noqa: S311 – texts, not secrets
    writer = _Writer(random)
    originals = [writer.proposal() for _ in range(number - copies)]
    for place in range(_RELATIVES, len(originals), _RELATIVES):
        originals[place] = writer.relative(originals[place - 1])
    noises = list(NOISES)
    copied: list[Copy] = []
    for turn, place in enumerate(random.sample(range(len(originals)), copies)):
        noise = noises[turn % len(noises)]
        copied.append(Copy(place, noise, _copied(random, writer, originals[place], noise)))
    return originals, copied
