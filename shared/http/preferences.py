"""What a caller prefers of an answer (RFC 7240): here, not to wait for it."""

from starlette.requests import Request

MAX_LENGTH = 1_000
"""Of a header that is read; a longer one means nothing."""
RESPOND_ASYNC = "respond-async"
"""The answer may come before the work is done: 202, with the address at which it can be followed."""

PREFER = {
    "name": "Prefer",
    "in": "header",
    "required": False,
    "description": f"`{RESPOND_ASYNC}`: answer 202 at once, and do the work afterwards.",
    "schema": {"type": "string", "maxLength": MAX_LENGTH, "examples": [RESPOND_ASYNC]},
}
"""The header as a parameter of the OpenAPI document, for operations that heed it."""


def prefers_not_to_wait(request: Request) -> bool:
    """Whether the caller prefers an answer before the work is done. Other preferences mean nothing here."""
    listed = ",".join(request.headers.getlist("prefer"))
    named = (one.partition(";")[0].strip().lower() for one in listed.split(","))
    return len(listed) <= MAX_LENGTH and RESPOND_ASYNC in named
