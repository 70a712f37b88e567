"""`docs/problems.md`: every problem an operation can answer with, and every rule that input is checked by."""

from services.documents.markdown import code, one_line, page, table
from shared.http.problem import Problem, all_problems
from shared.localization.input_rules import all_input_rules
from shared.localization.languages import Language

_INTRODUCTION = """\
Refusals and failures are answered as `application/problem+json` (RFC 9457), in the language that
`Accept-Language` asks for. `type` is `urn:shidra:problem:<code>`, or `urn:shidra:charter:<code>` where [the
charter](charter.md) refuses. Rely on `code`; words change. Codes are added over time. Input is never
repeated in an answer."""
_RULES = """\
Where `code` is `validation-failed` or `malformed-body`, each item of `errors` has a `pointer` (JSON Pointer
into the body, or `query:<name>`, `path:<name>`, `header:<name>`) and the code of a rule. Besides the rules
of ours below there are pydantic's own, such as `missing`, `extra_forbidden`, `string_too_long` or
`uuid_parsing`."""
_LANGUAGES = ("עברית", "العربية", "English")


def problems_page() -> str:
    """The page."""
    problems = [
        problem for problem in all_problems() if problem.__module__.startswith(("shared.", "services."))
    ]
    return page(
        "Problems",
        "`shared/http/problems.py` and the `errors.py` of every slice",
        _INTRODUCTION,
        table(("Code", "Status", *_LANGUAGES, "Meaning"), map(_problem, problems)),
        "## Rules of input",
        _RULES,
        table(
            ("Code", *_LANGUAGES),
            [
                (code(rule.code), *(getattr(rule.message, language) for language in Language))
                for rule in all_input_rules()
            ],
        ),
    )


def _problem(problem: type[Problem]) -> tuple[str, ...]:
    titles = (getattr(problem.title, language) for language in Language)
    return code(problem.code), str(problem.status), *titles, one_line(problem.__doc__)
