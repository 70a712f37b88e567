// A receiver of Shidra's webhooks: verifies, answers the challenge, keeps each event once, catches up.
//
//     npm ci && WEBHOOK_SECRET=whsec_… SHIDRA_URL=https://… … PORT=8800 node receiver.mjs
//
// The settings stand in ../README.md.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import express from "express";
import { Webhook } from "standardwebhooks";

const { SHIDRA_URL, SHIDRA_INITIATIVE, SHIDRA_CLIENT_ID, SHIDRA_CLIENT_SECRET } = process.env;
const secrets = process.env.WEBHOOK_SECRET.split(" ").map((secret) => new Webhook(secret));
const shidra = SHIDRA_URL.replace(/\/$/, "");
const file = process.env.STORE ?? "events.ndjson";

// One line an event, or how far the log was read. Reading it again is how the program knows what it has.
const known = new Set();
let caughtUpTo = -1;
if (existsSync(file)) {
  for (const line of readFileSync(file, "utf8").split("\n").slice(0, -1)) {
    const { event, caught_up_to: position } = JSON.parse(line);
    if (event) known.add(event.id);
    else caughtUpTo = position;
  }
}
const write = (value) => appendFileSync(file, JSON.stringify(value) + "\n", { flush: true });

// Keep an event unless it is known: it may come twice, by a webhook and from the log.
function keep(event, position) {
  if (known.has(event.id)) return;
  write({ position, event });
  known.add(event.id);
}

// Read from the log what happened since the last time: whatever was missed is there.
async function catchUp() {
  const basic = Buffer.from(`${SHIDRA_CLIENT_ID}:${SHIDRA_CLIENT_SECRET}`).toString("base64");
  const asked = await fetch(`${shidra}/registry/v1/oauth/token`, {
    method: "POST",
    headers: { Authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  if (!asked.ok) throw new Error(`no token: ${asked.status}`);
  const { access_token: token } = await asked.json();
  for (;;) {
    const address = `${shidra}/events/v1/initiatives/${SHIDRA_INITIATIVE}/events?limit=200&after=${caughtUpTo}`;
    const page = await fetch(address, { headers: { Authorization: `Bearer ${token}` } });
    if (!page.ok) throw new Error(`no events: ${page.status}`);
    const { items } = await page.json();
    if (items.length === 0) return;
    for (const { event, position } of items) keep(event, position);
    caughtUpTo = items.at(-1).position;
    write({ caught_up_to: caughtUpTo });
  }
}

// The event, if one of our secrets signed it; undefined otherwise.
function verified(body, headers) {
  for (const secret of secrets) {
    try {
      return secret.verify(body, headers);
    } catch {
      continue;
    }
  }
}

const app = express();
app.post("/hooks", express.raw({ type: "application/cloudevents+json", limit: "256kb" }), (request, response) => {
  const event = verified(request.body, request.headers);
  if (!event) return response.sendStatus(401);
  if (event.type === "shidra.webhook.challenge") return response.json({ challenge: event.data.challenge });
  if (event.position !== undefined) keep(event, event.position); // a test has none
  return response.sendStatus(204);
});

const server = app.listen(Number(process.env.PORT ?? 8800), "127.0.0.1", async () => {
  console.log(`listening on ${server.address().port}`);
  await catchUp();
});
