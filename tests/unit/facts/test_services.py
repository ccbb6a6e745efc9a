"""Global services, control planes and where models run, held against the installed packages."""

import json
import re
from collections import defaultdict
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from pydantic import ValidationError

from edgewright.base.errors import EdgewrightError
from edgewright.facts import catalogue, law, reader, regions, services

AWS_TYPE = re.compile(
    r'@pulumi\.type_token\("(aws:[^"]+)"\)\nclass \w+\(pulumi\.CustomResource\).*?'
    r"def _internal_init\((.*?)\):",
    re.DOTALL,
)
AZURE_TYPE = re.compile(r"'(azure-native:[a-z0-9]+:[A-Za-z0-9]+)',\n\s+resource_name,")

# Types without a `region` argument that are in no table of global services, and why.
NOT_GLOBAL = {
    "aws:rolesanywhere/": "a regional service; its resources follow the provider's region",
    "aws:directconnect/hostedConnection:HostedConnection": "lies where its interconnect lies",
    "aws:backup/globalSettings:GlobalSettings": "a switch of the account; holds no data",
    "aws:bedrock/useCaseForModelAccess:UseCaseForModelAccess": "a form sent once for the account",
    "aws:chime/sdkvoiceGlobalSettings:SdkvoiceGlobalSettings": "a switch of the account",
    "aws:cloudtrail/organizationDelegatedAdminAccount:OrganizationDelegatedAdminAccount": "a "
    "role of an account in its organization; holds no data",
    "aws:ec2/vpcIpamOrganizationAdminAccount:VpcIpamOrganizationAdminAccount": "likewise",
    "aws:fms/adminAccount:AdminAccount": "likewise",
    "aws:ram/sharingWithOrganization:SharingWithOrganization": "a switch of the organization",
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": "a switch of the account",
    "aws:servicecatalog/organizationsAccess:OrganizationsAccess": "a switch of the organization",
}


def package(name: str) -> Path:
    return Path(find_spec(name).submodule_search_locations[0])


@lru_cache(maxsize=1)
def aws_types() -> dict[str, bool]:
    """Type of the installed pulumi_aws -> whether it takes a `region` of its own."""
    found = {}
    for path in package("pulumi_aws").rglob("*.py"):
        for token, arguments in AWS_TYPE.findall(path.read_text()):
            found[token] = bool(re.search(r"\bregion: ", arguments))
    return found


def is_excepted(token: str) -> bool:
    return any(token.startswith(own) if own.endswith("/") else token == own for own in NOT_GLOBAL)


def test_nine_in_ten_aws_types_take_a_region_and_the_others_are_the_ones_measured():
    without = [token for token, has_region in aws_types().items() if not has_region]
    assert (len(aws_types()), len(without)) == (1748, 180)
    modules = defaultdict(int)
    for token in without:
        modules[token.partition("/")[0]] += 1
    assert {module: modules[module] for module in ("aws:iam", "aws:cloudfront", "aws:waf")} == {
        "aws:iam": 35,
        "aws:cloudfront": 24,
        "aws:waf": 12,
    }


def test_every_aws_type_without_a_region_is_a_global_service_or_excepted_with_a_reason():
    without = [token for token, has_region in aws_types().items() if not has_region]
    in_the_table = {token for token in without if services.global_service(token)}
    excepted = {token for token in without if is_excepted(token)}
    assert set(without) - in_the_table - excepted == set()
    assert in_the_table & excepted == set()


def test_every_exception_is_a_type_that_exists():
    for own in NOT_GLOBAL:
        assert [token for token in aws_types() if token.startswith(own)], own


# Types that take a `region` and are in the table all the same, each by what it says in `note`.
WITH_REGION = ("aws:ecrpublic/", "aws:lightsail/", "aws:s3control/", "aws:wafv2/")


def test_an_aws_type_with_a_region_is_global_only_where_that_is_meant():
    for token, has_region in aws_types().items():
        if has_region and services.global_service(token):
            assert token.startswith(WITH_REGION), token


@lru_cache(maxsize=1)
def azure_types() -> frozenset[str]:
    modules = {
        token.split(":")[1]
        for row in services.global_services()
        for token in row.tokens
        if token.startswith("azure-native:")
    }
    folder = package("pulumi_azure_native")
    paths = [path for module in modules for path in (folder / module).glob("*.py")]
    return frozenset(token for path in paths for token in AZURE_TYPE.findall(path.read_text()))


def test_every_token_of_the_table_names_a_type_that_is_installed():
    for row in services.global_services():
        for own in row.tokens:
            if own.startswith("aws-native:") or "azure-native 2" in (row.note or ""):
                continue
            known = aws_types() if row.cloud == "aws" else azure_types()
            assert any(row.covers(token) and token.startswith(own) for token in known), own


def test_the_regions_that_botocore_signs_for_are_the_ones_given():
    path = package("botocore") / "data" / "endpoints.json"
    signed = json.loads(path.read_text())["partitions"][0]["services"]
    checked = 0
    for module, name in {
        "account": "account", "budgets": "budgets", "cloudfront": "cloudfront",
        "costexplorer": "ce", "iam": "iam", "networkmanager": "networkmanager",
        "organizations": "organizations", "route53/zone:Zone": "route53",
        "savingsplans": "savingsplans", "shield": "shield", "waf": "waf",
        "route53recoverycontrol": "route53-recovery-control-config",
    }.items():  # fmt: skip
        token = f"aws:{module}" if ":" in module else f"aws:{module}/x:X"
        endpoint = signed[name]["endpoints"]["aws-global"]["credentialScope"]["region"]
        assert services.global_service(token).control_plane_region == endpoint, module
        checked += 1
    assert checked == 12


@pytest.mark.parametrize(
    ("token", "service", "worldwide"),
    [
        ("aws:cloudfront/distribution:Distribution", "Amazon CloudFront", True),
        ("aws:iam/role:Role", "AWS Identity and Access Management", False),
        ("aws:route53/record:Record", "Amazon Route 53", True),
        ("aws:globalaccelerator/accelerator:Accelerator", "AWS Global Accelerator", True),
        ("aws:networkmanager/coreNetwork:CoreNetwork", "AWS Network Manager", False),
        ("aws-native:cloudfront:Distribution", "Amazon CloudFront", True),
        ("azure-native:cdn:Profile", "Azure Front Door and CDN", True),
        ("azure-native:frontdoor:FrontDoor", "Azure Front Door (classic)", True),
        ("azure-native:network:FrontDoor", "Azure Front Door (classic)", True),
        ("azure-native:trafficmanager:Profile", "Azure Traffic Manager", True),
        ("azure-native:dns:Zone", "Azure DNS", True),
        ("azure-native:network:Zone", "Azure DNS", True),
    ],
)
def test_global_services(token, service, worldwide):
    found = services.global_service(token)
    assert (found.service, found.worldwide) == (service, worldwide)


@pytest.mark.parametrize(
    "token",
    [
        "aws:s3/bucket:Bucket",
        "aws:route53/resolverEndpoint:ResolverEndpoint",
        "aws:iamx/role:Role",
        "aws:wafregional/webAcl:WebAcl",
        "azure-native:network:ZoneRedundantThing",
        "azure-native:network:VirtualNetwork",
        "azure-native:storage:StorageAccount",
        "",
    ],
)
def test_regional_types_are_no_global_services(token):
    assert services.global_service(token) is None


def test_the_firewall_is_global_only_in_the_scope_of_cloudfront():
    assert services.global_service("aws:wafv2/webAcl:WebAcl").only_if == {"scope": "CLOUDFRONT"}
    conditional = [row for row in services.global_services() if row.only_if]
    assert [row.service for row in conditional] == ["AWS WAF for CloudFront"]


def test_no_type_belongs_to_two_services():
    for token in [*aws_types(), *azure_types()]:
        assert sum(row.covers(token) for row in services.global_services()) <= 1, token


def test_control_planes_in_aws_are_where_botocore_says():
    path = package("botocore") / "data" / "partitions.json"
    told = {
        part["id"]: part["outputs"]["implicitGlobalRegion"]
        for part in json.loads(path.read_text())["partitions"]
    }
    assert {name: row["region"] for name, row in services.control_planes()["aws"].items()} == told


def test_every_partition_of_a_region_has_a_control_plane_and_no_other_has():
    partitions = {(row.cloud, row.partition) for row in catalogue.regions().values()}
    planes = services.control_planes()
    assert {(cloud, name) for cloud, rows in planes.items() for name in rows} == partitions


def test_what_is_not_known_of_a_control_plane_is_not_said():
    planes = services.control_planes()
    assert (planes["azure"]["azure"]["region"], planes["azure"]["azure"]["country"]) == (None, None)
    assert planes["aws"]["aws-eusc"]["country"] == "DE"
    assert planes["aws"]["aws-iso-e"]["country"] is None
    assert planes["azure"]["azure-bleu"]["confidence"] == "unverified"
    assert catalogue.as_data()["control_planes"] == planes


@pytest.mark.parametrize(
    ("update", "why"),
    [
        ({"region": "us-east-9"}, "rows[0]: region: aws has no region us-east-9"),
        ({"region": "cn-north-1"}, "rows[0]: region: aws has no region cn-north-1"),
        ({"country": "CA"}, "rows[0]: country: us-east-1 is in US, not in CA"),
        ({"partition": "aws-cn"}, "rows[1]: aws aws-cn is there twice"),
        ({"cloud": "gcp"}, "rows[0]: cloud"),
    ],
)
def test_a_control_plane_that_cannot_be_is_refused(tmp_path, monkeypatch, update, why):
    for path in reader.FOLDER.glob("*.json"):
        (tmp_path / path.name).write_text(path.read_text())
    document = json.loads((tmp_path / "control_planes.json").read_text())
    document["rows"][0].update(update)
    (tmp_path / "control_planes.json").write_text(json.dumps(document))
    monkeypatch.setattr(reader, "FOLDER", tmp_path)
    for cache in (reader._shipped, regions.regions, services.control_planes):
        cache.cache_clear()
    try:
        with pytest.raises(EdgewrightError) as caught:
            services.control_planes()
    finally:
        for cache in (reader._shipped, regions.regions, services.control_planes):
            cache.cache_clear()
    assert caught.value.code == "FCT-001"
    assert why in caught.value.message


@pytest.mark.parametrize(
    ("cloud", "name", "scope", "areas"),
    [
        ("aws", "eu.", "zone", ("EU",)),
        ("aws", "eu.amazon.nova-pro-v1:0", "zone", ("EU",)),
        ("aws", "us.anthropic.claude-sonnet-4-6", "zone", ("US",)),
        ("aws", "global.anthropic.claude-sonnet-4-6", "worldwide", ("*",)),
        ("aws", "amazon.nova-pro-v1:0", "region", ()),
        (
            "aws",
            "arn:aws:bedrock:ap-northeast-1:111122223333:inference-profile/jp.anthropic.claude-x",
            "zone",
            ("JP",),
        ),
        ("aws", "arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-x", "region", ()),
        ("azure", "Standard", "region", ()),
        ("azure", "DataZoneStandard", "zone", ("EU", "US")),
        ("azure", "GlobalStandard", "worldwide", ("*",)),
        ("azure", "GlobalBatch", "worldwide", ("*",)),
    ],
)
def test_where_a_model_may_be_run(cloud, name, scope, areas):
    found = services.inference_zone(cloud, name)
    assert (found.scope, found.areas) == (scope, areas)


@pytest.mark.parametrize(
    ("cloud", "name"),
    [
        ("aws", "mars.x.model"),
        ("aws", ""),
        ("azure", "eu."),
        ("aws", "Standard"),
        ("gcp", "eu."),
        ("aws", "eu"),
        ("aws", "arn:aws:bedrock:eu-west-1:1:application-inference-profile/ab12"),
    ],
)
def test_an_unknown_profile_or_sku_is_not_guessed(cloud, name):
    assert services.inference_zone(cloud, name) is None
    assert services.inference_countries(cloud, name, "eu-west-1") is None


UNION = tuple(sorted(next(zone.countries for zone in law.zones() if zone.zone == "EU")))


@pytest.mark.parametrize(
    ("cloud", "name", "region", "countries"),
    [
        ("aws", "eu.", "eu-west-1", UNION),
        ("aws", "us.", "ca-central-1", ("US",)),  # not in the caller's own country
        ("aws", "apac.", "ap-northeast-1", ("AU", "IN", "JP", "KR", "SG")),
        ("aws", "model", "eu-central-2", ("CH",)),
        ("aws", "global.", "eu-west-1", None),
        ("aws", "eu.", "nowhere-1", None),
        ("azure", "DataZoneStandard", "swedencentral", UNION),
        ("azure", "DataZoneStandard", "eastus", ("US",)),
        ("azure", "DataZoneStandard", "uksouth", None),  # in no data zone
        ("azure", "Standard", "germanywestcentral", ("DE",)),
        ("azure", "Standard", "westeurope", ("IE", "NL")),  # its geography spans two
        ("azure", "GlobalStandard", "westeurope", None),
    ],
)
def test_the_countries_in_which_a_model_may_be_run(cloud, name, region, countries):
    assert services.inference_countries(cloud, name, region) == countries


def test_every_area_is_a_zone_or_a_country():
    known = {zone.zone for zone in law.zones()} | set(catalogue.countries()) | {services.WORLDWIDE}
    for row in services.INFERENCE.rows():
        assert set(row.areas) <= known, row.name


@pytest.mark.parametrize(
    ("scope", "areas"),
    [("region", ("EU",)), ("zone", ()), ("zone", ("*",)), ("worldwide", ()), ("planet", ("*",))],
)
def test_a_scope_and_areas_that_contradict_each_other_are_refused(scope, areas):
    with pytest.raises(ValidationError):
        services.InferenceZone(
            cloud="aws", name="x.", scope=scope, areas=areas,
            source="s", as_of="2026-10-01", confidence="stated",
        )  # fmt: skip


def test_the_tables_go_into_the_digest_of_all_facts():
    names = {table.name for table in catalogue.tables()}
    assert {"control_planes", "services", "inference", "countries", "overrides"} <= names
