"""Automatic deployments of an IoT hub, through Azure's own SDK."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from edgewright.base.errors import EdgewrightError

NOT_FOUND = 404
Answer = TypeVar("Answer")


class Hub:
    """A hub's deployments.

    Args:
        host_name: the hub's host name.
        credential: what to sign in with; None for Azure's default chain (environment, managed
            identity, CLI).
    """

    def __init__(self, host_name: str, credential: Any = None) -> None:
        # Imported here: starting the provider must not cost what only a deployment needs.
        from azure.identity import DefaultAzureCredential
        from azure.iot.hub import IoTHubConfigurationManager

        self._host = host_name
        self._manager = IoTHubConfigurationManager.from_token_credential(
            host_name, credential or DefaultAzureCredential()
        )

    def create(self, id: str, inputs: Mapping[str, Any]) -> None:
        """Make a deployment."""
        self._call(lambda: self._manager.create_configuration(_configuration(id, inputs)))

    def update(self, id: str, inputs: Mapping[str, Any]) -> None:
        """Change condition, priority, labels and metrics; whatever stands there is overwritten."""
        self._call(lambda: self._manager.update_configuration(_configuration(id, inputs), "*"))

    def read(self, id: str) -> dict[str, Any] | None:
        """A deployment's inputs as they are now; None when it is gone."""
        found = self._call(lambda: self._manager.get_configuration(id), missing=None)
        if found is None:
            return None
        return {
            "hostName": self._host,
            "content": {"modulesContent": found.content.modules_content or {}},
            "targetCondition": found.target_condition,
            "priority": found.priority,
            "labels": dict(found.labels or {}),
            "metrics": dict(found.metrics.queries or {}) if found.metrics else {},
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
            raise _failed(self._host, status, problem) from problem


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
        etag="*",
    )


HINTS = {
    401: "Sign in with `az login`, or give the process a managed identity.",
    403: 'Give the identity the role "IoT Hub Data Contributor" on the hub.',
    409: "Remove the deployment of that id, or import it.",
    412: "Somebody changed it meanwhile: refresh and run again.",
    429: "The hub takes 20 configuration writes a minute and unit: wait, then run again.",
}


def _failed(host: str, status: int | None, problem: Exception) -> EdgewrightError:
    what = f"status {status}" if status else f"{type(problem).__name__}: {problem}"
    return EdgewrightError(
        "EDG-001",
        f"IoT hub {host} did not do it: {what}",
        hint=HINTS.get(status or 0, "Check the hub's name and that it can be reached from here."),
    )
