"""One OpenAPI document of several services, and how a document is written to a file."""

import json
from collections.abc import Sequence
from typing import Any

from shared.http.openapi import Document, OpenAPIError


def merge_openapi(documents: Sequence[Document]) -> Document:
    """All services in one document, with the version of the first; raises `OpenAPIError`.

    Components that are the same everywhere are in it once. The same name for different ones, or for two
    operations, is an error that names both services.
    """
    merged: Document = {
        "openapi": documents[0]["openapi"],
        "info": {
            "title": "Shidra",
            "version": documents[0]["info"]["version"],
            "description": "All services of Shidra.",
        },
        "security": documents[0]["security"],
        "paths": {},
        "components": {},
        "tags": [],
    }
    owners: dict[tuple[str, str], str] = {}
    for document in documents:
        service: str = document["info"]["x-service"]
        _merge_components(merged["components"], document["components"], service, owners)
        for path, operations in document["paths"].items():
            _own(owners, "path", path, service)
            for operation in operations.values():
                _own(owners, "operation", operation["operationId"], service)
            merged["paths"][path] = operations
        if "webhooks" in document:
            merged["webhooks"] = document["webhooks"]
    merged["paths"] = dict(sorted(merged["paths"].items()))
    for kind, components in merged["components"].items():
        merged["components"][kind] = dict(sorted(components.items()))
    names = {tag["name"] for document in documents for tag in document["tags"]}
    merged["tags"] = [{"name": name} for name in sorted(names)]
    return merged


def dump_openapi(document: Document) -> str:
    """The document as the text that is committed: JSON in its own order, ending in a line break."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _merge_components(
    merged: dict[str, Any], components: dict[str, Any], service: str, owners: dict[tuple[str, str], str]
) -> None:
    for kind, of_kind in components.items():
        target = merged.setdefault(kind, {})
        for name, component in of_kind.items():
            if name not in target:
                target[name] = component
                owners[kind, name] = service
            elif target[name] != component:
                raise OpenAPIError(f"{kind}/{name} differs between {owners[kind, name]} and {service}")


def _own(owners: dict[tuple[str, str], str], kind: str, name: str, service: str) -> None:
    if (owner := owners.setdefault((kind, name), service)) != service:
        raise OpenAPIError(f"the {kind} {name} is in both {owner} and {service}")
