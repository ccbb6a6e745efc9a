package lib.labels_test

import data.lib.labels
import data.lib.samples

_held(value) := found if {
	found := labels.held(value) with data.facts as samples.facts
}

_changed(name, value) := json.patch(samples.camera_frames, [{
	"op": "replace",
	"path": name,
	"value": value,
}])

test_a_whole_label_is_described if {
	_held([samples.camera_frames]) == [object.union(samples.camera_frames, {"described": true})]
	_held(samples.camera_frames) == _held([samples.camera_frames])
}

test_no_retention_is_part_of_a_description if {
	_held([_changed("retention_days", null)])[0].described
}

test_a_label_with_anything_missing_is_not_described if {
	every name in ["id", "origin", "classification", "categories"] {
		every silence in samples.silences { not _held([_changed(name, silence)])[0].described }
	}
}

test_a_label_with_anything_hidden_is_not_described if {
	every hidden in [samples.unknown, samples.secret] {
		not _held([_changed("retention_days", hidden)])[0].described
		not _held([_changed("categories", ["user.name", hidden])])[0].described
	}
}

test_a_classification_nobody_knows_is_not_described if {
	not _held([_changed("classification", "top-secret")])[0].described
}

test_what_is_not_described_says_nothing_else_of_itself if {
	_held([object.union(samples.camera_frames, {"origin": null})]) == [{
		"id": "camera-frames",
		"origin": null,
		"classification": null,
		"categories": [],
		"retention_days": null,
		"described": false,
	}]
}

_about(categories, patterns) if {
	label := object.union(samples.camera_frames, {"described": true, "categories": categories})
	labels.in_categories(label, patterns) with data.facts as samples.facts
}

test_a_pattern_has_what_is_below_it if {
	_about(["user.name.first"], ["user.*"])
	_about(["user"], ["user.*"])
	_about(["system.operations"], ["*"])
	not _about(["user.name"], ["user.name.first"])
	not _about(["system.operations"], ["user.*"])
	not _about([], ["user.*"])
}

test_a_renamed_category_is_the_same_in_both_directions if {
	_about(["user.health"], ["user.health_and_medical.*"])
	_about(["user.health_and_medical"], ["user.health.*"])
	not _about(["user.health"], ["user.financial.*"])
}

test_a_category_of_no_taxonomy_may_be_any if {
	_about(["usr.biometric"], ["user.biometric"])
	_about(["system.operations", "gait"], ["user.*"])
	_about(["username"], ["user.*"])
}
