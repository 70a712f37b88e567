"""Standing: who takes part in nothing learns nothing, and what holds today is what counts."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from shared.standing import Standing
from tests.kit import Actor, Field, World
from tests.shared.operations import Operation, within_an_initiative

PERSON = UUID("01936f9a-0000-7000-8000-000000000003")
HOUSE = UUID("01936f9a-0000-7000-8000-000000000002")
TODAY = date(2026, 11, 23)


def _fact(kind: str, **more: Any) -> dict[str, Any]:
    return {
        "subject_id": str(PERSON),
        "kind": kind,
        "object_id": None,
        "detail": None,
        "since": None,
        "until": None,
        **more,
    }


TAKES_PART = _fact("person")


def test_whoever_takes_no_part_has_no_standing() -> None:
    assert Standing.of(PERSON, [], TODAY) is None
    assert Standing.of(PERSON, [_fact("staff", detail="initiative_manager")], TODAY) is None


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (None, None, True),
        ("2026-11-23", None, True),
        ("2026-11-24", None, False),
        (None, "2026-11-23", True),
        (None, "2026-11-22", False),
        ("2026-01-01", "2026-12-31", True),
    ],
)
def test_a_fact_holds_from_its_first_day_to_its_last(
    since: str | None, until: str | None, holds: bool
) -> None:
    represents = _fact("represents", object_id=str(HOUSE), since=since, until=until)
    standing = Standing.of(PERSON, [TAKES_PART, represents], TODAY)
    assert standing is not None
    assert standing.represents == ({HOUSE} if holds else frozenset())


def test_only_representatives_of_founding_partners_are_founders() -> None:
    represents = _fact("represents", object_id=str(HOUSE))
    founding = _fact("founding", subject_id=str(HOUSE))
    for facts, expected in (
        ([TAKES_PART, represents, founding], {HOUSE}),
        ([TAKES_PART, represents], frozenset()),
        ([TAKES_PART, founding], frozenset()),
    ):
        standing = Standing.of(PERSON, facts, TODAY)
        assert standing is not None
        assert standing.founding == expected


@pytest.mark.parametrize(
    ("role", "facilitates"), [("initiative_manager", True), ("data_analyst", False), ("fundraising", False)]
)
def test_not_every_role_facilitates(role: str, facilitates: bool) -> None:
    standing = Standing.of(PERSON, [TAKES_PART, _fact("staff", detail=role)], TODAY)
    assert standing is not None
    assert standing.facilitates is facilitates


# Over HTTP


def _shown(response: httpx.Response) -> tuple[Any, ...]:
    headers = {name: value for name, value in response.headers.items() if name != "x-request-id"}
    body = response.json()
    body.pop("request_id")
    return response.status_code, headers, body


@pytest.fixture(scope="module")
async def stranger(world: World) -> Actor:
    """A facilitator of another initiative."""
    return (await world.found()).facilitator


@pytest.fixture(scope="module")
async def theirs(world: World) -> Field:
    return await world.found()


@pytest.mark.parametrize("operation", within_an_initiative(), ids=lambda operation: operation.name)
async def test_to_a_stranger_an_initiative_does_not_exist(
    stranger: Actor, theirs: Field, operation: Operation
) -> None:
    known = {
        "person_id": theirs.partner.person_id,
        "organization_id": theirs.partner.organization_id,
    }
    bodies: list[dict[str, Any]] = [{}, {"json": {}}, {"content": b"{not json"}]
    for options in bodies:
        answers = []
        for initiative_id in (theirs.id, str(uuid4())):
            address = operation.address(initiative_id, **known)
            answers.append(_shown(await stranger.call(operation.method, address, **options)))
        assert answers[0] == answers[1]
        assert answers[0][0] == (401 if operation.by_link_alone else 404)


@pytest.mark.parametrize("operation", within_an_initiative(), ids=lambda operation: operation.name)
async def test_without_a_token_every_initiative_looks_the_same(theirs: Field, operation: Operation) -> None:
    answers = []
    for initiative_id in (theirs.id, str(uuid4())):
        response = await theirs.partner.http.request(operation.method, operation.address(initiative_id))
        answers.append(_shown(response))
    assert answers[0] == answers[1]
    assert answers[0][0] == 401
