"""Containers of Amazon ECS and AWS Batch: what their definitions let them do.

A definition is JSON in a text, or the same as objects. The provider reads the names in a text
without regard to case, as Go does (https://pkg.go.dev/encoding/json#Unmarshal), so this does too.
Amazon ECS Developer Guide, "Task definition parameters"; AWS Batch API Reference,
ContainerProperties.
"""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws.iam_access import lets_world_in
from edgewright.graph.aws.iam_policy import any_of
from edgewright.graph.aws.public_access import answered
from edgewright.graph.aws.references import perhaps_beside
from edgewright.graph.aws.replication import REPOSITORY
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import entries, is_unreadable, parsed, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

TASK = "aws:ecs/taskDefinition:TaskDefinition"
SERVICE = "aws:ecs/service:Service"
JOB = "aws:batch/jobDefinition:JobDefinition"
REPOSITORY_POLICY = "aws:ecr/repositoryPolicy:RepositoryPolicy"
NATIVE_REPOSITORY_POLICY = "repositoryPolicyText"
HIDDEN: Properties = {
    name: dict(UNKNOWN) for name in ("images", "privileged", "runs_as_root", "read_only_root")
}
"""Containers of which nothing can be read."""
HOST_RIGHTS = ("all", "sys_admin", "cap_sys_admin")
"""Capabilities of Linux that come to the rights of the host (capabilities(7))."""


def _folded(value: PropertyValue) -> PropertyValue:
    """Plain data with all names in lower case; markers stay what they are."""
    if isinstance(value, list):
        return [_folded(one) for one in value]
    if isinstance(value, dict) and not is_marker(value):
        return {name.lower(): _folded(one) for name, one in value.items()}
    return value


def of_definitions(definitions: PropertyValue) -> Properties:
    """What the definitions of containers say together.

    Args:
        definitions: a list of them, or JSON text.
    """
    listed = parsed(definitions) if isinstance(definitions, str) else definitions
    if not isinstance(listed, list):
        return dict(HIDDEN)
    every = [_folded(one) for one in listed]
    if not all(isinstance(one, dict) and not is_marker(one) for one in every):
        return dict(HIDDEN)
    return {
        "images": [_image(one) for one in every],
        "privileged": answered(any_of(_is_privileged(one) for one in every)),
        "runs_as_root": answered(any_of(_is_root(read(one, "user")) for one in every)),
        "read_only_root": _all_read_only(every),
    }


def _image(container: PropertyValue) -> PropertyValue:
    image = read(container, "image")
    return image if isinstance(image, str) else dict(UNKNOWN)


def _is_privileged(container: PropertyValue) -> bool | None:
    """Whether a container has the rights of its host, by the switch or by its capabilities."""
    given = read(container, "privileged")
    added = read(container, "linuxparameters", "capabilities", "add")
    names = [one.lower() if isinstance(one, str) else None for one in entries(added)]
    capable = any_of(None if name is None else name in HOST_RIGHTS for name in names)
    return any_of((None if is_unreadable(given, bool) else given is True, capable))


def _is_root(user: PropertyValue) -> bool | None:
    """Whether a user is root; without one the image says it, and its Dockerfile is not here."""
    if isinstance(user, int) and not isinstance(user, bool):
        return user == 0
    if not isinstance(user, str) or not user:
        return None
    name = user.partition(":")[0].strip()
    return int(name) == 0 if name.isdecimal() else name == "root"


def _all_read_only(every: list[PropertyValue]) -> PropertyValue:
    given = [read(one, "readonlyrootfilesystem") for one in every]
    if not given or any(one in (None, False) for one in given):
        return False
    return True if all(one is True for one in given) else dict(UNKNOWN)


def task(view: ResourceView) -> Properties:
    """A task definition."""
    return of_definitions(view.declared("containerDefinitions"))


def service(view: ResourceView) -> Properties:
    """A service runs what its task definition says."""
    found = view.index.follow(view.resource, "taskDefinition", TASK)
    return dict(HIDDEN) if found is None else task(view.of(found))


def job(view: ResourceView) -> Properties:
    """A job definition, for one container or several, on ECS or EKS."""
    single = _json(view.declared("containerProperties"))
    tasks = _json(view.declared("ecsProperties"))
    nodes = _json(view.declared("nodeProperties"))
    pods = _folded(view.declared("eksProperties", "podProperties"))
    if any(is_marker(one) for one in (single, tasks, nodes, pods)):
        return dict(HIDDEN)
    found: list[PropertyValue] = [] if single is None else [single]
    found += _of_tasks(tasks)
    for one in entries(read(nodes, "noderangeproperties")):
        if (inside := read(one, "container")) is not None:
            found.append(inside)
        found += _of_tasks(read(one, "ecsproperties"))
        found += _of_pod(read(one, "eksproperties", "podproperties"))
    found += _of_pod(pods)
    return of_definitions([*found]) if found else dict(HIDDEN)


def _json(value: PropertyValue) -> PropertyValue:
    return _folded(parsed(value) if isinstance(value, str) else value)


def _of_tasks(tasks: PropertyValue) -> list[PropertyValue]:
    return [
        container
        for one in entries(read(tasks, "taskproperties"))
        for container in entries(read(one, "containers"))
    ]


def _of_pod(pod: PropertyValue) -> list[PropertyValue]:
    """The containers of a pod, in the words of a task definition."""
    found: list[PropertyValue] = []
    for name in ("containers", "initcontainers"):
        for one in entries(read(pod, name)):
            rights = read(one, "securitycontext")
            found.append(
                {
                    "image": read(one, "image"),
                    "privileged": read(rights, "privileged"),
                    "user": read(rights, "runasuser"),
                    "readonlyrootfilesystem": read(rights, "readonlyrootfilesystem"),
                }
            )
    return found


def is_public_repository(view: ResourceView) -> PropertyValue:
    """Whether anybody may pull from an ECR repository, by its policy; without one nobody else may.

    Amazon ECR User Guide, "Private repository policies in Amazon ECR".
    """
    targets = (REPOSITORY,)
    documents = [one.observed("policy") for one in view.parts(REPOSITORY_POLICY, "repository")]
    perhaps = [
        one.observed("policy")
        for one in perhaps_beside(view, REPOSITORY_POLICY, "repository", targets)
    ]
    documents.append(view.declared(NATIVE_REPOSITORY_POLICY))
    answers = [lets_world_in(one) for one in documents]
    answers += [None if lets_world_in(one) is not False else False for one in perhaps]
    return answered(any_of(answers))


JOINERS: Mapping[str, Joiner] = {TASK: task, SERVICE: service, JOB: job}
"""Types of containers -> what reads their definitions."""
