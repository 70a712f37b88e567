"""What the documents of all services have in common: headers, the idempotency key, how callers are known."""

from typing import Any

from shared.http.auth.links import PARAMETER

HEADERS: dict[str, dict[str, Any]] = {
    "ETag": {
        "description": "The resource's version; give it back as If-Match to change only what you have seen.",
        "schema": {"type": "string"},
    },
    "Location": {
        "description": "Path of the resource that was made.",
        "schema": {"type": "string", "format": "uri-reference"},
    },
    "Log-Position": {
        "description": "Position of the last event this write added to the initiative's log.",
        "schema": {"type": "integer", "minimum": 0},
    },
    "Retry-After": {
        "description": "Seconds to wait before the same request is worth sending again.",
        "schema": {"type": "integer", "minimum": 0},
    },
    "X-Request-ID": {
        "description": "The request's id: the UUID it was sent with, else a new one.",
        "schema": {"type": "string", "format": "uuid"},
    },
}

IDEMPOTENCY_KEY: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A key of the caller's making, for example a UUID. A request sent again with it within "
    "24 hours has no second effect and gets the same answer.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
}

SECURITY_SCHEMES: dict[str, dict[str, Any]] = {
    "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    "capabilityLink": {
        "type": "apiKey",
        "in": "query",
        "name": PARAMETER,
        "description": "The secret of a link made for one purpose, for clients that cannot send a header. "
        "Never together with a bearer token.",
    },
    "clientCredentials": {
        "type": "oauth2",
        "description": "How a system of an organization gets its bearer token.",
        "flows": {
            "clientCredentials": {
                "tokenUrl": "/registry/v1/oauth/token",
                "scopes": {
                    "field:read": "Read the initiative, its organizations, voices, sources and indicators.",
                    "figures:report": "Report and import figures for its organization.",
                    "log:read": "Read the log and export it.",
                    "people:read": "Open what the log seals of people, too: with log:read.",
                    "webhooks:manage": "Say itself where its events are sent.",
                },
            }
        },
    },
}


def header(name: str) -> dict[str, str]:
    """A reference to one of `HEADERS`."""
    return {"$ref": f"#/components/headers/{name}"}


def response_headers(
    status: str, response: dict[str, Any], schemas: dict[str, Any], *, writes: bool
) -> list[str]:
    """Names of the headers a response has, by its status, its body and whether the operation writes."""
    names = ["X-Request-ID"]
    if status in ("429", "503"):
        names.append("Retry-After")
    if status == "308":
        names.append("Location")
    if status.startswith("2"):
        if writes:
            names.append("Log-Position")
        if status == "201":
            names.append("Location")
        body = response.get("content", {}).get("application/json", {}).get("schema", {})
        schema = schemas.get(body.get("$ref", "").rpartition("/")[2], {})
        if "version" in schema.get("properties", {}):
            names.append("ETag")
    return sorted(names)
