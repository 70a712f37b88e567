"""What a file is, by what is in it: never by its name, and by its Content-Type only where both fit.

Pure functions of the bytes. Few types are taken: what people read, and no program can run. Nothing is
unpacked: of an archive only the directory is read, which says what it is.
"""

import zipfile
from collections.abc import Callable
from typing import Final

from services.registry.files.events import FileType
from shared.imports.errors import UnreadableTable
from shared.imports.xlsx.parts import archive_of

_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES: Final = {
    FileType.PDF: "application/pdf",
    FileType.DOCX: f"{_OFFICE}.wordprocessingml.document",
    FileType.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    FileType.CSV: "text/csv",
    FileType.TXT: "text/plain",
    FileType.PNG: "image/png",
    FileType.JPEG: "image/jpeg",
}
UNNAMED: Final = "application/octet-stream"
"""What a client sends that does not know what the file is: then its content says it alone."""
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_PNG_END = b"IEND\xaeB`\x82"
_MAIN_PARTS = {FileType.DOCX: "word/document.xml", FileType.XLSX: "xl/workbook.xml"}
_ACTIVE = ("vbaproject.bin", "/activex/", "/embeddings/")
"""Parts of office documents that programs run: macros, controls, objects of other programs."""
_TAIL = 2_048
_BREAKS = "\t\n\r\f"


def type_of(content: bytes, media_type: str) -> FileType | None:
    """What a file is; None where it is none of the types, or not what its Content-Type says."""
    found = [one for one, fits in _FITTING.items() if fits(content)]
    if media_type == UNNAMED:
        return next(iter(found), None)
    return next((one for one in found if MEDIA_TYPES[one] == media_type), None)


def _is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-_TAIL:]


def _is_png(content: bytes) -> bool:
    return content.startswith(_PNG) and content.endswith(_PNG_END)


def _is_jpeg(content: bytes) -> bool:
    return content.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in content[-_TAIL:]


def _is_office(main_part: str) -> Callable[[bytes], bool]:
    def fits(content: bytes) -> bool:
        if not content.startswith(b"PK\x03\x04"):
            return False
        try:
            with archive_of(content) as archive:
                names = {name.lower() for name in archive.namelist()}
        except (UnreadableTable, zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            return False  # whatever keeps it from being read: it is no such file, and refused as that
        active = any(part in f"/{name}" for name in names for part in _ACTIVE)
        return not active and {"[content_types].xml", main_part} <= names

    return fits


def _is_text(content: bytes) -> bool:
    """Text without control characters, in UTF-8 or windows-1255; what has a type of its own is not text."""
    if content.startswith((b"%PDF-", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG")):
        return False
    for encoding in ("utf-8-sig", "windows-1255"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return all(letter >= " " or letter in _BREAKS for letter in text) and bool(text.strip())
    return False


_FITTING: Final[dict[FileType, Callable[[bytes], bool]]] = {
    FileType.PDF: _is_pdf,
    FileType.PNG: _is_png,
    FileType.JPEG: _is_jpeg,
    **{one: _is_office(part) for one, part in _MAIN_PARTS.items()},
    FileType.TXT: _is_text,
    FileType.CSV: _is_text,
}
