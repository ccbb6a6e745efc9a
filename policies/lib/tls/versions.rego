# METADATA
# title: Versions of TLS
# description: What is none of these versions is not at least any of them.
package lib.tls

# METADATA
# description: whether a version is this one or a later one
at_least(version, floor) if {
	some have, known in _versions
	known == version
	have >= need[floor]
}

need[version] := position if some position, version in _versions

_versions := ["1.0", "1.1", "1.2", "1.3"]
