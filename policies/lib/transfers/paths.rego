package lib.transfers

import data.lib.nodes

# What lies behind a crossing. The crossings of a label are a tree: each names the one before it, so
# that what is asked of a way is answered for each of its crossings once, however long the way is.

# METADATA
# description: every crossing by its id
crossings[transfer.id] := transfer if some transfer in nodes.of_kinds(["topology.transfer"])

# METADATA
# description: >-
#   of some crossings, given by their ids, the last one on the way to each crossing that has one on
#   it, itself included
nearest(found) := {id: start |
	onward := {id: left |
		some id, following in _following
		left := following - found
	}
	some start in found
	some id in graph.reachable(onward, {start})
}

# METADATA
# scope: document
# description: >-
#   whether something cannot be read of a crossing, given by its id, or of one before it; null is no
#   crossing, which hides nothing
is_hidden_path(id) if _behind_hidden[id]

is_hidden_path(id) if {
	id != null
	not crossings[id]
}

_behind_hidden := nearest({id |
	some id, crossing in crossings
	not _is_shown(crossing)
})

_is_shown(crossing) if {
	readable_crossing(crossing.props)
	_is_none_or_known(crossing.props.previous_crossing)
}

_is_none_or_known(null)

_is_none_or_known(id) if crossings[id]

_following[id] := object.get(_next, id, set()) if some id, _ in crossings

_next[before] contains transfer.id if {
	some transfer in crossings
	before := nodes.prop(transfer, "previous_crossing")
	before != null
}
