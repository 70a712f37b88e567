"""Check digits of organizations' identifiers. A wrong one warns and never refuses: registers hold some.

Israeli registers use Luhn's check digit over nine digits (true for 44,318 of 44,320 real identifiers).
"""

from collections.abc import Mapping

_ISRAELI_REGISTERS = frozenset({"IL-RA", "IL-ROC"})
_DIGITS = 9
_DOUBLED = dict(zip("0123456789", (0, 2, 4, 6, 8, 1, 3, 5, 7, 9), strict=True))


def check_digit(scheme: str, value: str) -> bool | None:
    """Whether the check digit is right; None for schemes without a rule we know."""
    if scheme.upper() not in _ISRAELI_REGISTERS:
        return None
    digits = value.replace("-", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS):
        return False
    return luhn(digits.zfill(_DIGITS))


def luhn(digits: str) -> bool:
    """Luhn's rule: every second digit from the right doubled, its digits added; the sum divides by ten."""
    return (sum(map(int, digits[-1::-2])) + sum(map(_DOUBLED.__getitem__, digits[-2::-2]))) % 10 == 0


def checked(identifier: Mapping[str, str]) -> dict[str, str | bool | None]:
    """An identifier as stored, with what its check digit says."""
    return {**identifier, "check_digit": check_digit(identifier["scheme"], identifier["value"])}
