package lib.law

import data.lib.nodes

# How findings speak of copies: regions with their cloud, resources by their names.

# METADATA
# description: where a copy goes, as cloud and region
copy_region(copy) := _place(
	object.get(copy, ["props", "location", "cloud"], null),
	object.get(copy, ["props", "location", "region"], null),
)

# METADATA
# description: where it is copied from, as cloud and region
copy_source_region(copy) := _place(_cloud_of(nodes.prop(copy, "source")), nodes.prop(copy, "from_region"))

_place(_, region) := "no known region" if not is_string(region)

_place(_, "worldwide") := "worldwide"

_place(cloud, region) := concat("/", [part | some part in [cloud, region]; is_string(part)]) if {
	is_string(region)
	region != "worldwide"
}

# The cloud of the resource with this URN, which does not stand in a node.
_cloud_of(urn) := found[0][1] if {
	is_string(urn)
	found := regex.find_all_string_submatch_n(`(?:::|\$)(?:edgewright:)?(aws|azure)[^:$]*:[^$]*$`, urn, 1)
	count(found) == 1
} else := null

# METADATA
# description: a resource by the name its program gave it, which is the last part of its URN
copy_name(copy, property) := name if {
	found := nodes.prop(copy, property)
	is_string(found)
	name := _last_part(found)
} else := sprintf("a %s nobody named", [_roles[property]])

_last_part(text) := text if not startswith(text, "urn:")

_last_part(text) := parts[count(parts) - 1] if {
	startswith(text, "urn:")
	parts := split(text, "::")
}

_roles := {"source": "source", "target": "target", "by": "resource"}
