"""Fill a template of a page of notes; what is put in is never taken for Markdown."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from app.exporting.markdown.literal import Ready, literal, yaml
from app.language import tr
from app.reading.failures import ExportFailure

LARGEST = 64 * 2**20
"""Characters of a page: a template that goes round in circles is stopped."""

LONGEST_TEMPLATE = 2**20
_MOST_TIMES = 10_000


def default_template() -> str:
    """Return Sayso's own template, to begin one of one's own with."""
    folder = importlib.resources.files("app.exporting.markdown")
    return (folder / "page.md.jinja").read_text("utf-8")


def filled(template: str, values: Mapping[str, Any]) -> str:
    """Return a template filled with values; raise ExportFailure for one that is not understood.

    A template can do nothing but put values together: it reaches no file and no program.
    """
    import jinja2  # noqa: PLC0415 (no other format needs it)

    if len(template) > LONGEST_TEMPLATE:
        raise _failure(tr("It is longer than any template."))
    try:
        return _joined(_environment().from_string(template).generate(values))
    except jinja2.TemplateSyntaxError as error:
        where = tr("line {line}: {why}", line=str(error.lineno), why=error.message or "")
        raise _failure(where) from error
    except ExportFailure:
        raise
    except TypeError as error:
        # Nothing else in a template asks for a loader.
        why = tr("It asks for other files.") if "no loader" in str(error) else str(error)
        raise _failure(why) from error
    except Exception as error:
        # A template raises whatever it computes.
        raise _failure(str(error) or type(error).__name__) from error


def _joined(pieces: Iterable[str]) -> str:
    kept: list[str] = []
    length = 0
    for piece in pieces:
        kept.append(piece)
        length += len(piece)
        if length > LARGEST:
            raise _failure(tr("It makes a page without end."))
    return "".join(kept)


def _failure(why: str) -> ExportFailure:
    return ExportFailure(
        tr("The template cannot be used ({why}).", why=why),
        tr("Change it there, or export without it."),
    )


@cache
def _environment() -> Any:
    from jinja2 import StrictUndefined  # noqa: PLC0415
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    class Bounded(ImmutableSandboxedEnvironment):
        """Also refuses to multiply words until the memory is full."""

        intercepted_binops = frozenset({"*", "**"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            numbers = isinstance(left, int | float) and isinstance(right, int | float)
            if operator == "**" or not numbers or abs(left) + abs(right) > _MOST_TIMES**2:
                raise ValueError(tr("It counts too far."))
            return super().call_binop(context, operator, left, right)

    # Without a loader there is nothing to include.
    environment = Bounded(
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        finalize=_put_in,
    )
    environment.globals.clear()
    environment.filters = {
        name: environment.filters[name]
        for name in (
            *("default", "first", "join", "last", "length", "list", "lower", "replace", "reverse"),
            *("sort", "title", "trim", "unique", "upper", "groupby", "selectattr", "rejectattr"),
            *("map", "batch", "truncate", "count", "capitalize"),
        )
    }
    environment.filters["yaml"] = yaml
    return environment


def _put_in(value: Any) -> Any:
    if value is None or isinstance(value, Ready):
        return "" if value is None else value
    if isinstance(value, int | float | str):
        return literal(str(value))
    return value
