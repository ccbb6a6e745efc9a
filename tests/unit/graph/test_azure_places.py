"""Where a resource of Azure is that says of itself only what it is part of.

A part is where its whole is, which need not be where their resource group is: Azure Resource
Manager, "What is a resource group?" ("resources can be located in different regions than the
resource group").
"""

from __future__ import annotations

from typing import Any

import pytest

from edgewright.graph.model import UNKNOWN, RawResource
from edgewright.graph.normalise import record_graph

URN = "urn:pulumi:dev::places::"
GROUP = "azure-native:resources:ResourceGroup"
NAMESPACE = "azure-native:servicebus:Namespace"
QUEUE = "azure-native:servicebus:Queue"


def resource(type: str, name: str, uses: dict[str, str] | None = None, **given: Any) -> RawResource:
    behind = {property: (f"{URN}{one}",) for property, one in (uses or {}).items()}
    urn = f"{URN}{type}::{name}"
    return RawResource(urn, type, name, given, given, property_dependencies=behind)


def region(*resources: RawResource) -> str | None:
    """The region of the last of them."""
    [node] = [one for one in record_graph(resources).nodes if one.id == resources[-1].urn]
    return node.location.region


def group(location: str = "westeurope") -> RawResource:
    return resource(GROUP, "g", resourceGroupName="g", location=location)


IN_GROUP = {"resourceGroupName": f"{GROUP}::g"}
ABROAD: dict[str, Any] = {
    "resourceGroupName": "g",
    "namespaceName": "bus",
    "location": "francecentral",
}


def test_a_part_is_where_its_whole_is_though_the_program_gives_it_no_name() -> None:
    """A provider gives it one, which a recording need not have."""
    bus = resource(NAMESPACE, "bus", IN_GROUP, **ABROAD)
    uses = {**IN_GROUP, "namespaceName": f"{NAMESPACE}::bus"}
    queue = resource(QUEUE, "q", uses, resourceGroupName="g", namespaceName="bus")
    assert region(group(), bus, queue) == "francecentral"


def test_a_part_is_where_its_whole_is_whose_name_nobody_knows_yet() -> None:
    job = resource(
        "azure-native:streamanalytics:StreamingJob",
        "job",
        IN_GROUP,
        resourceGroupName="g",
        location="francecentral",
    )
    uses = {**IN_GROUP, "jobName": f"{job.type}::job"}
    given = {"resourceGroupName": "g", "jobName": dict(UNKNOWN)}
    output = resource("azure-native:streamanalytics:Output", "out", uses, **given)
    assert region(group(), job, output) == "francecentral"


def test_a_whole_without_a_location_is_where_its_group_is() -> None:
    bus = resource(NAMESPACE, "bus", IN_GROUP, resourceGroupName="g", namespaceName="bus")
    uses = {**IN_GROUP, "namespaceName": f"{NAMESPACE}::bus"}
    queue = resource(QUEUE, "q", uses, resourceGroupName="g", namespaceName="bus", queueName="q")
    assert region(group(), bus, queue) == "westeurope"


@pytest.mark.parametrize("name", ["q", "bus"])
def test_a_part_of_what_is_not_recorded_is_nowhere_that_is_known(name: str) -> None:
    """Its group may be elsewhere, and so may be what has the same name in another service."""
    other = resource(
        "azure-native:eventhub:Namespace", "o", IN_GROUP, resourceGroupName="g", namespaceName="q"
    )
    given = {"resourceGroupName": "g", "namespaceName": "mine", "queueName": name}
    assert region(group(), other, resource(QUEUE, "q", IN_GROUP, **given)) is None


def test_what_has_a_name_of_its_own_alone_is_where_its_group_is() -> None:
    """Though its name is made of another's."""
    bus = resource(NAMESPACE, "bus", IN_GROUP, **ABROAD)
    uses = {**IN_GROUP, "vmScaleSetName": f"{NAMESPACE}::bus"}
    given = {"resourceGroupName": "g", "vmScaleSetName": "bus-workers", "friendlyName": "Workers"}
    machines = resource("azure-native:compute:VirtualMachineScaleSet", "m", uses, **given)
    assert region(group(), bus, machines) == "westeurope"


def test_parts_that_name_each_other_are_nowhere_and_end() -> None:
    one = resource(QUEUE, "a", namespaceName="b", queueName="a", resourceGroupName="g")
    other = resource(QUEUE, "b", namespaceName="a", queueName="b", resourceGroupName="g")
    assert region(group(), other, one) is None


ACCOUNT = resource(
    "azure:storage/account:Account", "a", resourceGroupName="g", location="France South"
)


def test_a_part_of_no_group_is_where_its_whole_is() -> None:
    """In the classic package a container says which account it is of, and nothing else."""
    given = {"storageAccountId": dict(UNKNOWN)}
    uses = {"storageAccountId": f"{ACCOUNT.type}::a"}
    box = resource("azure:storage/container:Container", "box", uses, **given)
    assert region(ACCOUNT, box) == "francesouth"


def test_a_setting_is_where_it_is_set_not_where_what_it_says_is_sent_to() -> None:
    bus = resource(NAMESPACE, "bus", **ABROAD)
    sent = {"storageAccountId": dict(UNKNOWN), "resourceUri": dict(UNKNOWN)}
    uses = {"storageAccountId": f"{ACCOUNT.type}::a", "resourceUri": f"{NAMESPACE}::bus"}
    setting = "azure-native:monitor:DiagnosticSetting"
    assert region(ACCOUNT, bus, resource(setting, "s", uses, **sent)) == "francecentral"
    of_subscription = {**sent, "resourceUri": "/subscriptions/x"}
    alone = {"storageAccountId": f"{ACCOUNT.type}::a"}
    assert region(ACCOUNT, bus, resource(setting, "s", alone, **of_subscription)) is None
