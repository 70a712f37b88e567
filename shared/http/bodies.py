"""The base of request and response bodies: what is unknown is refused, what is documented is always there."""

from pydantic import BaseModel, ConfigDict


class RequestBody(BaseModel):
    """A body somebody sends. Unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ResponseBody(BaseModel):
    """A body we send. Every documented field is always present, defaults included."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True, frozen=True)
