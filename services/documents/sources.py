"""What only source text knows: docstrings of attributes, the arguments of what is raised."""

import ast
import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any


def attribute_docstrings(cls: type) -> dict[str, str]:
    """The string that stands below each attribute of a class, by the attribute's name."""
    body = _tree(cls).body[0]
    assert isinstance(body, ast.ClassDef)
    found: dict[str, str] = {}
    for statement, following in zip(body.body, body.body[1:], strict=False):
        name = _assigned(statement)
        text = _text(following.value) if isinstance(following, ast.Expr) else None
        if name is not None and text is not None:
            found[name] = text
    return found


def calls(source: type | ModuleType | Any, name: str) -> Iterator[ast.Call]:
    """Every call of something by its name in a class, function or module."""
    for node in ast.walk(_tree(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def texts(call: ast.Call) -> list[str]:
    """The positional arguments of a call that are plain text."""
    return [text for argument in call.args if (text := _text(argument)) is not None]


def named_texts(call: ast.Call) -> dict[str, str]:
    """The named arguments of a call that are plain text."""
    return {
        keyword.arg: text
        for keyword in call.keywords
        if keyword.arg is not None and (text := _text(keyword.value)) is not None
    }


def _tree(source: Any) -> ast.Module:
    return ast.parse(inspect.cleandoc("\n" + inspect.getsource(source)))


def _assigned(statement: ast.stmt) -> str | None:
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        return statement.targets[0].id
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return statement.target.id
    return None


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
