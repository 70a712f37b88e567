"""A receiver of Shidra's webhooks: verifies, answers the challenge, keeps each event once, catches up.

    pip install fastapi uvicorn httpx standardwebhooks
    WEBHOOK_SECRET=whsec_… SHIDRA_URL=https://… … uvicorn receiver:app --port 8800

The settings stand in ../README.md.
"""

import asyncio
import json
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from fastapi import FastAPI, Request, Response
from standardwebhooks import Webhook, WebhookVerificationError

SECRETS = [Webhook(secret) for secret in os.environ["WEBHOOK_SECRET"].split()]
SHIDRA = os.environ["SHIDRA_URL"].rstrip("/")
LOG = f"{SHIDRA}/events/v1/initiatives/{os.environ['SHIDRA_INITIATIVE']}/events"
CREDENTIALS = (os.environ["SHIDRA_CLIENT_ID"], os.environ["SHIDRA_CLIENT_SECRET"])

store = sqlite3.connect(os.environ.get("STORE", "events.sqlite"), isolation_level=None)
store.executescript("""
    CREATE TABLE IF NOT EXISTS event (id TEXT PRIMARY KEY, position INTEGER, type TEXT, event TEXT);
    CREATE TABLE IF NOT EXISTS caught_up (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER);
    INSERT OR IGNORE INTO caught_up VALUES (1, -1);
""")


def keep(event: dict[str, Any], position: int) -> None:
    """Keep an event unless it is known: it may come twice, by a webhook and from the log."""
    values = (event["id"], position, event["type"], json.dumps(event))
    store.execute("INSERT OR IGNORE INTO event VALUES (?, ?, ?, ?)", values)


async def catch_up() -> None:
    """Read from the log what happened since the last time: whatever was missed is there."""
    async with httpx.AsyncClient() as shidra:
        granted = await shidra.post(
            f"{SHIDRA}/registry/v1/oauth/token", auth=CREDENTIALS, data={"grant_type": "client_credentials"}
        )
        granted.raise_for_status()
        bearer = {"Authorization": f"Bearer {granted.json()['access_token']}"}
        while True:
            (position,) = store.execute("SELECT position FROM caught_up").fetchone()
            page = await shidra.get(LOG, headers=bearer, params={"after": position, "limit": 200})
            page.raise_for_status()
            items = page.json()["items"]
            if not items:
                return
            store.execute("BEGIN")
            for item in items:
                keep(item["event"], item["position"])
            store.execute("UPDATE caught_up SET position = ?", (items[-1]["position"],))
            store.execute("COMMIT")


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Catch up beside receiving: what comes meanwhile is kept once, too."""
    catching_up = asyncio.create_task(catch_up())
    yield
    catching_up.cancel()


app = FastAPI(lifespan=lifespan)


def verified(body: bytes, headers: dict[str, str]) -> Any:
    """The event, if one of our secrets signed it; None otherwise."""
    for secret in SECRETS:
        try:
            return secret.verify(body, headers)
        except (WebhookVerificationError, ValueError):  # the library lets malformed headers out as ValueError
            continue
    return None


@app.post("/hooks")
async def receive(request: Request) -> Response:
    """Take an event. Answer at once; what takes long is done later, from what was kept."""
    event = verified(await request.body(), dict(request.headers))
    if event is None:
        return Response(status_code=401)
    if event["type"] == "shidra.webhook.challenge":
        answer = json.dumps({"challenge": event["data"]["challenge"]})
        return Response(answer, media_type="application/json")
    if "position" in event:  # a test has none
        keep(event, event["position"])
    return Response(status_code=204)
