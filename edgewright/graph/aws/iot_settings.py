"""Settings of AWS IoT that are an account's in a region, or stand in several properties."""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws.accounts import perhaps_in_region
from edgewright.graph.aws.keys import encryption
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.encryption import PROVIDER_KEY, unknown_encryption
from edgewright.graph.resource.reading import read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

ENCRYPTION = "aws-native:iot:EncryptionConfiguration"
RULE = "aws:iot/topicRule:TopicRule"
THING = "aws:iot/thing:Thing"
LOGGING = "aws:iot/loggingOptions:LoggingOptions"
AUDIT = "aws-native:iot:AccountAuditConfiguration"


def _registry(view: ResourceView) -> Properties:
    """What a device's entry and shadow are encrypted with: the account's choice in the region.

    AWS IoT Core Developer Guide, "Data encryption at rest in AWS IoT Core": AWS's own key, unless
    an account opts in to one of the customer's.
    """
    near = perhaps_in_region(view, ENCRYPTION)
    if not near:
        return dict(PROVIDER_KEY)
    if len(near) > 1:
        return unknown_encryption()
    [choice] = near
    kind = choice.declared("encryptionType")
    if kind == "AWS_OWNED_KMS_KEY":
        return dict(PROVIDER_KEY)
    address = choice.declared("kmsKeyArn")
    known = kind == "CUSTOMER_MANAGED_KMS_KEY" and address not in (None, "")
    return encryption(choice, "kmsKeyArn", address) if known else unknown_encryption()


def _logged(view: ResourceView) -> Properties:
    """Whether AWS IoT logs anything: a level, and no switch that turns all of it off."""
    level, off = view.declared("defaultLogLevel"), view.declared("disableAllLogs")
    if off is True or (isinstance(level, str) and level.upper() == "DISABLED"):
        return {"enabled": False}
    unread = not isinstance(level, str) or level.upper() not in _LEVELS or off not in (None, False)
    return {"enabled": dict(UNKNOWN) if unread else True}


def _reported(view: ResourceView) -> Properties:
    """Whether a rule has an action for what fails, one of those that it may have."""
    action = view.declared("errorAction")
    if is_marker(action) or not isinstance(action, dict | None):
        return {"error_action": dict(UNKNOWN)}
    return {"error_action": any(one not in (None, {}, "") for one in (action or {}).values())}


_LEVELS = ("DEBUG", "INFO", "WARN", "ERROR")


def _audited(view: ResourceView) -> Properties:
    """Whether any check of an account's audits is on."""
    checks = view.declared("auditCheckConfigurations")
    if not isinstance(checks, dict) or is_marker(checks):
        return {"enabled": dict(UNKNOWN)}
    answers = [read(one, "enabled") for one in checks.values()]
    return {"enabled": _any(answers)}


def _any(answers: list[PropertyValue]) -> PropertyValue:
    if any(one is True for one in answers):
        return True
    return dict(UNKNOWN) if any(one not in (None, False) for one in answers) else False


JOINERS: Mapping[str, Joiner] = {
    RULE: _reported,
    THING: _registry,
    LOGGING: _logged,
    AUDIT: _audited,
}
"""Type -> what reads such settings of it."""
