"""CSL-JSON exports become items, one for one."""

import json

import pytest

from app.importing.bibliography.csl_json import read_csl_json
from app.reading.failures import ImportFailure
from tests.importing.bibliography.making import items, read, skipped, written

WORK = {
    "id": "http://zotero.org/users/1/items/ABCD2345",
    "type": "article-journal",
    "title": "Boats of <i>Mytilus</i>",
    "container-title": "Journal of Harbours",
    "author": [
        {"family": "Doe", "given": "Jane"},
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
        {"literal": "The Pilots' Guild"},
    ],
    "issued": {"date-parts": [["2021", 3, 4]]},
    "DOI": "10.1234/abc(5)",
    "language": "en-GB",
    "volume": 12,
    "note": "PMID: 77\nAsk Jan about the tide.",
    "custom": {"kept": True},
}


def export(folder, content):
    text = content if isinstance(content, str) else json.dumps(content)
    return written(folder, "export.json", text)


def test_an_item_says_what_the_export_says(tmp_path):
    (item,) = read(read_csl_json, export(tmp_path, [WORK]))
    assert item.key == "csl:http://zotero.org/users/1/items/ABCD2345"
    assert item.title == "Boats of Mytilus"
    assert item.byline == "Jane Doe, Jan van der Berg, The Pilots' Guild"
    assert item.outlet == "Journal of Harbours"
    assert item.published == "2021-03-04"
    assert item.language == "en"
    assert item.address == "https://doi.org/10.1234/abc(5)"
    assert item.csl == WORK


def test_a_note_becomes_a_mark_to_the_whole_without_identifiers(tmp_path):
    (item,) = read(read_csl_json, export(tmp_path, [WORK]))
    (mark,) = item.marks
    assert (mark.exact, mark.note) == ("", "Ask Jan about the tide.")
    assert mark.key == f"{item.key}:note"
    (bare,) = read(read_csl_json, export(tmp_path, [{**WORK, "note": "PMID: 77"}]))
    assert bare.marks == ()


def test_the_address_of_a_work_goes_before_that_of_its_doi(tmp_path):
    (item,) = read(read_csl_json, export(tmp_path, [{**WORK, "URL": "https://example.org/a"}]))
    assert item.address == "https://example.org/a"
    (item,) = read(
        read_csl_json, export(tmp_path, [{**WORK, "DOI": "https://doi.org/10.1234/ABC"}])
    )
    assert item.address == "https://doi.org/10.1234/ABC"


@pytest.mark.parametrize(
    "content",
    [
        {"items": [WORK, WORK | {"id": "b"}]},
        {"references": [WORK, WORK | {"id": "b"}]},
        {"a": WORK, "b": WORK | {"id": "b"}},
    ],
)
def test_lists_of_works_are_found_in_an_object(tmp_path, content):
    assert len(items(read(read_csl_json, export(tmp_path, content)))) == 2


def test_a_single_work_is_an_export_too(tmp_path):
    assert items(read(read_csl_json, export(tmp_path, WORK)))[0].title == "Boats of Mytilus"


@pytest.mark.parametrize(
    ("issued", "published"),
    [
        ({"date-parts": [[2020]]}, "2020"),
        ({"date-parts": [[2020, 13]]}, "2020"),
        ({"date-parts": [[2020, 2, 30]]}, "2020-02"),
        ({"raw": "4 May 2020"}, "2020-05-04"),
        ({"literal": "Spring 1999"}, "1999"),
        ({"date-parts": [[-44]]}, ""),
        ({"date-parts": "2020"}, ""),
        ({"date-parts": [None]}, ""),
        ("2020-05-04", "2020-05-04"),
        (2020, "2020"),
        (None, ""),
    ],
)
def test_dates_are_kept_as_far_as_they_are_known(tmp_path, issued, published):
    (item,) = read(read_csl_json, export(tmp_path, [{**WORK, "issued": issued}]))
    assert item.published == published


def test_entries_that_are_no_works_are_skipped_and_the_rest_read(tmp_path):
    found = read(read_csl_json, export(tmp_path, [7, {}, None, WORK, ["x"], {"title": ""}]))
    assert [item.title for item in items(found)] == ["Boats of Mytilus"]
    assert [what for what, _ in skipped(found)] == [
        "Entry 1",
        "Entry 2",
        "Entry 3",
        "Entry 5",
        "Entry 6",
    ]


def test_values_of_the_wrong_type_cost_only_themselves(tmp_path):
    odd = {
        "id": 17,
        "type": ["article"],
        "title": {"a": 1},
        "author": "Jane Doe",
        "container-title": ["x"],
        "DOI": 5,
        "URL": {"href": "x"},
        "note": [1, 2],
        "language": 3,
        "issued": [[2020]],
        "volume": float("nan"),
        "issue": True,
    }
    (item,) = read(read_csl_json, export(tmp_path, [odd]))
    assert (item.key, item.title, item.byline, item.address) == ("csl:17", "", "Jane Doe", "")
    assert item.marks == ()
    assert "volume" not in item.csl


def test_halves_of_characters_and_nuls_are_taken_out(tmp_path):
    text = '[{"id": "a\\u0000", "title": "Boats\\ud800 and\\u0000 piers", "author": [{"literal": "\\udfff"}]}]'
    (item,) = read(read_csl_json, export(tmp_path, text))
    assert (item.key, item.title, item.byline) == ("csl:a", "Boats and piers", "")
    json.dumps(item.csl, ensure_ascii=False).encode()


def test_names_that_are_used_twice_stay_apart_and_copies_are_skipped(tmp_path):
    found = read(read_csl_json, export(tmp_path, [WORK, {**WORK, "title": "Other"}, WORK]))
    first, second = items(found)
    assert second.key == f"{first.key}#2"
    assert [why for _, why in skipped(found)] == ["It stands in the file a second time."]


def test_a_work_without_a_name_gets_the_same_key_every_time(tmp_path):
    nameless = {"type": "book", "title": "Boats"}
    (first,) = read(read_csl_json, export(tmp_path, [nameless]))
    second = read(read_csl_json, export(tmp_path, [WORK, nameless]))[1]
    assert first.key == second.key
    assert first.key.startswith("csl:")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[{",
        "17",
        '{"a": 1}',
        "[" * 100_000,
        "[" + "9" * 5000 + "]",
        "\x00\x01\x02\x03",
        '{"items": 5}',
    ],
)
def test_what_is_no_such_export_is_refused_with_a_sentence(tmp_path, text):
    with pytest.raises(ImportFailure) as failure:
        read(read_csl_json, export(tmp_path, text))
    assert "export.json" in failure.value.reason
    assert failure.value.advice


def test_a_missing_file_and_a_folder_are_refused_with_a_sentence(tmp_path):
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(ImportFailure):
            read(read_csl_json, path)


def test_a_deep_or_huge_work_is_kept_as_far_as_it_makes_sense(tmp_path):
    deep: object = "end"
    for _ in range(100):
        deep = [deep]
    (item,) = read(
        read_csl_json, export(tmp_path, [{"id": "a", "title": "T" * 500_000, "custom": deep}])
    )
    assert len(item.title) == 2000
    assert len(item.csl["title"]) == 500_000
    assert "custom" not in item.csl


def test_progress_is_told_entry_by_entry(tmp_path):
    told = []
    list(read_csl_json(export(tmp_path, [WORK, 5]), lambda done, of: told.append((done, of))))
    assert told == [(1, 2), (2, 2)]
