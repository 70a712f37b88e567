"""What is read of a log's tree: by members, auditors and systems; all of it adds up to what was signed."""

import base64
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.events.sealing.sealer import Sealer
from shared.eventlog.verify import (
    Checkpoint,
    Proof,
    VerificationError,
    check_consistency,
    check_inclusion,
    leaf_hash,
    root_of,
    verify_proof,
)
from tests.kit import Field, World
from tests.services.events.sealers import sealer_of, verifier_key
from tests.services.events.workers import leaves
from tests.shared.eventlog.logs import append_once, described, pool_of

SIZE = 600


@pytest.fixture
async def sealer(world: World, tmp_path: Path) -> AsyncIterator[Sealer]:
    async with sealer_of(world, tmp_path / "signed") as sealer:
        yield sealer


@pytest.fixture
async def grown(world: World, field: Field, sealer: Sealer) -> Field:
    """An initiative with a sealed log of 600 entries."""
    initiative_id = UUID(field.id)
    async with pool_of(world.settings, "registry") as registry:
        more = SIZE - len(await leaves(field.partner))
        await append_once(registry, initiative_id, [described(initiative_id) for _ in range(more)])
    await sealer.seal(initiative_id)
    return field


async def read(field: Field, path: str, **parameters: Any) -> bytes:
    response = await field.partner.get(f"events/{path}", params=parameters)
    assert response.status_code == 200, response.text
    return response.content


def hashes(answer: dict[str, Any]) -> list[bytes]:
    return list(map(base64.b64decode, answer["hashes"]))


async def refused(field: Field, path: str, **parameters: Any) -> tuple[int, str]:
    response = await field.partner.get(f"events/{path}", params=parameters)
    return response.status_code, response.json()["code"]


async def test_tiles_and_bundles_are_those_of_tlog_tiles(grown: Field) -> None:
    lines = await leaves(grown.partner)
    hashed = list(map(leaf_hash, lines))
    assert await read(grown, "tile/0/000") == b"".join(hashed[:256])
    assert await read(grown, "tile/0/001") == b"".join(hashed[256:512])
    assert await read(grown, "tile/0/002.p/88") == b"".join(hashed[512:])
    assert await read(grown, "tile/0/002.p/7") == b"".join(hashed[512:519]), "partial tiles of before stay"
    assert await read(grown, "tile/1/000.p/2") == root_of(hashed[:256]) + root_of(hashed[256:512])
    bundle = await read(grown, "tile/entries/002.p/88")
    found = []
    while bundle:
        length = int.from_bytes(bundle[:2], "big")
        found.append(bundle[2 : 2 + length])
        bundle = bundle[2 + length :]
    assert found == lines[512:]


@pytest.mark.parametrize(
    "path",
    ["tile/0/002", "tile/0/002.p/89", "tile/0/003.p/1", "tile/1/000", "tile/2/000.p/1", "tile/0/000.p/256"],
)
async def test_there_is_no_tile_beyond_the_checkpoint(grown: Field, path: str) -> None:
    assert await refused(grown, path) == (404, "no-such-tile")


@pytest.mark.parametrize("number", ["0", "1234", "x001/1", "000.p/0", "000.p/07", "../checkpoint", "x000/"])
async def test_what_is_no_number_of_a_tile_is_refused(grown: Field, number: str) -> None:
    response = await grown.partner.get(f"events/tile/0/{number}")
    assert response.status_code in (404, 422), response.text


async def test_tiles_with_more_than_a_thousand_numbers_are_written_in_groups(grown: Field) -> None:
    assert await refused(grown, "tile/0/x001/x234/067") == (404, "no-such-tile")
    assert await read(grown, "tile/0/x000/001") == await read(grown, "tile/0/001")


async def test_proofs_lead_to_the_signed_root(world: World, grown: Field) -> None:
    lines = await leaves(grown.partner)
    checkpoint = Checkpoint.parse(await read(grown, "checkpoint"))
    checkpoint.check_signed_by(verifier_key(world))
    assert checkpoint.size == SIZE
    for position in (0, 255, 256, 511, 512, 599):
        answer = (await grown.partner.get("events/proofs/inclusion", params={"position": position})).json()
        assert answer["size"] == SIZE
        assert base64.b64decode(answer["root_hash"]) == checkpoint.root
        check_inclusion(position, SIZE, leaf_hash(lines[position]), hashes(answer), checkpoint.root)
    for old in (0, 1, 256, 300, 599, 600):
        answer = (await grown.partner.get("events/proofs/consistency", params={"from": old})).json()
        root = root_of(list(map(leaf_hash, lines[:old])))
        assert base64.b64decode(answer["from_root_hash"]) == root
        check_consistency(old, root, SIZE, checkpoint.root, hashes(answer))
    older = await grown.partner.get("events/proofs/inclusion", params={"position": 3, "size": 300})
    root = root_of(list(map(leaf_hash, lines[:300])))
    check_inclusion(3, 300, leaf_hash(lines[3]), hashes(older.json()), root)


async def test_what_is_not_sealed_yet_is_not_proved(grown: Field) -> None:
    await grown.facilitator.created("registry/organizations", {"name": {"he": "חדש"}, "sector": "public"})
    for path, parameters in (
        ("proofs/inclusion", {"position": SIZE}),
        ("proofs/inclusion", {"position": 0, "size": SIZE + 1}),
        ("proofs/inclusion", {"position": 300, "size": 300}),
        ("proofs/consistency", {"from": SIZE + 1}),
        ("proofs/consistency", {"from": 5, "to": 4}),
        (f"proofs/{SIZE}", {}),
    ):
        assert await refused(grown, path, **parameters) == (404, "not-sealed-yet"), path
    response = await grown.partner.get(f"events/proofs/{SIZE}")
    assert response.headers["retry-after"] == "2"


async def test_a_proof_file_can_be_kept_and_checked_without_us(world: World, grown: Field) -> None:
    response = await grown.partner.get("events/proofs/77")
    assert response.headers["content-disposition"] == 'attachment; filename="77.tlog-proof"'
    proof = Proof.parse(response.content)
    lines = await leaves(grown.partner)
    assert (proof.index, proof.entry) == (77, lines[77])
    assert verify_proof(proof, verifier_key(world), None).code == 0
    assert verify_proof(proof, verifier_key(world), None, lines[78]).code == 1


async def test_the_logs_of_two_initiatives_are_not_taken_for_each_other(
    world: World, grown: Field, sealer: Sealer
) -> None:
    other = await world.found()
    await sealer.seal(UUID(other.id))
    theirs = Checkpoint.parse(await read(other, "checkpoint"))
    ours = Checkpoint.parse(await read(grown, "checkpoint"))
    assert theirs.origin != ours.origin
    assert theirs.origin.endswith(other.id)
    proof = Proof.parse(await read(grown, "proofs/3"))
    with pytest.raises(VerificationError):
        check_inclusion(3, theirs.size, leaf_hash(proof.entry or b""), proof.hashes, theirs.root)


async def test_the_verifier_key_is_public(world: World) -> None:
    response = await world.http.get("/events/v1/verifier-key")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.text.strip() == str(verifier_key(world))


async def test_to_strangers_there_is_no_log(world: World, grown: Field) -> None:
    stranger = (await world.found()).partner
    for path in ("checkpoint", "tile/0/000", "tile/entries/000", "proofs/3", "proofs/inclusion?position=3"):
        response = await stranger.get(f"/events/v1/initiatives/{grown.id}/{path}")
        assert response.status_code == 404, path
        assert (await world.http.get(f"/events/v1/initiatives/{grown.id}/{path}")).status_code == 401
