"""Documented limits of Kubernetes objects, checked before they are carried to a site.

Sources: Kubernetes' pages on object names and ids (RFC 1123 subdomains of 253 characters, labels
of 63), on labels and selectors, and on images; etcd's page on system limits (requests of at most
1.5 MiB by default). What a cluster's own admission would add is not known here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

MAX_OBJECT_BYTES = 1_572_864
"""etcd's default limit of a request, 1.5 MiB."""
MAX_SUBDOMAIN, MAX_LABEL = 253, 63
LABEL = re.compile(r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
VALUE = re.compile(r"^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$")
PINNED = re.compile(r"^[^@\s]+@sha256:[0-9a-f]{64}$")
CONTAINERS = ("initContainers", "containers")


def is_subdomain(name: Any) -> bool:
    """Whether `name` can name most objects: labels joined by dots."""
    return (
        isinstance(name, str)
        and len(name) <= MAX_SUBDOMAIN
        and all(LABEL.match(part) for part in name.split("."))
    )


def is_label(name: Any) -> bool:
    """Whether `name` can name a namespace or a container."""
    return isinstance(name, str) and len(name) <= MAX_LABEL and LABEL.match(name) is not None


def label_problem(key: Any, value: Any) -> str | None:
    """What is wrong with a label of a node or an object; None when nothing is."""
    prefix, slash, name = str(key).rpartition("/")
    if slash and not is_subdomain(prefix):
        return f"has the label {key!r}, whose prefix is no DNS name"
    if not name or len(name) > MAX_LABEL or not VALUE.match(name):
        return f"has the label {key!r}, which is no name of a label"
    if not isinstance(value, str) or len(value) > MAX_LABEL or not VALUE.match(value):
        return f"gives the label {key!r} the value {value!r}, which is none a label can have"
    return None


def object_problems(objects: Any, nodes: Mapping[str, Any], images: Sequence[Any]) -> Iterator[str]:
    """Everything in the objects of a release that a cluster would refuse or a site must not run.

    Args:
        objects: Kubernetes objects as plain data.
        nodes: labels of the nodes that the release is for.
        images: the images that are carried with it.
    """
    if not isinstance(objects, list) or not objects:
        yield "has no objects, so there is nothing to run"
        return
    seen: set[tuple[str, str, str]] = set()
    for number, one in enumerate(objects):
        if not isinstance(one, Mapping) or not _identified(one):
            yield f"has an object (number {number}) without apiVersion, kind and metadata.name"
            continue
        yield from _identity_problems(one, seen)
        yield from _content_problems(one)
        yield from _pod_problems(one, nodes, images)


def _identified(one: Mapping[str, Any]) -> bool:
    given = (one.get("apiVersion"), one.get("kind"), _metadata(one).get("name"))
    return all(isinstance(text, str) and text for text in given)


def _metadata(one: Mapping[str, Any]) -> Mapping[str, Any]:
    metadata = one.get("metadata")
    return metadata if isinstance(metadata, Mapping) else {}


def _called(one: Mapping[str, Any]) -> str:
    return f"{one['kind']} {_metadata(one)['name']!r}"


def _identity_problems(one: Mapping[str, Any], seen: set[tuple[str, str, str]]) -> Iterator[str]:
    """Names, and objects that are in it twice or belong to a whole cluster."""
    metadata, kind = _metadata(one), str(one["kind"])
    namespace = metadata.get("namespace")
    key = (kind, str(namespace), str(metadata["name"]))
    if key in seen:
        yield f"has {_called(one)} twice"
    seen.add(key)
    if kind == "Namespace":
        if not is_label(metadata["name"]):
            yield f"has {_called(one)}, whose name is no RFC 1123 label"
        return
    if not is_subdomain(metadata["name"]):
        yield f"has {_called(one)}, whose name is no RFC 1123 subdomain"
    if not is_label(namespace):
        yield f"has {_called(one)} in no namespace: a release may not change the whole cluster"


def _content_problems(one: Mapping[str, Any]) -> Iterator[str]:
    if one["kind"] == "Secret":
        yield f"has {_called(one)}: everybody could read it who finds the media"
    size = len(json.dumps(one, separators=(",", ":"), ensure_ascii=False).encode())
    if size > MAX_OBJECT_BYTES:
        yield f"has {_called(one)} of {size} bytes, more than {MAX_OBJECT_BYTES}"
    labels = _metadata(one).get("labels")
    for key, value in (labels if isinstance(labels, Mapping) else {}).items():
        if problem := label_problem(key, value):
            yield problem


def _pod_problems(
    one: Mapping[str, Any], nodes: Mapping[str, Any], images: Sequence[Any]
) -> Iterator[str]:
    """What a workload's pods would do: where they run, and what they would ask a registry for."""
    pod = _pod(one)
    if pod is None:
        return
    selector = pod.get("nodeSelector")
    chosen = selector if isinstance(selector, Mapping) else {}
    if any(chosen.get(key) != value for key, value in nodes.items()):
        yield f"lets {_called(one)} run on nodes that the release is not for"
    for container in _containers(pod):
        yield from _container_problems(one, container, images)


def _pod(one: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The pod an object makes: itself, its template's, or the template's of its jobs."""
    if one["kind"] == "Pod":
        spec = one.get("spec")
    else:
        spec = _at(one, "spec", "jobTemplate", "spec", "template", "spec") or _at(
            one, "spec", "template", "spec"
        )
    return spec if isinstance(spec, Mapping) else None


def _at(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _containers(pod: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for part in CONTAINERS:
        listed = pod.get(part)
        for container in listed if isinstance(listed, list) else []:
            yield container if isinstance(container, Mapping) else {}


def _container_problems(
    one: Mapping[str, Any], container: Mapping[str, Any], images: Sequence[Any]
) -> Iterator[str]:
    name, image = container.get("name"), container.get("image")
    where = f"container {name!r} of {_called(one)}"
    if not is_label(name):
        yield f"has {where}, whose name is no RFC 1123 label"
    if not isinstance(image, str) or not PINNED.match(image):
        yield f"runs {image!r} in {where}, which is not pinned by digest"
    elif image not in images:
        yield f"runs {image} in {where}, which is not among its images"
    if container.get("imagePullPolicy") != "Never":
        yield f"lets {where} ask a registry: its imagePullPolicy is not Never"
