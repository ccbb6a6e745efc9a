# METADATA
# title: Services refuse TLS versions below the floor
# description: >-
#   IoT hubs, buckets and storage accounts accept no TLS version below params.encryption.tls_min. A
#   floor that is not set does not pass: the service's default then decides, and for an Azure IoT hub
#   or storage account that is TLS 1.0.
# custom:
#   id: ENC-05
#   severity: high
#   scope: resource
#   message: "{node} accepts TLS {tls_min}; the floor is {floor}"
#   risk: >-
#     TLS 1.0 and 1.1 have known weaknesses. A device that never refuses them can be talked into using
#     them by anyone on its network.
#   fix: Set the lowest TLS version the service accepts to the floor.
#   controls:
#     - gdpr:32(1)(a)
#     - nist-800-53r5:SC-8(1)
#     - nist-800-53r5:SC-13
#     - bsi-c5-2020:CRY-02
#     - etsi-en-303-645:5.5-1
#     - aws-control-tower:CT.S3.PV.3
#     - azure-policy-initiative:f1fe6a81-eee9-47b8-9f7f-80685141209e
#   needs:
#     "*": [tls_min]
#   params: [encryption.tls_min]
#   effective_on: "2026-01-01"
package encryption.tls_floor

import data.lib.nodes
import data.lib.tls

deny contains finding if {
	some node in nodes.having(["tls_min"])
	version := nodes.prop(node, "tls_min")
	lowest := data.params.encryption.tls_min
	not tls.at_least(version, lowest)
	finding := {"node": node.id, "vars": {"tls_min": nodes.shown(version), "floor": lowest}}
}
