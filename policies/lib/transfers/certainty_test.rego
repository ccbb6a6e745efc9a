package lib.transfers_test

import data.lib.samples
import data.lib.transfers

_described := object.union(samples.camera_frames, {"described": true})

_member := object.union(samples.scc, {"type": "dpf"})

_doubting(path) := json.patch(samples.law_facts, [{"op": "add", "path": path, "value": "unverified"}])

_unsure(country, mechanism, facts) := source if {
	source := transfers.unsure(_described, country, mechanism) with input as samples.transferred({})
		with data.params as samples.law_params
		with data.facts as facts
}

_settled(country, facts) if {
	transfers.settled(_described, country) with input as samples.transferred({})
		with data.params as samples.law_params
		with data.facts as facts
}

test_confirmed_adequacy_settles_it if {
	_settled("BR", samples.law_facts)
	_settled("FR", samples.law_facts)
	not _settled("JP", samples.law_facts)
	not _settled("CA", samples.law_facts)
	not _settled("IN", samples.law_facts)
}

test_a_rule_nobody_verified_settles_nothing_but_staying if {
	doubted := _doubting("/transfer_rules/EEA/confidence")
	not _settled("BR", doubted)
	_settled("FR", doubted)
	_unsure("BR", null, doubted) == "GDPR"
	_unsure("IN", samples.scc, doubted) == "GDPR"
	not _unsure("FR", null, doubted)
}

test_a_membership_is_as_sure_as_its_framework if {
	not _unsure("US", _member, samples.law_facts)
	_unsure("US", _member, _doubting("/adequacy/EEA/US/confidence")) == "DPF"
}

test_what_is_unlawful_is_not_unsure if not _unsure("IN", null, samples.law_facts)

test_clauses_make_up_for_a_finding_nobody_verified if {
	_unsure("JP", null, samples.law_facts) == "hearsay"
	not _unsure("JP", samples.scc, samples.law_facts)
}

test_where_no_law_is_known_none_is_doubted if {
	foreign := object.union(_described, {"origin": "TW"})
	not transfers.unsure(foreign, "IN", samples.scc) with input as samples.transferred({})
		with data.params as samples.law_params
		with data.facts as samples.law_facts
	transfers.lawful(foreign, "IN", samples.scc) with input as samples.transferred({})
		with data.params as samples.law_params
		with data.facts as samples.law_facts
}
