"""A write and a page over HTTP, next to the least that does the same: CPU of the server per request."""

import json
from contextlib import ExitStack
from uuid import UUID, uuid4

from bench.deployment import Deployment
from bench.load import request
from bench.rounds import Figure, in_turns
from bench.serving import Server, serving
from services.registry.identity.keys import load_signing_key
from services.registry.identity.service import TokenIssuer

WARM_UP = 200
SHIDRA = "Shidra"
BARE = "bare ASGI, asyncpg"
PLAIN = "FastAPI, asyncpg"
ORGANIZATION = {
    "name": {"he": "בית חם לנערות", "ar": "بيت دافئ للفتيات"},
    "sector": "nonprofit",
    "identifiers": [{"scheme": "IL-RA", "value": "580000008"}],
    "population_groups": ["arab_society", "youth"],
}


class Costs:
    """The servers to compare and the requests they answer."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        facilitator = deployment.field.facilitator
        key = load_signing_key(deployment.settings.token_key_file)
        token = TokenIssuer(deployment.settings, key).person_token(
            UUID(deployment.field.id), UUID(facilitator.person_id)
        )
        self._person = facilitator.person_id
        self._headers = {"Authorization": f"Bearer {token}", "Accept-Language": "he"}
        self._path = f"/registry/v1/initiatives/{deployment.field.id}/organizations"
        self._body = json.dumps(ORGANIZATION, ensure_ascii=False).encode()

    def post(self, _number: int) -> bytes:
        """A POST that no other is like."""
        return request("POST", self._path, {**self._headers, "Idempotency-Key": str(uuid4())}, self._body)

    def page(self, _number: int) -> bytes:
        """A page of 50."""
        return request("GET", f"{self._path}?limit=50", self._headers)

    def measure(self, *, requests: int, rounds: int) -> tuple[dict[str, Figure], dict[str, Figure]]:
        """CPU per POST and per page, for Shidra and for what it is measured next to."""
        with ExitStack() as stack:

            def serve(module: str, argument: list[str]) -> Server:
                extra = {"BENCH_PERSON": self._person}
                return stack.enter_context(serving(module, argument, self._deployment, extra))

            shidra = serve("services.cli", ["serve", "registry"])
            bare, plain = serve("bench.peers", ["post"]), serve("bench.peers", ["page"])
            for server in (shidra, bare):
                server.cost(self.post, WARM_UP, status=201)
            for server in (shidra, plain):
                server.cost(self.page, WARM_UP, status=200)
            posts = in_turns(
                {
                    SHIDRA: lambda: shidra.cost(self.post, requests, status=201),
                    BARE: lambda: bare.cost(self.post, requests, status=201),
                },
                rounds,
            )
            pages = in_turns(
                {
                    SHIDRA: lambda: shidra.cost(self.page, requests, status=200),
                    PLAIN: lambda: plain.cost(self.page, requests, status=200),
                },
                rounds,
            )
        return posts, pages
