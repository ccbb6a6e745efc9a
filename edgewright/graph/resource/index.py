"""Finding resources by what they refer to.

In a preview against a real cloud most references are unknown values, but the engine still says
which resources each property was computed from. So references are followed by value where that
names a resource, else by property dependency; where that leaves several nobody can tell which.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from edgewright.graph.model import (
    Properties,
    PropertyValue,
    RawResource,
)
from edgewright.graph.resource.ancestor import Ancestor, as_ancestor
from edgewright.graph.resource.locator import Locator
from edgewright.graph.resource.lookups import ByReference, ByText, Listing, Lookup
from edgewright.graph.resource.reads import Question, Reads, Result

ADDRESS_PROPERTIES = ("arn", "id", "bucket", "keyId", "name")

Position: TypeAlias = tuple[int, int]
"""Where a resource stands in a recording, and where in what it is respelled as."""

# Azure's are days, Kubernetes' such as v1beta1 ("API versioning"): the same object in all of them.
_VERSION_SEGMENT = re.compile(r"/v(?:[0-9]{8}[a-z0-9]*|[0-9]{1,2}(?:(?:alpha|beta)[0-9]+)?):")
_VERSION_PACKAGE = re.compile(r"^azure-native_\w+_v[0-9]{8}[a-z0-9]*:")
"""A package of azure-native 3 for one module and API version (`pulumi package add azure-native
storage v20240101`; https://www.pulumi.com/registry/packages/azure-native/version-guide)."""
_RENAMED = {"aws:s3/bucketV2:BucketV2": "aws:s3/bucket:Bucket"}


@lru_cache(maxsize=4096)
def canonical_type(token: str) -> str:
    """A type token without its API's version and without deprecated `V2` names."""
    token = _VERSION_PACKAGE.sub("azure-native:", _VERSION_SEGMENT.sub(":", token))
    if token in _RENAMED:
        return _RENAMED[token]
    return re.sub(r"^(aws:s3/bucket\w+)V2:(\w+)V2$", r"\1:\2", token)


def has_address(resource: RawResource) -> bool:
    """Whether anything is known of what a resource is called where it is referred to."""
    return any(isinstance(resource.props.get(name), str) for name in ADDRESS_PROPERTIES)


def lower(value: PropertyValue) -> str | None:
    """A text in lower case; None for everything else."""
    return value.lower() if isinstance(value, str) else None


class ResourceIndex:
    """The resources of one recording, findable by type, reference and address.

    Whatever is asked of it is noted, so that what was computed from an answer can be found once the
    answer may be another: a method that gives a resource notes a question whose answer `put` takes
    for another as soon as anything of that resource is.

    Args:
        resources: what was recorded.
        locators: how each cloud says where its resources are; the first that is for a type counts,
            so the last should be for all of them.
        reads: where questions are noted; without it nothing changes any more.
        day: the day that vendors' defaults are asked for; None for the newest.
    """

    def __init__(
        self,
        resources: Iterable[RawResource],
        locators: Iterable[Locator],
        reads: Reads | None = None,
        day: date | None = None,
    ) -> None:
        self.day = day
        self._locators = tuple(locators)
        self._reads = reads
        self._resources: dict[str, RawResource] = {}
        self._positions: dict[str, Position] = {}
        self._rows: dict[Question, list[tuple[Position, str]]] = {}
        self._keys: dict[Lookup, dict[str, tuple[Hashable, ...]]] = {}
        self._changed: set[Question] = set()
        self._renewed: set[str] = set()
        for number, resource in enumerate(resources):
            position = self._positions.get(resource.urn, (number, 0))
            self.put(resource, position)
        self.settle()

    def __iter__(self) -> Iterator[RawResource]:
        """All resources, in the order recorded; nothing is noted."""
        urns = sorted(self._resources, key=self._positions.__getitem__)
        return iter([self._resources[urn] for urn in urns])

    def locator(self, type: str) -> Locator:
        """How resources of a type say where they are."""
        return next(one for one in self._locators if type.startswith(one.prefixes))

    def _own_name(self, type: str) -> str:
        """The property that names a resource of a canonical type."""
        return self.locator(type).own_names.get(type, "name")

    def get(self, urn: str) -> RawResource | None:
        """The resource of a URN, if it is recorded."""
        self._note(("urn", urn))
        return self._resources.get(urn)

    def of_type(self, type: str) -> list[RawResource]:
        """All resources of a canonical type."""
        return self._answer(("type", type))

    def at_address(self, type: str, address: str) -> RawResource | None:
        """The first resource of `type` whose ARN, id, bucket or name is `address`."""
        return next(iter(self.all_at_address(type, address)), None)

    def all_at_address(self, type: str, address: str) -> list[RawResource]:
        """The resources of `type` whose ARN, id, bucket or name is `address`."""
        return self._answer(("address", type, address))

    def named(self, name: str) -> list[RawResource]:
        """The resources whose name is this one, in lower case."""
        return self._answer(("name", name))

    def having(self, type: str, property: str, text: str) -> list[RawResource]:
        """The resources of `type` whose `property` is a text."""
        return self.listed(Lookup((type,), ByText(property)), text)

    def ancestors(self, resource: RawResource) -> Iterator[Ancestor]:
        """The resource itself, its parent, and so on upward; each once, whatever a file says."""
        current: Ancestor | None = as_ancestor(resource)
        seen: set[str] = set()
        while current is not None and current.urn not in seen:
            seen.add(current.urn)
            yield current
            current = self._ancestor(current.parent) if current.parent else None

    def _ancestor(self, urn: str) -> Ancestor | None:
        self._note(("above", urn))
        found = self._resources.get(urn)
        return None if found is None else as_ancestor(found)

    def intents(self, resource: RawResource) -> Iterator[Properties]:
        """What our components around a resource said they want, the nearest first."""
        for ancestor in self.ancestors(resource):
            if ancestor.intent is not None:
                yield ancestor.intent

    def behind(
        self, resource: RawResource, property: str, types: Iterable[str] | None = None
    ) -> list[RawResource]:
        """The recorded resources, of these types, that a property was computed from."""
        urns = resource.property_dependencies.get(property, ())
        found = [one for urn in urns if (one := self.get(urn)) is not None]
        if types is None:
            return found
        wanted = {*types}
        return [one for one in found if canonical_type(one.type) in wanted]

    def candidates(
        self, resource: RawResource, property: str, types: tuple[str, ...]
    ) -> list[RawResource]:
        """The resources of `types` that `property` of `resource` may refer to.

        One is the one; of several nobody can tell which. What its value names goes first, and what
        it was computed from says which of that name; one that was computed from is still possible
        beside another that is named, as long as nothing is known of its own name.
        """
        value = resource.props.get(property)
        named = (
            [one for type in types for one in self.all_at_address(type, value)]
            if isinstance(value, str)
            else []
        )
        behind = self.behind(resource, property, types)
        if not named:
            return behind
        known = {one.urn for one in named}
        both = [one for one in behind if one.urn in known]
        return both or [*named, *(one for one in behind if not has_address(one))]

    def follow(self, resource: RawResource, property: str, *types: str) -> RawResource | None:
        """The one resource of `types` that a property refers to; None where that is not sure."""
        found = self.candidates(resource, property, types)
        return found[0] if len(found) == 1 else None

    def referring(
        self,
        target: RawResource,
        type: str,
        property: str,
        targets: tuple[str, ...],
        *,
        sure: bool,
    ) -> list[RawResource]:
        """The resources of `type` whose `property` refers to `target`.

        Args:
            target: what they refer to.
            type: their canonical type.
            property: the property that does.
            targets: the types of what it can refer to.
            sure: whether it refers to this one, or may as well refer to another.
        """
        lookup = Lookup((type,), ByReference(property, targets))
        return self.listed(lookup, (sure, target.urn))

    def listed(self, lookup: Lookup, *keys: Hashable) -> list[RawResource]:
        """The resources that a lookup has under any of these keys."""
        self._fill(lookup)
        if len(keys) == 1:
            return self._answer(("listed", lookup, keys[0]))
        found = {one.urn: one for key in keys for one in self._answer(("listed", lookup, key))}
        return [found[urn] for urn in sorted(found, key=self._positions.__getitem__)]

    def members(self, lookup: Lookup, key: Hashable) -> list[RawResource]:
        """Those that a lookup has under a key, to be read through `keys_of` alone.

        What else they say may change without another answer.
        """
        self._fill(lookup)
        self._note(("members", lookup, key))
        return [self._resources[urn] for _, urn in self._rows.get(("listed", lookup, key), ())]

    def keys_of(self, lookup: Lookup, resource: RawResource) -> tuple[Hashable, ...]:
        """The keys of a recorded resource in a lookup of those that are asked for."""
        keys = self._keys.setdefault(lookup, {})
        if resource.urn not in keys:
            self._list(lookup, resource)
        self._note(("keys", lookup, resource.urn))
        return keys[resource.urn]

    def is_any(self, lookup: Lookup, key: Hashable) -> bool:
        """Whether a lookup has a resource under a key; which, does not count."""
        self._fill(lookup)
        self._note(("any", lookup, key))
        return ("listed", lookup, key) in self._rows

    def _note(self, question: Question) -> None:
        if self._reads is not None:
            self._reads.note(question)

    def _answer(self, question: Question) -> list[RawResource]:
        self._note(question)
        return [self._resources[urn] for _, urn in self._rows.get(question, ())]

    def position(self, urn: str) -> Position:
        """Where a recorded resource stands."""
        return self._positions[urn]

    def put(self, resource: RawResource, position: Position) -> None:
        """Take a resource in, in place of one of its URN; `settle` says what has to follow.

        Args:
            resource: the resource.
            position: where it stands among all.
        """
        urn = resource.urn
        if self._positions.get(urn, position) != position:
            self.drop(urn)
        before = self._resources.get(urn)
        old = set() if before is None else self._questions(before)
        new = self._questions(resource)
        self._resources[urn], self._positions[urn] = resource, position
        for question in old - new:
            self._leave(question, urn)
        for question in new - old:
            self._enter(question, urn)
        self._renew(urn, old | new)
        if before is None or repr(as_ancestor(before)) != repr(as_ancestor(resource)):
            self._changed.add(("above", urn))

    def drop(self, urn: str) -> None:
        """Forget a resource."""
        gone = self._resources[urn]
        questions = self._questions(gone)
        for question in questions:
            self._leave(question, urn)
        self._renew(urn, questions | {("above", urn)})
        for lookup in self._keys:
            self._changed.add(("keys", lookup, urn))
            for key in self._unlist(lookup, urn):
                self._changed |= {(word, lookup, key) for word in ("listed", "members", "any")}
        del self._resources[urn], self._positions[urn]

    def settle(self) -> set[Result]:
        """What rests on anything that has changed since this was asked last."""
        changed, self._changed = self._changed, set()
        renewed, self._renewed = self._renewed, set()
        # What is new has no place yet in the lookups there are.
        listings = {
            Listing(lookup, urn)
            for lookup, keys in self._keys.items()
            for urn in renewed
            if urn not in keys and (new := self._resources.get(urn)) and self._covers(lookup, new)
        }
        resting: set[Result] = set()
        while changed or listings:
            found = set() if self._reads is None else self._reads.resting_on(changed)
            listings |= {one for one in found if isinstance(one, Listing)}
            resting |= found - listings
            changed = set()
            for one in listings:
                changed |= self._listed_anew(one, renewed)
            listings.clear()
        return resting

    def answered_by(self, urn: str) -> set[Question]:
        """The questions in whose answers a recorded resource is now."""
        listed = [(one, key) for one, keys in self._keys.items() for key in keys.get(urn, ())]
        found = self._questions(self._resources[urn]) | {("urn", urn), ("above", urn)}
        return found | {(word, *one) for one in listed for word in ("listed", "any")}

    def _renew(self, urn: str, questions: set[Question]) -> None:
        self._changed |= questions
        self._changed.add(("urn", urn))
        self._renewed.add(urn)

    def _questions(self, resource: RawResource) -> set[Question]:
        """The questions in whose answers a resource is, by what it says itself."""
        kind = canonical_type(resource.type)
        own = self._own_name(kind)
        found: set[Question] = {("type", kind)}
        for name in (*ADDRESS_PROPERTIES, own):
            value = resource.props.get(name)
            if isinstance(value, str) and value:
                found.add(("address", kind, value))
        called = lower(resource.props.get("name")) or lower(resource.props.get(own))
        if called:
            found.add(("name", called))
        return found

    def _enter(self, question: Question, urn: str) -> None:
        insort(self._rows.setdefault(question, []), (self._positions[urn], urn))

    def _leave(self, question: Question, urn: str) -> None:
        row = self._rows[question]
        del row[bisect_left(row, (self._positions[urn], urn))]
        if not row:
            del self._rows[question]

    def _covers(self, lookup: Lookup, resource: RawResource) -> bool:
        return lookup.types is None or canonical_type(resource.type) in lookup.types

    def _fill(self, lookup: Lookup) -> None:
        """List everything that is there, for the first that asks."""
        if lookup in self._keys:
            return
        self._keys[lookup] = {}
        if lookup.types is None:
            urns = [*self._resources]
        else:
            rows = (self._rows.get(("type", type), ()) for type in lookup.types)
            urns = [urn for row in rows for _, urn in row]
        for urn in urns:
            self._list(lookup, self._resources[urn])

    def _list(self, lookup: Lookup, resource: RawResource) -> None:
        if self._reads is None:
            keys = {*lookup.keys(resource, self)}
        else:
            with self._reads.of(Listing(lookup, resource.urn)):
                self._note(("urn", resource.urn))
                keys = {*lookup.keys(resource, self)}
        self._keys[lookup][resource.urn] = tuple(keys)
        for key in keys:
            self._enter(("listed", lookup, key), resource.urn)

    def _unlist(self, lookup: Lookup, urn: str) -> set[Hashable]:
        """Take a resource out of a lookup; the keys it was under."""
        if self._reads is not None:
            self._reads.forget(Listing(lookup, urn))
        keys = self._keys[lookup].pop(urn, ())
        for key in keys:
            self._leave(("listed", lookup, key), urn)
        return {*keys}

    def _listed_anew(self, listing: Listing, renewed: set[str]) -> set[Question]:
        """Bring one resource in one lookup up to date; the questions with another answer now."""
        lookup, urn = listing
        asked = lookup.types == () and urn in self._keys[lookup]
        old = self._unlist(lookup, urn)
        found = self._resources.get(urn)
        if found is not None and (asked or self._covers(lookup, found)):
            self._list(lookup, found)
        new = {*self._keys[lookup].get(urn, ())}
        changed: set[Question] = {
            ("listed", lookup, key) for key in (old | new if urn in renewed else old ^ new)
        }
        changed |= {("members", lookup, key) for key in old ^ new}
        if old != new:
            changed.add(("keys", lookup, urn))
        # There is another answer to "is there any" for the first that came, and the last that left.
        firsts = {key for key in new - old if len(self._rows["listed", lookup, key]) == 1}
        lasts = {key for key in old - new if ("listed", lookup, key) not in self._rows}
        return changed | {("any", lookup, key) for key in firsts | lasts}
