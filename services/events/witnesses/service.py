"""The rules of witnesses: who counts, what a valid cosignature is, whether there are enough.

A cosignature is no event: it would change the log it is about. Nothing ever waits for a witness.
"""

import base64
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from services.events.checkpoints.repository import CheckpointRepository
from services.events.checkpoints.service import cosigned
from services.events.witnesses.errors import InvalidCosignature, InvalidWitnesses, NoSuchCheckpoint
from services.events.witnesses.events import WitnessPolicySet
from services.events.witnesses.repository import WitnessRepository
from services.events.witnesses.schemas import CosignaturesGiven, WitnessPolicyPut
from shared.commands import Command, Reading
from shared.eventlog.verify import (
    COSIGNATURE,
    Checkpoint,
    Policy,
    Signature,
    UnusableError,
    VerificationError,
    VerifierKey,
)


class Witnesses:
    """Reading who witnesses a log."""

    def __init__(self, reading: Reading) -> None:
        self._repository = WitnessRepository(reading.connection, reading.initiative_id)
        self._checkpoints = CheckpointRepository(reading.connection, reading.initiative_id)

    async def policy(self) -> dict[str, Any]:
        """The policy, and whether the newest checkpoint meets it."""
        row = await self._repository.policy()
        listed = await self._repository.witnesses()
        threshold = row["threshold"] if row else 0
        newest = await self._checkpoints.newest()
        names: list[str] = []
        keys = tuple(VerifierKey.parse(one["verifier_key"]) for one in listed)
        if newest is not None:
            names = Policy(keys, threshold).cosigners(Checkpoint.parse(cosigned(newest)))
        size = newest["size"] if newest else None
        met_at = await self._repository.met_at(threshold, _beginnings(keys)) if threshold else size
        return {
            "threshold": threshold,
            "witnesses": [dict(one) for one in listed],
            "version": row["version"] if row else 0,
            "newest_size": size,
            "cosigned_by": names,
            "met": newest is not None and len(names) >= threshold,
            "met_at_size": met_at,
        }


class WitnessCommands:
    """Naming witnesses, and taking in what they sign."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = WitnessRepository(command.connection, command.initiative_id)
        self._checkpoints = CheckpointRepository(command.connection, command.initiative_id)

    async def put(self, body: WitnessPolicyPut) -> dict[str, Any]:
        """Put a policy in place of the one there is; raises InvalidWitnesses."""
        keys = [_witness_key(one.verifier_key) for one in body.witnesses]
        names, publics = {key.name for key in keys}, {key.public_key for key in keys}
        if len(names) < len(keys) or len(publics) < len(keys) or body.threshold > len(keys):
            raise InvalidWitnesses
        listed = [
            {"name": key.name, "verifier_key": str(key), "organization_id": one.organization_id}
            for key, one in zip(keys, body.witnesses, strict=True)
        ]
        await self._repository.put(body.threshold, listed)
        self._command.record(
            WitnessPolicySet(
                initiative_id=self._command.initiative_id,
                threshold=body.threshold,
                names=[key.name for key in keys],
                public_keys=[key.public_key.hex() for key in keys],
            )
        )
        return await Witnesses(self._command).policy()

    async def cosign(self, body: CosignaturesGiven) -> dict[str, Any]:
        """Put witnesses' signatures under a checkpoint; raises NoSuchCheckpoint and InvalidCosignature."""
        row = await self._checkpoints.of_size(body.size)
        if row is None:
            raise NoSuchCheckpoint
        keys = {
            key.name: key
            for key in (VerifierKey.parse(one["verifier_key"]) for one in await self._repository.witnesses())
        }
        signed = Checkpoint.parse(row["note"].encode())
        for line in body.signatures:
            signature = _signature(line)
            moment = _cosigned_at(signed, signature, keys.get(signature.name))
            await self._repository.cosign(body.size, signature.name, str(signature), moment)
        again = await self._checkpoints.of_size(body.size)
        assert again is not None
        cosigners = Policy(tuple(keys.values()), 0).cosigners(Checkpoint.parse(cosigned(again)))
        return {"size": body.size, "cosigned_by": cosigners}


def _beginnings(keys: Sequence[VerifierKey]) -> list[str]:
    """How the cosignatures of these keys begin: whose key was replaced under its name is another witness.

    The hint at the key is 32 bits, of which the first five letters have 30.
    """
    return [f"— {key.name} {base64.b64encode(key.id).decode()[:5]}" for key in keys]


def _witness_key(text: str) -> VerifierKey:
    try:
        key = VerifierKey.parse(text)
    except UnusableError:
        raise InvalidWitnesses from None
    if key.kind != COSIGNATURE:
        raise InvalidWitnesses
    return key


def _signature(line: str) -> Signature:
    try:
        return Signature.parse(line)
    except UnusableError:
        raise InvalidCosignature from None


def _cosigned_at(signed: Checkpoint, signature: Signature, key: VerifierKey | None) -> datetime:
    try:
        with_it = Checkpoint.parse(signed.note(signature))
        moment = None if key is None else with_it.cosigned_at(key)
    except VerificationError:
        raise InvalidCosignature from None
    # Beyond the year 9999 there is no date; a witness's clock is not ours to judge otherwise.
    if moment is None or moment > 253_402_300_799:
        raise InvalidCosignature
    return datetime.fromtimestamp(moment, UTC)
