# METADATA
# title: References pinned to content
# description: A tag can be moved to another image after review; a digest cannot.
package lib.supply_chain

# METADATA
# description: whether an image reference ends in a SHA-256 digest
pinned(reference) if {
	is_string(reference)
	regex.match(`@sha256:[0-9a-f]{64}$`, reference)
}

# METADATA
# description: the repository of an image reference, without its tag
repository(reference) := regex.replace(reference, `:[^:/]+$`, "") if is_string(reference)
