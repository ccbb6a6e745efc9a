# METADATA
# title: Support windows of edge runtimes
# description: >-
#   Facts name the leading parts of the versions a window covers: "1.5" covers 1.5.21. Where several
#   windows cover a version, the most specific one counts.
package lib.edge

# METADATA
# description: the support window of a version; undefined when none is known
window(runtime, version) := windows[max(object.keys(windows))] if {
	windows := {parts: found |
		some covered, found in data.facts.support[runtime]
		_covers(covered, version)
		parts := count(split(covered, "."))
	}
}

_covers(covered, version) if covered == version

_covers(covered, version) if {
	is_string(version)
	some follows in {".", "-"}
	startswith(version, concat("", [covered, follows]))
}
