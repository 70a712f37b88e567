"""Bodies of the identity API."""

from typing import Literal

from shared.http.bodies import ResponseBody


class AccessToken(ResponseBody):
    """A token for the header `Authorization: Bearer`."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int
    issued_token_type: Literal["urn:ietf:params:oauth:token-type:access_token"]


class JSONWebKey(ResponseBody):
    """A public key (RFC 8037)."""

    kid: str
    kty: str
    crv: str
    x: str
    use: str
    alg: str


class JSONWebKeySet(ResponseBody):
    """The public keys of the registry's tokens (RFC 7517)."""

    keys: list[JSONWebKey]
