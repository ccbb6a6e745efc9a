# METADATA
# title: Versions of TLS
# description: What is none of these versions is not at least any of them.
package lib.tls

# METADATA
# description: whether a version is this one or a later one
at_least(version, lowest) if _ranks[version] >= _ranks[lowest]

_ranks := {"1.0": 0, "1.1": 1, "1.2": 2, "1.3": 3}
