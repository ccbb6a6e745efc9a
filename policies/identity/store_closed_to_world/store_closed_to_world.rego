# METADATA
# title: Stores of labelled data are closed to the world
# description: >-
#   Nobody without a name may read or write a bucket or an account that holds a label classified above
#   public. A bucket is open by its policy, its ACL or those of its objects, in AWS's own meaning of public:
#   granted to all, under no condition with a fixed value that says who or from where, and taken back by no
#   public access block. An account is open once it lets its containers be (allowBlobPublicAccess) or has a
#   static website. A label that is not described counts as classified; stores without labels, such as those
#   of a website, are not asked.
# custom:
#   id: IDN-02
#   severity: critical
#   scope: resource
#   message: "{node} holds {data} and is open to {whom}"
#   risk: >-
#     Public storage is searched for day and night. Whatever was in it once is to be taken for copied.
#   fix: >-
#     Block public access (restrictPublicBuckets and ignorePublicAcls, or allowBlobPublicAccess false) and name
#     in the policy who may come in.
#   controls:
#     - gdpr:32(1)(b)
#     - nist-800-53r5:AC-3
#     - nist-800-53r5:SC-7
#     - iso-27001-2022:8.3
#     - aws-control-tower:CT.S3.PR.1
#     - azure-policy:4fa4b6c0-31ca-4c0d-b10d-24b96f62a751
#   needs:
#     "*": [data, public]
#   params: []
#   effective_on: "2026-01-01"
package identity.store_closed_to_world

import data.lib.labels
import data.lib.nodes

deny contains finding if {
	some store in nodes.having(["data", "public"])
	held := [label |
		some label in labels.held(nodes.prop(store, "data"))
		labels.at_least(label, "internal")
	]
	count(held) > 0
	public := nodes.prop(store, "public")
	public != false
	finding := {"node": store.id, "vars": {"data": labels.names(held), "whom": _whom(public)}}
}

_whom(public) := "the world" if {
	public == true
} else := "nobody knows whom"
