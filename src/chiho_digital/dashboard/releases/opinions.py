"""Opinions of those who use the dashboard, and the answers to them. They outlive a release, so they are kept apart from it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, ConfigDict, Field, WithJsonSchema, model_validator

from chiho_digital.basics import InvalidValue, Text
from chiho_digital.dashboard.view import View
from chiho_digital.governments import Government, LocalGovernmentCode

from .contents import body_named, code_of, label_of
from .records import CorrectionLink, Record, Words, made, words

if TYPE_CHECKING:
    from chiho_digital.dashboard.view import Cell

__all__ = ["SENDERS", "Opinion", "Opinions", "Reply"]

SENDERS = {
    "municipality": Text("市区町村", "municipality"),
    "prefecture": Text("都道府県", "prefecture"),
    "national": Text("国の機関", "national body"),
    "company": Text("事業者", "company"),
    "citizen": Text("住民", "citizen"),
}
"""The kinds of sender that have a name in both languages. The vocabulary is open: any other is kept as written."""

_BY_SPELLING = {spelling: id_ for id_, text in SENDERS.items() for spelling in (id_, text.ja, text.en)}
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![0-9-])0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}(?![0-9-])", re.ASCII
)
_NOT_ANSWERED = Text("未回答", "not answered")
_NOTHING = Text("変更なし", "nothing changed")


def _sender(text: str) -> str:
    stripped = words(text)
    return _BY_SPELLING.get(stripped, stripped)


def _without_contact(text: str) -> str:
    """Words in which no address of a person stands; names cannot be told from other words."""
    if found := _CONTACT.search(unicodedata.normalize("NFKC", text)):
        raise InvalidValue("dashboard.opinion_contact", value=found[0])
    return text


_Words = Annotated[Words, AfterValidator(_without_contact)]
_Number = Annotated[int, Field(strict=True, ge=1)]


class Opinion(Record):
    """What somebody who uses the dashboard thinks of it (利用者の意見). Strictly read-only.

    about: the page or view it is about.  sender: what kind of body or person, see `SENDERS`; no names of persons, no
    contacts.  body: the code of the local government that sent it, if one did and it is known.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="利用者の意見", json_schema_extra={"description": "ダッシュボードの利用者から寄せられた意見。"}
    )

    number: Annotated[_Number, Field(title="番号", description="意見の番号。")]
    day: Annotated[date, Field(title="受付日", description="意見を受け付けた日。")]
    about: Annotated[Words, Field(title="対象", description="どのページ・表についての意見か。")]
    words: Annotated[_Words, Field(title="内容", description="意見の内容。個人名・連絡先は書かない。")]
    sender: Annotated[
        str,
        AfterValidator(_sender),
        WithJsonSchema({"type": "string", "minLength": 1, "examples": list(SENDERS)}),
        Field(
            title="意見者の種類",
            description="municipality（市区町村）、prefecture（都道府県）、national（国の機関）、company（事業者）、"
            "citizen（住民）など。ほかの語も書ける。",
        ),
    ]
    body: Annotated[
        LocalGovernmentCode | None,
        Field(
            title="団体",
            description="意見を寄せた団体の全国地方公共団体コード。団体でないとき・不明のときは null。",
        ),
    ] = None


class Reply(Record):
    """The answer to an opinion (意見への回答). Strictly read-only.

    to: the number of the opinion.  by: who answers, an organisation.  changed: the corrections made because of it; empty
    where nothing was changed.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="意見への回答", json_schema_extra={"description": "意見に対する回答。"}
    )

    to: Annotated[_Number, Field(title="意見の番号", description="どの意見への回答か。")]
    day: Annotated[date, Field(title="回答日", description="回答した日。")]
    by: Annotated[Words, Field(title="回答者", description="回答した組織。個人名は書かない。")]
    words: Annotated[_Words, Field(title="内容", description="回答の内容。")]
    changed: Annotated[
        tuple[CorrectionLink, ...],
        Field(title="変更", description="意見を受けて行った修正。何も変えていないときは空。"),
    ]


class Opinions(Record):
    """The opinions received and the answers given (利用者の意見と回答). Strictly read-only: adding gives a new one.

    Raises:
        pydantic.ValidationError: a number twice, an answer to an opinion that is not there, or dated before it.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="利用者の意見と回答", json_schema_extra={"description": "寄せられた意見と、それへの回答。"}
    )

    opinions: Annotated[tuple[Opinion, ...], Field(title="意見", description="寄せられた意見。")] = ()
    replies: Annotated[tuple[Reply, ...], Field(title="回答", description="意見への回答。")] = ()

    @model_validator(mode="after")
    def _together(self) -> Self:
        days = {opinion.number: opinion.day for opinion in self.opinions}
        if len(days) < len(self.opinions):
            raise InvalidValue("dashboard.opinion_twice", value=len(self.opinions) - len(days))
        for reply in self.replies:
            if reply.to not in days:
                raise InvalidValue("dashboard.unknown_opinion", value=reply.to, known=len(days))
            if reply.day < days[reply.to]:
                raise InvalidValue("dashboard.reply_before_opinion", value=reply.day, received=days[reply.to])
        return self

    def add(
        self,
        words: str,
        *,
        about: str,
        sender: str,
        day: date,
        body: Government | str | None = None,
    ) -> Self:
        """With one more opinion, which gets the next number. `body`: a value, code or name.

        Raises:
            InvalidValue: no words, or an e-mail address or telephone number among them.
            LookupError: there is no such body, or several are called so.
        """
        number = max((opinion.number for opinion in self.opinions), default=0) + 1
        code = None if body is None else code_of(body, day)
        opinion = made(Opinion, number=number, day=day, about=about, words=words, sender=sender, body=code)
        return made(type(self), opinions=(*self.opinions, opinion), replies=self.replies)

    def reply(self, to: int, words: str, *, day: date, by: str, changed: Iterable[CorrectionLink]) -> Self:
        """With one more answer. `changed`: `Release.correction(…)` for each correction; empty where nothing was changed.

        Raises:
            InvalidValue: there is no opinion of this number, the answer is dated before it, or what `add` refuses.
        """
        answer = made(Reply, to=to, day=day, by=by, words=words, changed=tuple(changed))
        return made(type(self), opinions=self.opinions, replies=(*self.replies, answer))

    def unanswered(self, day: date) -> tuple[Opinion, ...]:
        """The opinions that had been received by a day and had no answer."""
        answered = {reply.to for reply in self.replies if reply.day <= day}
        return tuple(o for o in self.opinions if o.day <= day and o.number not in answered)

    def to_rows(self) -> list[dict[str, Any]]:
        """A row for each opinion and answer to it, of one shape for a table of any library: number, day, about, sender,
        body, words, replied, by, reply, changed. An opinion without an answer has one row, null in the last four.
        """  # noqa: D205 -- the columns belong to the one sentence
        return [
            {
                "number": opinion.number,
                "day": opinion.day.isoformat(),
                "about": opinion.about,
                "sender": opinion.sender,
                "body": None if opinion.body is None else str(opinion.body),
                "words": opinion.words,
                "replied": None if reply is None else reply.day.isoformat(),
                "by": None if reply is None else reply.by,
                "reply": None if reply is None else reply.words,
                "changed": None if reply is None else "; ".join(map(_written, reply.changed)),
            }
            for opinion, reply in self._answered()
        ]

    def to_view(self) -> View:
        """The opinions and answers as a table to show, by number."""
        rows: list[tuple[Cell, ...]] = [
            (
                opinion.number,
                str(opinion.day),
                opinion.about,
                _sent_by(opinion),
                opinion.words,
                _NOT_ANSWERED if reply is None else reply.words,
                _NOT_ANSWERED if reply is None else str(reply.day),
                _NOT_ANSWERED if reply is None else _changed(reply),
            )
            for opinion, reply in self._answered()
        ]
        return View(
            Text("利用者の意見と回答", "Opinions and answers"),
            (
                Text("番号", "number"),
                Text("受付日", "received"),
                Text("対象", "about"),
                Text("意見者", "sender"),
                Text("意見", "opinion"),
                Text("回答", "answer"),
                Text("回答日", "answered"),
                Text("変更", "changed"),
            ),
            tuple(rows),
        )

    def _answered(self) -> list[tuple[Opinion, Reply | None]]:
        """Each opinion with each of its answers, or with none."""
        replies: dict[int, list[Reply | None]] = {}
        for reply in sorted(self.replies, key=lambda reply: reply.day):
            replies.setdefault(reply.to, []).append(reply)
        return [
            (opinion, reply)
            for opinion in sorted(self.opinions, key=lambda opinion: opinion.number)
            for reply in replies.get(opinion.number, [None])
        ]


def _sent_by(opinion: Opinion) -> Text:
    sender = SENDERS.get(opinion.sender, Text(opinion.sender, opinion.sender))
    if opinion.body is None:
        return sender
    body = body_named(opinion.body, opinion.day)
    return Text(f"{sender.ja}（{body.ja}）", f"{sender.en}: {body.en}")


def _written(link: CorrectionLink) -> str:
    return f"{link.release}/{link.row}/{link.field}/{link.day}"


def _changed(reply: Reply) -> Text:
    if not reply.changed:
        return _NOTHING
    labels = [(link.row, label_of(link.field), link.day) for link in reply.changed]
    return Text(
        "、".join(f"{row}の{label.ja}（{day}）" for row, label, day in labels),
        ", ".join(f"{label.en} of {row} ({day})" for row, label, day in labels),
    )
