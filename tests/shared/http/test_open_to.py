"""A refusal says to whom an operation is open, in each language, and no operation is refused without."""

import ast
import json
from pathlib import Path

import pytest

from shared.http.auth.capabilities import WHO, Capability
from shared.http.open_to import OpenTo, said_to
from shared.http.problem_documents import problem_response
from shared.http.problems import Forbidden
from shared.localization.languages import Language
from tests.kit import Field

ROOT = Path(__file__).parents[3]


def refusals() -> list[tuple[str, ast.expr]]:
    """What is raised wherever somebody may not do something."""
    found = []
    for folder in ("services", "shared"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            text = file.read_text("utf-8")
            for node in ast.walk(ast.parse(text)) if "raise Forbidden" in text else ():
                if isinstance(node, ast.Raise) and node.exc is not None:
                    called = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
                    if isinstance(called, ast.Name) and called.id == "Forbidden":
                        found.append((f"{file.relative_to(ROOT)}:{node.lineno}", node.exc))
    return found


def test_whoever_is_refused_is_always_told_who_could_do_it() -> None:
    found = refusals()
    assert len(found) > 50
    assert [where for where, raised in found if not (isinstance(raised, ast.Call) and raised.args)] == []


def test_every_capability_is_somebodys() -> None:
    assert WHO.keys() == set(Capability)


@pytest.mark.parametrize("language", Language)
def test_what_is_said_names_everybody_in_the_language_asked_for(language: Language) -> None:
    named = (OpenTo.CHAIR, OpenTo.FACILITATORS)
    response = problem_response(Forbidden(*named), language=language, request_id="1")
    detail = json.loads(bytes(response.body))["detail"]
    assert detail == said_to(named).render(language)
    assert all(one.value.render(language) in detail for one in named)
    phrases = [one.value.render(language) for one in OpenTo]
    assert len(set(phrases)) == len(phrases)


async def test_the_door_and_the_rules_say_who_could_do_it(field: Field) -> None:
    spoken = {"Accept-Language": "en"}
    at_the_door = await field.partner.get("registry/request-load", headers=spoken)
    assert (at_the_door.status_code, at_the_door.json()["code"]) == (403, "forbidden")
    assert at_the_door.json()["detail"] == "This is open to: facilitators."
    party = {"type": "listening", "parties": [{"person_id": field.partner.person_id}]}
    entry = await field.facilitator.created("registry/interactions", party)
    path = f"registry/interactions/{entry['id']}"
    by_the_rules = await field.partner.call("PATCH", path, {"tone": 1}, {**spoken, "If-Match": "*"})
    assert by_the_rules.status_code == 403
    assert by_the_rules.json()["detail"] == "This is open to: whoever recorded it."
