"""BibTeX files of several programs become items, one for one."""

import pytest

from app.importing.bibliography.bibtex import read_bibtex
from app.reading.failures import ImportFailure
from app.reading.imported import ARCHIVED
from tests.importing.bibliography.making import LINES, PAGE, items, pdf, read, skipped, written
from tests.opening.forms.built import MORE, PROSE, chapter, epub

ZOTERO = r"""
@article{doe_boats_2021,
	title = {Boats of the {North} {Sea}: 95\% {Lost}},
	volume = {12},
	issn = {1234-5678},
	url = {https://example.org/a_b?x=1%20&y=2},
	doi = {10.1234/abc},
	abstract = {The pier \& the wall fell --- both.},
	language = {en},
	number = {3},
	urldate = {2022-02-01},
	journal = {Journal of {Harbours}},
	author = {Doe, Jane and van der Berg, Jan and {The Pilots' Guild}},
	month = mar,
	year = {2021},
	note = {Citation Key: doe\_boats\_2021
Ask Jan.},
	annote = {{\textless}p{\textgreater}Weak on \textit{tides}.{\textless}/p{\textgreater}},
	keywords = {boats, North Sea, {piers, old}},
	pages = {10--22},
	file = {Full Text:files/12/Doe - 2021.pdf:application/pdf;Snapshot:files/13/page.html:text/html},
}
"""


def export(folder, text):
    return written(folder, "export.bib", text)


def one(folder, text):
    (item,) = read(read_bibtex, export(folder, text))
    return item


def test_an_entry_as_zotero_writes_it(tmp_path):
    item = one(tmp_path, ZOTERO)
    assert item.key == "bibtex:doe_boats_2021"
    assert item.title == "Boats of the North Sea: 95% Lost"
    assert item.byline == "Jane Doe, Jan van der Berg, The Pilots' Guild"
    assert (item.outlet, item.published, item.language) == ("Journal of Harbours", "2021-03", "en")
    assert item.address == "https://example.org/a_b?x=1%20&y=2"
    assert item.tags == ("boats", "North Sea", "piers, old")
    assert item.csl == {
        "id": "doe_boats_2021",
        "type": "article-journal",
        "title": "Boats of the North Sea: 95% Lost",
        "container-title": "Journal of Harbours",
        "author": [
            {"family": "Doe", "given": "Jane"},
            {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
            {"literal": "The Pilots' Guild"},
        ],
        "volume": "12",
        "issue": "3",
        "page": "10-22",
        "ISSN": "1234-5678",
        "DOI": "10.1234/abc",
        "URL": "https://example.org/a_b?x=1%20&y=2",
        "issued": {"date-parts": [[2021, 3]]},
        "accessed": {"date-parts": [[2022, 2, 1]]},
        "language": "en",
        "abstract": "The pier & the wall fell — both.",
        "note": "Citation Key: doe_boats_2021\nAsk Jan.",
        "annote": "<p>Weak on tides.</p>",
        "keyword": "boats, North Sea, piers, old",
    }


def test_notes_become_marks_to_the_whole(tmp_path):
    marks = one(tmp_path, ZOTERO).marks
    assert [(mark.key.rpartition(":")[2], mark.exact, mark.note) for mark in marks] == [
        ("note", "", "Ask Jan."),
        ("annote", "", "Weak on tides."),
    ]


def test_the_pdf_is_opened_with_the_marks_in_it(tmp_path):
    written(tmp_path, "files/12/Doe - 2021.pdf", pdf((1, "Check.")))
    written(tmp_path, "files/13/page.html", PAGE)
    item = one(tmp_path, ZOTERO)
    (own,) = item.opened.own
    assert (own.anchor.exact, own.note) == (LINES[1], "Check.")
    assert item.lacking == ""


def test_the_saved_page_is_opened_where_the_pdf_cannot_be(tmp_path):
    written(tmp_path, "files/12/Doe - 2021.pdf", b"%PDF-1.4 no more")
    written(tmp_path, "files/13/page.html", PAGE)
    item = one(tmp_path, ZOTERO)
    assert "forty boats" in item.opened.document.text
    assert item.lacking == ""


def test_an_entry_whose_file_is_missing_is_kept_and_says_so(tmp_path):
    item = one(tmp_path, ZOTERO)
    assert item.opened is None
    assert item.lacking == "The file Doe - 2021.pdf is not where it should be."


@pytest.mark.parametrize(
    "named",
    [
        ":papers/a.pdf:PDF",
        "papers/a.pdf",
        "Some\\: name:papers/a.pdf:application/pdf",
        ":papers\\\\a.pdf:PDF",
        "none.pdf:none.pdf:application/pdf;A:papers/a.pdf:application/pdf",
        ":{full}/papers/a.pdf:pdf",
        ":{full_without_stroke}/papers/a.pdf:pdf",
    ],
)
def test_files_are_found_as_several_programs_name_them(tmp_path, named):
    written(tmp_path, "papers/a.pdf", pdf())
    full = str(tmp_path)
    named = named.replace("{full}", full).replace("{full_without_stroke}", full[1:])
    item = one(tmp_path, "@misc{a, title={T}, file={" + named + "}}")
    assert item.opened is not None


def test_a_path_of_windows_is_one_path(tmp_path):
    for named in (r":C\:\\Users\\Jo\\a.pdf:PDF", r"Name:C:\Users\Jo\a.pdf:application/pdf"):
        item = one(tmp_path, "@misc{a, title={T}, file={" + named + "}}")
        assert item.opened is None
        assert "a.pdf" in item.lacking


@pytest.mark.parametrize("named", ["../secret.html", "/etc/passwd", "{above}/secret.txt", "a.pdf"])
def test_files_elsewhere_and_what_is_no_file_are_not_opened(tmp_path, named):
    below = tmp_path / "export"
    below.mkdir()
    written(tmp_path, "secret.html", PAGE)
    written(tmp_path, "secret.txt", "A secret. " * 50)
    (below / "a.pdf").mkdir()
    named = named.replace("{above}", str(tmp_path))
    item = one(below, "@misc{a, title={T}, file={:" + named + ":PDF}}")
    assert item.opened is None
    assert item.lacking


def test_a_link_out_of_the_exports_folder_is_not_followed(tmp_path):
    below = tmp_path / "export"
    below.mkdir()
    secret = written(tmp_path, "secret.txt", "A secret. " * 50)
    (below / "a.txt").symlink_to(secret)
    assert one(below, "@misc{a, title={T}, file={a.txt}}").opened is None


def test_a_document_named_in_full_is_opened_wherever_it_lies(tmp_path):
    elsewhere = written(tmp_path, "elsewhere/a.html", PAGE)
    below = tmp_path / "export"
    below.mkdir()
    item = one(below, "@misc{a, title={T}, file={Snapshot:" + str(elsewhere) + ":text/html}}")
    assert item.opened is not None


def test_macros_and_months_are_put_in_and_values_joined(tmp_path):
    text = """
    @string{acm = {ACM}}
    @String(press = acm # " Press")
    @preamble{"\\newcommand{\\x}{y}"}
    @comment{jabref-meta: databaseType:bibtex;}
    @book(a, title = "The " # {Sea}, publisher = PRESS, year = 1999, month = "4~" # apr, series={S},
      number = 4)
    """
    item = one(tmp_path, text)
    assert item.title == "The Sea"
    assert item.csl["publisher"] == "ACM Press"
    assert item.csl["collection-number"] == "4"
    assert item.published == "1999"
    assert one(tmp_path, "@misc{a, title={T}, year=1999, month=#apr#}").published == "1999-04"


def test_macros_that_double_each_other_end(tmp_path):
    bomb = "@string{a0 = {xxxxxxxxxx}}\n" + "\n".join(
        f"@string{{a{n} = a{n - 1} # a{n - 1}}}" for n in range(1, 60)
    )
    item = one(tmp_path, bomb + "\n@misc{k, title = {Still here}, note = a59}")
    assert item.title == "Still here"


@pytest.mark.parametrize(
    ("written_name", "name", "shown"),
    [
        ("Doe, Jane", {"family": "Doe", "given": "Jane"}, "Jane Doe"),
        ("Jane Doe", {"family": "Doe", "given": "Jane"}, "Jane Doe"),
        (
            "de la Fontaine, Jr, Jean",
            {
                "family": "Fontaine",
                "given": "Jean",
                "non-dropping-particle": "de la",
                "suffix": "Jr",
            },
            "Jean de la Fontaine Jr",
        ),
        (
            r"M{\"u}ller-L\"{u}denscheidt, J\'er\^ome",
            {"family": "Müller-Lüdenscheidt", "given": "Jérôme"},
            "Jérôme Müller-Lüdenscheidt",
        ),
        (
            "{World Health Organization}",
            {"literal": "World Health Organization"},
            "World Health Organization",
        ),
        ("{Barnes and Noble}", {"literal": "Barnes and Noble"}, "Barnes and Noble"),
        ("Plato", {"literal": "Plato"}, "Plato"),
    ],
)
def test_names_are_understood(tmp_path, written_name, name, shown):
    item = one(tmp_path, "@misc{a, title={T}, author={" + written_name + " and others}}")
    assert item.csl["author"] == [name]
    assert item.byline == shown


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\v{C}apek's {\ss} \o{} {\'\i} Fran{\c c}ois \L{}\'od\'z", "Čapek's ß ø í François Łódź"),
        (r"{{Double} braces} \emph{and \textbf{commands}}", "Double braces and commands"),
        (r"``Quoted'' pages 3--4 \& 5\%", "“Quoted” pages 3–4 & 5%"),
        ("``Quoted'' pages 3--4 of {{Sea}} --- ?`qu{\u00e9}?", "“Quoted” pages 3–4 of Sea — ¿qué?"),
        (r"CO$_2$ and $\alpha$-decay", "CO_2 and α-decay"),
        (r"From $5 to $10 a head", "From $5 to $10 a head"),
        (r"Costs \$5, 100% sure & #1", "Costs $5, 100% sure & #1"),
        (r"A~tie and \unknown{words}", "A tie and words"),
        (r"An escaped \{brace", "An escaped {brace"),
        (
            r"\url{https://example.org/a_b} {\textless}c{\textgreater}",
            "https://example.org/a_b <c>",
        ),
    ],
)
def test_latex_becomes_text(tmp_path, latex, text):
    assert one(tmp_path, "@misc{a, title={" + latex + "}}").title == text


def test_a_chapter_takes_over_what_its_book_says(tmp_path):
    text = """
    @incollection{part, title={Piers}, author={Doe, Jane}, crossref={Whole}}
    @book{whole, title={Harbours}, subtitle={Then and Now}, editor={Roe, John}, publisher={Quay},
      year=2001, keywords={books}, crossref={part}}
    """
    part, whole = read(read_bibtex, export(tmp_path, text))
    assert (part.title, part.outlet) == ("Piers", "Harbours: Then and Now")
    assert part.csl["editor"] == [{"family": "Roe", "given": "John"}]
    assert (part.csl["publisher"], part.published, part.tags) == ("Quay", "2001", ())
    assert (whole.title, whole.byline) == ("Harbours: Then and Now", "Jane Doe")


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ("date={2020-05-04}", "2020-05-04"),
        ("date={2020-05/2020-06}", "2020-05"),
        ("year={2020}, month={May}, day={4}", "2020-05-04"),
        ("year={c. 1850}", "1850"),
        ("year={in press}", ""),
        ("year={2020}, month={13}", "2020"),
    ],
)
def test_dates_are_kept_as_far_as_they_are_known(tmp_path, fields, published):
    assert one(tmp_path, "@misc{a, title={T}, " + fields + "}").published == published


@pytest.mark.parametrize(
    ("kind", "fields", "csl"),
    [
        (
            "phdthesis",
            "school={Uni}",
            {"type": "thesis", "genre": "PhD thesis", "publisher": "Uni"},
        ),
        (
            "inproceedings",
            "booktitle={Proc}",
            {"type": "paper-conference", "container-title": "Proc"},
        ),
        ("techreport", "institution={Inst}, number={7}", {"type": "report", "number": "7"}),
        ("online", "url={https://example.org}", {"type": "webpage", "URL": "https://example.org"}),
        (
            "misc",
            r"howpublished={\url{https://example.org/x}}",
            {"type": "webpage", "URL": "https://example.org/x"},
        ),
        (
            "misc",
            "eprint={2101.00001}, archiveprefix={arXiv}",
            {"URL": "https://arxiv.org/abs/2101.00001"},
        ),
        (
            "article",
            "entrysubtype={newspaper}, journaltitle={Daily}",
            {"type": "article-newspaper"},
        ),
        ("strange", "", {"type": "document"}),
    ],
)
def test_kinds_of_works(tmp_path, kind, fields, csl):
    item = one(tmp_path, f"@{kind}{{a, title={{T}}, {fields}}}")
    assert csl.items() <= item.csl.items()


def test_jabrefs_and_mendeleys_own_fields_are_used(tmp_path):
    item = one(
        tmp_path,
        "@misc{a, title={T}, groups={Sea, Land/Air}, mendeley-groups={Thesis/One,Two},"
        " mendeley-tags={x;y}, readstatus={read}, comment-jo={Mine}, creationdate={2023-01-02T03:04:05}}",
    )
    assert item.collections == ("Sea", "Land∕Air", "Thesis/One", "Two")
    assert item.tags == ("x", "y", ARCHIVED)
    assert [mark.note for mark in item.marks] == ["Mine"]
    assert item.added == "2023-01-02T03:04:05+00:00"


def test_a_broken_entry_costs_no_other(tmp_path):
    text = """
    @misc{first, title={One}}
    @book{broken, title={No end, author={X},
      year={2001}
    }
    @misc{second, title={Two}}
    @misc{title={no name}}
    @misc{third, title={Three}}
    @misc{endless, title={abc
    """
    found = read(read_bibtex, export(tmp_path, text))
    assert [item.title for item in items(found)] == ["One", "Two", "Three"]
    assert [what.split(",")[0] for what, _ in skipped(found)] == [
        "@book{broken",
        "@misc{title=",
        "@misc{endless",
    ]
    assert skipped(found)[0][1] == "It is damaged (line 3)."
    assert [type(one).__name__ for one in found][1] == "Skipped"


def test_names_that_are_used_twice_lose_nothing(tmp_path):
    text = (
        "@misc{a, title={One}}\n@misc{a, title={Two}}\n@misc{a, title={One}}\n"
        "@misc{b, title={T}, note={first}, note={second}}\n@misc{e}"
    )
    found = read(read_bibtex, export(tmp_path, text))
    assert [item.key for item in items(found)] == ["bibtex:a", "bibtex:a#2", "bibtex:b"]
    assert items(found)[2].marks[0].note == "first\nsecond"
    assert skipped(found) == [
        ("One", "It is written twice in the file, word for word."),
        ("e", "It is empty."),
    ]


def test_other_encodings_and_line_breaks_are_read(tmp_path):
    path = written(tmp_path, "a.bib", "@misc{a,\r\n title={Müller’s café}}\r\n".encode("cp1252"))
    assert read(read_bibtex, path)[0].title == "Müller’s café"
    path = written(tmp_path, "a.bib", "\ufeff@misc{a, title={Žižek}}".encode())
    assert read(read_bibtex, path)[0].title == "Žižek"


@pytest.mark.parametrize(
    "value",
    [
        "{" * 10_000 + "x" + "}" * 10_000,
        r"\emph{" * 5000 + "x" + "}" * 5000,
        r"\begin{a}" * 3000 + "x",
        "\\'" * 5000 + "x",
        "$" * 5000 + "x",
        "x" + "\\" * 5000 + " ",
        "x" * 1_000_000,
    ],
)
def test_hostile_values_cost_no_other_entry(tmp_path, value):
    text = "@misc{a, title={" + value + "}, author={" + value + "}}\n@misc{b, title={Fine}}"
    found = read(read_bibtex, export(tmp_path, text))
    assert items(found)[-1].title == "Fine"
    assert len(found) == 2
    assert "x" in items(found)[0].csl["title"]


def test_nuls_are_taken_out(tmp_path):
    text = "@misc{a, title={Boats and \x00piers}, abstract={" + "The pier fell. " * 20 + "}}"
    assert one(tmp_path, text).title == "Boats and piers"


@pytest.mark.parametrize("text", ["", "No entry here.", "@comment{x}", "\x00\x01\x02\x03\x04"])
def test_what_holds_no_entry_is_refused_with_a_sentence(tmp_path, text):
    with pytest.raises(ImportFailure) as failure:
        read(read_bibtex, export(tmp_path, text))
    assert "export.bib" in failure.value.reason
    assert failure.value.advice


def test_nothing_is_written_to_the_programs_output(tmp_path, capfd):
    read(
        read_bibtex,
        export(tmp_path, r"@misc{a, title={\frac{1}} @misc{b" + "\n@misc{c, title={x}}"),
    )
    assert capfd.readouterr() == ("", "")


def test_a_book_is_an_item_a_chapter_and_each_mark_goes_to_its_own(tmp_path):
    written(
        tmp_path,
        "book.epub",
        epub({"a.xhtml": chapter("Money", PROSE), "b.xhtml": chapter("Time", MORE)}),
    )
    first, second = read(
        read_bibtex,
        export(
            tmp_path,
            "@book{b, title={Ports}, author={Doe, Jane}, file={:book.epub:EPUB}, annote={Good}}",
        ),
    )
    assert (first.key, second.key) == ("bibtex:b", "bibtex:b#2")
    assert [item.opened.document.part.number for item in (first, second)] == [1, 2]
    assert {item.outlet for item in (first, second)} == {"Ports"}
    assert second.csl["type"] == "chapter"
    assert second.csl["container-title"] == "Ports"
    assert ([mark.note for mark in first.marks], second.marks) == (["Good"], ())
