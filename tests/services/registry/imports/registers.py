"""A register as offices send them: Hebrew names by the thousand, and what goes wrong in such files."""

import random
from dataclasses import dataclass, field

from services.registry.organizations.identifiers import luhn

_WORDS = (
    *("חסד", "תקווה", "שלום", "נשים", "ילדים", "חינוך", "בריאות", "סביבה", "רווחה", "קשישים"),
    *("שוויון", "תעסוקה", "דיור", "מזון", "אמנות", "מוזיקה", "ספורט", "מחקר", "זכויות", "עולים"),
)
_FIRST = ("עמותת", "קרן", "מרכז", "אגודת", "בית", "מכון", "פורום", "יד", "לב", "אור", "דרך", "גשר")
_PLACES = ("בנגב", "בגליל", "בירושלים", "בחיפה", "בלוד", "ברהט", "בנצרת", "באשדוד", "בצפת", "בעכו")


@dataclass
class Register:
    """Lines of a register, and which rows are wrong in which way."""

    lines: list[str] = field(default_factory=list)
    wrong_digits: list[int] = field(default_factory=list)
    shifted: list[int] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)

    def text(self) -> str:
        """The file."""
        return "\n".join(["מספר עמותה;שם העמותה;מגזר;אתר", *self.lines])


def number_of(index: int, *, wrong: bool = False) -> str:
    """A number of the register of associations, its check digit right or wrong."""
    stem = f"58{index:06d}"
    right = next(digit for digit in "0123456789" if luhn(stem + digit))
    return stem + (str((int(right) + 1) % 10) if wrong else right)


def generated(rows: int, seed: int = 7) -> Register:
    """A register of so many rows, the same for the same seed."""
    chance = random.Random(seed)
    register = Register()
    for row in range(1, rows + 1):
        named = (_FIRST, _WORDS, _WORDS, _PLACES)
        name = " ".join([*(chance.choice(words) for words in named), str(row)])
        kind = chance.random()
        number = number_of(row, wrong=kind < 0.01)
        line = f'{number};"{name}";עמותה;www.example.org/{row}'
        if kind < 0.01:
            register.wrong_digits.append(row)
        elif kind < 0.015:
            line = f';{number};"{name}";עמותה'
            register.shifted.append(row)
        elif kind < 0.02 and row - 1 not in register.doubled + register.repeated + register.shifted:
            line = (
                register.lines[-1] if chance.random() < 0.5 else register.lines[-1].replace("עמותה;", "קרן;")
            )
            (register.repeated if line == register.lines[-1] else register.doubled).append(row)
        register.lines.append(line)
    return register
