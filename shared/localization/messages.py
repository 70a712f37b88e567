"""What Shidra itself says, in all its languages at once: a message missing one of them cannot be made.

Texts that people write, which may lack languages, are in `texts`.
"""

from dataclasses import dataclass, field
from string import Formatter
from typing import TypeAlias

from shared.localization.languages import Language

MessageValue: TypeAlias = str | int
"""A number, or a code or date of ours as text. Never what people or other systems sent."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message in Hebrew, Arabic and English, with the same `{placeholders}` in each."""

    he: str
    ar: str
    en: str
    placeholders: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found = {language: _placeholders(getattr(self, language)) for language in Language}
        if len(set(found.values())) != 1:
            raise ValueError("the placeholders of a message must be the same in every language")
        object.__setattr__(self, "placeholders", found[Language.HEBREW])

    def render(self, language: Language, **values: MessageValue) -> str:
        """The message in one language; raises KeyError for a placeholder without a value."""
        text: str = getattr(self, language)
        return text.format_map(values)

    def in_all_languages(self, **values: MessageValue) -> dict[str, str]:
        """The message as localized text, for bodies and pages that carry all languages."""
        return {language.value: self.render(language, **values) for language in Language}


def _placeholders(text: str) -> frozenset[str]:
    if not text.strip():
        raise ValueError("a message must exist in every language")
    names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    if not all(name.isidentifier() for name in names):
        raise ValueError("placeholders are plain names")
    return frozenset(names)
