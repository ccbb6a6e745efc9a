# METADATA
# title: Special categories held to find bias go to nobody
# description: >-
#   The AI Act lets providers of high-risk systems use special categories of personal data to find
#   and correct bias only if the data is not transmitted, transferred or otherwise accessed by other
#   parties. A label held for that use and of such a category crosses no border, moved, copied or
#   looked at, on any transfer mechanism.
# custom:
#   id: TRF-13
#   severity: high
#   scope: graph
#   message: "{node}: {data} is held to find bias ({categories}) and goes to {to_country} by {link}"
#   risk: >-
#     The exception that allowed the data to be held ends with the transfer, and with it the ground
#     for every use of it.
#   fix: >-
#     Look for bias where the data is, or make the test with data of other categories.
#   controls:
#     - ai-act:10(5)(d)
#     - gdpr:9(1)
#     - nist-800-53r5:AC-4
#   needs:
#     topology.transfer: [data, use, link]
#   effective_on: "2026-01-01"
package transfer.bias_detection_data_stays

import data.lib.labels
import data.lib.nodes
import data.lib.transfers

deny contains finding if {
	some [transfer, label] in transfers.labelled("topology.transfer")
	transfer.props.use == "bias-detection"
	labels.in_categories(label, data.facts.special_categories.categories)
	finding := {
		"node": transfer.id,
		"vars": {
			"data": label.id,
			"categories": concat(", ", label.categories),
			"to_country": nodes.shown(nodes.prop(transfer, "to_country")),
			"link": nodes.shown(nodes.prop(transfer, "link")),
		},
	}
}

qualified contains note if {
	some note in transfers.unreadable_notes(rego.metadata.chain(), nodes.of_kinds(["topology.transfer"]))
}
