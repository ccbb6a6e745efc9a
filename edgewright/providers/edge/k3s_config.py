"""The configuration of a K3s fleet's nodes, as files to carry to its site.

K3s turns every key of config.yaml into a flag, and does not start with one it does not know. Only
keys named here pass: what else a site needs, its owner adds in files of /etc/rancher/k3s/
config.yaml.d, beside those carried in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from edgewright.providers.edge.content import ContentKind, Problem
from edgewright.providers.edge.k3s_release import CARRY, IMAGES, version_problem
from edgewright.providers.edge.kubernetes_objects import is_label, label_problem

CONFIG_TYPE = "edgewright:k3s:FleetConfig"
FOLDER = "etc/rancher/k3s"
ARCHITECTURES = {
    "amd64": ("k3s", "k3s-airgap-images-amd64.tar.zst"),
    "arm64": ("k3s-arm64", "k3s-airgap-images-arm64.tar.zst"),
    "armhf": ("k3s-armhf", "k3s-airgap-images-arm.tar.zst"),
}
"""Architecture -> K3s' own files for it, as its releases name them: program and images."""
SECRETS = frozenset(
    {"agent-token", "datastore-endpoint", "etcd-s3-secret-key", "token", "vpn-auth"}
)
"""Keys whose values let somebody in; all can be given in a file on the node instead."""
AGENT_KEYS = frozenset(
    {
        "disable-default-registry-endpoint",
        "kubelet-arg",
        "node-label",
        "node-taint",
        "protect-kernel-defaults",
        "resolv-conf",
        "selinux",
    }
)
SERVER_KEYS = AGENT_KEYS | {
    "cluster-cidr",
    "cluster-init",
    "disable",
    "disable-helm-controller",
    "flannel-backend",
    "kube-apiserver-arg",
    "secrets-encryption",
    "service-cidr",
    "tls-san",
    "write-kubeconfig-mode",
}
"""Flags of K3s (k3s-io/k3s, pkg/cli/cmds/server.go and agent.go); an agent refuses a server's."""


def problems(inputs: Mapping[str, Any]) -> Iterator[Problem]:
    """Everything in a configuration's inputs that K3s would refuse, and what must not be in it.

    Args:
        inputs: plain inputs; a value that is not known yet is absent.
    """
    if "version" in inputs and (problem := version_problem(inputs["version"])):
        yield "version", problem
    if "arch" in inputs and inputs["arch"] not in ARCHITECTURES:
        yield "arch", f"is {inputs['arch']!r}, not one of {', '.join(ARCHITECTURES)}"
    yield from _key_problems("server", inputs.get("server"), SERVER_KEYS)
    yield from _key_problems("agent", inputs.get("agent"), AGENT_KEYS)
    yield from _ring_problems(inputs.get("rings"))
    yield from _mirror_problems(inputs.get("registries"))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _key_problems(role: str, settings: Any, allowed: frozenset[str]) -> Iterator[Problem]:
    for key in _mapping(settings):
        if key in SECRETS:
            yield role, f"sets {key}, which everybody could read who finds the media"
        elif key not in allowed:
            yield role, f"sets {key}, which is not known here: set it in a file of the site's own"


def _ring_problems(rings: Any) -> Iterator[Problem]:
    for ring, labels in _mapping(rings).items():
        if not is_label(ring):
            yield "rings", f"has a ring {ring!r}, whose name is no RFC 1123 label"
        if not _mapping(labels):
            yield "rings", f"gives the nodes of ring {ring!r} no label to be found by"
        for key, value in _mapping(labels).items():
            if wrong := label_problem(key, value):
                yield "rings", wrong


def _mirror_problems(registries: Any) -> Iterator[Problem]:
    """K3s drops a mirror without endpoints, and then asks the registry itself after all."""
    for host, mirror in _mapping(_mapping(registries).get("mirrors")).items():
        if not _mapping(mirror).get("endpoint"):
            yield "registries", f"has a mirror for {host!r} without an endpoint: K3s ignores it"
    if _mapping(registries).get("configs"):
        yield "registries", "has configs, where credentials are: set them in the site's own file"


def bundle(inputs: Mapping[str, Any]) -> dict[str, str]:
    """Files by the kind of node they are for, then by where a node keeps them."""
    # Imported here: starting the provider must not cost what only content needs.
    from edgewright.providers.edge.yaml_files import in_order, yaml_text

    files = {
        f"{role}/{FOLDER}/config.yaml": yaml_text(in_order(inputs[role]))
        for role in ("server", "agent")
    }
    for ring, labels in inputs["rings"].items():
        listed = [f"{key}={labels[key]}" for key in sorted(labels)]
        path = f"ring-{ring}/{FOLDER}/config.yaml.d/50-edgewright.yaml"
        files[path] = yaml_text({"node-label": listed})
    files[f"every/{FOLDER}/registries.yaml"] = yaml_text(in_order(inputs["registries"]))
    files[CARRY] = yaml_text(_carried(inputs))
    return files


def _carried(inputs: Mapping[str, Any]) -> dict[str, Any]:
    program, images = ARCHITECTURES[inputs["arch"]]
    return {
        "k3s": inputs["version"],
        "files": [
            {"from": program, "to": "usr/local/bin/k3s"},
            {"from": images, "to": f"{IMAGES}/{images}"},
        ],
    }


def farewell(inputs: Mapping[str, Any]) -> str:
    """What a person must know who takes a configuration out of the state."""
    return (
        "this configuration is dropped from the state; nothing is removed from the site. Nodes "
        f"keep the files in /{FOLDER} that were carried there last, and stay in their cluster."
    )


CONFIG = ContentKind(
    inputs=("version", "arch", "server", "agent", "rings", "registries"),
    problems=problems,
    bundle=bundle,
    farewell=farewell,
)
