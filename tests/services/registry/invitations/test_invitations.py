"""Invitations: who invites whom; a secret is shown once, holds for a week, and once."""

import asyncio
import json
import logging
from typing import Any

import asyncpg
import httpx
import pytest

from services.registry.invitations.redeeming import PER_ACCOUNT, PER_ADDRESS, WRONG_COSTS
from tests.issuer import Issuer
from tests.kit import Actor, Field, World
from tests.services.ending.ends import end_in
from tests.services.erasing import erase
from tests.services.registry.invitations.conftest import SignIn

REDEMPTIONS = "/registry/v1/invitations/redemptions"
WRONG = "A" * 43


def invitations_of(person: Actor) -> str:
    return f"registry/people/{person.person_id}/invitations"


async def invited(by: Actor, person: Actor) -> dict[str, Any]:
    return await by.created(invitations_of(person), None)


async def redeem(account: Actor, secret: str, **options: Any) -> httpx.Response:
    return await account.post(REDEMPTIONS, {"secret": secret}, **options)


async def statuses(by: Actor, person: Actor) -> list[str]:
    listed = (await by.get(invitations_of(person))).json()["items"]
    return [item["status"] for item in listed]


async def expire(database: asyncpg.Connection, invitation: dict[str, Any]) -> None:
    done = await database.execute(
        "UPDATE registry.invitation SET expires_at = now() - interval '1 second' WHERE id = $1::text::uuid",
        invitation["id"],
    )
    assert done == "UPDATE 1"


async def test_whoever_redeems_an_invitation_acts_as_the_person_in_every_service(
    field: Field, sign_in: SignIn
) -> None:
    account = sign_in(field)
    assert (await account.get("registry/organizations")).status_code == 404
    invitation = await invited(field.founder, field.facilitator)
    bound = await redeem(account, invitation["secret"])
    assert bound.status_code == 201, bound.text
    named = (bound.json()["initiative_id"], bound.json()["person_id"])
    assert named == (field.id, field.facilitator.person_id)
    for path in ("registry/organizations", "agenda/voices", "metrics/indicators", "events/events"):
        assert (await account.get(path)).status_code == 200, path
    made = await account.created("registry/organizations", {"name": {"he": "בית חם"}, "sector": "nonprofit"})
    about = {"subject": f"organizations/{made['id']}"}
    log = (await field.partner.get("events/events", params=about)).json()["items"]
    assert field.facilitator.person_id in json.dumps(log)


async def test_the_invited_person_brings_a_voice_with_the_providers_token(
    field: Field, sign_in: SignIn
) -> None:
    account = sign_in(field)
    invitation = await invited(field.facilitator, field.partner)
    assert (await redeem(account, invitation["secret"])).status_code == 201
    voice = await account.created("agenda/voices", {"text": {"he": "אין לאן ללכת בלילה"}})
    assert field.partner.person_id in json.dumps(voice)


async def test_facilitators_and_founders_invite_and_the_operator_only_founders(
    world: World, field: Field
) -> None:
    for by in (field.facilitator, field.founder):
        assert (await by.post(invitations_of(field.partner))).status_code == 201
    assert (await field.partner.post(invitations_of(field.partner))).status_code == 403
    assert (await field.operator.post(invitations_of(field.founder))).status_code == 201
    refused = await field.operator.post(invitations_of(field.partner))
    assert (refused.status_code, refused.json()["code"]) == (403, "operator-invites-founders")
    nobody = Actor(field.facilitator.http, "", person_id="019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42")
    assert (await field.facilitator.post(invitations_of(nobody))).status_code == 404
    elsewhere = await world.found("מהלך אחר")
    assert (await field.facilitator.post(invitations_of(elsewhere.partner))).status_code == 404


async def test_an_auditor_is_invited_and_cut_off_by_founders_alone(
    trusting: World, field: Field, sign_in: SignIn
) -> None:
    auditor = await trusting.add_person(field.founder, "מבקרת", part="auditor")
    refused = await field.facilitator.post(invitations_of(auditor))
    assert (refused.status_code, refused.json()["code"]) == (403, "auditors-by-founders")
    account = sign_in(field)
    invitation = await invited(field.founder, auditor)
    assert (await redeem(account, invitation["secret"])).status_code == 201
    assert (await account.get("events/events")).status_code == 200
    assert (await account.get("agenda/voices")).status_code == 403
    listed = await field.facilitator.get(f"registry/people/{auditor.person_id}/accounts")
    path = f"registry/people/{auditor.person_id}/accounts/{listed.json()['items'][0]['id']}"
    assert (await field.facilitator.delete(path)).json()["code"] == "auditors-by-founders"
    assert (await field.founder.delete(path)).status_code == 204
    assert (await account.get("events/events")).status_code == 404


async def test_whoever_has_left_is_neither_invited_nor_signed_in(field: Field, sign_in: SignIn) -> None:
    account = sign_in(field)
    assert (
        await redeem(account, (await invited(field.facilitator, field.partner))["secret"])
    ).status_code == 201
    pending = await invited(field.facilitator, field.partner)
    left = await field.partner.post(f"registry/people/{field.partner.person_id}/departure", {})
    assert left.status_code == 200
    assert (await field.facilitator.post(invitations_of(field.partner))).json()["code"] == "person-has-left"
    assert (await redeem(sign_in(field), pending["secret"])).status_code == 404
    assert (await account.get("agenda/voices")).status_code == 404
    for gone in (account, field.partner):
        assert (await gone.get("/registry/v1/initiatives")).json()["items"] == []


async def test_the_secret_is_shown_once_and_kept_nowhere(
    field: Field, database: asyncpg.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    key = {"Idempotency-Key": "invite-ruth"}
    first = await field.facilitator.post(invitations_of(field.partner), headers=key)
    secret = first.json()["secret"]
    again = await field.facilitator.post(invitations_of(field.partner), headers=key)
    assert (again.status_code, again.json()["code"]) == (410, "idempotent-answer-erased")
    assert await statuses(field.facilitator, field.partner) == ["open"]
    assert secret not in (await field.facilitator.get(invitations_of(field.partner))).text
    assert secret not in caplog.text
    for table in ("registry.invitation", "registry.idempotency_record", "log.entry", "log.opening"):
        rows = await database.fetch(
            f"SELECT t::text AS row FROM {table} t WHERE initiative_id = $1::text::uuid", field.id
        )
        kept = "".join(row["row"] for row in rows)
        assert secret not in kept
        assert secret.encode().hex() not in kept


async def test_a_new_invitation_revokes_the_earlier_ones(field: Field, sign_in: SignIn) -> None:
    first = await invited(field.facilitator, field.partner)
    second = await invited(field.facilitator, field.partner)
    assert await statuses(field.facilitator, field.partner) == ["revoked", "open"]
    assert (await redeem(sign_in(field), first["secret"])).status_code == 404
    assert (await redeem(sign_in(field), second["secret"])).status_code == 201
    assert await statuses(field.facilitator, field.partner) == ["revoked", "redeemed"]


async def test_of_invitations_issued_at_the_same_moment_one_is_open(field: Field) -> None:
    await asyncio.gather(*(invited(field.facilitator, field.partner) for _ in range(4)))
    assert sorted(await statuses(field.facilitator, field.partner)) == ["open", *["revoked"] * 3]


async def test_an_open_invitation_can_be_revoked(field: Field, sign_in: SignIn) -> None:
    invitation = await invited(field.facilitator, field.partner)
    path = f"{invitations_of(field.partner)}/{invitation['id']}"
    assert (await field.facilitator.call("DELETE", path)).status_code == 428
    assert (await field.facilitator.delete(path, version=7)).status_code == 412
    assert (await field.partner.delete(path)).status_code == 403
    assert (await field.operator.delete(path)).status_code == 403
    assert (await field.facilitator.delete(path, version=1)).status_code == 204
    assert (await field.facilitator.delete(path)).json()["code"] == "invitation-closed"
    assert (await redeem(sign_in(field), invitation["secret"])).status_code == 404


async def test_secrets_that_do_not_hold_are_all_answered_alike(
    trusting: World, field: Field, sign_in: SignIn, database: asyncpg.Connection
) -> None:
    ruth = await trusting.add_person(field.facilitator, "רות")
    amal = await trusting.add_person(field.facilitator, "أمل")
    expired = await invited(field.facilitator, field.partner)
    await expire(database, expired)
    redeemed = await invited(field.facilitator, field.founder)
    assert (await redeem(sign_in(field), redeemed["secret"])).status_code == 201
    revoked = await invited(field.facilitator, ruth)
    await field.facilitator.delete(f"{invitations_of(ruth)}/{revoked['id']}")
    erased = await invited(field.facilitator, amal)
    await field.facilitator.created(
        "events/erasures", {"person_id": amal.person_id, "reason": {"he": "בקשה"}}
    )
    answers = set()
    for secret in (WRONG, *(one["secret"] for one in (expired, redeemed, revoked, erased))):
        answer = await redeem(sign_in(field), secret)
        answers.add((answer.status_code, json.dumps({**answer.json(), "request_id": ""})))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 404
    assert (await field.facilitator.get(invitations_of(field.partner))).json()["items"][0][
        "status"
    ] == "expired"


async def test_of_two_accounts_at_the_same_moment_one_is_bound(field: Field, sign_in: SignIn) -> None:
    invitation = await invited(field.facilitator, field.partner)
    accounts = [sign_in(field) for _ in range(4)]
    answers = await asyncio.gather(*(redeem(account, invitation["secret"]) for account in accounts))
    assert sorted(answer.status_code for answer in answers) == [201, 404, 404, 404]
    listed = await field.facilitator.get(f"registry/people/{field.partner.person_id}/accounts")
    assert len(listed.json()["items"]) == 1


async def test_an_account_is_one_person_of_an_initiative_and_may_be_another_elsewhere(
    trusting: World, field: Field, sign_in: SignIn
) -> None:
    account = sign_in(field)
    assert (await account.get("/registry/v1/initiatives")).json()["items"] == []
    for person in (field.partner, field.founder):
        answer = await redeem(account, (await invited(field.facilitator, person))["secret"])
    assert (answer.status_code, answer.json()["code"]) == (409, "account-bound-already")
    assert await statuses(field.facilitator, field.founder) == ["open"], "the secret was not used up"
    elsewhere = await trusting.found("מהלך אחר")
    other = await redeem(account, (await invited(elsewhere.facilitator, elsewhere.partner))["secret"])
    assert other.json()["person_id"] == elsewhere.partner.person_id
    here = (await field.facilitator.get(f"registry/people/{field.partner.person_id}/accounts")).json()
    assert other.json()["account_id"] != here["items"][0]["id"], "nobody can tell that it is the same"
    listed = (await account.get("/registry/v1/initiatives")).json()["items"]
    assert {item["id"] for item in listed} == {field.id, elsewhere.id}


async def test_a_person_may_sign_in_with_several_accounts(field: Field, sign_in: SignIn) -> None:
    for _ in range(2):
        account = sign_in(field)
        assert (
            await redeem(account, (await invited(field.facilitator, field.partner))["secret"])
        ).status_code == 201
        assert (await account.get("agenda/voices")).status_code == 200


async def test_only_an_account_at_a_provider_redeems(field: Field) -> None:
    secret = (await invited(field.facilitator, field.partner))["secret"]
    for caller in (field.partner, field.facilitator, field.operator):
        assert (await redeem(caller, secret)).status_code == 403
    stranger = Actor(field.partner.http, "nobody", field.id)
    assert (await redeem(stranger, secret)).status_code == 401


async def test_a_redemption_repeated_under_its_key_is_answered_as_before(
    field: Field, sign_in: SignIn
) -> None:
    account = sign_in(field)
    secret = (await invited(field.facilitator, field.partner))["secret"]
    key = {"Idempotency-Key": "redeem-once"}
    first = await redeem(account, secret, headers=key)
    again = await redeem(account, secret, headers=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again.headers["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize(
    "body",
    [{}, {"secret": ""}, {"secret": "x"}, {"secret": "!" * 43}, {"secret": 7}, {"secret": WRONG, "more": 1}],
)
async def test_what_cannot_be_a_secret_is_refused(field: Field, sign_in: SignIn, body: Any) -> None:
    assert (await sign_in(field).post(REDEMPTIONS, body)).status_code == 422


async def test_an_account_that_guesses_is_soon_told_to_wait(field: Field, sign_in: SignIn) -> None:
    account = sign_in(field, "guesser")
    answers = [(await redeem(account, WRONG)).status_code for _ in range(4)]
    assert answers[: PER_ACCOUNT // WRONG_COSTS] == [404] * (PER_ACCOUNT // WRONG_COSTS)
    assert answers[-1] == 429
    secret = (await invited(field.facilitator, field.partner))["secret"]
    waiting = await redeem(account, secret)
    assert waiting.status_code == 429
    assert int(waiting.headers["Retry-After"]) > 0


async def test_many_accounts_do_not_guess_faster_from_one_address(field: Field, sign_in: SignIn) -> None:
    tries = PER_ADDRESS // WRONG_COSTS + 4
    answers = [(await redeem(sign_in(field, address="203.0.113.9"), WRONG)).status_code for _ in range(tries)]
    assert answers[-1] == 429
    assert (await redeem(sign_in(field), WRONG)).status_code == 404


async def test_nothing_says_whose_account_it_is(
    field: Field, issuer: Issuer, sign_in: SignIn, database: asyncpg.Connection
) -> None:
    account = sign_in(field, "ruth-levi-at-the-provider")
    await redeem(account, (await invited(field.facilitator, field.partner))["secret"])
    for table in ("registry.account", "registry.standing_fact", "log.entry", "log.opening"):
        rows = await database.fetch(
            f"SELECT t::text AS row FROM {table} t WHERE initiative_id = $1::text::uuid", field.id
        )
        kept = "".join(row["row"] for row in rows)
        for name in ("ruth-levi", issuer.url):
            assert name not in kept
            assert name.encode().hex() not in kept


async def test_unbinding_ends_what_the_account_may_do(field: Field, sign_in: SignIn) -> None:
    for by in (field.partner, field.facilitator):
        account = sign_in(field)
        bound = (await redeem(account, (await invited(field.facilitator, field.partner))["secret"])).json()
        path = f"registry/people/{field.partner.person_id}/accounts"
        listed = (await by.get(path)).json()["items"]
        shown = {"id", "person_id", "bound_at", "version"}
        assert [(item["id"], set(item)) for item in listed] == [(bound["account_id"], shown)]
        assert (await account.get("agenda/voices")).status_code == 200
        for other in (field.founder, field.operator):
            assert (await other.get(path)).status_code == 403
            assert (await other.delete(f"{path}/{bound['account_id']}")).status_code == 403
        assert (await by.delete(f"{path}/{bound['account_id']}", version=2)).status_code == 412
        assert (await by.delete(f"{path}/{bound['account_id']}", version=1)).status_code == 204
        for service in ("agenda/voices", "registry/organizations"):
            assert (await account.get(service)).status_code == 404
        assert (await account.get("/registry/v1/initiatives")).json()["items"] == []
        assert (await by.delete(f"{path}/{bound['account_id']}")).status_code == 404


async def test_unbinding_ends_the_links_made_with_the_account(
    trusting: World, field: Field, sign_in: SignIn
) -> None:
    account = sign_in(field)
    bound = (await redeem(account, (await invited(field.facilitator, field.facilitator))["secret"])).json()
    by_link = [
        (await account.created("events/stream-links", {}))["url"],
        (await account.created("registry/calendar-links", {}))["url"],
    ]
    secret = (await account.created("agenda/reaction-links", {}))["secret"]
    by_link.append(f"http://shidra.test{account.address('agenda/public-voices')}?link={secret}")
    path = f"registry/people/{field.facilitator.person_id}/accounts/{bound['account_id']}"
    assert (await field.facilitator.delete(path)).status_code == 204
    for url in by_link:
        address = httpx.URL(url)
        answer = await trusting.http.get(address.path, params=dict(address.params))
        assert answer.status_code == 401, url


async def test_erasing_a_person_removes_their_accounts_and_invitations(
    trusting: World, field: Field, sign_in: SignIn, database: asyncpg.Connection
) -> None:
    ruth = await trusting.add_person(field.facilitator, "רות")
    account = sign_in(field)
    await redeem(
        account, (await invited(field.facilitator, ruth))["secret"], headers={"Idempotency-Key": "k"}
    )
    secret = (await invited(field.facilitator, ruth))["secret"]
    await erase(trusting, ruth, in_service="registry")
    for table in ("invitation", "account"):
        left = f"SELECT count(*) FROM registry.{table} WHERE person_id = $1::text::uuid"
        assert await database.fetchval(left, ruth.person_id) == 0
    facts = "SELECT count(*) FROM registry.standing_fact WHERE $1::text::uuid IN (subject_id, object_id)"
    assert await database.fetchval(facts, ruth.person_id) == 0
    kept = (
        "SELECT count(*) FROM registry.idempotency_record"
        " WHERE body IS NOT NULL AND $1::text::uuid = ANY (people)"
    )
    assert await database.fetchval(kept, ruth.person_id) == 0
    assert (await account.get("registry/organizations")).status_code == 404
    assert (await redeem(account, secret)).status_code == 404


async def test_nobody_comes_in_once_the_initiative_has_ended(
    world: World, field: Field, sign_in: SignIn
) -> None:
    invitation = await invited(field.founder, field.facilitator)
    await end_in(world, field.id)
    refused = await redeem(sign_in(field), invitation["secret"])
    assert (refused.status_code, refused.json()["code"]) == (409, "initiative-ended")
    path = f"{invitations_of(field.facilitator)}/{invitation['id']}"
    assert (await field.founder.delete(path)).status_code == 204
