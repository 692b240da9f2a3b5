"""Why a PDF cannot be annotated in place, each with the other way."""

from __future__ import annotations

from app.language import tr
from app.reading.failures import ExportFailure


def other_way() -> str:
    """Return the advice that always holds: the article can be set anew."""
    return tr("Export it as an annotated PDF instead: Sayso then sets the text anew.")


def no_pdf() -> ExportFailure:
    return ExportFailure(tr("This reading was not made from a PDF that was kept."), other_way())


def damaged() -> ExportFailure:
    return ExportFailure(
        tr("The PDF is damaged in a way that nothing can be added to it safely."), other_way()
    )


def forbidden() -> ExportFailure:
    return ExportFailure(tr("The PDF forbids that anything is added to it."), other_way())


def certified() -> ExportFailure:
    return ExportFailure(tr("The PDF is signed in a way that allows no annotations."), other_way())


def unlike() -> ExportFailure:
    return ExportFailure(
        tr("It is not known where the text of this reading stands on the pages of its PDF."),
        tr(
            "Read the article anew, or export it as an annotated PDF: Sayso then sets the text "
            "anew."
        ),
    )


def no_text() -> ExportFailure:
    return ExportFailure(
        tr("The pages of this PDF are pictures: there are no letters to mark."), other_way()
    )
