# METADATA
# title: Container images are pinned by digest
# description: >-
#   Images that edge deployments, edge components and training jobs run are named by SHA-256 digest,
#   except in a deployment those of repositories in params.supply_chain.tags_allowed. A Greengrass
#   component without an image passes here, because its artifacts are judged where it is registered; an
#   IoT Edge module or a training job without one does not. Artifacts that are no images (s3:) pass too:
#   Greengrass records their digest when the component is registered, and devices check it.
# custom:
#   id: SUP-01
#   severity: high
#   scope: graph
#   message: "{node} runs {what} from {image}, which is not pinned by digest"
#   risk: >-
#     A tag can be moved after review. Neither Greengrass nor IoT Edge verifies a signature, so whoever
#     moves it runs code on every device.
#   fix: Name the image as NAME@sha256:... with the digest that was reviewed.
#   controls:
#     - nist-800-53r5:SR-4
#     - cra-annex-1:I(2)(f)
#     - iec-62443-3-3:SR 3.4
#     - nis2-2024-2690:supply-chain
#   needs:
#     edge.deployment: [components, runtime]
#     edge.component: [artifacts]
#     ml.training: [image]
#   params: [supply_chain.tags_allowed]
#   effective_on: "2026-01-01"
package supply_chain.pinned_by_digest

import data.lib.nodes
import data.lib.supply_chain

deny contains _finding(deployment, part, "image") if {
	some deployment in nodes.of_kinds(["edge.deployment"])
	some part in nodes.entries(nodes.prop(deployment, "components"))
	not _pinned(part, deployment)
}

deny contains _finding(component, artifact, "uri") if {
	some component in nodes.of_kinds(["edge.component"])
	some artifact in nodes.entries(nodes.prop(component, "artifacts"))
	not _fixed(artifact)
}

deny contains finding if {
	some training in nodes.of_kinds(["ml.training"])
	image := nodes.prop(training, "image")
	not supply_chain.pinned(image)
	finding := {"node": training.id, "vars": {"what": "training", "image": nodes.shown(image)}}
}

_pinned(part, _) if supply_chain.pinned(part.image)

_pinned(part, deployment) if {
	part.image == null
	nodes.prop(deployment, "runtime") in {"greengrass", "greengrass-lite"}
}

_pinned(part, _) if supply_chain.repository(part.image) in data.params.supply_chain.tags_allowed

_fixed(artifact) if supply_chain.pinned(artifact.uri)

_fixed(artifact) if {
	uri := artifact.uri
	is_string(uri)
	not startswith(uri, "docker:")
}

_finding(node, part, property) := {
	"node": node.id,
	"vars": {"what": _name(part), "image": _reference(part, property)},
}

_name(part) := part.name if {
	is_string(part.name)
} else := "an artifact"

_reference(part, property) := nodes.shown(part[property])

_reference(part, property) := "what cannot be read" if not _has(part, property)

_has(part, property) if _ := part[property]
