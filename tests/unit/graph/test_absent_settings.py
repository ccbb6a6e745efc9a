"""What resources of a certain setting have not at all is absent there, not unset.

AWS Lambda Developer Guide, "Creating and managing Lambda function URLs"; AWS WAF Developer Guide,
"Resources that you can protect with AWS WAF" (Application Load Balancers, of the balancers); Amazon
Route 53 Developer Guide, "Configuring DNSSEC signing" (public hosted zones alone); AWS Elastic
Beanstalk Developer Guide, "Elastic Beanstalk worker environments"; Microsoft Learn, "Ingress in
Azure Container Apps".
"""

from __future__ import annotations

from typing import Any

import pytest

from edgewright.graph.model import Node, RawResource
from edgewright.graph.normalise import record_graph

FUNCTION = "aws:lambda/function:Function"
SERVED = {"public_network", "tls_only", "tls_min"}


def made(type: str, name: str, /, **props: Any) -> RawResource:
    return RawResource(f"urn:pulumi:dev::shop::{type}::{name}", type, name, props, dict(props))


def node(*resources: RawResource) -> Node:
    return next(one for one in record_graph(resources).nodes if one.name == "it")


@pytest.mark.parametrize(
    ("resource", "absent"),
    [
        (made(FUNCTION, "it", name="it"), SERVED),
        (made("aws:lb/loadBalancer:LoadBalancer", "it", loadBalancerType="network"), {"filtered"}),
        (made("aws:lb/loadBalancer:LoadBalancer", "it"), set()),
        (made("aws:route53/zone:Zone", "it", vpcs=[{"vpcId": "vpc-1"}]), {"signed"}),
        (made("aws:route53/zone:Zone", "it"), set()),
        (
            made("aws:elasticbeanstalk/environment:Environment", "it", tier="Worker"),
            {"public_network"},
        ),
        (made("azure-native:app:ContainerApp", "it", configuration={}), SERVED),
        (
            made("azure-native:app:ContainerApp", "it", configuration={"ingress": {}}),
            set(),
        ),
    ],
)
def test_what_such_a_resource_has_not_is_absent(resource: RawResource, absent: set[str]) -> None:
    asked = SERVED | {"filtered", "signed"}
    assert set(node(resource).absent) & asked == absent


def test_a_function_with_a_url_has_a_network() -> None:
    url = made("aws:lambda/functionUrl:FunctionUrl", "url", functionName="it")
    found = node(made(FUNCTION, "it", name="it"), url)
    assert not set(found.absent) & SERVED
    assert found.props["tls_only"] is True
