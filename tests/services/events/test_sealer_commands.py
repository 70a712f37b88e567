"""`shidra successor`: the operator's word to the sealer, by way of its memory."""

from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest

from services.cli import main
from services.events.sealing.memory import SealerMemory
from shared.eventlog.signing import SigningKey

INITIATIVE = UUID("01936f9a-0000-7000-8000-000000000001")


def test_the_command_successor_tells_the_sealer_of_a_log_it_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("services.cli.load_settings", lambda: SimpleNamespace(sealer_memory_folder=tmp_path))
    memory, command = SealerMemory(tmp_path), ["successor", str(INITIATIVE)]
    assert main(command) == 1
    assert "nothing was ever signed of this log" in capsys.readouterr().err
    assert not memory.successor_asked_for(INITIATIVE)
    signed = SigningKey.generate("log.example").sign(f"log.example/{INITIATIVE}", 7, bytes(32))
    memory.remember(INITIATIVE, signed)
    assert main(command) == 0
    assert f"log.example/{INITIATIVE} was signed last with 7 entries." in capsys.readouterr().out
    assert memory.successor_asked_for(INITIATIVE)
    assert memory.last(INITIATIVE) == signed, "it is the sealer who parts with it, once it refuses the log"
