# METADATA
# title: Keys are rotated
# description: >-
#   A key that its service can rotate by itself is set up for it. AWS KMS rotates symmetric encryption keys
#   that it made: of imported, asymmetric and HMAC keys, of keys in custom key stores and of replicas whose
#   primary is asked it is not asked (AWS KMS Developer Guide, "Rotate AWS KMS keys"). A key in Azure Key
#   Vault has a rotation policy that rotates it: one that only notifies does not pass.
# custom:
#   id: ENC-16
#   severity: medium
#   scope: resource
#   message: "{node} is not rotated ({rotation})"
#   risk: >-
#     The longer a key is used, the more is lost with it, and the longer nobody has tried to change it.
#   fix: Turn on rotation (enableKeyRotation, or a rotation policy).
#   controls:
#     - nist-800-53r5:SC-12
#     - bsi-c5-2020:CRY-04
#     - aws-control-tower:CT.KMS.PR.1
#     - azure-policy:d8cf8476-a2ec-4916-896e-992351803c44
#   needs:
#     key.key: [rotation]
#   params: []
#   effective_on: "2026-01-01"
package encryption.key_rotated

import data.lib.nodes

deny contains finding if {
	some key in nodes.of_kinds(["key.key"])
	rotation := nodes.prop(key, "rotation")
	not rotation in {true, null}
	shown := sprintf("rotation: %v", [nodes.shown(rotation)])
	finding := {"node": key.id, "vars": {"rotation": shown}}
}
