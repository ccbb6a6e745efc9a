# METADATA
# title: Labels name data that somebody has described
# description: >-
#   A label is the name of a data asset, and the asset says where the data comes from, what it is about
#   and how long it may be kept. A label that no estate and no project file describes says that there
#   is data, and nothing of where it may be: no other rule can hold it to anything.
# custom:
#   id: RES-18
#   severity: high
#   scope: resource
#   message: "{node} is labelled {data}, and nothing says where that data may be"
#   risk: >-
#     A label that nobody described is a promise without content. Reviews take the resource for
#     covered, and its data goes anywhere.
#   fix: >-
#     Describe the data in the estate, or in edgewright.yaml, under `data`: its origin, categories,
#     classification and retention. If it is a slip of the pen, correct the label.
#   controls:
#     - iso-27001-2022:5.12
#     - iso-27001-2022:5.13
#     - nist-800-53r5:AC-16
#     - nist-800-53r5:CM-12
#     - gdpr:30(1)(c)
#   needs:
#     "*": [data]
#     service.global: [data]
#   effective_on: "2026-01-01"
package residency.labels_described

import data.lib.labels
import data.lib.nodes

deny contains finding if {
	some node in array.concat(nodes.having(["data"]), nodes.of_kinds(["service.global"]))
	some label in labels.held(nodes.prop(node, "data"))
	not label.described
	finding := {"node": node.id, "vars": {"data": label.id}}
}
