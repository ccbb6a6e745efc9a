# METADATA
# title: Data is sent onward only where its first transfer allows it
# description: >-
#   A label that has left its origin's regime and leaves the country it came to for a further one is
#   an onward transfer: the protection it left under must go along. Every earlier crossing on its
#   path was to a country its origin finds adequate, or on a transfer mechanism that allows onward
#   transfers, or the further country is itself found adequate. Of several that were not, the last is
#   named. Going home is none.
# custom:
#   id: TRF-04
#   severity: high
#   scope: graph
#   message: "{node}: {data} goes on from {from_country} to {to_country} by {link}, and {earlier} does not allow it to be sent on"
#   risk: >-
#     The recipient promised to protect the data where it is. What the next one promised nobody
#     asked, and the person it is about knows neither.
#   fix: >-
#     Agree on onward transfers in the earlier transfer mechanism and declare it with onward, or
#     keep the data where it came to.
#   controls:
#     - gdpr:44
#     - gdpr:46(2)(c)
#     - gdpr:28(2)
#     - gdpr:30(1)(e)
#     - nist-800-53r5:AC-4
#   needs:
#     topology.transfer: [data, link, transfer_mechanism, previous_crossing]
#   params: [transfer.categories, transfer.accepted_mechanisms, transfer.accept_conditional]
#   effective_on: "2026-01-01"
package transfer.onward_transfer_allowed

import data.lib.nodes
import data.lib.transfers

deny contains finding if {
	some [transfer, label] in transfers.personal("topology.transfer")
	country := nodes.prop(transfer, "to_country")
	transfers.leaves(label, country)
	not _free(label, country)
	earlier := transfers.crossings[_behind_the_last[nodes.prop(transfer, "previous_crossing")]]
	route := transfers.route(transfer, label)
	finding := {
		"node": transfer.id,
		"vars": object.union(route, {"earlier": _named(earlier)}),
	}
}

qualified contains note if some note in transfers.unreadable_notes(rego.metadata.chain(), [transfer |
	some [transfer, _] in transfers.personal("topology.transfer")
])

qualified contains note if {
	some [transfer, _] in transfers.personal("topology.transfer")
	transfers.is_hidden_path(nodes.prop(transfer, "previous_crossing"))
	note := {
		"node": transfer.id,
		"outcome": "undetermined",
		"because": "an earlier border that its data crossed cannot be read",
	}
}

# Crossings that do not allow the data to be sent on.
_behind_the_last := transfers.nearest({earlier.id |
	some [earlier, label] in transfers.labelled("topology.transfer")
	transfers.readable_crossing(earlier.props)
	transfers.leaves(label, earlier.props.to_country)
	crossing := earlier.props
	not _passes_on(label, crossing)
})

_free(label, country) if {
	some ground in {"adequacy", "accepted adequacy", "free"}
	ground in transfers.grounds(label, country, null)
}

_passes_on(label, earlier) if _free(label, earlier.to_country)

_passes_on(_, earlier) if earlier.transfer_mechanism.onward == true

_named(earlier) := sprintf("the transfer to %v by %v", [
	nodes.shown(nodes.prop(earlier, "to_country")),
	nodes.shown(nodes.prop(earlier, "link")),
])
