"""A register of 20,000 associations in one call, with all that is wrong in such files."""

from typing import Any

from tests.kit import Field
from tests.services.registry.imports.importing import outcome, said, sent
from tests.services.registry.imports.registers import generated

ROWS = 20_000


async def test_a_register_of_twenty_thousand_is_imported_in_one_call(field: Field) -> None:
    register = generated(ROWS)
    settings: dict[str, Any] = {"suggested": True, "column": "שם העמותה:name", "partial": True}
    # A row that differs from the one before it takes that one with it.
    contested = sorted({*register.doubled, *(row - 1 for row in register.doubled)})
    left_out = len(contested) + len(register.shifted)
    made = await sent(field.facilitator, register.text(), mode="create", **settings)
    assert outcome(made) == {
        "created": ROWS - left_out - len(register.repeated),
        "unchanged": len(register.repeated),
        "rejected": left_out,
    }
    counted = {one["code"]: one["count"] for one in made["conflicts"]}
    assert counted["duplicate"] == len(contested)
    assert counted["bad_sector"] == len(register.shifted)  # a name stands where the sector should
    assert counted["repeated"] == len(register.repeated)
    wrong = [row for row in register.wrong_digits if row not in contested]
    assert said(made)["check_digit"][:50] == wrong[:50]
    assert counted["check_digit"] >= len(wrong)  # a repeated row repeats its wrong digit, too
    again = await sent(field.facilitator, register.text(), mode="upsert", **settings)
    assert outcome(again) == {"unchanged": ROWS - left_out, "rejected": left_out}
    assert again["id"] is None
