"""Which language a request is answered in."""

from starlette.requests import HTTPConnection

from shared.localization.languages import Language, negotiate


def language_of(request: HTTPConnection) -> Language:
    """The language the caller asks for by Accept-Language; Hebrew where they ask for none of ours."""
    return negotiate(request.headers.get("accept-language"))
