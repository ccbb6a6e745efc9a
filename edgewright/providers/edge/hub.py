"""Automatic deployments of an IoT hub, through Azure's own SDK."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from edgewright.base.errors import EdgewrightError
from edgewright.base.extras import require_extra

NOT_FOUND, CONFLICT, CHANGED = 404, 409, 412
OWNER = "edgewright-owner"
"""The label that says whose a deployment is: a mark that the inputs to create and update carry and
that reading leaves out."""
Answer = TypeVar("Answer")


class Deployments(Protocol):
    """What the provider asks of a hub. An etag marks a version of a deployment."""

    def create(self, id: str, inputs: Mapping[str, Any]) -> str | None:
        """Make a deployment; its etag."""

    def update(self, id: str, inputs: Mapping[str, Any], etag: str | None) -> str | None:
        """Change a deployment that still has `etag`; its new one."""

    def read(self, id: str) -> dict[str, Any] | None:
        """A deployment as it is now, with "etag" beside its inputs; None when it is gone."""

    def delete(self, id: str) -> None:
        """Remove a deployment."""


class Hub:
    """A hub's deployments.

    Args:
        host_name: the hub's host name.
        credential: what to sign in with; None for Azure's default chain (environment, managed
            identity, CLI).

    Raises:
        EdgewrightError: EXT-001 when Azure's SDK is not installed.
    """

    def __init__(self, host_name: str, credential: Any = None) -> None:
        # Imported here: starting the provider must not cost what only a deployment needs.
        require_extra("azure", "deployments of an IoT hub")
        from azure.identity import DefaultAzureCredential
        from azure.iot.hub import IoTHubConfigurationManager

        self._host = host_name
        self._manager = IoTHubConfigurationManager.from_token_credential(
            host_name, credential or DefaultAzureCredential()
        )

    def create(self, id: str, inputs: Mapping[str, Any]) -> str | None:
        """Make a deployment; its etag.

        One that is there already is ours if an earlier answer was lost: the SDK itself asks again
        then, and so does who runs Pulumi again. It is taken on if it has our mark and content, and
        made what is wanted now.

        Raises:
            EdgewrightError: EDG-001 for whatever the hub answers but success, also below; so for a
                deployment of that id that is somebody else's.
        """
        wanted = _configuration(id, inputs)
        try:
            return _etag(self._call(lambda: self._manager.create_configuration(wanted)))
        except _HubRefused as refused:
            found = self._ours(wanted) if refused.status == CONFLICT else None
            if found is None:
                raise
        if _is_as_wanted(found, wanted):
            return _etag(found)
        return self.update(id, inputs, _etag(found))

    def update(self, id: str, inputs: Mapping[str, Any], etag: str | None) -> str | None:
        """Change condition, priority, labels and metrics; what somebody else changed stays.

        If what is there is not of that etag but just what is wanted, an answer was lost.
        """
        wanted, version = _configuration(id, inputs), _quoted(etag)
        try:
            return _etag(self._call(lambda: self._manager.update_configuration(wanted, version)))
        except _HubRefused as refused:
            found = self._ours(wanted) if refused.status == CHANGED else None
            if found is None or not _is_as_wanted(found, wanted):
                raise
        return _etag(found)

    def _ours(self, wanted: Any) -> Any | None:
        """The deployment that is there under an id, if its mark and content are ours."""
        found = self._call(lambda: self._manager.get_configuration(wanted.id), missing=None)
        mark = wanted.labels.get(OWNER)
        if found is None or mark is None or (found.labels or {}).get(OWNER) != mark:
            return None
        return found if _content(found) == _content(wanted) else None

    def read(self, id: str) -> dict[str, Any] | None:
        """A deployment as it is now, with "etag" beside its inputs; None when it is gone."""
        found = self._call(lambda: self._manager.get_configuration(id), missing=None)
        if found is None:
            return None
        return {
            "hostName": self._host,
            "content": {"modulesContent": _content(found)},
            "targetCondition": found.target_condition or "",
            "priority": found.priority or 0,
            "labels": {name: value for name, value in _labels(found).items() if name != OWNER},
            "metrics": _metrics(found),
            "etag": _etag(found),
        }

    def delete(self, id: str) -> None:
        """Remove a deployment; one that is gone already is fine."""
        self._call(lambda: self._manager.delete_configuration(id), missing=None)

    def _call(self, work: Callable[[], Answer], **missing: None) -> Answer | None:
        from azure.core.exceptions import AzureError
        from msrest.exceptions import ClientException

        try:
            return work()
        except (AzureError, ClientException, OSError) as problem:
            status = getattr(getattr(problem, "response", None), "status_code", None)
            if status == NOT_FOUND and missing:
                return None
            raise _HubRefused(self._host, status, problem) from problem


def _configuration(id: str, inputs: Mapping[str, Any]) -> Any:
    from azure.iot.hub.models import Configuration, ConfigurationContent, ConfigurationMetrics

    return Configuration(
        id=id,
        schema_version="1.0",
        content=ConfigurationContent(modules_content=inputs["content"]["modulesContent"]),
        target_condition=inputs["targetCondition"],
        priority=int(inputs["priority"]),
        labels=dict(inputs.get("labels") or {}),
        metrics=ConfigurationMetrics(queries=dict(inputs.get("metrics") or {})),
    )


def _content(configuration: Any) -> dict[str, Any]:
    content = configuration.content.modules_content if configuration.content else None
    return dict(content or {})


def _labels(configuration: Any) -> dict[str, str]:
    return dict(configuration.labels or {})


def _metrics(configuration: Any) -> dict[str, str]:
    return dict(configuration.metrics.queries or {}) if configuration.metrics else {}


def _is_as_wanted(found: Any, wanted: Any) -> bool:
    """Whether a deployment of ours is what it shall be, in all that can be changed."""
    return (
        found.target_condition == wanted.target_condition
        and found.priority == wanted.priority
        and _labels(found) == _labels(wanted)
        and _metrics(found) == _metrics(wanted)
    )


def _etag(configuration: Any) -> str | None:
    etag = getattr(configuration, "etag", None)
    return str(etag) if etag else None


def _quoted(etag: str | None) -> str:
    """An etag as If-Match takes it (RFC 9110, 13.1.1); any version when none is known."""
    return f'"{etag.strip(chr(34))}"' if etag else "*"


HINTS = {
    401: "Sign in with `az login`, or give the process a managed identity.",
    403: 'Give the identity the role "IoT Hub Data Contributor" on the hub.',
    404: "Somebody removed it: run `pulumi refresh`, then again.",
    409: "A deployment of that id is there and is not this resource's: remove it, or import it.",
    412: "Somebody changed it meanwhile: run `pulumi refresh`, then again.",
    429: "The hub takes 20 configuration writes a minute and unit: wait, then run again.",
}


class _HubRefused(EdgewrightError):
    """What a hub answered, or that it did not; `status` is None without an answer."""

    def __init__(self, host: str, status: int | None, problem: Exception) -> None:
        self.status = status
        what = f"status {status}" if status else f"{type(problem).__name__}: {problem}"
        lost = "Check the hub's name and that it can be reached from here, then run again."
        super().__init__(
            "EDG-001",
            f"IoT hub {host} did not do it: {what}",
            hint=HINTS.get(status or 0, lost),
        )
