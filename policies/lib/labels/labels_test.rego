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
