"""Query parameters nobody takes are refused: a mistyped filter must not answer with everything."""

import pytest

from tests.kit import Field


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("registry/organizations", {"sectors": "public"}),
        ("events/events", {"type": "registry.*"}),
        ("events/events", {"since": "2026-01-01T00:00:00Z", "limit": "5"}),
        ("events/export", {"before": "7"}),
    ],
)
async def test_a_parameter_nobody_takes_is_named_and_refused(
    field: Field, path: str, sent: dict[str, str]
) -> None:
    response = await field.partner.get(path, params=sent)
    assert (response.status_code, response.json()["code"]) == (422, "validation-failed")
    [error] = response.json()["errors"]
    assert (error["pointer"], error["code"]) == (f"query:{next(iter(sent))}", "unknown_field")


async def test_writing_takes_no_unknown_parameter_either(field: Field) -> None:
    body = {"name": {"he": "עמותה"}, "sector": "nonprofit"}
    response = await field.facilitator.post("registry/organizations", body, params={"dry_run": "true"})
    assert response.status_code == 422
    assert (await field.facilitator.post("registry/organizations", body)).status_code == 201


async def test_an_unknown_parameter_tells_a_stranger_nothing(field: Field) -> None:
    path = field.partner.address("registry/organizations").replace(field.id, field.id[::-1])
    response = await field.partner.get(path, params={"unknown": "1"})
    assert response.status_code == 404
