"""The one step of documents: what it takes and what it refuses."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.uploads.documents import judge_document
from cms.uploads.reasons import Reason, UploadRefused

from .good import documents, package
from .hostile_documents import hostile_documents, object_stream, pdf

if TYPE_CHECKING:
    from .hostile import Case

CASES = hostile_documents()


def judged(name: str, data: bytes) -> Reason | None:
    try:
        judge_document(SimpleUploadedFile("x", data), name)
    except UploadRefused as refused:
        return refused.reason
    return None


def test_the_sets_are_large_enough_to_mean_something() -> None:
    kinds = Counter(case.name.rpartition(".")[2] for case in CASES)
    assert kinds["pdf"] >= 60
    assert kinds["docx"] + kinds["xlsx"] + kinds["pptx"] + kinds["odt"] >= 40
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("name", documents())
def test_an_honest_document_is_taken(name: str) -> None:
    assert judged(name, documents()[name]) is None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_document_is_refused_quickly(case: Case) -> None:
    start = time.process_time()
    reason = judged(case.name, case.data)
    assert time.process_time() - start < 3
    assert reason is not None or not case.certain


@pytest.mark.parametrize(
    ("name", "reason"),
    {
        "program-0.pdf": Reason.SCRIPT,
        "packed-8.pdf": Reason.SCRIPT,
        "overlapping.pdf": Reason.OVERLOADED,
        "zip64.docx": Reason.OVERLOADED,
        "locked.pdf": Reason.ENCRYPTED,
        "bomb.pdf": Reason.OVERLOADED,
        "page-behind.pdf": Reason.DAMAGED,
        "macros.docx": Reason.MACROS,
        "template.docx": Reason.MACROS,
        "bomb.xlsx": Reason.OVERLOADED,
        "old.docx": Reason.ENCRYPTED,
        "up.pptx": Reason.DAMAGED,
        "swapped.docx": Reason.MISMATCH,
        "text-0.txt": Reason.MARKUP,
        "table-7.csv": Reason.ENCODING,
        "drawing.svg": Reason.SVG,
        "kind.docm": Reason.EXTENSION,
    }.items(),
)
def test_the_reason_is_the_right_one(name: str, reason: Reason) -> None:
    case = next(case for case in CASES if case.name == name)
    assert judged(case.name, case.data) is reason


def test_a_document_whose_objects_are_packed_is_taken_if_they_do_nothing() -> None:
    assert judged("packed.pdf", pdf(object_stream(b"1 0 << /Type /Catalog >>"))) is None


def test_a_small_part_may_be_packed_well() -> None:
    entries = {"mimetype": b"application/vnd.oasis.opendocument.text", "styles.xml": bytes(900_000)}
    assert judged("letter.odt", package(entries)) is None


def test_a_document_over_the_limit_is_refused_unread() -> None:
    file = SimpleUploadedFile("a.pdf", b"%PDF-")
    file.size = 50 * 1024 * 1024 + 1
    with pytest.raises(UploadRefused) as refused:
        judge_document(file, "a.pdf")
    assert refused.value.reason is Reason.TOO_LARGE


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_no_mutation_of_a_good_document_raises_anything_else(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(documents())))
    bent = bytearray(documents()[name])
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(bent) - 1))
        match data.draw(st.sampled_from(["set", "cut", "insert"])):
            case "set":
                bent[place] = data.draw(st.integers(0, 255))
            case "cut":
                del bent[place : place + data.draw(st.integers(1, 40))]
            case _:
                bent[place:place] = data.draw(st.binary(max_size=40))
        if not bent:
            break
    judged(name, bytes(bent))
