"""The command line: `python -m chiho_digital check FILE`.

Exit status: 0 no error in the file (warnings and notes may be), 1 errors in the file, 2 the file cannot be read or the
command is wrong.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections import Counter
from typing import TYPE_CHECKING

from chiho_digital.basics import Text
from chiho_digital.tables import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chiho_digital.basics import Lang
    from chiho_digital.procurement import CaseFile

__all__ = ["main"]

_SEVERITIES = {
    Severity.ERROR: Text("誤り", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.NOTE: Text("注記", "note"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m chiho_digital", description="chiho_digital")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser(
        "check", help="共同調達事例のCSVを検査する / check a CSV file of joint procurements"
    )
    check.add_argument("file", metavar="FILE")
    check.add_argument("--lang", choices=("ja", "en"), default="ja", help="言語 / language")
    check.add_argument("--encoding", help="文字コード / encoding (default: UTF-8, else cp932)")
    options = parser.parse_args(arguments)
    # A console that cannot show a character shows a question mark instead of failing.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    return _check(options.file, options.lang, options.encoding)


def _check(path: str, lang: Lang, encoding: str | None) -> int:
    from chiho_digital.procurement import read_cases

    try:
        file = read_cases(path, encoding=encoding)
    except OSError as error:
        unreadable = Text("ファイルを読めません", "The file cannot be read")
        print(f"{unreadable.to(lang)}: {path}: {error.strerror}", file=sys.stderr)
        return 2
    for issue in file.issues:
        print(f"[{_SEVERITIES[issue.severity].to(lang)}] {issue.to(lang)}")
    print(_summary(file).to(lang))
    return 1 if any(issue.severity is Severity.ERROR for issue in file.issues) else 0


def _summary(file: CaseFile) -> Text:
    number = Counter(issue.severity for issue in file.issues)
    good, bad, encoding = len(file.cases), len(file.rejected), file.encoding or "?"
    errors, warnings, notes = (number[severity] for severity in Severity)
    return Text(
        f"{file.name}（{encoding}）：使える行 {good}、使えない行 {bad}、誤り {errors}、警告 {warnings}、注記 {notes}",
        f"{file.name} ({encoding}): {good} rows usable, {bad} rejected; "
        f"{errors} errors, {warnings} warnings, {notes} notes",
    )
