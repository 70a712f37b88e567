"""What the fuzzed initiative holds: one thing of every kind, so that the fuzzers' requests lead somewhere.

Most belongs to the one who is seated and fuzzes, so that they may change and end it. Who they are, whom they
speak for and where they sit stays out of what is pointed at: they would otherwise leave in the middle.
"""

from dataclasses import dataclass
from typing import Any

from tests.governing import CONSENT, Governed, cast, draft, form, govern, on_day, opened, partner
from tests.kit import Actor, Field, World

WORDS = {"he": "מענה בשפתן, בכל שעה"}
INDICATOR = {
    "code": "repeat_violence",
    "name": {"he": "פגיעה חוזרת"},
    "definition": {"he": "שיעור הפונות ששבו ודיווחו על אלימות בתוך שנה."},
    "level": "population",
    "direction": "lower_is_better",
    "aggregation": "sum",
    "period_type": "yearly",
}
TIMES = ["2030-01-01T10:00:00Z", "2030-01-02T10:00:00Z"]
SERIES = {
    "title": {"he": "מפגש קבוע"},
    "frequency": "monthly",
    "starts_on": "2030-01-01",
    "at": "17:00",
    "meetings": 2,
}
SEVERAL = 3
"""Of what can be ended once."""


@dataclass(frozen=True)
class Seeds:
    """What there is to point at."""

    addresses: list[str]
    """Where things are found, or an operation on one."""
    seated: Actor
    """Speaks for a founding partner, in the chair of the steering committee."""
    own: dict[str, str]
    """By the names of parameters: who is seated, and for whom they speak."""
    link: str
    """The secret of a link by which the public reacts."""


class Seeding:
    """Makes things, and notes their addresses."""

    def __init__(self, world: World, governed: Governed) -> None:
        self._world = world
        self._governed = governed
        self._field = governed.field
        self._seated = governed.chair
        self._house = {"organization_id": self._seated.organization_id}
        self._other = {"organization_id": governed.members[1].organization_id}
        self.addresses: list[str] = []
        self.link = ""

    async def all(self) -> None:
        """One of everything."""
        for sow in (self._parties, self._systems, self._texts, self._decisions, self._measures):
            await sow()
        for sow in (self._meetings, self._relations, self._money, self._links, self._mapping):
            await sow()

    def note(self, *paths: str) -> None:
        """Note addresses within the initiative."""
        self.addresses.extend(self._seated.address(path) for path in paths)

    async def made(self, by: Actor, path: str, body: Any = None) -> str:
        """Create something and note where it is; answers its path."""
        created = await by.created(path, body)
        own = f"{path}/{created['id']}"
        self.note(own)
        return own

    async def _replaced(self, facilitator: Actor) -> None:
        mapped = await facilitator.created(
            "registry/organizations", {"name": {"he": "מפה"}, "sector": "other"}
        )
        first = await self._world.add_person(facilitator, "סוהא", mapped["id"])
        replaced = {"predecessor_id": first.person_id, "new_person": {"name": {"he": "יעל"}}}
        await self.made(facilitator, f"registry/organizations/{mapped['id']}/replacements", replaced)

    async def _parties(self) -> None:
        facilitator = self._field.facilitator
        house = await partner(self._world, self._field, "בית חם", "nonprofit")
        affiliations = [{"organization_id": house.organization_id, "represents": True}]
        person = await facilitator.created(
            "registry/people", {"name": {"he": "לילא"}, "affiliations": affiliations}
        )
        people = f"registry/people/{person['id']}"
        ended = f"{people}/affiliations/{person['affiliations'][0]['id']}"
        self.note(f"registry/organizations/{house.organization_id}", people, ended)
        self.note(*(f"registry/people/{self._seated.person_id}/{own}" for own in OWN_OF_PEOPLE))
        self.note(f"agenda/people/{self._seated.person_id}/personal-data")
        await self.made(facilitator, f"{people}/invitations")
        await self._replaced(facilitator)
        analyst = await facilitator.created("registry/people", {"name": {"he": "נור"}})
        await self.made(
            self._field.founder, "registry/staff", {"person_id": analyst["id"], "role": "data_analyst"}
        )
        for _ in range(SEVERAL):
            group = await form(self._seated, "working_group")
            self.note(f"registry/forums/{group}")
            for member in (self._seated, *self._governed.members[1:]):
                await self.made(
                    self._seated, f"registry/forums/{group}/members", {"person_id": member.person_id}
                )
        self.note(f"registry/forums/{self._governed.committee}", f"registry/forums/{self._governed.network}")

    async def _systems(self) -> None:
        system = {**self._house, "name": {"he": "מערכת"}, "scopes": ["field:read", "log:read"]}
        for _ in range(SEVERAL):
            integration = await self._seated.created("registry/integrations", system)
            path = f"registry/integrations/{integration['id']}"
            self.note(path, f"{path}/secrets/{integration['secrets'][0]['id']}")
            endpoint = await self.made(
                self._seated,
                "events/webhook-endpoints",
                {"integration_id": integration["id"], "url": "https://partner.example/"},
            )
            deliveries = (await self._seated.get(f"{endpoint}/deliveries")).json()["items"]
            self.note(f"{endpoint}/deliveries/{deliveries[0]['id']}")
        leaver = await self._field.facilitator.created("registry/people", {"name": {"he": "רות"}})
        await self.made(self._field.facilitator, "events/erasures", {"person_id": leaver["id"]})
        self.note("events/proofs/1", "events/tile/0/0", "events/tile/entries/0")

    async def _texts(self) -> None:
        for _ in range(SEVERAL):
            voice = await self.made(self._seated, "agenda/voices", {"text": WORDS})
            await self._seated.put(f"{voice}/public-showing", {"shown": True})
            entered = {"text": WORDS, "brought_by": {"person_id": self._seated.person_id}}
            await self.made(self._field.facilitator, "agenda/voices", entered)
            source = {"kind": "study", "title": {"he": "סקר"}}
            await self.made(self._field.facilitator, "registry/sources", source)
        self.note(f"agenda/trace/voice/{voice.rpartition('/')[2]}")
        section = {"kind": "goals", "title": {"he": "מענה"}, "text": WORDS}
        await self.made(self._seated, "agenda/agenda/sections", section)
        assert (await self._governed.decide("agenda"))["outcome"] == "adopted"
        versions = (await self._seated.get("agenda/agenda/versions")).json()["items"]
        self.note(f"agenda/agenda/versions/{versions[0]['id']}")
        for by in (self._seated, self._field.facilitator) * SEVERAL:
            led = {"title": {"he": "קו חירום"}, "lead_organization_id": self._seated.organization_id}
            await self.made(by, "agenda/activities", led)
        service = {"title": {"he": "ליווי"}, "role": "convene_engage"}
        await self.made(self._field.facilitator, "agenda/backbone-services", service)
        for by in (self._seated, self._field.facilitator) * SEVERAL:
            await self.made(by, "agenda/policy-options", {"title": {"he": "חובת הכשרה"}})

    async def _decisions(self) -> None:
        mandate = await self._governed.grant()
        self.note(f"registry/mandates/{mandate}")
        organization = self._seated.organization_id
        self.note(f"registry/mandates/{mandate}/carriers/{organization}")
        engaged = {"held_on": "2026-01-10", "title": WORDS, "involvement": "involve", "took_part": 7}
        held = await self.made(self._field.facilitator, "registry/engagement-activities", engaged)
        helped = {"support": "childcare", "given_on": "2026-01-10", "engagement_id": held.rpartition("/")[2]}
        await self.made(self._field.facilitator, "registry/participation-support", {**helped, "number": 3})
        given = {"organization_id": organization, "kind": "in_kind", "text": WORDS}
        await self.made(self._field.facilitator, "registry/contributions", given)
        profile = await self.made(
            self._field.facilitator,
            "registry/profiles",
            {**self._house, "offers": [{"kind": "space", "text": {"he": "חדר"}}] * SEVERAL},
        )
        stated = (await self._field.facilitator.get(profile)).json()["offers"]
        self.note(*(f"{profile}/lines/{line['id']}" for line in stated))
        said = {"matter": WORDS, "text": WORDS, "stated_on": "2026-03-08", "kind": "support"}
        for _ in range(SEVERAL):
            await self.made(self._seated, "registry/statements", {**said, **self._house})
        listed = (await self._seated.get("registry/statements")).json()["items"]
        query = {"of_kind": "statement", "of_id": listed[0]["id"], "name": "מכתב"}
        for _ in range(SEVERAL):
            added = await self._seated.call(
                "POST", "registry/files", params=query, content="מכתב", headers={"Content-Type": "text/plain"}
            )
            assert added.status_code == 201, added.text
            self.note(f"registry/files/{added.json()['id']}")
        citing = {"citing_kind": "organization", "citing_id": organization, "cited_kind": "statement"}
        for one in listed:
            await self.made(self._seated, "registry/citations", {**citing, "cited_id": one["id"]})
        handing = {"mandate_id": mandate, "to_organization_ids": [organization]}
        handover = await self.made(self._field.facilitator, "registry/handovers", handing)
        thing = {"kind": "documents", "text": WORDS}
        listed = (await self._field.facilitator.post(f"{handover}/things", thing)).json()["things"]
        self.note(f"{handover}/things/{listed[0]['id']}")
        for _ in range(SEVERAL):
            for method in ({"name": "majority"}, CONSENT):
                running = await draft(self._seated, self._governed.committee, method=method)
                await opened([self._seated], running)
                self.note(f"agenda/decisions/{running}")
                self.note(f"agenda/decisions/{running}/ballots/{self._seated.person_id}")
            self.note(f"agenda/decisions/{await draft(self._seated, self._governed.committee)}")
        waiting = await draft(self._seated, self._governed.committee)
        await opened([self._seated], waiting)
        ballot = f"agenda/decisions/{waiting}/ballots/{self._seated.person_id}"
        recorded = await self._seated.post(f"{ballot}/record", {"choice": "yes"})
        assert recorded.status_code == 200, recorded.text
        self.note(ballot)
        asked = await draft(self._seated, self._governed.committee, method=CONSENT)
        await opened([self._seated], asked)
        for member in self._governed.members[:2]:
            await cast(member, asked, "object", reason=WORDS)
        objections = (await self._seated.get(f"agenda/decisions/{asked}/objections")).json()["items"]
        for objection in objections:
            path = f"agenda/decisions/{asked}/objections/{objection['id']}"
            self.note(path)
            await self._seated.created(f"{path}/answers", {"text": WORDS})
        body = {"question": WORDS, "objection_ids": [objections[0]["id"]], "reason": WORDS}
        other = self._governed.members[1]
        proposed = await other.created(f"agenda/decisions/{asked}/amendments", body)
        self.note(f"agenda/decisions/{asked}/amendments/{proposed['id']}")
        for holder in self._governed.members[1:]:
            proxy = {
                "voter_id": self._seated.person_id,
                "holder_id": holder.person_id,
                "decision_id": await draft(self._seated, self._governed.committee),
            }
            self.note(f"agenda/proxies/{(await self._seated.created('agenda/proxies', proxy))['id']}")
        done = await draft(self._seated, self._governed.committee)
        await opened([self._seated], done)
        for member in self._governed.members:
            await cast(member, done, "yes")
        assert (await self._seated.post(f"agenda/decisions/{done}/close")).status_code == 200
        self.note(f"agenda/decisions/{done}")

    async def _measures(self) -> None:
        for number in range(SEVERAL):
            indicator = await self.made(
                self._seated, "metrics/indicators", {**INDICATOR, "code": f"figure_{number}"}
            )
            self.note(f"{indicator}/positions/{self._seated.organization_id}")
            await self.made(self._seated, f"{indicator}/limits", {"text": WORDS})
            target = {"kind": "target", "period": "2028", "value": "3"}
            await self.made(self._seated, f"{indicator}/targets", target)
        figure = {**self._house, "indicator": "figure_0", "period": "2024", "value": "3"}
        reported = await self._seated.created("metrics/observations", figure)
        self.note(
            f"metrics/observations/{reported['id']}",
            f"metrics/observations/reports/{reported['report_id']}",
        )

    async def _meetings(self) -> None:
        items = [{"title": {"he": "סבב"}}]
        called = {"forum_id": self._governed.committee, "title": {"he": "מפגש"}, "agenda_items": items}
        for when in ({"offered_times": TIMES}, {"starts_at": "2020-01-01T10:00:00Z"}):
            for _ in range(SEVERAL):
                meeting = await self._seated.created("registry/meetings", {**called, **when})
                path = f"registry/meetings/{meeting['id']}"
                self.note(path, f"{path}/agenda-items/{meeting['agenda_items'][0]['id']}")
                self.note(f"{path}/attendance/{self._seated.person_id}/answer")
                self.note(*(f"{path}/offered-times/{one['id']}/answer" for one in meeting["offered_times"]))
                self.note(*(f"{path}/attendance/{one.person_id}" for one in self._governed.members))
        await self._minutes(path)
        forum = f"registry/forums/{self._governed.committee}"
        template = {"name": {"he": "רגיל"}, "agenda_items": items}
        await self.made(self._seated, f"{forum}/agenda-templates", template)
        await self.made(
            self._seated, "registry/meeting-series", {**SERIES, "forum_id": self._governed.committee}
        )

    async def _minutes(self, meeting: str) -> None:
        for member in self._governed.members:
            await self._seated.put(f"{meeting}/attendance/{member.person_id}", {"status": "present"})
        await self._seated.put(f"{meeting}/minutes", {"text": WORDS})
        await self._seated.post(f"{meeting}/minutes/submit", {"approval": "present"})
        await self.made(self._governed.members[1], f"{meeting}/minutes/corrections", {"text": WORDS})

    async def _relations(self) -> None:
        parties = [self._house, self._other]
        for _ in range(SEVERAL):
            interaction = {"type": "listening", "parties": parties, "notes": WORDS}
            await self.made(self._seated, "registry/interactions", interaction)
            promise = {"by": self._house, "to": self._other, "text": WORDS, "due_on": on_day(20)}
            promised = await self.made(self._seated, "registry/commitments", promise)
            self.note(f"{promised}/views/by")
            later = {"due_on": on_day(40), "reason": WORDS}
            await self.made(self._governed.members[1], f"{promised}/renegotiations", later)
            asked = {"parties": parties, "matter": WORDS}
            await self.made(
                self._seated,
                "registry/mediations",
                {**asked, "mediator_id": self._field.facilitator.person_id},
            )
            others = {"parties": [self._other, {"organization_id": self._governed.holder.organization_id}]}
            led = {**asked, **others, "mediator_id": self._seated.person_id}
            mediation = await self.made(self._field.facilitator, "registry/mediations", led)
            for one in (self._governed.members[1], self._governed.holder, self._seated):
                await one.post(f"{mediation}/accept")
        thanks = {"to_organization_id": self._other["organization_id"], "text": WORDS}
        await self.made(self._seated, "registry/recognitions", thanks)

    async def _money(self) -> None:
        facilitator = self._field.facilitator
        given = {"amount": 100_000, "currency": "ILS", "state": "granted"}
        source = await self.made(
            facilitator, "registry/funding-sources", {**given, "funder_name": {"he": "קרן"}}
        )
        funder = {"funder_organization_id": self._seated.organization_id}
        await self.made(facilitator, "registry/funding-sources", {**given, **funder})
        part = {"source_id": source.rpartition("/")[2], **self._house, "amount": 10, "purpose": WORDS}
        allocated = await self.made(facilitator, "registry/allocations", part)
        self.note("registry/funding-needs/ILS")
        need = {"needed": 100_000, "needed_for_backbone": 10_000, "months": 12}
        assert (await facilitator.put("registry/funding-needs/ILS", need)).status_code == 200
        line = {"currency": "ILS", "name": {"he": "קו חירום"}, "needed": 1_000}
        await self.made(facilitator, "registry/budget-lines", line)
        terms = {"agreed_on": "2026-01-01", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}
        agreed = {"source_id": part["source_id"], "amount": 100_000, **terms}
        grant = await self.made(facilitator, "registry/grants", agreed)
        for _ in range(SEVERAL):
            lines = [{"code": "A1", "name": {"he": "נסיעות"}, "categories": ["travel"]}]
            made_in = {"name": {"he": "דוח"}, "language": "he", "lines": lines}
            await self.made(facilitator, "registry/report-formats", made_in)
            due = {"amount": 100, "due_on": "2026-02-01"}
            await self.made(facilitator, f"{grant}/instalments", due)
            report = {"due_on": "2026-07-31", "covers_from": "2026-01-01", "covers_until": "2026-06-30"}
            await self.made(facilitator, f"{grant}/reporting-dates", report)
            spent = {"allocation_id": allocated.rpartition("/")[2], "amount": 1, "spent_on": "2026-03-01"}
            await self.made(facilitator, "registry/spending", {**spent, "category": "travel", "text": WORDS})

    async def _mapping(self) -> None:
        facilitator = self._field.facilitator
        values = [{"name": {"he": "מרכז"}}, {"name": {"he": "פריפריה"}}]
        halves = {"name": {"he": "מרכז ופריפריה"}, "values": values}
        grouping = await self.made(facilitator, "registry/groupings", halves)
        self.note(f"{grouping}/organizations/{self._seated.organization_id}")
        for name in ("אילן", "אלון", "ארז"):
            body = {"name": {"he": name}, "sector": "nonprofit"}
            twins = [await facilitator.created("registry/organizations", body) for _ in range(2)]
            old, kept = (twin["id"] for twin in twins)
            self.note(f"registry/organizations/{kept}/kept-apart/{self._seated.organization_id}")
            merge = {"organization_id": old, "into_organization_id": kept}
            await self.made(facilitator, "registry/organization-merges", merge)
        war = {"kind": "war", "title": {"he": "המלחמה"}, "starts_on": "2023-10-07"}
        for _ in range(SEVERAL):
            await self.made(facilitator, "registry/context-events", war)
        tied = {
            "from_organization_id": self._seated.organization_id,
            "to_organization_id": self._other["organization_id"],
        }
        for kind in ("referral", "information", "space"):
            await self.made(self._seated, "registry/ties", {**tied, "kind": kind})
        template = {"imported": "organizations", "name": {"he": "מרשם"}, "columns": ["שם:name"]}
        for _ in range(SEVERAL):
            await self.made(facilitator, "registry/import-templates", template)
        file = {"rows": [{"name": "מן הקובץ", "sector": "public"}]}
        query = {"imported": "organizations", "mode": "upsert"}
        imported = await facilitator.post("registry/imports", file, params=query)
        self.note(f"registry/imports/{imported.json()['id']}")
        for sector in ("public", "business", "academia"):
            wanted = {"sector": sector, "at_least": 2}
            await self.made(facilitator, "registry/coverage-targets", wanted)
            await self.made(facilitator, f"registry/forums/{self._governed.committee}/seat-targets", wanted)

    async def _links(self) -> None:
        await self.made(self._seated, "events/stream-links", {})
        await self.made(self._seated, "registry/calendar-links", {})
        link = await self._field.facilitator.created("agenda/reaction-links", {})
        self.link = link["secret"]


OWN_OF_PEOPLE = ("lived-experience", "personal-data", "invitations")
"""What of the one who is seated may be pointed at: what neither ends their part nor takes from it."""


async def seed(world: World, field: Field) -> Seeds:
    """Make them. No account is among them: it takes an OpenID provider."""
    governed = await govern(world, field)
    seeding = Seeding(world, governed)
    await seeding.all()
    seated = governed.chair
    own = {
        "initiative_id": field.id,
        "organization_id": seated.organization_id,
        "person_id": seated.person_id,
        "voter_id": seated.person_id,
    }
    return Seeds(seeding.addresses, seated, own, seeding.link)
