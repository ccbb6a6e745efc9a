"""What a ring of a K3s fleet runs, as files to carry to its site.

A K3s server applies every file in its manifests folder, at its start and whenever one changes, and
removes from the cluster what a changed file no longer has; a file that is removed removes nothing.
The part of a file's name before its first dot is all it is known by (k3s-io/k3s,
pkg/deploy/controller.go). Every node imports the archives in its images folder (K3s' page on
air-gapped installations). An archive holds an image under the name its reference gives; a file
that only lists names there would be pulled, so none is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from edgewright.providers.edge.content import ContentKind, Problem
from edgewright.providers.edge.kubernetes_objects import (
    PINNED,
    is_label,
    label_problem,
    object_problems,
)

RELEASE_TYPE = "edgewright:k3s:Release"
MANIFESTS = "var/lib/rancher/k3s/server/manifests"
IMAGES = "var/lib/rancher/k3s/agent/images"
OWN_NAMES = frozenset(
    {"ccm", "coredns", "local-storage", "metrics-server", "rolebindings", "runtimes", "traefik"}
)
"""Files that K3s writes into the manifests folder itself."""
VERSION = re.compile(r"^v1\.[0-9]+\.[0-9]+\+k3s[0-9]+$")
ABSOLUTE = re.compile(r"^(/[A-Za-z0-9._-]+)+$")
CARRY = "carry.yaml"


def version_problem(version: Any) -> str | None:
    """What is wrong with a version of K3s; None when nothing is.

    It is pinned: a channel that failed has moved clusters to an older version (k3s-io/k3s#14530).
    """
    if isinstance(version, str) and VERSION.match(version):
        return None
    return f"is {version!r}, not one version of K3s as v1.36.4+k3s1"


def problems(inputs: Mapping[str, Any]) -> Iterator[Problem]:
    """Everything in a release's inputs that K3s or the site would refuse.

    Args:
        inputs: plain inputs; a value that is not known yet is absent.
    """
    if "name" in inputs and (not is_label(inputs["name"]) or inputs["name"] in OWN_NAMES):
        yield "name", f"is {inputs['name']!r}: not a name for a manifest file of its own"
    if "version" in inputs and (problem := version_problem(inputs["version"])):
        yield "version", problem
    for key, value in _mapping(inputs.get("nodes")).items():
        if wrong := label_problem(key, value):
            yield "nodes", wrong
    if "nodes" in inputs and not _mapping(inputs["nodes"]):
        yield "nodes", "is empty, so it would run on every node of the site"
    images = inputs.get("images")
    for image in images if isinstance(images, list) else []:
        if not isinstance(image, str) or not PINNED.match(image):
            yield "images", f"has {image!r}, which is not pinned by digest"
    yield from _model_problems(inputs.get("models"))
    if {"objects", "nodes", "images"} <= set(inputs):
        listed = images if isinstance(images, list) else []
        for wrong in object_problems(inputs["objects"], _mapping(inputs["nodes"]), listed):
            yield "objects", wrong


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _model_problems(models: Any) -> Iterator[Problem]:
    for name, model in _mapping(models).items():
        path = _mapping(model).get("path")
        if not isinstance(path, str) or not ABSOLUTE.match(path) or "/../" in f"{path}/":
            yield "models", f"puts {name} at {path!r}, which is no path of a folder"


def bundle(inputs: Mapping[str, Any]) -> dict[str, str]:
    """The manifest, named by where a server keeps it, and what to carry beside it."""
    # Imported here: starting the provider must not cost what only content needs.
    from edgewright.providers.edge.yaml_files import in_order, yaml_text

    return {
        f"{MANIFESTS}/{inputs['name']}.yaml": yaml_text(*map(in_order, inputs["objects"])),
        CARRY: yaml_text(
            {
                "for": in_order(inputs["nodes"]),
                "k3s": inputs["version"],
                "images": [
                    {"image": image, "to": f"{IMAGES}/{archive_name(image)}"}
                    for image in sorted(inputs["images"])
                ],
                "models": [
                    {"model": name, "from": model.get("source"), "to": model["path"]}
                    for name, model in sorted(inputs["models"].items())
                ],
            }
        ),
    }


def archive_name(image: str) -> str:
    """The name of the archive that an image is carried in."""
    reference, _, digest = image.partition("@sha256:")
    name = reference.rpartition("/")[2].partition(":")[0]
    return f"{name}-{digest[:12]}.tar"


def farewell(inputs: Mapping[str, Any]) -> str:
    """What a person must know who takes a release out of the state."""
    name = inputs.get("name")
    return (
        f"this content of {name} is dropped from the state; nothing is removed from the site. "
        "It runs what was carried there last until other content is carried in. To end it there, "
        f"start the server once with --disable={name}, which removes all that {name}.yaml made, "
        f"and take the archives out of /{IMAGES} and the models off every node."
    )


RELEASE = ContentKind(
    inputs=("name", "version", "nodes", "objects", "images", "models"),
    problems=problems,
    bundle=bundle,
    farewell=farewell,
)
