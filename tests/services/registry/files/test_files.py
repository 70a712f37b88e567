"""Files: small, of few types by what is in them, to be saved and not shown, and gone when removed."""

import hashlib
import io
import zipfile
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.files.events import FileType
from services.registry.files.service import MOST_FILES, download_name
from services.registry.files.types import MEDIA_TYPES, UNNAMED, type_of
from tests.kit import Actor, Field, World
from tests.services.erasing import erase
from tests.services.events.workers import all_events

PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\0" * 17 + b"\0\0\0\0IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\0" * 20 + b"\xff\xd9"


def packed(*names: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return written.getvalue()


DOCX = packed("[Content_Types].xml", "word/document.xml")
XLSX = packed("[Content_Types].xml", "xl/workbook.xml")
HEBREW = "שם;סכום\nבית חם;3\n"
ALL = {
    FileType.PDF: PDF,
    FileType.PNG: PNG,
    FileType.JPEG: JPEG,
    FileType.DOCX: DOCX,
    FileType.XLSX: XLSX,
    FileType.CSV: HEBREW.encode("windows-1255"),
    FileType.TXT: HEBREW.encode("utf-8-sig"),
}


@pytest.mark.parametrize("file_type", FileType)
def test_a_file_is_what_is_in_it_and_what_its_content_type_says(file_type: FileType) -> None:
    content = ALL[file_type]
    assert type_of(content, MEDIA_TYPES[file_type]) is file_type
    text = file_type in (FileType.CSV, FileType.TXT)
    assert type_of(content, UNNAMED) is (FileType.TXT if text else file_type)
    for other in FileType:
        if other is not file_type and not (text and other in (FileType.CSV, FileType.TXT)):
            assert type_of(content, MEDIA_TYPES[other]) is None
    assert type_of(content, "text/html") is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n",
        b"MZ\x90\x00",
        b"\x7fELF\x02\x01\x01",
        PDF[:-7],
        b"\n" + PDF[:5] + b"\x00",
        PNG[:-4],
        PNG + b"<script>",
        packed("a.txt"),
        packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        packed("[Content_Types].xml", "xl/workbook.xml", "xl/activeX/activeX1.bin"),
        packed("[Content_Types].xml", "xl/workbook.xml", "xl/embeddings/oleObject1.bin"),
        DOCX[:-30],
        b"PK\x03\x04",
        "טקסט\0".encode(),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ],
)
def test_what_is_none_of_these_is_not_taken(content: bytes) -> None:
    for media_type in (*MEDIA_TYPES.values(), UNNAMED):
        assert type_of(content, media_type) is None


@given(content=st.binary(max_size=400), start=st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"\x89PNG"]))
def test_whatever_the_bytes_are_they_have_one_type_or_none(content: bytes, start: bytes) -> None:
    found = type_of(start + content, UNNAMED)
    assert found is None or type_of(start + content, MEDIA_TYPES[found]) is found


@given(name=st.text(min_size=1, max_size=300), file_type=st.sampled_from(FileType))
def test_a_name_is_no_path_and_ends_as_the_content_says(name: str, file_type: FileType) -> None:
    try:
        name.encode()
    except UnicodeEncodeError:
        return
    header = download_name({"name": name, "type": file_type})
    assert header.isascii()
    assert header.isprintable()
    saved = httpx.URL(f"/{header.partition(chr(39) * 2)[2]}").path
    assert header.startswith("attachment; ")
    assert not saved[1:].startswith(".")
    assert "%2F" not in header
    assert "%5C" not in header
    endings = (".jpg", ".jpeg") if file_type is FileType.JPEG else (f".{file_type}",)
    assert saved.lower().endswith(endings)


async def add(by: Actor, of: dict[str, str], content: bytes = PDF, **more: Any) -> httpx.Response:
    media_type = more.pop("media_type", "application/pdf")
    query = {**of, "name": "סקר צרכים.pdf", **more}
    return await by.call(
        "POST", "registry/files", params=query, content=content, headers={"Content-Type": media_type}
    )


async def test_files_are_added_read_and_removed_by_whom_they_concern(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    study = await field.partner.created("registry/sources", {"kind": "study", "title": {"he": "סקר"}})
    of = {"of_kind": "source", "of_id": study["id"]}
    added = await add(field.partner, of)
    assert added.status_code == 201, added.text
    file = added.json()
    assert (file["type"], file["size"], file["name"]) == ("pdf", len(PDF), "סקר צרכים.pdf")
    assert file["digest"] == hashlib.sha256(PDF).hexdigest()
    assert (file["added_by"], file["of_kind"]) == (field.partner.person_id, "source")
    path = f"registry/files/{file['id']}"
    assert (await field.founder.get(path)).json() == file
    assert (await field.founder.get("registry/files", params=of)).json()["items"] == [file]
    content = await field.founder.get(f"{path}/content")
    assert content.content == PDF
    assert content.headers["content-type"] == "application/pdf"
    assert content.headers["x-content-type-options"] == "nosniff"
    assert content.headers["cache-control"] == "no-store"
    assert content.headers["content-disposition"].startswith("attachment;")
    [told] = await all_events(field.founder, types="registry.file.added")
    assert told["event"]["data"].keys() == {"file_id", "of_kind", "of_id", "file_type", "size"}

    assert (await add(field.founder, of)).status_code == 403
    wrong = await add(field.partner, of, b"<script>alert(1)</script>")
    assert (wrong.status_code, wrong.json()["code"]) == (422, "file-not-taken")
    nowhere = await add(field.facilitator, {"of_kind": "source", "of_id": str(uuid4())})
    assert (nowhere.status_code, nowhere.json()["code"]) == (422, "nothing-to-add-to")
    too_large = await add(field.partner, of, b"%PDF-" + b"\0" * (5 * 2**20))
    assert (too_large.status_code, too_large.json()["code"]) == (413, "body-too-large")
    larger_than_other_bodies = await add(field.partner, of, PDF + b" " * 2**20 + b"%%EOF")
    assert larger_than_other_bodies.status_code == 201

    war = {"kind": "war", "title": {"he": "המלחמה"}, "starts_on": "2023-10-07"}
    event = await field.facilitator.created("registry/context-events", war)
    of_event = {"of_kind": "context_event", "of_id": event["id"]}
    assert (await add(field.partner, of_event)).status_code == 403
    photo = await add(field.facilitator, of_event, JPEG, media_type="image/jpeg", name="תמונה")
    assert photo.status_code == 201
    said = {"kind": "support", "matter": {"he": "הקו"}, "text": {"he": "בעד"}, "stated_on": "2026-03-08"}
    stated = await field.partner.created(
        "registry/statements", {**said, "organization_id": field.partner.organization_id}
    )
    of_statement = {"of_kind": "statement", "of_id": stated["id"]}
    letter = await add(field.partner, of_statement, DOCX, media_type=UNNAMED)
    assert letter.json()["type"] == "docx"

    # What is taken back takes its files along; what is removed is gone with its bytes.
    assert (await field.facilitator.delete(f"registry/context-events/{event['id']}")).status_code == 204
    assert (await field.founder.get(f"registry/files/{photo.json()['id']}/content")).status_code == 404
    assert (await field.founder.post(f"{path}/remove")).status_code == 403
    exported = await field.partner.get(f"registry/people/{field.partner.person_id}/personal-data")
    assert file in exported.json()["files"]
    assert (await field.facilitator.post(f"{path}/remove")).status_code == 204
    assert (await field.founder.get(f"{path}/content")).status_code == 404
    left = "SELECT count(*) FROM registry.file_content WHERE file_id = $1::text::uuid"
    assert await database.fetchval(left, file["id"]) == 0
    assert len(await all_events(field.founder, types="registry.file.removed")) == 2

    await erase(world, field.partner, in_service="registry")
    kept = await field.founder.get(f"registry/files/{letter.json()['id']}")
    assert (kept.status_code, kept.json()["added_by"]) == (200, None)


async def test_files_of_one_thing_and_of_an_initiative_are_limited(
    field: Field, database: asyncpg.Connection
) -> None:
    study = await field.partner.created("registry/sources", {"kind": "study", "title": {"he": "סקר"}})
    of = {"of_kind": "source", "of_id": study["id"]}
    for _ in range(MOST_FILES):
        assert (await add(field.partner, of)).status_code == 201
    full = await add(field.partner, of)
    assert (full.status_code, full.json()["code"]) == (409, "too-many-files")
    other = await field.partner.created("registry/sources", {"kind": "study", "title": {"he": "סקר"}})
    # As if others had filled what an initiative may keep.
    await database.execute(
        "UPDATE registry.file SET size = 40 * 1024 * 1024 WHERE initiative_id = $1::text::uuid", field.id
    )
    full = await add(field.partner, {**of, "of_id": other["id"]})
    assert full.json()["code"] == "too-many-files"
    await field.partner.post(f"registry/sources/{other['id']}/withdraw")
    late = await add(field.partner, {**of, "of_id": other["id"]})
    assert late.json()["code"] == "nothing-to-add-to"
