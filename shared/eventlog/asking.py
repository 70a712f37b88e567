"""How a witness asks servers: for so many bytes of each kind of answer, and for so long.

A witness does not trust the log it watches, and runs on a partner's machine: whatever is at the log's address
must neither fill that machine's memory nor hold the witness up.
"""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

import httpx

from shared.answers import NOT_PACKED, AnswerError, content_of


class UnreachedError(Exception):
    """A server could not be reached, or answered something else; the message says which."""


class Kind(NamedTuple):
    """A kind of answer."""

    what: str
    """What to call it where it is none."""
    most: int
    """Bytes it is read for: more than any such answer has."""


CHECKPOINT = Kind("the checkpoint", 65_536)
"""A hundred signatures of names of a hundred letters are a third of it."""
PROOF = Kind("the proof", 16_384)
"""A log of 2^63 entries takes some 126 hashes of 47 bytes."""
COSIGNATURES = Kind("the list of cosignatures", 16_384)
TOKEN = Kind("the token", 16_384)
"""No token has more than 4,096."""
RECEIPT = Kind("the receipt", 0)
"""Of what was brought: its status says all."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    media_type: str | None
    content: bytes
    """Empty where nobody wanted to read it."""


class Server:
    """A server at an address, each of whose answers is waited for `patience` seconds, to its last byte.

    No connection is kept: minutes lie between two rounds of a witness. `network` is where else than in the
    real one the address leads to something.
    """

    def __init__(self, url: str, *, patience: float, network: httpx.AsyncBaseTransport | None = None) -> None:
        self._url = url
        self._patience = patience
        self._network = network
        self.headers: dict[str, str] = {}

    def ask(
        self, kind: Kind, method: str, path: str, *, read: Collection[int] = (200,), **options: Any
    ) -> Answer:
        """Ask once, and read what answers with a status of `read`; redirects are not followed.

        Raises UnreachedError.
        """
        try:
            return asyncio.run(self._asked(kind, method, path, read, options))
        except AnswerError as error:
            said = f"is {error}"
        except (TimeoutError, httpx.TimeoutException):
            said = f"was not all there after {self._patience:g} seconds"
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            # What the library says may repeat all that came.
            said = f"did not come: {str(error)[:200] or type(error).__name__}"
        # An address may hold a password, before its last @.
        raise UnreachedError(f"{kind.what} from {self._url.rpartition('@')[2]} {said}")

    async def _asked(
        self, kind: Kind, method: str, path: str, read: Collection[int], options: dict[str, Any]
    ) -> Answer:
        headers = self.headers | NOT_PACKED
        async with (
            asyncio.timeout(self._patience),
            httpx.AsyncClient(
                base_url=self._url, headers=headers, timeout=self._patience, transport=self._network
            ) as http,
            http.stream(method, path, follow_redirects=False, **options) as response,
        ):
            wanted = response.status_code in read
            content = await content_of(response, kind.most) if wanted else b""
            return Answer(response.status_code, response.headers.get("content-type"), content)
