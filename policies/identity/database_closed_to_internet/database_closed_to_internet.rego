# METADATA
# title: Databases of labelled data have no address on the Internet
# description: >-
#   A database, a cache, a search index or a warehouse that holds a label classified above public answers inside
#   a network alone. Rules of a firewall in front of a public address do not count: they are one mistake away from
#   everybody. What is an API of its region and has no address of its own is not asked. A label that is not
#   described counts as classified.
# custom:
#   id: IDN-04
#   severity: high
#   scope: resource
#   message: "{node} holds {data} and can be reached from the Internet: {reached}"
#   risk: >-
#     A database on the Internet is found within hours. From then on only its passwords stand between its data
#     and everybody, and every fault of its server is open to all.
#   fix: >-
#     Give it an address inside a network only (publiclyAccessible false, publicNetworkAccess Disabled) and a
#     private endpoint for who needs it from elsewhere.
#   controls:
#     - gdpr:32(1)(b)
#     - nist-800-53r5:AC-4
#     - nist-800-53r5:SC-7
#     - iso-27001-2022:8.20
#     - aws-control-tower:CT.RDS.PR.23
#     - azure-policy:1b8ca024-1d5c-4dec-8995-b1a932b41780
#   needs:
#     database.relational: [data, public_network]
#     database.document: [data, public_network]
#     database.key_value: [data, public_network]
#     database.wide_column: [data, public_network]
#     database.time_series: [data, public_network]
#     database.graph: [data, public_network]
#     database.search: [data, public_network]
#     database.cache: [data, public_network]
#     database.warehouse: [data, public_network]
#   params: []
#   effective_on: "2026-01-01"
package identity.database_closed_to_internet

import data.lib.labels
import data.lib.nodes

deny contains finding if {
	some database in nodes.of_kinds(_databases)
	held := [label |
		some label in labels.held(nodes.prop(database, "data"))
		labels.at_least(label, "internal")
	]
	count(held) > 0
	reached := nodes.prop(database, "public_network")
	reached != false
	finding := {"node": database.id, "vars": {"data": labels.names(held), "reached": nodes.shown(reached)}}
}

_databases := [
	"database.relational",
	"database.document",
	"database.key_value",
	"database.wide_column",
	"database.time_series",
	"database.graph",
	"database.search",
	"database.cache",
	"database.warehouse",
]
