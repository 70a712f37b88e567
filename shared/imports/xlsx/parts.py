"""The parts of a workbook, which is an archive of XML documents, and how they are read."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, NoReturn
from xml.parsers import expat

from shared.imports.errors import UnreadableTable, unreadable

MAX_UNPACKED = 128 * 2**20
"""Bytes of the parts that are read, unpacked, all together."""
MAX_CELL = 32_767
"""Characters of a cell, which is what spreadsheets can hold."""

_MAX_DIRECTORY = 2**20
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_END_LENGTH, _END_64_LENGTH = 22, 20
_ENCRYPTED = 1
_USUAL = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CHUNK = 2**16

Attributes = dict[str, str]


def refuse() -> NoReturn:
    """Raise the problem of a file that is no workbook."""
    raise unreadable("not_xlsx") from None


def too_large() -> UnreadableTable:
    """The problem of a workbook that would take too much room."""
    return unreadable("too_large_unpacked", limit=MAX_UNPACKED // 2**20)


def archive_of(body: bytes) -> zipfile.ZipFile:
    """The file as an archive whose directory is of a length that a workbook's has."""
    at = body.rfind(_END, max(0, len(body) - _END_LENGTH - 2**16))
    if at < 0 or len(body) < at + _END_LENGTH or body[at - _END_64_LENGTH :].startswith(_END_64):
        refuse()
    (length,) = struct.unpack_from("<I", body, at + 12)
    if length > _MAX_DIRECTORY:
        raise too_large()
    return zipfile.ZipFile(io.BytesIO(body))


class Parts:
    """Reads parts of an archive, no more of all of them together than is allowed."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = MAX_UNPACKED

    def has(self, name: str) -> bool:
        """Whether there is a part of a name."""
        return name in self._archive.NameToInfo

    def parse(self, name: str, reading: "Reading") -> Iterator[None]:
        """Read a part; goes on when asked for more."""
        try:
            part = self._archive.getinfo(name)
        except KeyError:
            refuse()
        self._left -= part.file_size
        if self._left < 0:
            raise too_large()
        if part.flag_bits & _ENCRYPTED or part.compress_type not in _USUAL:
            refuse()
        parser = _parser(reading)
        with self._archive.open(part) as opened:
            while chunk := opened.read(_CHUNK):
                parser.Parse(chunk, False)
                yield
        parser.Parse(b"", True)
        yield


class Reading:
    """What is done with the elements of a part: by their names without namespaces."""

    def __init__(self) -> None:
        self.starts: dict[str, Callable[[Attributes], None]] = {}
        self.ends: dict[str, Callable[[], None]] = {}
        self.listening = False
        self.heard: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if (handle := self.starts.get(local(name))) is not None:
            handle(attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if (handle := self.ends.get(local(name))) is not None:
            handle()

    def text(self, text: str) -> None:
        """Text of an element."""
        if self.listening:
            self.heard.append(text)

    def listen(self, _: Attributes) -> None:
        """Take down what follows."""
        self.listening = True

    def stop(self) -> None:
        """Take down no more."""
        self.listening = False

    def take(self) -> str:
        """What was taken down since."""
        text = "".join(self.heard)
        self.heard.clear()
        return text[:MAX_CELL]


def local(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition(" ")[2]


def _parser(reading: Reading) -> Any:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_document_type
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    return parser


def _no_document_type(*_: Any) -> None:
    refuse()
