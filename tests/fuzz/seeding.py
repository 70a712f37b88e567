"""What the fuzzed initiative holds: one thing of every kind, so that ids in paths lead somewhere.

They belong to somebody else than the fuzzers, who would otherwise leave in the middle of a run.
"""

from tests.kit import Field

INDICATOR = {
    "code": "repeat_violence",
    "name": {"he": "פגיעה חוזרת"},
    "definition": {"he": "שיעור הפונות ששבו ודיווחו על אלימות בתוך שנה."},
    "level": "population",
    "direction": "lower_is_better",
    "aggregation": "ratio",
    "period_type": "yearly",
}
NETWORK = {
    "kind": "network",
    "name": {"he": "הרשת"},
    "method": {"name": "consent"},
    "quorum": {"share": {"numerator": 1, "denominator": 2}},
    "notice_hours": 0,
}
TIMES = ["2030-01-01T10:00:00Z", "2030-01-02T10:00:00Z"]
SERIES = {
    "title": {"he": "מפגש קבוע"},
    "frequency": "monthly",
    "starts_on": "2030-01-01",
    "at": "17:00",
    "meetings": 2,
}


async def seed(field: Field) -> dict[str, str]:
    """Make them; answers their ids by the names of path parameters.

    No account is among them: it takes an OpenID provider.
    """
    facilitator, partner = field.facilitator, field.partner
    person = await facilitator.get(f"registry/people/{partner.person_id}")
    analyst = await facilitator.created("registry/people", {"name": {"he": "לילא"}})
    appointed = {"person_id": analyst["id"], "role": "data_analyst"}
    staff = await field.founder.created("registry/staff", appointed)
    voice = await partner.created("agenda/voices", {"text": {"he": "אין מי שיפנה אותנו הלאה"}})
    indicator = await facilitator.created("metrics/indicators", INDICATOR)
    invitation = await facilitator.created(f"registry/people/{partner.person_id}/invitations", None)
    system = {
        "organization_id": partner.organization_id,
        "name": {"he": "מערכת"},
        "scopes": ["field:read", "log:read"],
    }
    integration = await partner.created("registry/integrations", system)
    endpoint = await partner.created(
        "events/webhook-endpoints", {"integration_id": integration["id"], "url": "https://partner.example/"}
    )
    deliveries = await partner.get(f"events/webhook-endpoints/{endpoint['id']}/deliveries")
    link = await partner.created("events/stream-links", {})
    forum = await field.founder.created("registry/forums", NETWORK)
    called = {"forum_id": forum["id"], "title": {"he": "מפגש"}, "offered_times": TIMES}
    meeting = await facilitator.created(
        "registry/meetings", {**called, "agenda_items": [{"title": {"he": "סבב"}}]}
    )
    template = {"name": {"he": "רגיל"}, "agenda_items": [{"title": {"he": "סבב"}}]}
    kept = await facilitator.created(f"registry/forums/{forum['id']}/agenda-templates", template)
    series = await facilitator.created("registry/meeting-series", {**SERIES, "forum_id": forum["id"]})
    recognized = {"to_organization_id": partner.organization_id, "text": {"he": "תודה"}}
    recognition = await facilitator.created("registry/recognitions", recognized)
    parties = [{"person_id": one.person_id} for one in (partner, field.founder)]
    asked = {"parties": parties, "mediator_id": facilitator.person_id, "matter": {"he": "עניין"}}
    mediation = await facilitator.created("registry/mediations", asked)
    values = [{"name": {"he": "מרכז"}}, {"name": {"he": "פריפריה"}}]
    halves = {"name": {"he": "מרכז ופריפריה"}, "values": values}
    grouping = await facilitator.created("registry/groupings", halves)
    target = await facilitator.created("registry/coverage-targets", {"sector": "public", "at_least": 2})
    leaver = await facilitator.created("registry/people", {"name": {"he": "רות"}})
    erasure = await facilitator.created("events/erasures", {"person_id": leaver["id"]})
    return {
        "initiative_id": field.id,
        "organization_id": partner.organization_id,
        "person_id": partner.person_id,
        "affiliation_id": person.json()["affiliations"][0]["id"],
        "staff_id": staff["id"],
        "voice_id": voice["id"],
        "indicator_id": indicator["id"],
        "invitation_id": invitation["id"],
        "integration_id": integration["id"],
        "secret_id": integration["secrets"][0]["id"],
        "endpoint_id": endpoint["id"],
        "delivery_id": deliveries.json()["items"][0]["id"],
        "erasure_id": erasure["id"],
        "link_id": link["id"],
        "grouping_id": grouping["id"],
        "coverage_target_id": target["id"],
        "recognition_id": recognition["id"],
        "mediation_id": mediation["id"],
        "forum_id": forum["id"],
        "meeting_id": meeting["id"],
        "item_id": meeting["agenda_items"][0]["id"],
        "time_id": meeting["offered_times"][0]["id"],
        "template_id": kept["id"],
        "series_id": series["id"],
    }
