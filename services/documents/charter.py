"""`docs/charter.md`: the rules of the charter as the program keeps them, in words a partner can read."""

import ast
import inspect
from collections.abc import Iterator

from services.documents.markdown import code, one_line, page, table
from services.documents.sources import calls, named_texts
from shared import charter
from shared.localization.languages import Language

_INTRODUCTION = """\
What a backbone does not do. A refused request changes nothing; the refusal is logged with its rule and the
capacity of whoever asked, without the person. The answer is a [problem](problems.md) of type
`urn:shidra:charter:<code>` that says what would be allowed instead. Only the rules listed here are enforced
in this version."""


def charter_page() -> str:
    """The page, a section for each rule."""
    parts = [_INTRODUCTION]
    for rule in charter.Rule:
        parts += [
            f"## {rule.value}",
            " · ".join(getattr(charter.TITLES[rule], language) for language in Language),
            table(("Language", "What is said when it refuses"), _refusals(rule)),
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


def _refusals(rule: charter.Rule) -> Iterator[tuple[str, str]]:
    for refusal in calls(charter, "CharterRefusal"):
        if ast.unparse(refusal.args[0]) == f"Rule.{rule.name}" and isinstance(refusal.args[1], ast.Call):
            yield from named_texts(refusal.args[1]).items()
