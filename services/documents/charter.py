"""`docs/charter.md`: the rules of the charter as the program keeps them, in words a partner can read."""

import inspect

from services.documents.markdown import code, one_line, page, table
from shared import charter, charter_words
from shared.localization.languages import Language

_INTRODUCTION = """\
What a backbone does not do. A refused request changes nothing; the refusal is logged with its rule and the
capacity of whoever asked, without the person. The answer is a [problem](problems.md) of type
`urn:shidra:charter:<code>` that says what would be allowed instead."""


def charter_page() -> str:
    """The page, a section for each rule."""
    parts = [_INTRODUCTION]
    for rule in charter_words.Rule:
        parts += [
            f"## {rule.value}",
            table(
                ("Language", "Rule", "In full"),
                [
                    (
                        code(language.value),
                        getattr(charter_words.TITLES[rule], language),
                        getattr(charter_words.TEXTS[rule], language),
                    )
                    for language in Language
                ],
            ),
            "What is said when it refuses:",
            table(tuple(language.value for language in Language), _refusals(rule)),
        ]
    functions = [
        (code(name), one_line(function.__doc__))
        for name, function in vars(charter).items()
        if inspect.isfunction(function) and function.__module__ == charter.__name__
    ]
    parts += [
        "## The functions that keep them",
        table(("Function of `shared/charter.py`", "Rule"), functions),
    ]
    return page("The charter", "`shared/charter.py`", *parts)


def _refusals(rule: charter_words.Rule) -> list[tuple[str, ...]]:
    return [
        tuple(getattr(refusal.detail, language) for language in Language)
        for refusal in vars(charter_words).values()
        if isinstance(refusal, charter_words.Refusal) and refusal.rule is rule
    ]
