package transfer.models_with_anonymity_or_mechanism_test

import data.lib.samples
import data.transfer.models_with_anonymity_or_mechanism as rule

_denied(input_) := findings if {
	findings := rule.deny with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_noted(input_) := {note.outcome | some note in notes} if {
	notes := rule.qualified with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_claim := {
	"asset": "weights",
	"data": [samples.camera_frames],
	"claim": "anonymous",
	"anonymity": {"evidence": "DOC-220", "assessed": "2026-05-01", "valid_to": null},
	"secure_aggregation": null,
	"differential_privacy": null,
	"effective": true,
}

_claimed(changes) := samples.one("topology.transform", object.union(_claim, changes))

_shown(changes) := _claimed({"anonymity": object.union(_claim.anonymity, changes)})

_problems(input_) := {finding.vars.problem | some finding in _denied(input_)}

test_a_model_without_anything_fails if {
	weights := samples.transferred({"form": "derived", "carrier": "weights"})
	some finding in _denied(weights)
	finding.vars.carrier == "weights"
	count(_denied(weights)) == 1
}

test_a_mechanism_or_adequacy_carries_a_model if {
	_denied(samples.transferred({"form": "derived", "transfer_mechanism": samples.scc})) == set()
	_denied(samples.transferred({"form": "derived", "to_country": "BR"})) == set()
}

test_everything_else_is_judged_elsewhere if {
	_denied(samples.transferred({})) == set()
	_denied(samples.transferred({"form": "federated"})) == set()
	_denied(samples.transferred({"form": "derived", "flow_kind": "support"})) == set()
}

test_a_finding_of_anonymity_is_a_condition if {
	_denied(_claimed({})) == set()
	_noted(_claimed({})) == {"conditional"}
}

test_a_claim_that_shows_nothing_fails if {
	_problems(_claimed({"anonymity": null, "effective": false})) == {"it is said to be anonymous, but no evidence is named"}
	_problems(_shown({"assessed": "2027-01-01"})) == {"it is said to be anonymous, but the day it was assessed cannot be read or has not come"}
	_problems(_shown({"assessed": "yesterday"})) == {"it is said to be anonymous, but the day it was assessed cannot be read or has not come"}
	_problems(_shown({"valid_to": "2026-11-22"})) == {"it is said to be anonymous, but it has ended (2026-11-22)"}
	_problems(_shown({"valid_to": 7})) == {"it is said to be anonymous, but its end cannot be read"}
	_problems(_shown({"assessed": "2025-11-22"})) == {"it is said to be anonymous, but its assessment of 2025-11-22 is more than 365 days old"}
	_problems(_claimed({"effective": false})) == {"it is said to be anonymous, but nobody can say that it is in force"}
}

test_a_finding_counts_on_its_last_days if {
	_denied(_shown({"assessed": "2025-11-23"})) == set()
	_denied(_shown({"valid_to": "2026-11-23"})) == set()
}

test_a_claim_about_updates_is_judged_elsewhere if _denied(_claimed({"claim": "federated"})) == set()

test_a_hidden_claim_is_undetermined if _noted(_claimed({"claim": samples.secret})) == {"undetermined"}

test_what_cannot_be_read_is_undetermined if {
	every name in ["data", "flow_kind", "form", "link", "transfer_mechanism"] {
		every silence in [samples.unknown, samples.secret, [[]]] {
			"undetermined" in _noted(samples.transferred({name: silence}))
		}
	}
}

test_claims_about_data_that_transfer_law_is_not_about_are_not_judged if {
	every change in [{}, {"anonymity": null, "effective": false}] {
		claim := object.union(change, {"data": [samples.detections]})
		_denied(_claimed(claim)) == set()
		_noted(_claimed(claim)) == set()
	}
}

test_an_end_that_is_not_there_is_none_that_can_be_read if {
	found := json.remove(_claim.anonymity, ["valid_to"])
	changed := samples.one("topology.transform", {name: value |
		some name, before in _claim
		value := object.get({"anonymity": found}, name, before)
	})
	_problems(changed) == {"it is said to be anonymous, but its end cannot be read"}
}
