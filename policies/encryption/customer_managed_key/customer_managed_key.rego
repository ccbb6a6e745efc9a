# METADATA
# title: Sensitive data is encrypted with a customer key in an allowed country
# description: >-
#   Storage, training outputs and model registries that hold a label classified at
#   params.encryption.customer_key_from or higher use a customer key. Training volumes are encrypted with
#   any key, because the instance storage of accelerated machines takes none but its own. Each country a
#   storage key's material is in (several for a multi-Region key) must be one its labels may be in
#   (params.residency.allowed), or the store's own where what it holds was derived from them. Encryption that is not set is the provider's, so
#   null does not pass; only a model registry without encryption of its own does, because the models
#   are in a bucket that is judged itself. Container images carry no labels:
#   params.encryption.image_registries says for all of them which key they need at least.
# custom:
#   id: ENC-01
#   severity: high
#   scope: resource
#   message: "{node} holds {data}: {problem}"
#   risk: >-
#     With a provider's key the provider can decrypt, and so can whoever compels it. Only a key of
#     one's own can be withdrawn.
#   fix: Encrypt with a customer key that lives in a country where the data may be.
#   controls:
#     - gdpr:32(1)(a)
#     - nist-800-53r5:SA-9(6)
#     - nist-800-53r5:SC-12
#     - nist-800-53r5:SC-28(1)
#     - bsi-c5-2020:CRY-03
#     - bsi-c5-2020:CRY-04
#     - aws-control-tower:CT.S3.PV.6
#     - azure-policy-initiative:f15f4d95-c59c-4395-9317-be6978d0743f
#   needs:
#     "*": [location.country, data, carrier, encryption, key_countries]
#     ml.training: [data, volume_encryption, output_encryption]
#     ml.processing: [data, volume_encryption, output_encryption]
#     "* without encryption output_encryption": [data, unread]
#     registry.images: [encryption]
#   params: [encryption.customer_key_from, encryption.image_registries, residency.allowed]
#   effective_on: "2026-01-01"
package encryption.customer_managed_key

import data.lib.labels
import data.lib.law
import data.lib.nodes

deny contains finding if {
	some node in array.concat(nodes.having(["data", "encryption"]), nodes.having(["data", "output_encryption"]))
	some property in ["encryption", "output_encryption"]
	property in object.keys(node.props)
	sensitive := _sensitive(node)
	count(sensitive) > 0
	value := nodes.prop(node, property)
	value != "customer"
	finding := _finding(node, sensitive, sprintf("%v is %v, not customer", [property, nodes.shown(value)]))
}

deny contains finding if {
	some store in nodes.having(["data", "encryption", "key_countries"])
	nodes.prop(store, "encryption") == "customer"
	some label in _sensitive(store)
	some entry in law.restrictions(label)
	some country in _key_countries(store)
	not law.permits(entry, store, label, country)
	problem := sprintf("its key is in %v, outside %v", [nodes.shown(country), law.allowed_by(entry)])
	finding := _finding(store, [label], problem)
}

deny contains finding if {
	some training in nodes.having(["data", "volume_encryption"])
	sensitive := _sensitive(training)
	count(sensitive) > 0
	value := nodes.prop(training, "volume_encryption")
	not value in {"customer", "provider"}
	finding := _finding(training, sensitive, sprintf("its volumes are encrypted with %v", [nodes.shown(value)]))
}

deny contains finding if {
	some registry in nodes.of_kinds(["registry.images"])
	value := nodes.prop(registry, "encryption")
	not value in _accepted_for_images
	problem := sprintf("encryption is %v, not %v", [nodes.shown(value), data.params.encryption.image_registries])
	finding := {"node": registry.id, "vars": {"data": "container images", "problem": problem}}
}

qualified contains note if {
	some node in nodes.having(["data", "unread"])
	nodes.is_unread(node, "encryption")
	sensitive := _sensitive(node)
	count(sensitive) > 0
	need := sprintf("%s needs a customer key", [labels.names(sensitive)])
	note := nodes.unread_note(node, "the encryption", need)
}

# A customer key is somewhere: without a country it is in one that nobody knows.
_key_countries(store) := countries if {
	countries := nodes.prop(store, "key_countries")
	is_array(countries)
	count(countries) > 0
} else := [null]

_accepted_for_images := {"customer", data.params.encryption.image_registries}

_sensitive(node) := [label |
	some label in labels.held(nodes.prop(node, "data"))
	labels.at_least(label, data.params.encryption.customer_key_from)
]

_finding(node, held, problem) := {
	"node": node.id,
	"vars": {"data": labels.names(held), "problem": problem},
}
