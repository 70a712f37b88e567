"""Bodies of the identity API."""

from typing import Literal, TypeAlias

from pydantic import Field

from shared.http.bodies import ResponseBody

TokenType: TypeAlias = Literal["urn:ietf:params:oauth:token-type:access_token"]


class AccessToken(ResponseBody):
    """A token for the header `Authorization: Bearer`."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int
    scope: str | None = Field(
        description="What a system may do with it, with spaces between; null: a person's."
    )
    issued_token_type: TokenType | None = Field(
        description="Of a token got in exchange for another (RFC 8693); else null."
    )


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
