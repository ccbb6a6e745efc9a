"""What a rule says of itself in its METADATA, and whether that is true."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from edgewright.base.errors import shortened
from edgewright.base.vocabulary import Scope, Severity
from edgewright.graph.kinds import KINDS, has_path, having, shown_with
from edgewright.graph.resource.index import canonical_type

EVERY_KIND = "*"
CONTROL = re.compile(r"[a-z0-9][a-z0-9.-]*:\S(.*\S)?")
READ = re.compile(r"""input\.(?:nodes|resources)\["([^"]*)"\]""")
READ_PARAMS = re.compile(r"""\bdata\s*(?:\.\s*params\b|\[\s*["`]params["`]\s*\])""")
PARAMETER = re.compile(r"\.([a-z_]+\.[a-z_0-9]+)\b")
TYPE = re.compile(r"[A-Za-z][\w-]*:[\w./-]*:[A-Za-z]\w*")


def _control(text: str) -> str:
    """A catalogue of controls and an id in it."""
    if not CONTROL.fullmatch(text):
        raise ValueError(f"{text} is not CATALOGUE:ID, as in nist-800-53r5:SA-9(5)")
    return text


def _plain_template(text: str) -> str:
    """A message whose braces hold names and nothing else."""
    for _, name, form, conversion in string.Formatter().parse(text):
        if name is not None and (not name.isidentifier() or form or conversion):
            raise ValueError("a brace must hold one name: {name}")
    return text


def _of_every_kind(needs: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """What a rule needs, where `"*"` stands for every kind of resource that has these properties.

    `"* without tls_min"` stands for those of them that have no `tls_min`. A kind needs all that is
    said of it.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, paths in needs.items():
        for kind in _kinds_of(name, paths) if name.startswith(EVERY_KIND) else [name]:
            found[kind] = tuple(dict.fromkeys((*found.get(kind, ()), *paths)))
    return found


def _kinds_of(name: str, paths: Iterable[str]) -> list[str]:
    """The kinds of resources that `"*"`, or `"* without SOME OTHERS"`, stands for."""
    star, _, others = name.partition(" without ")
    tops = {path.partition(".")[0] for path in paths}
    without = {kind for other in others.split() for kind in having([other])}
    kinds = [kind for kind in having(tops) if kind not in without]
    if star != EVERY_KIND or not kinds:
        raise ValueError(f"{name} stands for no kind of resource with {', '.join(sorted(tops))}")
    return kinds


class Custom(BaseModel):
    """The `custom` part of a rule's METADATA: closed, so that a misspelt key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    severity: Severity
    scope: Literal[Scope.RESOURCE, Scope.GRAPH]
    message: Annotated[str, Field(min_length=1), AfterValidator(_plain_template)]
    fix: Annotated[str, Field(min_length=1)]
    risk: str | None = None
    controls: Annotated[tuple[Annotated[str, AfterValidator(_control)], ...], Field(min_length=1)]
    needs: Annotated[dict[str, tuple[str, ...]], AfterValidator(_of_every_kind)]
    params: tuple[Annotated[str, Field(pattern=r"^[a-z_]+\.[a-z_0-9]+$")], ...] = ()
    effective_on: date | None = None
    aliases: tuple[str, ...] = ()


def untrue_needs(custom: Custom) -> Iterable[str]:
    """What a rule says it needs that nothing has."""
    for kind, properties in custom.needs.items():
        if ":" in kind:
            yield from _untrue_type(kind, properties)
            continue
        if kind not in KINDS:
            yield f"needs names the kind {kind}, which does not exist"
            continue
        for name in properties:
            if not has_path(kind, name):
                yield f"needs names {kind}.{name}, which does not exist"
    if not custom.needs:
        yield "needs is empty: the rule would judge nothing"


def untrue_reads(module: str, custom: Custom) -> Iterable[str]:
    """What a module names in `input` that its rule does not need: it is given none of it."""
    for name in dict.fromkeys(READ.findall(_code(module))):
        if name not in shown_with(custom.needs):
            yield f"the rule reads {shortened(name)}, which its needs do not name"


def untrue_params(module: str, params: Sequence[str]) -> Iterable[str]:
    """What a module reads of `data.params` that is not in `params`: unset, it would deny nothing.

    Args:
        module: its text.
        params: the parameters its rule names, each of which must be set; none for a library.
    """
    code = _code(module)
    for read in READ_PARAMS.finditer(code):
        found = PARAMETER.match(code, read.end())
        if found is None:
            yield "it reads data.params otherwise than as data.params.DOMAIN.NAME"
        elif found[1] not in params:
            yield f"it reads the parameter {found[1]}, which no params of a rule's METADATA name"


def _code(module: str) -> str:
    """A module without its lines of comments."""
    return "\n".join(line for line in module.splitlines() if not line.lstrip().startswith("#"))


def _untrue_type(token: str, paths: Sequence[str]) -> Iterable[str]:
    """A resource's type in `needs`: nobody but its provider knows which inputs it has."""
    if not TYPE.fullmatch(token):
        yield f"needs names {shortened(token)}, which is no type such as aws:s3/bucket:Bucket"
    elif (known := canonical_type(token)) != token:
        yield f"needs names the type {token}, which is judged as {known}"
    for path in paths:
        if not all(path.split(".")):
            yield f"needs names {shortened(path)} of {token}, which is no path of inputs"


def first_problem(problem: ValidationError) -> str:
    """What pydantic found wrong first."""
    error = problem.errors()[0]
    where = ".".join(str(part) for part in error["loc"])
    ours = error["type"] == "value_error"
    why = error["msg"].removeprefix("Value error, ") if ours else error["msg"].lower()
    return f"custom.{where}: {why}"
