"""A hub and its spokes in two regions: firewalls, routes, peerings, a machine in a spoke."""

import pulumi
from pulumi_azure_native import compute, network, resources

REGIONS = {"westeurope": "10.0.0.0/16", "norwayeast": "10.1.0.0/16"}
group = resources.ResourceGroup("hub", location="westeurope")
hub = network.VirtualNetwork(
    "hub-net",
    resource_group_name=group.name,
    address_space={"address_prefixes": ["10.255.0.0/16"]},
)
inside = network.Subnet(
    "AzureFirewallSubnet",
    subnet_name="AzureFirewallSubnet",
    resource_group_name=group.name,
    virtual_network_name=hub.name,
    address_prefix="10.255.1.0/26",
)
address = network.PublicIPAddress(
    "firewall-address",
    resource_group_name=group.name,
    public_ip_allocation_method="Static",
    sku={"name": "Standard"},
)
firewall = network.AzureFirewall(
    "firewall",
    resource_group_name=group.name,
    sku={"name": "AZFW_VNet", "tier": "Standard"},
    ip_configurations=[
        {
            "name": "one",
            "subnet": {"id": inside.id},
            "public_ip_address": {"id": address.id},
        }
    ],
)
for region, prefix in REGIONS.items():
    spoke = resources.ResourceGroup(f"spoke-{region}", location=region)
    of = {"resource_group_name": spoke.name}
    table = network.RouteTable(
        f"routes-{region}",
        routes=[
            {
                "name": "out",
                "address_prefix": "0.0.0.0/0",
                "next_hop_type": "VirtualAppliance",
                "next_hop_ip_address": "10.255.1.4",
            }
        ],
        **of,
    )
    guard = network.NetworkSecurityGroup(
        f"guard-{region}",
        security_rules=[
            {
                "name": "https",
                "priority": 100,
                "direction": "Inbound",
                "access": "Allow",
                "protocol": "Tcp",
                "source_address_prefix": "Internet",
                "source_port_range": "*",
                "destination_address_prefix": "*",
                "destination_port_range": "443",
            }
        ],
        **of,
    )
    network.SecurityRule(
        f"ssh-{region}",
        network_security_group_name=guard.name,
        priority=200,
        direction="Inbound",
        access="Allow",
        protocol="Tcp",
        source_address_prefix="10.255.0.0/16",
        source_port_range="*",
        destination_address_prefix="*",
        destination_port_range="22",
        **of,
    )
    net = network.VirtualNetwork(
        f"net-{region}",
        address_space={"address_prefixes": [prefix]},
        subnets=[
            {
                "name": "work",
                "address_prefix": prefix.replace("0.0/16", "1.0/24"),
                "route_table": {"id": table.id},
                "network_security_group": {"id": guard.id},
            }
        ],
        **of,
    )
    network.VirtualNetworkPeering(
        f"to-hub-{region}",
        virtual_network_name=net.name,
        remote_virtual_network={"id": hub.id},
        **of,
    )
    card = network.NetworkInterface(
        f"card-{region}",
        ip_configurations=[
            {"name": "one", "subnet": {"id": pulumi.Output.concat(net.id, "/subnets/work")}}
        ],
        **of,
    )
    compute.VirtualMachine(
        f"machine-{region}",
        hardware_profile={"vm_size": "Standard_B2s"},
        network_profile={"network_interfaces": [{"id": card.id}]},
        storage_profile={"os_disk": {"create_option": "FromImage", "name": f"os-{region}"}},
        tags={"edgewright:data": "plans"},
        **of,
    )
compute.Disk(
    "spare",
    resource_group_name=group.name,
    location="norwayeast",
    creation_data={"create_option": "Empty"},
    disk_size_gb=64,
    tags={"edgewright:data": "plans"},
)
