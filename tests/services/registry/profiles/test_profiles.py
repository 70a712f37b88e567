"""Profiles: a partner's own word, whoever drafted it; offers and needs that may meet, never by themselves."""

import csv
import io
from typing import Any
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from services.registry.profiles.events import OfferKind
from services.registry.profiles.matching import MatchReason, compared, match, matches_of
from services.registry.profiles.service import MOST_OPEN_LINES
from tests.governing import on_day
from tests.kit import Actor, Field, World
from tests.services.events.workers import all_events

grams = st.lists(st.integers(0, 40), max_size=20)
groups = st.lists(st.sampled_from(["youth", "arab_society", "elderly"]), max_size=3)
places = st.none() | st.fixed_dictionaries({"he": st.sampled_from(["נצרת", "בנצרת", "חיפה", "הצפון"])})
kinds = st.sampled_from([OfferKind.SPACE, OfferKind.DATA, OfferKind.OTHER])


@st.composite
def lines(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "id": UUID(int=draw(st.integers(0, 2**64))),
        "organization_id": UUID(int=draw(st.integers(0, 3))),
        "kind": draw(kinds).value,
        "population_groups": draw(groups),
        "place": draw(places),
        "grams": draw(grams),
    }


@given(one=lines(), other=lines())
def test_two_lines_meet_for_reasons_that_are_there_whichever_is_asked(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    met = match(compared(one), compared(other))
    assert met == match(compared(other), compared(one))
    common = set(one["population_groups"]) & set(other["population_groups"])
    if met is None:
        apart = one["population_groups"] and other["population_groups"] and not common
        elsewhere = one["place"] and other["place"]
        assert apart or elsewhere or one["kind"] != other["kind"] or one["kind"] == "other"
        return
    assert one["kind"] == other["kind"]
    assert MatchReason.SAME_KIND in met.reasons
    assert set(met.population_groups) == common
    assert (MatchReason.POPULATION_GROUPS in met.reasons) is bool(common)
    assert 0 <= met.shared <= met.of
    assert (MatchReason.WORDS in met.reasons) is (2 * met.shared >= met.of)
    assert met.of >= 1


@given(line=lines(), others=st.lists(lines(), max_size=8))
def test_nobody_meets_themselves_and_more_reasons_come_first(
    line: dict[str, Any], others: list[dict[str, Any]]
) -> None:
    found = matches_of(compared(line), [compared(other) for other in others])
    assert all(other["organization_id"] != line["organization_id"] for other, _ in found)
    reasons = [len(met.reasons) for _, met in found]
    assert reasons == sorted(reasons, reverse=True)


def drafted(of: Actor, **more: Any) -> dict[str, Any]:
    return {"organization_id": of.organization_id, "expectations": {"he": "שפה אחת עם המשטרה"}, **more}


async def asked(of: Actor, state: str = "open") -> list[dict[str, Any]]:
    answer = await of.get(f"registry/me/requests?kind=confirm_profile&state={state}")
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def test_what_others_draft_is_the_partners_word_only_once_it_says_so(
    world: World, field: Field
) -> None:
    offer = {"kind": "space", "text": {"he": "חדר מפגשים בערבים"}, "population_groups": ["youth"]}
    made = await field.facilitator.created("registry/profiles", drafted(field.partner, offers=[offer]))
    path = f"registry/profiles/{made['id']}"
    assert (made["confirmed"], made["confirmed_at"], made["by_partner"]) == (False, None, False)
    assert (made["version"], made["needs"], made["strategy"]) == (1, [], None)
    assert [(line["kind"], line["text"]) for line in made["offers"]] == [("space", offer["text"])]
    again = await field.partner.post("registry/profiles", drafted(field.partner))
    assert (again.status_code, again.json()["code"]) == (409, "profile-exists")
    assert (await field.founder.get(path)).json() == made  # members read it, and that it is not confirmed

    [request] = await asked(field.partner)
    for stranger in (field.facilitator, field.founder):
        assert (await stranger.post(f"{path}/confirm")).status_code == 403
    stale = await field.partner.post(f"{path}/confirm", headers={"If-Match": '"7"'})
    assert stale.status_code == 412
    confirmed = await field.partner.call("POST", request["answer"]["path"])
    assert (confirmed.json()["confirmed"], confirmed.json()["version"]) == (True, 2)
    assert (await asked(field.partner), len(await asked(field.partner, "done"))) == ([], 1)
    assert (await field.partner.post(f"{path}/confirm")).json()["code"] == "profile-confirmed-already"

    # Its own changes are its word at once; what staff change takes the confirmation back.
    own = await field.partner.patch(path, {"part": {"he": "ריכוז הפניות"}}, version=2)
    assert (own.json()["confirmed"], own.json()["by_partner"], own.json()["version"]) == (True, True, 3)
    unchanged = await field.facilitator.patch(path, {"part": {"he": "ריכוז הפניות"}})
    assert (unchanged.json()["version"], unchanged.json()["confirmed"]) == (3, True)
    assert (await field.facilitator.patch(path, {"part": None}, version=2)).status_code == 412
    theirs = await field.facilitator.patch(path, {"part": None})
    assert (theirs.json()["part"], theirs.json()["confirmed"]) == (None, False)
    assert len(await asked(field.partner)) == 1
    assert (await field.founder.patch(path, {"part": None})).status_code == 403
    bystander = await world.add_person(field.facilitator, "שכן")
    assert (await bystander.post("registry/profiles", drafted(field.founder))).status_code == 403

    # Every version stays, and a moment shows what was recorded by then.
    versions = (await field.founder.get(f"{path}/versions?limit=3")).json()
    assert [one["version"] for one in versions["items"]] == [1, 2, 3]
    rest = await field.founder.get(f"{path}/versions?cursor={versions['next_cursor']}")
    assert [one["version"] for one in rest.json()["items"]] == [4]
    then = {"known_at": own.json()["recorded_at"]}
    assert (await field.founder.get(path, params=then)).json() == own.json()
    assert (await field.founder.get("registry/profiles", params=then)).json()["items"] == [own.json()]
    before = {"known_at": "2026-01-01T00:00:00Z"}
    assert (await field.founder.get(path, params=before)).status_code == 404
    assert (await field.founder.get("registry/profiles", params=before)).json()["items"] == []
    to_come = {"known_at": "2126-01-01T00:00:00Z"}
    for asked_of in (path, "registry/profiles"):
        refused = await field.founder.get(asked_of, params=to_come)
        assert (refused.status_code, refused.json()["code"]) == (422, "moment-to-come")
    unconfirmed = await field.founder.get("registry/profiles?confirmed=false")
    assert [one["id"] for one in unconfirmed.json()["items"]] == [made["id"]]
    told = await all_events(field.founder, types="registry.profile.*")
    assert [
        (one["event"]["type"].rpartition(".")[2], one["event"]["actor"].get("capacity")) for one in told
    ] == [
        ("drafted", "initiative_manager"),
        ("line_added", "initiative_manager"),
        ("confirmed", "representative"),
        ("described", "representative"),
        ("described", "initiative_manager"),
    ]


async def test_offers_and_needs_are_found_matched_with_reasons_and_end(field: Field) -> None:
    rooms = {"kind": "space", "text": {"he": "חדרי מפגשים בערבים"}, "place": {"he": "נצרת"}}
    young = {"kind": "space", "text": {"he": "אולם ספורט"}, "population_groups": ["youth"]}
    over = {"kind": "space", "text": {"he": "חצר"}, "until": on_day(-1)}
    mine = drafted(
        field.partner, offers=[rooms, young, over], needs=[{"kind": "data", "text": {"he": "נתונים"}}]
    )
    partner = await field.partner.created("registry/profiles", mine)
    founder = await field.founder.created("registry/profiles", drafted(field.founder))
    path = f"registry/profiles/{founder['id']}"
    need = {"side": "need", "kind": "space", "text": {"he": "חדר מפגשים לקבוצה"}, "place": {"he": "בנצרת"}}
    added = await field.founder.created(f"{path}/lines", {**need, "population_groups": ["arab_society"]})
    [needed] = added["needs"]
    assert (added["confirmed"], added["version"]) == (True, 2)

    [found] = (await field.facilitator.get("registry/profile-matches?kind=space")).json()["items"]
    assert (found["line"]["id"], found["more"]) == (needed["id"], 0)
    # The hall is for others, the yard was until yesterday.
    [met] = found["matches"]
    assert met["line"]["organization_id"] == field.partner.organization_id
    assert (met["line"]["text"], met["line"]["confirmed"]) == (rooms["text"], True)
    assert met["reasons"] == ["same_kind", "place", "words"]
    assert met["words"]["numerator"] <= met["words"]["denominator"]
    other_side = {"side": "offer", "organization_id": field.partner.organization_id}
    seen = (await field.partner.get("registry/profile-matches", params=other_side)).json()["items"]
    assert [[one["line"]["id"] for one in item["matches"]] for item in seen] == [[needed["id"]], []]

    async def listed(**query: Any) -> list[str]:
        answer = await field.founder.get("registry/profile-lines", params=query)
        return [line["text"]["he"] for line in answer.json()["items"]]

    assert await listed(kind="space", side="offer") == ["חדרי מפגשים בערבים", "אולם ספורט", "חצר"]
    assert await listed(side="offer", open=True) == ["חדרי מפגשים בערבים", "אולם ספורט"]
    assert await listed(population_group="youth") == ["אולם ספורט"]
    assert await listed(search="מפגשים") == ["חדרי מפגשים בערבים", "חדר מפגשים לקבוצה"]
    assert await listed(search="?") == []

    offered = partner["offers"][0]["id"]
    end = f"registry/profiles/{partner['id']}/lines/{offered}/end"
    assert (await field.founder.post(end, {"ended": "met"})).status_code == 403
    ended = (await field.facilitator.post(end, {"ended": "met"})).json()
    assert [line["ended"] for line in ended["offers"]] == ["met", None, None]
    assert ended["confirmed"] is False  # whoever facilitates says so, and the partner is asked
    again = await field.partner.post(end, {"ended": "withdrawn"})
    assert (again.status_code, again.json()["code"]) == (409, "line-ended")
    assert (await field.partner.post(end.replace(offered, str(uuid4())), {"ended": "met"})).status_code == 404
    [left] = (await field.founder.get("registry/profile-matches?kind=space")).json()["items"]
    assert left["matches"] == []
    kept = await field.partner.post(f"registry/profiles/{partner['id']}/confirm")
    assert len(kept.json()["offers"]) == 2  # what ended stands in the version before

    exported = await field.founder.get("registry/exports/profile-lines")
    rows = list(csv.DictReader(io.StringIO(exported.text.removeprefix("\ufeff"))))
    assert [(row["side"], row["ended"]) for row in rows] == [("offer", "met"), *[("offer", "")] * 2] + [
        ("need", "")
    ] * 2
    table = await field.founder.get("registry/exports/profiles")
    [head, *profiles] = csv.reader(io.StringIO(table.text.removeprefix("\ufeff")))
    assert (len(profiles), head[3]) == (2, "expectations")
    assert {row[2] for row in profiles} == {"עמותה שותפה", "הקרן המייסדת"}


async def test_a_profile_holds_so_many_open_lines_and_is_of_an_organization_on_the_map(field: Field) -> None:
    many = [{"kind": "other", "text": {"he": "עוד"}}] * (MOST_OPEN_LINES // 2)
    made = await field.partner.created("registry/profiles", drafted(field.partner, offers=many, needs=many))
    line = {"side": "need", "kind": "data", "text": {"he": "עוד אחד"}}
    refused = await field.partner.post(f"registry/profiles/{made['id']}/lines", line)
    assert (refused.status_code, refused.json()["code"]) == (409, "too-many-lines")
    unknown = drafted(field.partner) | {"organization_id": str(uuid4())}
    answer = await field.facilitator.post("registry/profiles", unknown)
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown-organization")
