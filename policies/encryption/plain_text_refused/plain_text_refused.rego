# METADATA
# title: Storage refuses requests without TLS
# description: >-
#   A bucket denies, by its policy, every request that does not use TLS; a storage account accepts
#   HTTPS only. Not set does not pass: an S3 bucket without such a policy answers plain HTTP.
# custom:
#   id: ENC-15
#   severity: high
#   scope: resource
#   message: "{node} answers requests without TLS ({tls_only})"
#   risk: >-
#     One client with http:// in its configuration sends data and credentials readable by every network
#     in between.
#   fix: Deny requests without TLS in the bucket's policy, or allow HTTPS only on the account.
#   controls:
#     - gdpr:32(1)(a)
#     - nist-800-53r5:SC-8(1)
#     - bsi-c5-2020:CRY-02
#     - iec-62443-3-3:SR 4.1
#     - aws-control-tower:CT.S3.PV.5
#     - azure-policy-initiative:c7c0ab87-63da-4706-ba95-ff564e38402b
#   needs:
#     "*": [tls_only]
#     message.queue: [data]
#     message.topic: [data]
#     message.stream: [data]
#     message.bus: [data]
#   params: []
#   effective_on: "2026-01-01"
package encryption.plain_text_refused

import data.lib.nodes

deny contains finding if {
	some store in nodes.having(["tls_only"])
	tls_only := nodes.prop(store, "tls_only")
	tls_only != true
	_is_asked(store)
	shown := sprintf("TLS only: %v", [nodes.shown(tls_only)])
	finding := {"node": store.id, "vars": {"tls_only": shown}}
}

# A queue or a topic refuses plain text by a policy that few have: it is asked of those with labels.
_is_asked(store) if {
	kind := store.kind
	not startswith(kind, "message.")
}

_is_asked(store) if count(nodes.entries(nodes.prop(store, "data"))) > 0
