# METADATA
# title: Edge runtimes are within their support window
# description: >-
#   The runtime version that a deployment installs or an image contains is covered by a known support
#   window that has not ended at the instant of the evaluation; a window without a published end counts
#   as open. A version that is not set floats to whatever is newest when a device joins, so it does not
#   pass; neither does a version no window is known for.
# custom:
#   id: LCY-02
#   severity: high
#   scope: resource
#   message: "{node} has {runtime} {version}: {problem}"
#   risk: >-
#     Devices without security fixes stay in the field for years, and whatever is found next stays open
#     on all of them.
#   fix: Move to a supported version and pin it.
#   controls:
#     - nist-800-53r5:SA-22
#     - cra-annex-1:II(2)
#   needs:
#     edge.deployment: [runtime, runtime_version]
#     device.image: [runtime, runtime_version]
#   params: []
#   effective_on: "2026-01-01"
package lifecycle.runtime_supported

import data.lib.calendar
import data.lib.edge
import data.lib.nodes

deny contains finding if {
	some node in nodes.of_kinds(["edge.deployment", "device.image"])
	runtime := nodes.prop(node, "runtime")
	version := nodes.prop(node, "runtime_version")
	not _supported(runtime, version)
	finding := {
		"node": node.id,
		"vars": {
			"runtime": nodes.shown(runtime),
			"version": nodes.shown(version),
			"problem": _problem(runtime, version),
		},
	}
}

_supported(runtime, version) if calendar.open_until(edge.window(runtime, version).ends)

_problem(runtime, version) := problem if {
	window := edge.window(runtime, version)
	problem := sprintf("its support ended on %v", [window.ends])
} else := "no version is pinned" if version == null

else := "no support window is known for it"
