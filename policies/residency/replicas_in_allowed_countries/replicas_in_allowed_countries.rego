# METADATA
# title: Replicas are in countries their data may be in
# description: >-
#   Replication keeps a second, living copy of a bucket, an account, a table or a database in
#   another region. Each label's replica must be in a country that every entry of
#   params.residency.allowed permits for it. Some checklists demand replication across regions and
#   some guardrails forbid it. This rule obeys both aims: replicate, but to a region of the allowed
#   countries. Of a labelled resource whose type edgewright does not know, nobody can tell where else it
#   keeps its data.
# custom:
#   id: RES-06
#   severity: high
#   scope: resource
#   message: "{node} replicates {data} of {source} to {target}, {region} ({country}), outside {allowed}"
#   risk: >-
#     The copy that was made for safety is the transfer nobody decided on. It goes on with every
#     write, and deleting the original does not remove it.
#   fix: >-
#     Replicate to another region inside the allowed countries, or use several zones of one region.
#   controls:
#     - gdpr:44
#     - gdpr:28(3)(a)
#     - nist-800-53r5:SA-9(5)
#     - nist-800-53r5:CM-12
#     - nist-800-53r5:CP-6
#     - nist-800-53r5:CP-9
#     - bsi-c5-2020:PSS-12
#     - secnumcloud-3.2:19.2.a
#     - azure-policy:0473574d-2d43-4217-aefe-941fcdf7e684
#     - azure-policy:92a89a79-6c52-4a7e-a03f-61306fc49312
#     - aws-control-tower:AWS-GR_RESTRICT_S3_CROSS_REGION_REPLICATION
#   needs:
#     copy.replica: [location.cloud, data, carrier]
#     "*": [data, carrier, unread]
#   params: [residency.allowed]
#   effective_on: "2026-01-01"
package residency.replicas_in_allowed_countries

import data.lib.labels
import data.lib.law
import data.lib.nodes

deny contains finding if some finding in law.stray_copies(["copy.replica"])

qualified contains note if some note in law.doubtful_copies(["copy.replica"])

qualified contains note if {
	some node in nodes.having(["data", "carrier", "unread"])
	nodes.is_unread(node, "copies")
	some label in labels.held(nodes.prop(node, "data"))
	some entry in law.restrictions(label)
	law.restricts(entry, node, label)
	need := sprintf("%s may only be in %s", [label.id, law.allowed_by(entry)])
	note := nodes.unread_note(node, "the copies", need)
}
