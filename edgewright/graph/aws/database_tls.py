"""Whether a database refuses plain text, and from which TLS version on: its parameter group says.

Sources: Amazon RDS User Guide, "Using SSL with a PostgreSQL DB instance" (rds.force_ssl is 1 by
default from version 15 on), "SSL/TLS support for MySQL DB instances on Amazon RDS" and "Using
SSL/TLS with a Microsoft SQL Server DB instance"; Amazon Aurora User Guide, "Securing Aurora
PostgreSQL data with SSL/TLS" (1 from version 17 on) and "Security with Amazon Aurora MySQL"; Amazon
DocumentDB Developer Guide, "Managing Amazon DocumentDB cluster TLS settings".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from edgewright.graph.model import CONTESTED, UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import as_text, entries, read
from edgewright.graph.resource.shapes import shape_of
from edgewright.graph.resource.view import ResourceView


@dataclass(frozen=True)
class Engine:
    """How an engine is told to take TLS alone.

    Attributes:
        force: the parameter for it.
        words: what it can say -> whether plain text is refused.
        default_on: the first major version in which that is so by default; None for never, and
            ANY_VERSION for always.
        known_until: the last major version of which the default is known; None for all.
        floor: the parameter for the lowest version.
        lowest: what of several versions in it counts; None where it names one.
    """

    force: str
    words: Mapping[str, bool]
    default_on: int | None
    floor: str = ""
    known_until: int | None = None


ANY_VERSION = 0
_SWITCH = {"1": True, "on": True, "true": True, "0": False, "off": False, "false": False}
_POSTGRES = ("rds.force_ssl", _SWITCH)
_MYSQL = ("require_secure_transport", _SWITCH)
_DOCDB = {
    "enabled": True,
    "fips-140-3": True,
    "tls1.2+": True,
    "tls1.3+": True,
    "disabled": False,
}
ENGINES: tuple[tuple[str, Engine], ...] = (
    ("aurora-postgresql", Engine(*_POSTGRES, 17, "ssl_min_protocol_version")),
    ("postgres", Engine(*_POSTGRES, 15, "ssl_min_protocol_version")),
    ("aurora-mysql", Engine(*_MYSQL, None, "tls_version", known_until=8)),
    ("mysql", Engine(*_MYSQL, None, "tls_version", known_until=8)),
    ("mariadb", Engine(*_MYSQL, None, "tls_version", known_until=10)),
    ("sqlserver", Engine(*_POSTGRES, None)),
    ("docdb", Engine("tls", _DOCDB, ANY_VERSION, "tls")),
)
"""Beginning of the engine's name -> how it is; those not here have it in other places."""
_VERSION = re.compile(r"(\d+)(?:\.[\w-]+)*$")
_FAMILY = re.compile(r"^(?:default[.:])?([a-z]+(?:-[a-z]+)*)-?(\d+)?(?:[._-]\w+)*$")
_HIDDEN: Properties = {"tls_only": dict(UNKNOWN), "tls_min": dict(UNKNOWN)}


@dataclass(frozen=True)
class GroupReference:
    """Where a database names its parameter group.

    Attributes:
        property: the property that does.
        types: the types of parameter groups.
    """

    property: str
    types: tuple[str, ...]


def transport(view: ResourceView, reference: GroupReference, engine: PropertyValue) -> Properties:
    """{tls_only, tls_min} of a database.

    Args:
        view: the database.
        reference: where it names its parameter group.
        engine: the engine it has, as written.
    """
    rule = _engine(engine)
    if rule is None:
        return dict(_HIDDEN)
    name = view.declared(reference.property)
    candidates = view.index.candidates(view.resource, reference.property, reference.types)
    version = _major(view.declared("engineVersion"))
    if len(candidates) == 1:
        group = view.of(candidates[0])
        version = _family_version(group.declared("family")) or version
        return _set_by(rule, group.declared("parameters"), version)
    if candidates or not (name in (None, "") or _is_default(name)):
        return dict(_HIDDEN)
    return _set_by(rule, None, _family_version(name) or version)


def _engine(name: PropertyValue) -> Engine | None:
    text = as_text(name)
    if text is None:
        return None
    return next((one for start, one in ENGINES if text.lower().startswith(start)), None)


def _is_default(name: PropertyValue) -> bool:
    """Whether a name is of a group of AWS's own, which nobody can change."""
    return isinstance(name, str) and name.startswith("default.")


def _major(version: PropertyValue) -> int | None:
    found = re.match(r"(\d+)(?:\.|$)", version) if isinstance(version, str) else None
    return None if found is None else int(found[1])


def _family_version(family: PropertyValue) -> int | None:
    """The major version in the name of a family: "postgres15", "mysql8.0", "sqlserver-se-15.0"."""
    found = _FAMILY.match(family) if isinstance(family, str) else None
    return int(found[2]) if found is not None and found[2] else None


def _set_by(rule: Engine, parameters: PropertyValue, version: int | None) -> Properties:
    forced = _parameter(parameters, rule.force)
    floor = _parameter(parameters, rule.floor) if rule.floor else dict(UNKNOWN)
    return {
        "tls_only": _default(rule, version) if forced is None else _word(rule, forced),
        "tls_min": dict(UNKNOWN) if floor is None else _lowest(floor),
    }


def _default(rule: Engine, version: int | None) -> PropertyValue:
    if rule.default_on == ANY_VERSION:
        return True
    if rule.default_on is None:
        known = rule.known_until is None or (version is not None and version <= rule.known_until)
        return False if known else dict(UNKNOWN)
    return dict(UNKNOWN) if version is None else version >= rule.default_on


def _word(rule: Engine, value: PropertyValue) -> PropertyValue:
    if is_marker(value):
        return value
    text = str(int(value)) if isinstance(value, bool | int | float) else str(value)
    return rule.words.get(text.strip().lower(), dict(UNKNOWN))


def _lowest(value: PropertyValue) -> PropertyValue:
    """The lowest of the versions that a parameter names: "TLSv1.2,TLSv1.3", or "TLSv1.2"."""
    if not isinstance(value, str):
        return dict(UNKNOWN)
    versions = [one.strip().rstrip("+") for one in value.split(",")]
    return shape_of({"least": "version"})([_spelt_out(one) for one in versions])


def _spelt_out(version: str) -> str:
    """A version with both its numbers: "TLSv1" is 1.0."""
    return f"{version}.0" if version.lower() == "tlsv1" else version


def _parameter(parameters: PropertyValue, name: str) -> PropertyValue:
    """What a parameter group sets a parameter to, as a list of blocks or by name; None if not."""
    if parameters is None:
        return None
    if isinstance(parameters, dict) and not is_marker(parameters):
        return parameters.get(name)
    found = [one for one in entries(parameters) if _may_be(read(one, "name"), name)]
    values = [read(one, "value") if isinstance(one, dict) else one for one in found]
    if any(not isinstance(read(one, "name"), str) for one in found):
        return dict(UNKNOWN)
    if len(values) > 1:
        return values[0] if all(one == values[0] for one in values) else CONTESTED
    return dict(UNKNOWN) if values == [None] else next(iter(values), None)


def _may_be(written: PropertyValue, name: str) -> bool:
    return not isinstance(written, str) or written.lower() == name
