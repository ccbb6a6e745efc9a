package transfer.localised_data_stays_test

import data.lib.samples
import data.transfer.localised_data_stays as rule

_denied(input_) := findings if {
	findings := rule.deny with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_noted(input_) := {note.outcome | some note in notes} if {
	notes := rule.qualified with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_payments := {
	"id": "payments",
	"origin": "IN",
	"classification": "confidential",
	"categories": ["user.financial.bank_account"],
	"retention_days": null,
}

_chinese := object.union(samples.camera_frames, {"origin": "CN"})

_left(data_, changes) := samples.transferred(json.patch(
	{"data": data_, "to_country": "DE"},
	[{"op": "add", "path": [name], "value": value} | some name, value in changes],
))

_label(countries) := samples.one("topology.label", {
	"data": object.union(samples.camera_frames, {"origin": "RU"}),
	"people": null,
	"subjects": [],
	"use": null,
	"countries": countries,
	"source_countries": countries,
})

test_what_may_not_leave_and_leaves_fails if {
	some finding in _denied(_left(_payments, {}))
	finding.vars.law == "RBI s. 1"
	finding.vars.problem == "it leaves"
}

test_coming_home_is_no_leaving if _denied(_left(_payments, {"to_country": "IN"})) == set()

test_other_data_may_leave if {
	_denied(_left(object.union(_payments, {"categories": ["system.operations"]}), {})) == set()
	_denied(_left(samples.camera_frames, {})) == set()
}

test_a_conditional_duty_wants_its_condition if {
	some finding in _denied(_left(_chinese, {"people": 200000}))
	contains(finding.vars.problem, "nothing declared shows that the authority assessed it")
}

test_a_condition_shown_is_a_condition if {
	_denied(_left(_chinese, {"transfer_mechanism": samples.scc})) == set()
	"conditional" in _noted(_left(_chinese, {"transfer_mechanism": samples.scc}))
}

test_a_duty_begins_at_a_number_of_people if {
	_denied(_left(_chinese, {"people": 99999})) == set()
	count(_denied(_left(_chinese, {"people": 100000}))) == 1
	count(_denied(_left(_chinese, {"people": null}))) == 1
}

test_a_duty_nobody_verified_is_undetermined if "undetermined" in _noted(_left(_chinese, {"transfer_mechanism": samples.scc}))

test_a_copy_at_home_is_enough_for_a_mirror if {
	_denied(_label(["DE", "RU"])) == set()
	some finding in _denied(_label(["DE"]))
	finding.vars.problem == "no copy of it, as itself, is there"
	_denied(_left(object.union(samples.camera_frames, {"origin": "RU"}), {})) == set()
}

test_what_cannot_be_read_is_undetermined if {
	every name in ["data", "to_country", "people", "transfer_mechanism"] {
		every silence in [samples.unknown, samples.secret, [[]]] {
			"undetermined" in _noted(_left(_payments, {name: silence}))
		}
	}
	_noted(_label(samples.unknown)) == {"undetermined"}
	_noted(_label([samples.secret])) == {"undetermined"}
}

_assessed(mechanism) := samples.transferred({
	"data": object.union(samples.camera_frames, {"origin": "CN"}),
	"people": 2000000,
	"from_country": "CN",
	"to_country": "DE",
	"transfer_mechanism": mechanism,
})

_assessment := object.union(samples.law_facts, {
	"transfer_rules": {"CN": {
		"model": "approval",
		"blacklist": [],
		"mechanisms": {
			"security-assessment": {"anchor": "PIPL art. 40", "occasional": false},
			"scc": {"anchor": "PIPL art. 38(1)(3)", "occasional": false},
		},
		"source": "PIPL",
		"confidence": "stated",
	}},
	"localisation": [{
		"id": "cn",
		"country": "CN",
		"kind": "conditional",
		"categories": ["user.*"],
		"people_from": 1000000,
		"condition": "a security assessment of the CAC is passed",
		"met_by": ["security-assessment"],
		"anchor": "PIPL art. 40",
		"source": "PIPL",
		"confidence": "stated",
	}],
})

_assessing := object.union(samples.law_params, {"transfer": object.union(
	samples.law_params.transfer,
	{"accepted_mechanisms": ["scc", "security-assessment"]},
)})

test_clauses_are_no_security_assessment if {
	found := rule.deny with input as _assessed(samples.scc)
		with data.params as _assessing
		with data.facts as _assessment
	{finding.vars.problem | some finding in found} == {concat("", [
		"it leaves, and nothing declared shows that ",
		"a security assessment of the CAC is passed",
	])}
}

test_the_assessment_its_condition_names_meets_it if {
	passed := object.union(samples.scc, {"type": "security-assessment", "evidence": "CAC-7"})
	found := rule.deny with input as _assessed(passed)
		with data.params as _assessing
		with data.facts as _assessment
	found == set()
	notes := rule.qualified with input as _assessed(passed)
		with data.params as _assessing
		with data.facts as _assessment
	{note.because | some note in notes} == {concat("", [
		"camera-frames leaves CN (PIPL art. 40) on security-assessment CAC-7, ",
		"valid to 2028-01-31, which shows that a security assessment of the CAC is passed",
	])}
}
