"""`check`: a file held against a row model."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click
from attrs import frozen

from chiho_digital.basics import Text

from .inputs import source_of
from .names import row_model, row_model_names
from .output import free
from .problems import DONE, WITH_ERRORS, Refused
from .words import Argument, Command, Option, offered, overwrite_option

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from chiho_digital.basics import Lang
    from chiho_digital.excel import Report
    from chiho_digital.tables import Issue

    from .output import Output

__all__ = ["check"]

_SUMMARY = Text(
    "{name}：使える行 {good}、使えない行 {rejected}、誤り {error}、警告 {warning}、注記 {note}",
    "{name}: {good} rows usable, {rejected} rejected; {error} errors, {warning} warnings, {note} notes",
)


@click.command(
    "check",
    cls=Command,
    about=Text(
        "ファイルの行を検査する（CSV、TSV、JSON Lines、Parquet、Excel）。\n誤りがあれば終了コードは1。",
        "Checks the rows of a file (CSV, TSV, JSON Lines, Parquet, Excel).\nExit status 1 if there are errors.",
    ),
    examples=("check cases.csv", "check staff.tsv --model staff --json", "check cases.csv --out marked.xlsx"),
)
@click.argument(
    "file", metavar="FILE", cls=Argument, about=Text("ファイル。- なら標準入力。", "The file; - is stdin.")
)
@click.option(
    "--model",
    metavar="NAME",
    default="procurement",
    shell_complete=offered(row_model_names),
    cls=Option,
    about=Text(
        "何の一覧か（既定は procurement、共同調達事例）。一覧は template。",
        "What the rows are (default: procurement). All names: template.",
    ),
)
@click.option(
    "--encoding",
    metavar="NAME",
    cls=Option,
    about=Text("文字コード（既定はUTF-8、なければcp932）。", "Encoding (default: UTF-8, else cp932)."),
)
@click.option(
    "--out",
    "marked",
    metavar="FILE",
    cls=Option,
    about=Text(
        "印を付けたExcelのブックを書き出す（.xlsx）。",
        "Writes the workbook with marks in it, or a report (.xlsx).",
    ),
)
@overwrite_option
@click.pass_obj
def check(  # noqa: PLR0913 -- the options of the command
    out: Output, file: str, model: str, encoding: str | None, marked: str | None, *, overwrite: bool
) -> int:
    """Shows every issue, then what could be used."""
    if marked is None:
        found = _checked(file, model, encoding)
    elif encoding is None:
        found = _marked(file, model, free(marked, overwrite=overwrite), out.lang)
    else:
        raise Refused("cli.not_together", value=("--encoding", "--out"))
    out.show(lambda: found.to(out.lang, file), lambda: found.to_dict(file, model))
    return WITH_ERRORS if found.number["error"] else DONE


@frozen
class _Found:
    """What a check found. report: of the workbook that was written, if one was."""

    good: int
    rejected: int
    issues: Sequence[Issue]
    encoding: str | None = None
    report: Report[Any] | None = None

    @property
    def number(self) -> dict[str, int]:
        """How many issues there are of each severity."""
        from chiho_digital.tables import Severity

        counted = Counter(issue.severity for issue in self.issues)
        return {severity.value: counted[severity] for severity in Severity}

    def to(self, lang: Lang, file: str) -> str:
        """Every issue on a line, and what can be used."""
        lines = [f"[{one.severity.label.to(lang)}] {one.to(lang)}" for one in self.issues]
        if self.report is not None:
            return "\n".join([*lines, self.report.to(lang)])
        name = f"{file} ({self.encoding})" if self.encoding else file
        said = _SUMMARY.to(lang).format(name=name, good=self.good, rejected=self.rejected, **self.number)
        return "\n".join([*lines, said])

    def to_dict(self, file: str, model: str) -> dict[str, Any]:
        """The same as JSON values."""
        return {
            "file": file,
            "model": model,
            "encoding": self.encoding,
            "rows": {"good": self.good, "rejected": self.rejected},
            "counts": self.number,
            "issues": [_document(issue) for issue in self.issues],
            "written": self.report and str(self.report.out),
            "marked": self.report and self.report.marked,
        }


def _checked(file: str, name: str, encoding: str | None) -> _Found:
    from chiho_digital import tables
    from chiho_digital.procurement import CaseRow, read_cases

    model = row_model(name)
    if model is CaseRow:  # what the registry and the kinds of system say of a case is more than its row can
        read = read_cases(source_of(file), encoding=encoding)
        return _Found(len(read.cases), len(read.rejected), read.issues, read.encoding)
    loaded = tables.read(source_of(file), model, encoding=encoding)
    found = tables.check(loaded, model)
    return _Found(len(found.good), len(found.rejected), found.issues, loaded.encoding)


def _marked(file: str, name: str, path: Path, lang: Lang) -> _Found:
    """The same, with a workbook written that shows it."""
    from chiho_digital import excel

    report = excel.check(source_of(file), row_model(name), path, lang=lang, overwrite=True)
    rows = report.checked
    return _Found(len(rows.good), len(rows.rejected), rows.issues, report=report)


def _document(issue: Issue) -> dict[str, Any]:
    """An issue as JSON values."""
    from chiho_digital.basics import phrase

    said = issue.suggestion
    return {
        "row": issue.row,
        "column": issue.column,
        "code": issue.code,
        "severity": issue.severity.value,
        "value": issue.value,
        "suggestion": None if said is None else {"ja": phrase(said, "ja"), "en": phrase(said, "en")},
        "ja": issue.to("ja"),
        "en": issue.to("en"),
    }
