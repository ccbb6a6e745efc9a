package lib.transfers_test

import data.lib.samples
import data.lib.transfers

# Three borders in a row, and a fourth one beside the last.
_tree := array.concat(samples.over_borders([{}, {}, {}]), [json.patch(samples.over_borders([{}])[0], [
	{"op": "replace", "path": "/id", "value": "t3"},
	{"op": "replace", "path": "/props/previous_crossing", "value": "t1"},
])])

_input(crossings) := {"nodes": {"topology.transfer": crossings}}

_nearest(found) := nearest if nearest := transfers.nearest(found) with input as _input(_tree)

test_what_lies_behind_has_the_nearest if {
	_nearest({"t0"}) == {"t0": "t0", "t1": "t0", "t2": "t0", "t3": "t0"}
	_nearest({"t1"}) == {"t1": "t1", "t2": "t1", "t3": "t1"}
	_nearest({"t0", "t1"}) == {"t0": "t0", "t1": "t1", "t2": "t1", "t3": "t1"}
	_nearest({"t2"}) == {"t2": "t2"}
	_nearest(set()) == {}
	_nearest({"nobody"}) == {}
}

test_a_circle_hides_nothing if {
	circle := json.patch(_tree, [{"op": "replace", "path": "/0/props/previous_crossing", "value": "t2"}])
	found := transfers.nearest({"t0", "t2"}) with input as _input(circle)
	found == {"t0": "t0", "t1": "t0", "t2": "t2", "t3": "t0"}
}

_hidden(crossings) := {id |
	some id in ["t0", "t1", "t2", "t3", "nobody", null]
	transfers.is_hidden_path(id) with input as _input(crossings)
}

test_what_is_shown_hides_nothing if _hidden(_tree) == {"nobody"}

test_what_cannot_be_read_hides_all_behind_it if {
	every silence in [samples.unknown, samples.secret, "", [[]]] {
		_hidden(json.patch(_tree, [{"op": "replace", "path": "/1/props/to_country", "value": silence}])) == {
			"t1", "t2", "t3",
			"nobody",
		}
	}
}

test_a_crossing_after_one_that_is_not_there_hides_all_behind_it if {
	every stray in ["nobody", samples.unknown, samples.secret, [[]], false] {
		"t2" in _hidden(json.patch(_tree, [{"op": "replace", "path": "/2/props/previous_crossing", "value": stray}]))
	}
}
