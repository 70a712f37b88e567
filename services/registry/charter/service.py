"""The charter as it is answered; its rules and words are in `shared/charter.py` and `charter_words.py`."""

from functools import cache

from services.registry.charter.schemas import Charter, CharterRule
from shared.charter_words import TEXTS, TITLES, Rule
from shared.localization.languages import Language


@cache
def charter(language: Language) -> Charter:
    """All rules, in all languages, and once more in one."""
    return Charter(
        language=language,
        rules=[
            CharterRule(
                code=rule.value,
                type=f"urn:shidra:charter:{rule.value}",
                title=TITLES[rule].in_all_languages(),
                text=TEXTS[rule].in_all_languages(),
                shown=f"{TITLES[rule].render(language)}\n{TEXTS[rule].render(language)}",
            )
            for rule in Rule
        ],
    )
