from __future__ import annotations

import pypdfium2
import pytest

from app.exporting.pdf.annotated_pdf import annotated_pdf
from app.reading.exports import Choice
from tests.exporting.conftest import bridge

APA = (
    "Aaker, P. (2026, March 3). Harbour bridge to close, “unsafe” says Lindqvist. Fjord Courier. "
    "https://courier.example/bridge#close Captured 4 March 2026."
)
MLA = (
    "Aaker, Per. “Harbour Bridge to Close, ‘Unsafe’ Says Lindqvist.” Fjord Courier, 3 Mar. 2026, "
    "https://courier.example/bridge#close. Captured 4 March 2026."
)


@pytest.mark.parametrize(("style", "said"), [("apa", APA), ("mla", MLA)])
def test_the_article_is_cited_in_the_style_of_the_choice(style, said):
    content = annotated_pdf(bridge(), Choice(style=style))

    with pypdfium2.PdfDocument(content) as document:
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert "".join(said.split()) in "".join(text.replace("\u200b", "").split())
