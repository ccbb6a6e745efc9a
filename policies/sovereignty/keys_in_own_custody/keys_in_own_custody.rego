# METADATA
# title: Keys are held by those the data demands
# description: >-
#   A key can be the provider's, the customer's in the provider's key service, made by the customer
#   and imported, in a hardware module of the customer's own, or outside the cloud: in this order ever
#   fewer people can use it. params.sovereignty.key_custody says for each classification who must at
#   least hold the key of the storage. A label without a known classification counts as the highest;
#   storage of which nobody knows who holds its key counts as if nobody held it.
# custom:
#   id: SOV-04
#   severity: high
#   scope: resource
#   message: "{node} holds {data}, which is {classification}: its key is held by {custody}, not at least by {required}"
#   risk: >-
#     Whoever can use the key can read the data, and can be ordered to. A customer key in the
#     provider's own service is still used by the provider's machines on the provider's say.
#   fix: >-
#     Import a key, use a hardware module of your own (CloudHSM key store, Managed HSM) or an external key
#     store, as the classification demands.
#   controls:
#     - gdpr:32(1)(a)
#     - eu-sov:SOV-3
#     - nist-800-53r5:SA-9(6)
#     - nist-800-53r5:SC-12
#     - bsi-c5-2020:CRY-04
#     - aws-control-tower:CT.KMS.PV.4
#     - aws-control-tower:CT.KMS.PV.5
#     - aws-control-tower:CT.KMS.PV.6
#     - azure-policy-initiative:7a00a7fc-fdf4-4ad8-8fa2-a94acc223e8e
#   needs:
#     "*": [data, key_custody]
#     "* without key_custody": [data, unread]
#   params: [sovereignty.key_custody]
#   effective_on: "2026-01-01"
package sovereignty.keys_in_own_custody

import data.lib.labels
import data.lib.nodes

deny contains finding if {
	some store in nodes.having(["data", "key_custody"])
	some label in labels.held(nodes.prop(store, "data"))
	classification := labels.classification(label)
	required := _required(label)
	custody := nodes.prop(store, "key_custody")
	not _suffices(custody, required)
	finding := {
		"node": store.id,
		"vars": {
			"data": label.id,
			"classification": classification,
			"custody": _holder(custody),
			"required": _holder(required),
		},
	}
}

qualified contains note if {
	some node in nodes.having(["data", "unread"])
	nodes.is_unread(node, "key_custody")
	some label in labels.held(nodes.prop(node, "data"))
	required := _required(label)
	not _suffices("provider", required)
	need := sprintf("the key of %s must be held by %s", [label.id, _holder(required)])
	note := nodes.unread_note(node, "the key", need)
}

_required(label) := object.get(data.params.sovereignty.key_custody, labels.classification(label), "external")

_order := {
	"provider": {"rank": 0, "holder": "the provider"},
	"customer": {"rank": 1, "holder": "the customer, in the provider's key service"},
	"imported": {"rank": 2, "holder": "the customer, who imported it"},
	"hsm": {"rank": 3, "holder": "a module of the customer's own"},
	"external": {"rank": 4, "holder": "the customer, outside the cloud"},
}

_suffices(_, "provider")

_suffices(custody, required) if _order[custody].rank >= _order[required].rank

_holder(custody) := found.holder if {
	found := _order[custody]
} else := "nobody known"
