# METADATA
# title: Replicas and failovers stay in countries their data may be in
# description: >-
#   Replication and geo-redundancy write to another region, as does the failover of an Azure IoT hub, and
#   a region's pair can lie in another country. Every replica of a bucket or account, and the region an
#   IoT hub fails over to, must be where params.residency.allowed lets its labels be. A copy whose
#   country is not known is not allowed, nor is geo-redundancy that does not say where its copy goes, nor
#   a hub without a failover region that does not say whether it fails over. No declared flow stands for a replica, so no transfer rule judges
#   it: entries with carriers "source" restrict it too. What was derived from the data may be
#   replicated within the country it is in.
# custom:
#   id: RES-05
#   severity: high
#   scope: graph
#   message: "{node} replicates {data} to {region} ({country}), outside {allowed}"
#   risk: >-
#     The copy that was made for safety is the transfer nobody decided on. It is out of sight, and
#     deleting the original does not remove it.
#   fix: Use zone redundancy (for an IoT hub, data residency), or a region inside the allowed countries.
#   controls:
#     - gdpr:44
#     - nist-800-53r5:SA-9(5)
#     - nist-800-53r5:CP-6
#     - bsi-c5-2020:PSS-12
#     - secnumcloud-3.2:19.2.a
#     - aws-control-tower:AWS-GR_RESTRICT_S3_CROSS_REGION_REPLICATION
#   needs:
#     storage.bucket: [location.country, replicas, redundancy, data, carrier]
#     storage.account: [location.country, replicas, redundancy, data, carrier]
#     iot.hub: [data_residency, failover_region, failover_country, data]
#   params: [residency.allowed]
#   effective_on: "2026-01-01"
package residency.storage_replica_in_zone

import data.lib.labels
import data.lib.law
import data.lib.nodes

deny contains finding if {
	some node in nodes.of_kinds(["storage.bucket", "storage.account", "iot.hub"])
	some copy in _copies(node)
	some label in labels.held(nodes.prop(node, "data"))
	some entry in law.restrictions(label)
	country := copy.country
	not law.permits(entry, node, label, country)
	finding := {
		"node": node.id,
		"vars": {
			"data": label.id,
			"region": nodes.shown(copy.region),
			"country": nodes.shown(country),
			"allowed": law.allowed_by(entry),
		},
	}
}

# Where copies go. What cannot be read of one is null: no entry allows that.
_copies(node) := _replicas(node) if node.kind != "iot.hub"

_copies(node) := _failovers(node) if node.kind == "iot.hub"

_failovers(hub) := [{
	"region": _text(object.get(hub, "props", {}), "failover_region"),
	"country": _text(object.get(hub, "props", {}), "failover_country"),
}] if {
	_may_fail_over(hub)
} else := []

_may_fail_over(hub) if nodes.prop(hub, "failover_region") != null

_may_fail_over(hub) if nodes.prop(hub, "failover_country") != null

_may_fail_over(hub) if not is_boolean(nodes.prop(hub, "data_residency"))

_replicas(store) := [copy |
	some replica in nodes.entries(nodes.prop(store, "replicas"))
	copy := {"region": _text(replica, "region"), "country": _text(replica, "country")}
] if {
	nodes.prop(store, "replicas") != []
	nodes.prop(store, "replicas") != null
}

else := [{"region": null, "country": null}] if _may_be_geo(nodes.prop(store, "redundancy"))

else := []

_may_be_geo("geo")

_may_be_geo(redundancy) if nodes.is_marker(redundancy)

_text(replica, name) := replica[name] if {
	is_string(replica[name])
} else := null
