// The passage of docs/for-frontend-teams.md in TypeScript: from founding an initiative to its first series.
// SHIDRA_URL and SHIDRA_OPERATOR_TOKEN say where Shidra runs and who sets up.

import { Client, ProblemError } from "./client.js";

declare const process: { env: Record<string, string | undefined> };
const url = process.env["SHIDRA_URL"] ?? "http://localhost:8080";
const operatorToken = process.env["SHIDRA_OPERATOR_TOKEN"];
if (operatorToken === undefined) throw new Error("SHIDRA_OPERATOR_TOKEN is not set");
const operator = new Client(url, operatorToken);

const initiative = (
  await operator.call("post", "/registry/v1/initiatives", {
    body: { name: { he: "בית לכל צעירה" }, issue: { he: "צעירות וצעירים ללא קורת גג" }, languages: ["he", "ar"] },
    headers: { "Idempotency-Key": crypto.randomUUID() },
  })
).body.id;
const here = { initiative_id: initiative };

/** A person's client: under `make run` the operator's token is exchanged for theirs. */
async function become(person: string): Promise<Client> {
  const response = await fetch(`${url}/registry/v1/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: operatorToken ?? "",
      initiative_id: initiative,
      person_id: person,
    }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return new Client(url, access_token);
}

interface Member {
  client: Client;
  person: string;
  organization: string;
}

async function join(by: Client, name: string, sector: "philanthropy" | "public" | "nonprofit", founding: boolean): Promise<Member> {
  const organization = await by.call("post", "/registry/v1/initiatives/{initiative_id}/organizations", {
    at: here,
    body: { name: { he: name }, sector, founding },
  });
  const person = await by.call("post", "/registry/v1/initiatives/{initiative_id}/people", {
    at: here,
    body: { name: { he: `נציגת ${name}` }, affiliations: [{ organization_id: organization.body.id, represents: true }] },
  });
  return { client: await become(person.body.id), person: person.body.id, organization: organization.body.id };
}

const foundation = await join(operator, "קרן אופק", "philanthropy", true);
const ministry = await join(operator, "משרד הרווחה", "public", true);
const founders = [foundation, ministry];

// Founders form the network and the committee; whoever is to sit in it accepts, and the network decides.
const rules = {
  method: { name: "sector_balanced" as const, sectors_required: 2 },
  quorum: { share: { numerator: 1, denominator: 2 } },
  notice_hours: 0,
};
const forums: Record<string, string> = {};
for (const kind of ["network", "steering_committee"] as const) {
  const formed = await foundation.client.call("post", "/registry/v1/initiatives/{initiative_id}/forums", {
    at: here,
    body: { kind, name: { he: kind === "network" ? "רשת השותפים" : "ועדת ההיגוי" }, ...rules },
  });
  forums[kind] = formed.body.id;
}
const network = forums["network"] ?? "";
const committee = forums["steering_committee"] ?? "";
const seats: string[] = [];
for (const founder of founders) {
  const at = { ...here, forum_id: committee };
  const proposed = await foundation.client.call("post", "/registry/v1/initiatives/{initiative_id}/forums/{forum_id}/members", {
    at,
    body: { person_id: founder.person, organization_id: founder.organization, role: "member" },
  });
  await founder.client.call("post", "/registry/v1/initiatives/{initiative_id}/forums/{forum_id}/members/{member_id}/accept", {
    at: { ...at, member_id: proposed.body.id },
  });
  seats.push(proposed.body.id);
}

type Kind = "seats" | "agenda" | "indicators";

/** Drafts, opens, votes on and closes a decision of both founders; answers what it came to. */
async function decide(kind: Kind, forum: string, question: string, subject: object): Promise<string> {
  const drafted = await foundation.client.call("post", "/agenda/v1/initiatives/{initiative_id}/decisions", {
    at: here,
    body: {
      forum_id: forum,
      kind,
      subject,
      question: { he: question },
      closes_at: new Date(Date.now() + 24 * 3600 * 1000).toISOString(),
    },
  });
  const at = { ...here, decision_id: drafted.body.id };
  for (const founder of founders) {
    await founder.client.call("post", "/agenda/v1/initiatives/{initiative_id}/decisions/{decision_id}/open", { at });
  }
  for (const founder of founders) {
    const voter_id = forum === network ? founder.organization : founder.person;
    await founder.client.call("put", "/agenda/v1/initiatives/{initiative_id}/decisions/{decision_id}/ballots/{voter_id}", {
      at: { ...at, voter_id },
      body: { choice: "yes" },
    });
  }
  const closed = await foundation.client.call("post", "/agenda/v1/initiatives/{initiative_id}/decisions/{decision_id}/close", { at });
  const outcome = closed.body.outcome ?? "none";
  console.log(`${question} ${outcome}`);
  return outcome;
}

await decide("seats", network, "מי ישבו בוועדת ההיגוי?", { forum_id: committee, seat_ids: seats });

// A voice, a section that cites it, changed by the version that was read, and adopted.
const voice = await ministry.client.call("post", "/agenda/v1/initiatives/{initiative_id}/voices", {
  at: here,
  body: { text: { he: "מי שיוצא ממסגרת בגיל 18 נשאר בלי כתובת כבר באותו שבוע." } },
});
const section = await ministry.client.call("post", "/agenda/v1/initiatives/{initiative_id}/agenda/sections", {
  at: here,
  body: {
    kind: "goals",
    title: { he: "לילה ראשון" },
    text: { he: "אף צעירה וצעיר לא יישארו בלי קורת גג." },
    cites: [voice.body.id],
  },
});
const change = (etag: string) =>
  ministry.client.call("patch", "/agenda/v1/initiatives/{initiative_id}/agenda/sections/{section_id}", {
    at: { ...here, section_id: section.body.id },
    body: { text: { he: "אף צעירה וצעיר לא יישארו בלי קורת גג, גם בלילה הראשון." } },
    headers: { "If-Match": etag },
  });
await change(section.etag ?? "*");
const stale = await change(section.etag ?? "*").catch((error: unknown) => error);
if (!(stale instanceof ProblemError) || stale.problem.status !== 412) throw new Error("a stale change was taken");
await decide("agenda", network, "האם לאמץ את המצע?", {});

// What the charter does not allow comes back as a problem that says what would be.
const manager = await foundation.client.call("post", "/registry/v1/initiatives/{initiative_id}/people", {
  at: here,
  body: { name: { he: "סמירה חורי" } },
});
await foundation.client.call("post", "/registry/v1/initiatives/{initiative_id}/staff", {
  at: here,
  body: { person_id: manager.body.id, role: "initiative_manager" },
});
const staff = await become(manager.body.id);
const refused = await staff
  .call("post", "/agenda/v1/initiatives/{initiative_id}/voices", { at: here, body: { text: { he: "לדעתי צריך עוד מיטות" } } })
  .catch((error: unknown) => error);
if (!(refused instanceof ProblemError) || refused.problem.code !== "agenda-belongs-to-partners") {
  throw new Error("staff brought a voice of their own");
}
console.log(refused.problem.detail);

// An indicator is proposed, adopted as shared, and reported.
const indicator = await ministry.client.call("post", "/metrics/v1/initiatives/{initiative_id}/indicators", {
  at: here,
  body: {
    code: "first_night",
    name: { he: "לילה ראשון בלי קורת גג" },
    definition: { he: "מספר הצעירות והצעירים שישנו לראשונה בלי קורת גג בחודש" },
    level: "population",
    direction: "lower_is_better",
    aggregation: "sum",
    period_type: "monthly",
  },
});
const measured = { ...here, indicator_id: indicator.body.id };
await ministry.client.call("post", "/metrics/v1/initiatives/{initiative_id}/indicators/{indicator_id}/propose", { at: measured });
await decide("indicators", committee, "האם למדוד יחד?", { indicator_ids: [indicator.body.id] });
for (const [period, value] of [["202601", "41"], ["202602", "37"]] as const) {
  await ministry.client.call("post", "/metrics/v1/initiatives/{initiative_id}/observations", {
    at: here,
    body: { indicator: "first_night", organization_id: ministry.organization, period, value },
    headers: { "Idempotency-Key": `first_night ${period}` },
  });
}
const series = await ministry.client.call("get", "/metrics/v1/initiatives/{initiative_id}/indicators/{indicator_id}/series", { at: measured });
console.log(series.body.points.map((point) => `${point.period}: ${point.value}`).join(", "));

// The story, page by page.
let told = 0;
let cursor: string | null = null;
do {
  const page: { items: { sentence: { he?: string } }[]; next_cursor: string | null } = (
    await ministry.client.call("get", "/events/v1/initiatives/{initiative_id}/story", {
      at: here,
      query: { limit: 20, order: "oldest", ...(cursor === null ? {} : { cursor }) },
    })
  ).body;
  told += page.items.length;
  cursor = page.next_cursor;
} while (cursor !== null);
console.log(`${told} things happened`);
