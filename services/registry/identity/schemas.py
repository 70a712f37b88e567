"""Bodies of the identity API."""

from typing import Literal, TypeAlias

from pydantic import BaseModel, Field

from shared.http.bodies import ResponseBody

TokenType: TypeAlias = Literal["urn:ietf:params:oauth:token-type:access_token"]


_MAX_FIELD = 4096


class TokenRequest(BaseModel):
    """What a token is asked for with. Fields that are not known are ignored (RFC 6749, 3.2)."""

    grant_type: str = Field(
        "",
        max_length=_MAX_FIELD,
        description="`client_credentials`; or `urn:ietf:params:oauth:grant-type:token-exchange`.",
        examples=["client_credentials"],
    )
    client_id: str = Field(
        "", max_length=_MAX_FIELD, description="Id of the integration, where not sent by HTTP Basic."
    )
    client_secret: str = Field(
        "", max_length=_MAX_FIELD, description="Its secret, where not sent by HTTP Basic."
    )
    scope: str = Field(
        "", max_length=_MAX_FIELD, description="Scopes asked for, with spaces between; without: all it has."
    )
    subject_token: str = Field(
        "", max_length=_MAX_FIELD, description="For an exchange: the operator's token."
    )
    initiative_id: str = Field(
        "", max_length=_MAX_FIELD, description="For an exchange: the person's initiative."
    )
    person_id: str = Field("", max_length=_MAX_FIELD, description="For an exchange: the person.")


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
