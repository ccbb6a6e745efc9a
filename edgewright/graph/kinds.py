"""The neutral kinds and their properties: the one vocabulary that normalisers write and rules read.

A normaliser gives every property a kind declares (a value, None for "not set", or a marker), so a
misspelt property in a rule's `needs` is a build failure, never a silent pass.
"""

from __future__ import annotations

STORE = {
    "location": "where it is: {cloud, region, country}",
    "data": "labels it holds, each {id, origin, classification, categories, retention_days}",
    "carrier": "asset its copies physically are (a model carries the labels of what it was trained "
    "on), None when nobody said",
    "encryption": "none, provider (a key of the provider's) or customer (a key of ours)",
    "key": "id (URN or ARN) of the customer key, None without one",
    "key_country": "country that key lives in, None without one",
    "public": "whether anyone can read it",
    "tls_only": "whether plain-text access is refused",
    "tls_min": "lowest TLS version accepted, '1.0' to '1.3'",
    "versioned": "whether earlier versions are kept",
    "redundancy": "local, zone, geo (a second region) or None when the service has no such choice",
    "replicas": "further copies, each {region, country}",
    "retention_days": "days after which objects are deleted, None when never",
}

KINDS: dict[str, dict[str, str]] = {
    "storage.bucket": STORE,
    "storage.account": STORE,
    "key.key": {
        "location": "where it is",
        "rotation": "whether it is rotated",
        "multi_region": "whether replicas of it can exist in other regions",
        "deletion_window_days": "days before a deletion is final",
        "purge_protection": "whether deletion can be undone until then",
    },
    "registry.images": {
        "location": "where it is",
        "encryption": "none, provider or customer",
        "key": "id of the customer key",
        "immutable_tags": "whether a tag can be moved to another image",
        "scan_on_push": "whether images are scanned when they arrive",
        "public": "whether anyone can pull",
        "replicas": "further copies, each {region, country}",
    },
    "ml.training": {
        "location": "where it runs",
        "data": "labels it reads",
        "volume_encryption": "none, provider or customer",
        "output_encryption": "none, provider or customer",
        "inter_node_encryption": "whether traffic between its machines is encrypted",
        "network_isolated": "whether the training container has no network",
        "image": "reference of the training container",
    },
    "ml.registry": {
        "location": "where it is",
        "data": "labels its models carry",
        "encryption": "none, provider or customer",
        "public_network": "whether it can be reached from the Internet",
    },
    "iot.hub": {
        "location": "where it is",
        "data": "labels of the messages that pass it",
        "tls_min": "lowest TLS version devices may use",
        "local_auth": "whether shared keys are accepted for its API",
        "data_residency": "True when the service never fails over to another geography",
        "failover_region": "region that would take over, None when there is none",
        "failover_country": "its country",
        "public_network": "whether it can be reached from the Internet",
    },
    "iot.policy": {
        "location": "where it is",
        "statements": "each {effect, actions[], resources[]}",
    },
    "identity.role": {
        "statements": "what it may do, each {effect, actions[], resources[]}",
        "trusted": "who may take it",
    },
    "edge.component": {
        "location": "where it is registered",
        "name": "edge component or module",
        "version": "its version",
        "artifacts": "what a device downloads, each {uri, digest}",
    },
    "edge.deployment": {
        "location": "the region that manages it",
        "data": "labels of the models it carries",
        "fleet": "fleet it goes to",
        "runtime": "greengrass, greengrass-lite, iot-edge or k3s",
        "runtime_version": "version of the edge runtime it installs",
        "devices": "how many devices it targets",
        "rollback_on_failure": "whether it asks devices to roll back when it fails",
        "abort": "abort criteria, each {failed_percent, min_devices}",
        "components": "edge components or modules, each {name, version, image}",
    },
    "device.image": {
        "hardware": "uefi-x86_64, uefi-arm64, raspberry-pi-4, raspberry-pi-5 or jetson-orin",
        "runtime": "edge runtime in it",
        "runtime_version": "its version",
        "fleets": "fleets whose device class uses it",
        "data": "labels those fleets hold",
        "secure_boot": "whether firmware refuses unsigned code",
        "verity": "whether the root file system is verified",
        "disk_encryption": "none, passphrase or tpm2",
        "tpm": "TPM of those device classes: none, 1.2 or 2.0 (the lowest among them)",
        "class_secure_boot": "whether every device class that uses it declares secure boot",
        "slots": "number of root slots",
        "update_key": "whether updates are verified against a key in the image",
    },
    "topology.holding": {
        "location": "where the copy is",
        "data": "the label, one {id, origin, classification, categories, retention_days}",
        "carrier": "what the copy physically is",
        "path": "witness path in words, from where it was made",
        "crossings": "border crossings on the path, each {link, from_country, to_country, "
        "basis: {type, evidence, valid_to} or None}",
    },
    "topology.placement": {
        "location": "where the workload runs",
        "workload": "its name",
        "target": "fleet or region",
        "budget_ms": "latency budget (p95), None without one",
        "rtt_lower_bound_ms": "the round trip no network can beat, None without a budget",
    },
    "topology.operator": {
        "location": "the region",
        "operator": "who runs it",
        "operator_parent": "country of the operator's ultimate parent",
        "data": "labels held there",
    },
    "topology.link": {
        "data": "label that moves",
        "from_country": "where from",
        "to_country": "where to",
        "tls": "TLS version declared, None when not",
        "mutual": "whether both ends authenticate",
        "declared": "whether a person declared it (False: implied by a workload)",
    },
}
