"""A connector that reports: when a figure is due, it asks the partner's own system and sends what it says.

    pip install fastapi uvicorn httpx standardwebhooks
    WEBHOOK_SECRET=whsec_… SHIDRA_URL=https://… … uvicorn connector:app --port 8800

The settings stand in ../README.md. Instead of a case-management system there is a file, FIGURES: a line for
each figure, `code,period,value`.
"""

import asyncio
import csv
import json
import logging
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI, Request, Response
from standardwebhooks import Webhook, WebhookVerificationError

SECRETS = [Webhook(secret) for secret in os.environ["WEBHOOK_SECRET"].split()]
SHIDRA = os.environ["SHIDRA_URL"].rstrip("/")
OBSERVATIONS = f"{SHIDRA}/metrics/v1/initiatives/{os.environ['SHIDRA_INITIATIVE']}/observations/imports"
CREDENTIALS = (os.environ["SHIDRA_CLIENT_ID"], os.environ["SHIDRA_CLIENT_SECRET"])
ORGANIZATION = os.environ["SHIDRA_ORGANIZATION"]
FIGURES = Path(os.environ["FIGURES"])
RETRY_AFTER = float(os.environ.get("RETRY_AFTER", "60"))

store = sqlite3.connect(os.environ.get("STORE", "due.sqlite"), isolation_level=None)
store.execute("CREATE TABLE IF NOT EXISTS due (id TEXT PRIMARY KEY, code TEXT, period TEXT, done INTEGER)")
awake = asyncio.Event()
log = logging.getLogger("uvicorn.error")


def figure(code: str, period: str) -> str | None:
    """What the partner's own system says of a period; None where it does not know yet."""
    with FIGURES.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines):
            if row[:2] == [code, period]:
                return row[2]
    return None


async def send(shidra: httpx.AsyncClient, due_id: str, code: str, period: str) -> bool:
    """Send one figure. Sent twice, it is the same report: by its key within a day, as `unchanged` later."""
    value = figure(code, period)
    if value is None:
        return False
    granted = await shidra.post(
        f"{SHIDRA}/registry/v1/oauth/token", auth=CREDENTIALS, data={"grant_type": "client_credentials"}
    )
    granted.raise_for_status()
    headers = {"Authorization": f"Bearer {granted.json()['access_token']}", "Idempotency-Key": due_id}
    row = {"indicator": code, "organization_id": ORGANIZATION, "period": period, "value": value}
    sent = await shidra.post(OBSERVATIONS, headers=headers, params={"mode": "fill"}, json={"rows": [row]})
    if sent.is_client_error:
        raise RuntimeError(f"the figure was not taken: {sent.text}")
    sent.raise_for_status()
    summary = sent.json()
    if summary["rejected"]:
        raise RuntimeError(f"the figure was not taken: {summary['conflicts']}")
    return True


async def report() -> None:
    """Work off what is due, again and again: what cannot be said yet, or not be sent, waits."""
    async with httpx.AsyncClient() as shidra:
        while True:
            awake.clear()
            due = store.execute("SELECT id, code, period FROM due WHERE NOT done").fetchall()
            for due_id, code, period in due:
                try:
                    if await send(shidra, due_id, code, period):
                        store.execute("UPDATE due SET done = 1 WHERE id = ?", (due_id,))
                except (httpx.HTTPError, RuntimeError) as failure:
                    log.warning("%s %s waits: %s", code, period, failure)
            try:
                await asyncio.wait_for(awake.wait(), RETRY_AFTER)
            except TimeoutError:
                continue


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Report beside receiving: an answer does not wait for it."""
    reporting = asyncio.create_task(report())
    yield
    reporting.cancel()


app = FastAPI(lifespan=lifespan)


def verified(body: bytes, headers: dict[str, str]) -> Any:
    """The event, if one of our secrets signed it; None otherwise."""
    for secret in SECRETS:
        try:
            return secret.verify(body, headers)
        except (WebhookVerificationError, ValueError):
            continue
    return None


@app.post("/hooks")
async def receive(request: Request) -> Response:
    """Take an event: note what is due for our organization, once, and answer at once."""
    event = verified(await request.body(), dict(request.headers))
    if event is None:
        return Response(status_code=401)
    if event["type"] == "shidra.webhook.challenge":
        answer = json.dumps({"challenge": event["data"]["challenge"]})
        return Response(answer, media_type="application/json")
    due = event["data"]
    if event["type"] == "metrics.report.due" and due["organization_id"] == ORGANIZATION:
        values = (event["id"], due["indicator_code"], due["period"])
        store.execute("INSERT OR IGNORE INTO due VALUES (?, ?, ?, 0)", values)
        awake.set()
    return Response(status_code=204)
