package residency.labels_described_test

import data.lib.samples
import data.residency.labels_described as rule

_kinds := [
	"storage.bucket",
	"storage.account",
	"ml.training",
	"ml.registry",
	"iot.hub",
	"service.global",
	"resource.other",
]

_denied(kind, held) := findings if {
	findings := rule.deny with input as samples.one(kind, {"data": held})
		with data.params as samples.params
		with data.facts as samples.facts
}

_unknown_label := {
	"id": "ghost",
	"origin": null,
	"classification": null,
	"categories": [],
	"retention_days": null,
}

test_described_labels_pass if {
	every kind in _kinds {
		_denied(kind, [samples.camera_frames]) == set()
	}
}

test_a_label_nobody_described_fails_whatever_holds_it if {
	every kind in _kinds {
		found := _denied(kind, [samples.camera_frames, _unknown_label])
		{finding.vars.data | some finding in found} == {"ghost"}
	}
}

test_what_holds_nothing_passes if _denied("resource.other", []) == set()

test_hidden_labels_fail if count(_denied("resource.other", samples.secret)) == 1
