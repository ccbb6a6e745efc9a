# METADATA
# title: Remote support sees personal data on a legal transfer mechanism
# description: >-
#   Looking at data from another country transfers it there, whether a copy is made or not. Remote
#   access to a label needs a finding of adequacy for the country it comes from, or a declared
#   transfer mechanism, as a copy would. A transfer mechanism that does not hold is told by TRF-02,
#   limited adequacy by TRF-03.
# custom:
#   id: TRF-09
#   severity: critical
#   scope: graph
#   message: "{node}: people in {to_country} can see {data} in {from_country} by {link}; no adequacy covers them and no transfer mechanism is declared"
#   risk: >-
#     Nobody notices a transfer that leaves no copy. The contract with the provider promises a
#     region, and the night shift sits on another continent.
#   fix: >-
#     Declare the transfer mechanism of the access, let people inside the regime take over, or let
#     them see what is about nobody.
#   controls:
#     - gdpr:44
#     - gdpr:28(3)(a)
#     - gdpr:46(2)(c)
#     - gdpr:30(2)(c)
#     - secnumcloud-3.2:19.2.c
#     - nist-800-53r5:AC-4
#     - eu-sov:SOV-4
#   needs:
#     topology.transfer: [data, flow_kind, form, link, transfer_mechanism]
#   params: [transfer.categories, transfer.accepted_mechanisms, transfer.accept_conditional]
#   effective_on: "2026-01-01"
package transfer.remote_access_on_a_mechanism

import data.lib.transfers

deny contains finding if {
	some [transfer, label] in transfers.personal("topology.transfer")
	transfers.without_ground(transfer, label)
	transfer.props.flow_kind == "support"
	finding := {
		"node": transfer.id,
		"vars": transfers.route(transfer, label),
	}
}

qualified contains note if some note in transfers.unreadable_notes(rego.metadata.chain(), [transfer |
	some [transfer, _] in transfers.personal("topology.transfer")
])
