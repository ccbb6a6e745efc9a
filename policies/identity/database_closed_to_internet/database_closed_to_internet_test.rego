package identity.database_closed_to_internet_test

import data.identity.database_closed_to_internet as rule
import data.lib.samples

_found(kind, data_held, reached) := findings if {
	findings := rule.deny with input as samples.one(kind, {"data": data_held, "public_network": reached})
		with data.facts as samples.facts
}

_kinds := [
	"database.relational",
	"database.document",
	"database.key_value",
	"database.wide_column",
	"database.time_series",
	"database.graph",
	"database.search",
	"database.cache",
	"database.warehouse",
]

test_one_inside_a_network_passes if {
	every kind in _kinds { _found(kind, [samples.camera_frames], false) == set() }
}

test_one_on_the_internet_fails if {
	every kind in _kinds {
		_found(kind, [samples.detections], true) == {{
			"node": "it",
			"vars": {"data": "detections", "reached": true},
		}}
	}
}

test_one_nobody_knows_about_fails if {
	every reached in array.concat(samples.silences, ["false", 0]) {
		count(_found("database.relational", [samples.camera_frames], reached)) == 1
	}
}

test_public_data_may_be_on_the_internet if {
	brochure := object.union(samples.detections, {"id": "brochure", "classification": "public"})
	_found("database.search", [brochure], true) == set()
	found := _found("database.search", [brochure, samples.detections], true)
	{finding.vars.data | some finding in found} == {"detections"}
}

test_one_without_labels_is_not_asked if _found("database.cache", [], true) == set()

test_data_nobody_describes_may_not if {
	every held in [[samples.stray], samples.secret, samples.unknown, [samples.unknown]] {
		count(_found("database.document", held, true)) == 1
	}
}

test_other_kinds_are_not_asked if _found("iot.hub", [samples.detections], true) == set()
