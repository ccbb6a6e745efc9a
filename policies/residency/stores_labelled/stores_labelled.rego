# METADATA
# title: What keeps data says which data it keeps
# description: >-
#   A database, a bucket, a queue, a log or a disk holds somebody's data, whoever forgot to say so. A
#   resource whose type is known to keep data carries at least one label. Those that hold nobody's data
#   are listed in params.residency.may_be_unlabelled, as patterns of their URNs.
# custom:
#   id: RES-19
#   severity: medium
#   scope: resource
#   message: "{node} ({type}) says nothing of the data it holds"
#   risk: >-
#     No rule on the place, the transfer or the retention of data looks at a resource without a label,
#     so that what nobody labelled is where nobody looks.
#   fix: >-
#     Tag it with edgewright:data and the names of the data it holds, map its URN to them in
#     edgewright.yaml, or list it in params.residency.may_be_unlabelled.
#   controls:
#     - iso-27001-2022:5.9
#     - iso-27001-2022:5.13
#     - nist-800-53r5:CM-12
#     - gdpr:30(1)(c)
#   needs:
#     "*": [data, content]
#   params: [residency.may_be_unlabelled]
#   effective_on: "2026-01-01"
package residency.stores_labelled

import data.lib.nodes

deny contains finding if {
	some node in nodes.having(["data", "content"])
	_keeps_data(node)
	not _is_labelled(node)
	not _is_exempt(node)
	finding := {"node": node.id, "vars": {"type": node.type}}
}

_keeps_data(node) if not nodes.prop(node, "content") in {"settings", null}

_is_labelled(node) if {
	some label in nodes.entries(nodes.prop(node, "data"))
	is_string(label.id)
}

_is_exempt(node) if {
	some pattern in data.params.residency.may_be_unlabelled

	# No delimiters: [] would be ["."], and * would end at a dot.
	glob.match(pattern, null, node.id)
}
