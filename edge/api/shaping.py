"""Which members of listed objects are shown: `fields=` of every list, in one place."""

from __future__ import annotations

import typing
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, Final

from pydantic import BaseModel

from common.schemas.fields import ListQuery
from edge.api.errors import ApiError, printable
from edge.api.registry import Operation

_ALWAYS: Final = frozenset({"id", "object"})
_LISTS: Final = ("data", "devices")  # the whole fleet is repeated under `devices`


def members_asked(operation: Operation, query: object) -> frozenset[str] | None:
    """The members that a list is to show; None: all. Raises ApiError for one that there is not."""
    if not isinstance(query, ListQuery) or (asked := query.named_fields) is None:
        return None
    known = _members(operation.answers)
    unknown = [] if known is None else sorted(asked - known)
    if known is not None and unknown:
        raise ApiError(
            "validation_failed",
            f"There is no member '{printable(unknown[0])}'. Members are {', '.join(sorted(known))}.",
            param="fields",
        )
    return _ALWAYS | asked


def thinned(body: Mapping[str, Any], fields: Collection[str] | None) -> Mapping[str, Any]:
    """A list whose objects have only these members."""
    if fields is None:
        return body
    thin = {
        name: [{member: one[member] for member in one if member in fields} for one in body[name]]
        for name in _LISTS
        if name in body
    }
    return {**body, **thin}


@cache
def _members(page: type[BaseModel] | None) -> frozenset[str] | None:
    """The members of what a page lists; None where that has members of its own."""
    assert page is not None, "a list says what it answers"
    (listed,) = typing.get_args(page.model_fields["data"].annotation)
    kinds = typing.get_args(listed) or (listed,)
    models = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
    if not models or any(model.model_config.get("extra") == "allow" for model in models):
        return None
    return frozenset(field.alias or name for model in models for name, field in model.model_fields.items())
