package identity.store_closed_to_world_test

import data.identity.store_closed_to_world as rule
import data.lib.samples

_found(kind, data_held, public) := findings if {
	findings := rule.deny with input as samples.one(kind, {"data": data_held, "public": public})
		with data.facts as samples.facts
}

_kinds := ["storage.bucket", "storage.account"]

test_a_closed_store_passes if {
	every kind in _kinds { _found(kind, [samples.camera_frames], false) == set() }
}

test_an_open_one_fails if {
	every kind in _kinds {
		_found(kind, [samples.detections], true) == {{
			"node": "it",
			"vars": {"data": "detections", "whom": "the world"},
		}}
	}
}

test_a_store_nobody_knows_about_fails if {
	every public in array.concat(samples.silences, ["false", 0]) {
		count(_found("storage.bucket", [samples.camera_frames], public)) == 1
	}
}

test_public_data_may_be_public if {
	brochure := object.union(samples.detections, {"id": "brochure", "classification": "public"})
	_found("storage.bucket", [brochure], true) == set()
	found := _found("storage.bucket", [brochure, samples.detections], true)
	{finding.vars.data | some finding in found} == {"detections"}
}

test_a_store_without_labels_may_be_open if _found("storage.account", [], true) == set()

test_data_nobody_describes_may_not if {
	every held in [[samples.stray], samples.secret, samples.unknown, [samples.unknown]] {
		count(_found("storage.bucket", held, true)) == 1
	}
}
