"""What a cluster keeps: secrets, settings, volumes, and accounts of services."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping

from edgewright.graph.kubernetes.objects import name_of, named, namespace_of, text_flag
from edgewright.graph.model import (
    UNKNOWN,
    Properties,
    PropertyValue,
    RawResource,
    is_marker,
    is_secret,
)
from edgewright.graph.resource.encryption import PROVIDER_KEY, UNENCRYPTED, unknown_encryption
from edgewright.graph.resource.index import ResourceIndex
from edgewright.graph.resource.lookups import Lookup
from edgewright.graph.resource.reading import read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

SECRET = "kubernetes:core:Secret"
STORAGE_CLASS = "kubernetes:storage.k8s.io:StorageClass"
VALUES = ("data", "stringData", "binaryData")
ACCOUNT_TOKEN = "kubernetes.io/service-account-token"
OF_ACCOUNT = "kubernetes.io/service-account.name"
ANY = ""
"""In place of an account: it may be any."""
DRIVERS: Mapping[str, tuple[str | None, tuple[str, ...]]] = {
    "ebs.csi.aws.com": ("encrypted", ("kmskeyid",)),
    "kubernetes.io/aws-ebs": ("encrypted", ("kmskeyid",)),
    "disk.csi.azure.com": (None, ("diskencryptionsetid",)),
    "kubernetes.io/azure-disk": (None, ("diskencryptionsetid",)),
    "pd.csi.storage.gke.io": (None, ("disk-encryption-kms-key",)),
}
"""Provisioner -> the parameter that switches encryption on (None where it is always on), and those
that name a key of the customer's, in lower case.

AWS EBS CSI driver, "CreateVolume parameters": encrypted is "false" unless it is said. Azure disks:
"Server-side encryption of Azure Disk Storage". Google: "Use customer-managed encryption keys"."""


def plain_text(view: ResourceView) -> Properties:
    """Whether values stand in the program in plain text, by what it gave, not what was answered.

    Pulumi hides what the cluster answers of a secret, whoever wrote it.
    """
    given = view.resource.inputs or view.resource.props
    answers = [_readable(given.get(name)) for name in VALUES]
    found: PropertyValue = dict(UNKNOWN)
    if True in answers:
        found = True
    elif None not in answers:
        found = False
    return {"plain_text": found}


def _readable(values: PropertyValue) -> bool | None:
    """Whether any value can be read; None where one might be."""
    if values is None or is_secret(values):
        return False
    if is_marker(values) or not isinstance(values, dict):
        return None
    each = [None if is_marker(one) and not is_secret(one) else one for one in values.values()]
    if any(one is not None and not is_secret(one) and one != "" for one in each):
        return True
    return None if None in each else False


def storage_class(view: ResourceView) -> Properties:
    """What volumes of a class are encrypted with, where its provisioner is one that is known."""
    provisioner, given = view.declared("provisioner"), view.declared("parameters")
    if not isinstance(provisioner, str) or provisioner not in DRIVERS:
        return unknown_encryption()
    if is_marker(given) or not isinstance(given, dict | None):
        return unknown_encryption()
    switch, keys = DRIVERS[provisioner]
    parameters = {name.lower(): value for name, value in (given or {}).items()}
    is_on = True if switch is None else text_flag(parameters.get(switch))
    if is_on is False:
        return dict(UNENCRYPTED)
    key = next((one for name in keys if (one := parameters.get(name)) not in (None, "")), None)
    if is_on is not True or is_marker(key):
        return unknown_encryption()
    if key is None:
        return dict(PROVIDER_KEY)
    return {"encryption": "customer", "key": key, "key_countries": dict(UNKNOWN)}


def claim(view: ResourceView) -> Properties:
    """A claim to a volume is encrypted as its class is; the cluster's default class is not seen."""
    name = view.declared("spec", "storageClassName")
    if name in (None, ""):
        return unknown_encryption()
    found = named(view, STORAGE_CLASS, name, "spec", namespaced=False)
    return unknown_encryption() if found is None else storage_class(found)


def _tokens(secret: RawResource, index: ResourceIndex) -> Iterator[Hashable]:
    """The account that a secret has a token of; ANY where nobody can read which."""
    if secret.props.get("type") == ACCOUNT_TOKEN:
        names = (namespace_of(secret), read(secret.props, "metadata", "annotations", OF_ACCOUNT))
        yield secret.provider, names if all(isinstance(one, str) for one in names) else ANY


_TOKENS = Lookup((SECRET,), _tokens)


def account(view: ResourceView) -> Properties:
    """Whether an account has a token that does not expire: a secret of the program asks for one.

    Clusters make none by themselves since version 1.24 (Kubernetes, "Managing Service Accounts").
    """
    provider, own = view.resource.provider, (namespace_of(view.resource), name_of(view.resource))
    if all(isinstance(one, str) for one in own) and view.index.is_any(_TOKENS, (provider, own)):
        return {"long_lived_key": True}
    is_open = view.index.is_any(_TOKENS, (provider, ANY))
    return {"long_lived_key": dict(UNKNOWN) if is_open else False}


JOINERS: Mapping[str, Joiner] = {
    SECRET: plain_text,
    "kubernetes:core:ConfigMap": plain_text,
    STORAGE_CLASS: storage_class,
    "kubernetes:core:PersistentVolumeClaim": claim,
    "kubernetes:core:ServiceAccount": account,
}
"""Type -> what reads what it keeps."""
