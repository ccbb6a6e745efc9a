package transfer.federated_updates_protected_test

import data.lib.samples
import data.transfer.federated_updates_protected as rule

_denied(input_) := findings if {
	findings := rule.deny with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_noted(input_) := {note.outcome | some note in notes} if {
	notes := rule.qualified with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_claim := {
	"asset": "updates",
	"data": [samples.camera_frames],
	"claim": "federated",
	"anonymity": null,
	"secure_aggregation": {"evidence": "DOC-1", "assessed": "2026-05-01", "valid_to": null},
	"differential_privacy": {
		"evidence": "DOC-2",
		"assessed": "2026-05-01",
		"valid_to": null,
		"epsilon": 3,
		"delta": 0.000001,
	},
	"effective": true,
}

_claimed(changes) := samples.one("topology.transform", object.union(_claim, changes))

_problems(input_) := {finding.vars.problem | some finding in _denied(input_)}

test_an_update_without_anything_fails if {
	updates := samples.transferred({"form": "federated", "carrier": "updates"})
	some finding in _denied(updates)
	finding.vars.carrier == "updates"
	count(_denied(updates)) == 1
}

test_a_mechanism_or_adequacy_carries_an_update if {
	_denied(samples.transferred({"form": "federated", "transfer_mechanism": samples.scc})) == set()
	_denied(samples.transferred({"form": "federated", "to_country": "BR"})) == set()
}

test_everything_else_is_judged_elsewhere if {
	_denied(samples.transferred({})) == set()
	_denied(samples.transferred({"form": "derived"})) == set()
	_denied(samples.transferred({"form": "federated", "flow_kind": "support"})) == set()
	_denied(_claimed({"claim": "anonymous", "secure_aggregation": null})) == set()
}

test_both_findings_are_a_condition if {
	_denied(_claimed({})) == set()
	_noted(_claimed({})) == {"conditional"}
}

test_one_finding_alone_protects_nothing if {
	_problems(_claimed({"secure_aggregation": null})) == {"secure aggregation is said to protect it, but no evidence is named"}
	count(_problems(_claimed({"differential_privacy": null}))) == 2
}

test_too_large_an_epsilon_hides_nobody if {
	weak := object.union(_claim.differential_privacy, {"epsilon": 8.5})
	_problems(_claimed({"differential_privacy": weak})) == {"differential privacy with an epsilon of 8.5 hides nobody: at most 8 counts"}
	enough := object.union(_claim.differential_privacy, {"epsilon": 8})
	_denied(_claimed({"differential_privacy": enough})) == set()
}

test_a_hidden_claim_is_undetermined if _noted(_claimed({"claim": samples.secret})) == {"undetermined"}

test_what_cannot_be_read_is_undetermined if {
	every name in ["data", "flow_kind", "form", "link", "transfer_mechanism"] {
		every silence in [samples.unknown, samples.secret, [[]]] {
			"undetermined" in _noted(samples.transferred({name: silence}))
		}
	}
}

test_claims_about_data_that_transfer_law_is_not_about_are_not_judged if {
	every change in [{}, {"secure_aggregation": null, "effective": false}] {
		claim := object.union(change, {"data": [samples.detections]})
		_denied(_claimed(claim)) == set()
		_noted(_claimed(claim)) == set()
	}
}

test_an_epsilon_that_is_no_number_hides_nobody if {
	every epsilon in [null, true, -1, "8", samples.secret] {
		weak := object.union(_claim.differential_privacy, {"epsilon": epsilon})
		count(_problems(_claimed({"differential_privacy": weak}))) == 1
	}
}
