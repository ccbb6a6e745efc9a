"""Collections of OpenSearch Serverless: policies beside them say their key and their network.

Amazon OpenSearch Service Developer Guide, "Encryption in Amazon OpenSearch Serverless" and "Network
access for Amazon OpenSearch Serverless". A policy names collections by patterns that end in "*"; of
several encryption policies the longest pattern counts, of network policies any that opens opens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

from edgewright.graph.aws.iam_policy import any_of
from edgewright.graph.aws.keys import encryption
from edgewright.graph.aws.public_access import answered
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, RawResource, is_marker
from edgewright.graph.resource.encryption import PROVIDER_KEY, unknown_encryption
from edgewright.graph.resource.index import ResourceIndex
from edgewright.graph.resource.lookups import Lookup
from edgewright.graph.resource.reading import as_object, entries, parsed, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

POLICIES = (
    "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy",
    "aws-native:opensearchserverless:SecurityPolicy",
)

ANY = "*"
"""In place of a name: it may be about any."""
_PATTERN = frozenset("*?[")


def collection(view: ResourceView) -> Properties:
    """A collection, with the policies of the program that are about it."""
    return {**_encryption(view), "public_network": _is_public(view)}


def _policies(
    view: ResourceView, type: str, name: str
) -> Iterator[tuple[ResourceView, PropertyValue]]:
    """The policies of a type that may be about a collection of a name."""
    for one in view.index.listed(Lookup(POLICIES, _about), ANY, name):
        policy = view.of(one)
        given = policy.declared("type")
        if given == type or is_marker(given):
            yield policy, _document(policy)


def _about(policy: RawResource, index: ResourceIndex) -> Iterator[str]:
    """The names of collections that a policy is about; ANY where it has a pattern, or is hidden."""
    view = ResourceView(policy, index)
    document = _document(view)
    for part in document if isinstance(document, list) else [document]:
        for rule in entries(read(part, "Rules")):
            for pattern in entries(read(rule, "Resource")):
                plain = isinstance(pattern, str) and not _PATTERN.intersection(pattern)
                yield str(pattern).removeprefix("collection/") if plain else ANY
    # A list of parts is for networks alone: nobody knows what it means elsewhere.
    if isinstance(document, list) and view.declared("type") != "network":
        yield ANY


def _document(policy: ResourceView) -> PropertyValue:
    given = policy.declared("policy")
    return parsed(given) if isinstance(given, str) else given


def _encryption(view: ResourceView) -> Properties:
    for path in (("encryptionConfigs", 0), ("encryptionConfig",)):
        given = view.declared(*path)
        if given is not None:
            return _keyed(view, path[0], given, "awsOwnedKey", "kmsKeyArn")
    name = view.declared("name")
    if not isinstance(name, str):
        return unknown_encryption()
    found = [
        (len(pattern), policy, document)
        for policy, document in _policies(view, "encryption", name)
        for pattern in _patterns(document, name)
    ]
    if not found or any(is_marker(document) for _, _, document in found):
        return unknown_encryption()
    longest = max(length for length, _, _ in found)
    best = [(policy, document) for length, policy, document in found if length == longest]
    if len(best) > 1:
        return unknown_encryption()
    policy, document = best[0]
    return _keyed(policy, "policy", document, "AWSOwnedKey", "KmsARN")


def _keyed(
    holder: ResourceView, property: object, given: PropertyValue, owned: str, key: str
) -> Properties:
    """A key of ours where one is named; one of AWS where that is said."""
    address = read(given, key)
    if address not in (None, ""):
        return encryption(holder, str(property), address)
    return dict(PROVIDER_KEY) if read(given, owned) is True else unknown_encryption()


def _patterns(document: PropertyValue, name: str) -> Iterator[str]:
    """The patterns in a policy's rules that a collection's name fits; "" for what is hidden."""
    if is_marker(document):
        yield ""
        return
    for rule in entries(read(document, "Rules")):
        if read(rule, "ResourceType") not in ("collection", None) and not is_marker(rule):
            continue
        for pattern in entries(read(rule, "Resource")):
            if not isinstance(pattern, str):
                yield ""
            elif fnmatchcase(f"collection/{name}", pattern):
                yield pattern


def _is_public(view: ResourceView) -> PropertyValue:
    """Whether a network policy opens it; of a policy elsewhere in the account nobody knows."""
    name = view.declared("name")
    if not isinstance(name, str):
        return dict(UNKNOWN)
    answers = [
        _opens(access)
        for _, document in _policies(view, "network", name)
        for access in entries(document if isinstance(document, list) else [document])
        if any(True for _ in _patterns(access, name))
    ]
    return answered(any_of(answers)) if answers else dict(UNKNOWN)


def _opens(access: PropertyValue) -> bool | None:
    opened = as_object(access).get("AllowFromPublic")
    return opened if isinstance(opened, bool) else None


JOINERS: Mapping[str, Joiner] = {
    "aws:opensearch/serverlessCollection:ServerlessCollection": collection
}
