"""Commitments: anybody can check an opened value with a hash function, and nobody can guess a sealed one."""

import base64
import hashlib
import json
from typing import Any
from uuid import UUID

import asyncpg
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from shared.eventlog.commitments import SALT_BYTES, Opening
from shared.eventlog.event_types import Audience
from tests.kit import Field
from tests.shared.eventlog.test_canonical import values

PERSON = UUID("01936f9a-0000-7000-8000-000000000003")


def recomputed(salt: bytes, field: str, value: Any) -> str:
    """The commitment by the words of docs/events, with other code than ours."""
    preimage = rfc8785.dumps([base64.b64encode(salt).decode(), field, value])
    return hashlib.sha256(b"shidra/v1/sealed\x00" + preimage).hexdigest()


@given(values, st.from_regex(r"[a-z][a-z_]{0,20}", fullmatch=True))
def test_a_commitment_can_be_checked_with_other_code_than_ours(value: Any, field: str) -> None:
    opening = Opening.seal(field, value, Audience.MEMBERS, (), (PERSON,))
    assert opening.commitment() == recomputed(opening.salt, field, value)


def test_equal_values_have_different_commitments() -> None:
    openings = [Opening.seal("name", "דנה", Audience.MEMBERS, (), ()) for _ in range(100)]
    assert len({opening.commitment() for opening in openings}) == 100
    assert {len(opening.salt) for opening in openings} == {SALT_BYTES}


async def test_what_lies_beside_the_log_opens_every_commitment_in_it(
    field: Field, database: asyncpg.Connection
) -> None:
    lines = await database.fetch("SELECT position, line FROM log.entry WHERE initiative_id = $1", field.id)
    openings = await database.fetch("SELECT * FROM log.opening WHERE initiative_id = $1", field.id)
    sealed = {
        (row["position"], name): digest
        for row in lines
        for name, digest in json.loads(row["line"])["sealed"].items()
    }
    opened = {
        (row["position"], row["field"]): recomputed(row["salt"], row["field"], json.loads(row["value"]))
        for row in openings
    }
    assert opened == sealed
    assert len(sealed) > 5
    for row in lines:
        assert row["line"] == rfc8785.dumps(json.loads(row["line"]))
