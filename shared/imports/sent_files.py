"""The file of an import as it arrives: the body itself, CSV, XLSX or JSON by its Content-Type."""

import asyncio
from typing import Annotated, Any

from fastapi import Depends, Request

from shared.http.problems import UnsupportedMediaType
from shared.imports.kumu import KumuPart
from shared.imports.tables import MAX_ROWS, Delimiter, Encoding, Table, read_csv, read_json, read_xlsx

_CSV = frozenset({"text/csv", "text/tab-separated-values", "text/plain"})
_JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of workbooks."""


def import_body(row: dict[str, Any]) -> dict[str, Any]:
    """What the OpenAPI document says of the body; `row` is the schema of a JSON row."""
    rows = {"type": "array", "maxItems": MAX_ROWS, "items": row}
    return {
        "requestBody": {
            "required": True,
            "content": {
                "text/csv": {"schema": {"type": "string"}},
                XLSX: {"schema": {"type": "string", "format": "binary"}},
                _JSON: {
                    "schema": {
                        "type": "object",
                        "properties": {"rows": rows},
                        "required": ["rows"],
                        "additionalProperties": False,
                    }
                },
            },
        }
    }


class SentFile:
    """A body with what its Content-Type says it is."""

    def __init__(self, body: bytes, media_type: str) -> None:
        self._body = body
        self._media_type = media_type

    async def table(
        self, encoding: Encoding, delimiter: Delimiter, *, sheet: int = 1, kumu: KumuPart | None = None
    ) -> Table:
        """The file as a table; raises UnreadableTable. A map of Kumu is read where a part is asked for."""
        if self._media_type == _JSON:
            return await asyncio.to_thread(read_json, self._body, kumu)
        if self._media_type == XLSX:
            return await asyncio.to_thread(read_xlsx, self._body, sheet)
        return read_csv(self._body, encoding, delimiter)


def media_type_of(request: Request) -> str:
    """What a request says its file is; raises UnsupportedMediaType."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in {_JSON, XLSX, *_CSV}:
        raise UnsupportedMediaType
    return media_type


async def sent_file(request: Request) -> SentFile:
    """The body as a file; raises UnsupportedMediaType."""
    media_type = media_type_of(request)
    return SentFile(await request.body(), media_type)


SentFileDep = Annotated[SentFile, Depends(sent_file)]
