"""Problems that somebody typed or pasted as a table: a problem, and its answer if it is known.

    How many legs have 3 cats?,12
    "Ken has 5 apples, and eats 2. How many are left?",3

Read with Python's csv module. Columns are separated by commas, tabs or semicolons: whichever gives the most rows that
end in a number. A first row without any digit is taken as the names of the columns.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Literal

from sandbox.errors import BadInput
from sandbox.topics.prompting.answer_rule import check_answer

MOST_ROWS = 50
LONGEST_PROBLEM = 1000
LONGEST_ANSWER = 60
SEPARATORS = (",", "\t", ";")

#: What can be wrong with a row: too many columns, no problem in it, a problem or an answer that is too long, an answer
#: without exactly one number, a quotation mark that is not closed or stands inside a text.
Fault = Literal["columns", "problem", "long", "answer", "quote"]


@dataclass(frozen=True)
class Row:
    """A row of the table; `line` is the line of the text that it begins in, counted from 1."""

    line: int
    problem: str
    answer: str = ""
    fault: Fault | None = None


def read_table(text: str) -> list[Row]:
    """Return the rows, in order.

    Raises:
        BadInput: no row at all; more than MOST_ROWS; or rows that are wrong, all of them named by their lines:
            "csv_columns", "csv_problem", "csv_long", "csv_answer", "csv_quote" where all have the same
            fault, else "csv_rows".
    """
    rows = max((_rows(text, separator) for separator in SEPARATORS), key=_answered)
    if not _answered(rows):
        rows = _lines(text)  # no column of answers: each line is a problem, commas and all
    named = rows and rows[0].fault != "quote" and not any(map(str.isdigit, rows[0].problem + rows[0].answer))
    if named and len(rows) > 1:
        rows = rows[1:]
    if not rows:
        raise BadInput("string_too_short", "own")
    if len(rows) > MOST_ROWS:
        raise BadInput("csv_many", "own", count=len(rows), limit=MOST_ROWS)
    wrong = [row for row in rows if row.fault]
    if wrong:
        lines = ", ".join(str(row.line) for row in wrong)
        raise _fault(wrong[0].fault if len({row.fault for row in wrong}) == 1 else None, lines)
    return rows


def _fault(fault: Fault | None, lines: str) -> BadInput:
    """Return what is said of rows that share a fault, or else have several."""
    match fault:
        case "columns":
            return BadInput("csv_columns", "own", lines=lines)
        case "problem":
            return BadInput("csv_problem", "own", lines=lines)
        case "long":
            return BadInput("csv_long", "own", lines=lines, limit=LONGEST_PROBLEM, answer=LONGEST_ANSWER)
        case "answer":
            return BadInput("csv_answer", "own", lines=lines)
        case "quote":
            return BadInput("csv_quote", "own", lines=lines)
    return BadInput("csv_rows", "own", lines=lines)


def _rows(text: str, separator: str) -> list[Row]:
    """Read the text with this separator; empty lines are no rows."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True)
    rows: list[Row] = []
    line = 1
    while True:
        try:
            columns = [column.strip() for column in next(reader)]
        except StopIteration:
            return rows
        except csv.Error:
            rows.append(Row(line, "", fault="quote"))
        else:
            while columns and not columns[-1]:  # spreadsheets write separators after the last column, too
                columns.pop()
            if columns:
                rows.append(_row(line, columns))
        line = reader.line_num + 1


def _row(line: int, columns: list[str]) -> Row:
    """Look at a row of at least one column."""
    problem, answer = columns[0], columns[1] if len(columns) > 1 else ""
    if len(columns) > 2:
        return Row(line, problem, answer, "columns")
    if not problem:
        return Row(line, problem, answer, "problem")
    if len(problem) > LONGEST_PROBLEM or len(answer) > LONGEST_ANSWER:
        return Row(line, problem, answer, "long")
    if answer:
        try:
            check_answer(answer, "own")
        except BadInput:
            return Row(line, problem, answer, "answer")
    return Row(line, problem, answer)


def _answered(rows: list[Row]) -> int:
    """Return how many rows have a problem and an answer: the fewer, the likelier is another separator."""
    return sum(1 for row in rows if row.answer and not row.fault)


def _lines(text: str) -> list[Row]:
    """Take every line as a problem; quotation marks around it are no part of it."""
    stripped = ((number, line.strip()) for number, line in enumerate(io.StringIO(text), 1))
    return [
        _row(number, [line[1:-1].replace('""', '"') if line[:1] == line[-1:] == '"' else line])
        for number, line in stripped
        if line
    ]
