"""Where data lies: object stores, files, disks, backups, image registries, keys."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from edgewright.graph.kinds.traits import Encrypted, Holder, Placed
from edgewright.graph.kinds.values import Encryption, Known, TlsVersion, closed


@closed
class Store(Holder, Encrypted):
    """A bucket or a storage account."""

    public: Annotated[Known[bool], Field(description="whether anyone can read it")]
    tls_only: Annotated[Known[bool], Field(description="whether plain-text access is refused")]
    tls_min: Annotated[
        Known[TlsVersion], Field(description="lowest TLS version accepted, '1.0' to '1.3'")
    ]
    versioned: Annotated[Known[bool], Field(description="whether earlier versions are kept")]
    retention_days: Annotated[
        Known[float], Field(description="days after which objects are deleted, None when never")
    ]


@closed
class Key(TypedDict):
    """A key of a key service."""

    rotation: Annotated[
        Known[bool],
        Field(description="whether it is rotated by itself, None where its service cannot"),
    ]
    deletion_window_days: Annotated[
        Known[float], Field(description="days before a deletion is final")
    ]
    purge_protection: Annotated[
        Known[bool], Field(description="whether deletion can be undone until then")
    ]


@closed
class ImageRegistry(TypedDict):
    """A registry of container images."""

    encryption: Annotated[Known[Encryption], Field(description="none, provider or customer")]
    immutable_tags: Annotated[
        Known[bool], Field(description="whether a tag can be moved to another image")
    ]
    scan_on_push: Annotated[
        Known[bool], Field(description="whether images are scanned when they arrive")
    ]
    public: Annotated[Known[bool], Field(description="whether anyone can pull")]


@closed
class Files(Holder, Encrypted):
    """A file system or a share of files."""

    public_network: Annotated[
        Known[bool], Field(description="whether it can be reached from the Internet")
    ]
    tls_only: Annotated[Known[bool], Field(description="whether plain-text access is refused")]
    backed_up: Annotated[Known[bool], Field(description="whether it is backed up by itself")]


@closed
class Disk(Holder, Encrypted):
    """A disk or a volume, or a snapshot or an image of one."""

    public: Annotated[Known[bool], Field(description="whether anyone can read it")]


@closed
class BackupVault(Holder, Encrypted):
    """What keeps backups."""

    immutable: Annotated[
        Known[bool], Field(description="whether nobody can delete a backup before its time")
    ]
    soft_delete: Annotated[
        Known[bool], Field(description="whether a deleted backup can be brought back")
    ]


@closed
class BackupPlan(Placed):
    """What makes backups, and when they end."""

    retention_days: Annotated[
        Known[float], Field(description="days after which its backups end, None when never")
    ]


@closed
class KeyVault(Placed):
    """What keeps keys, secrets or certificates."""

    public_network: Annotated[
        Known[bool], Field(description="whether it can be reached from the Internet")
    ]
    deletion_window_days: Annotated[
        Known[float], Field(description="days before a deletion is final")
    ]
    purge_protection: Annotated[
        Known[bool], Field(description="whether deletion can be undone until then")
    ]
    role_based: Annotated[
        Known[bool],
        Field(description="whether roles say who may do what, not a list of its own"),
    ]


@closed
class KeptSecret(Holder, Encrypted):
    """A secret that a service keeps for programs."""

    rotation: Annotated[Known[bool], Field(description="whether it is replaced by itself")]
    plain_text: Annotated[
        Known[bool], Field(description="whether its value is kept unencrypted, or in the program")
    ]


@closed
class GeneratedSecret(TypedDict):
    """A secret that the program makes itself, so that its state holds it."""

    bits: Annotated[Known[float], Field(description="its strength, in bits of its key or text")]


@closed
class Certificate(Placed):
    """A certificate, or the authority that issues them."""

    valid_days: Annotated[Known[float], Field(description="days it is valid from its issue")]
    key_algorithm: Annotated[Known[str], Field(description="algorithm of its key, as written")]
    exportable: Annotated[Known[bool], Field(description="whether its private key can be read")]


KINDS = {
    "storage.bucket": Store,
    "storage.account": Store,
    "storage.files": Files,
    "storage.disk": Disk,
    "storage.snapshot": Disk,
    "backup.vault": BackupVault,
    "backup.plan": BackupPlan,
    "key.key": Key,
    "key.vault": KeyVault,
    "secret.secret": KeptSecret,
    "secret.generated": GeneratedSecret,
    "secret.certificate": Certificate,
    "registry.images": ImageRegistry,
}
