package residency.free_text_without_personal_data_test

import data.lib.samples
import data.residency.free_text_without_personal_data as rule

_params := {"residency": {"personal_data_patterns": [{"name": "an e-mail address", "pattern": `[a-z]+\.[a-z]+@`}]}}

_broken := {"residency": {"personal_data_patterns": [{"name": "nonsense", "pattern": "("}]}}

_free_text(texts) := samples.one("resource.free_text", {"texts": texts})

_found(texts) := findings if {
	findings := rule.deny with input as _free_text(texts) with data.params as _params
}

_noted(texts, params) := {note.because | some note in notes} if {
	notes := rule.qualified with input as _free_text(texts) with data.params as params
}

test_a_person_in_a_tag_fails if {
	_found([{"where": "tags.owner", "text": "jane.doe@example.com"}]) == {{
		"node": "it",
		"vars": {"pattern": "an e-mail address", "where": "tags.owner"},
	}}
}

test_a_place_nobody_names_is_told_in_general if {
	some finding in _found([{"where": null, "text": "jane.doe@example.com"}])
	finding.vars.where == "a name, a tag or a description"
}

test_a_team_passes if {
	_found([{"where": "tags.owner", "text": "ops@example.com"}]) == set()
	_noted([{"where": "tags.owner", "text": "ops@example.com"}], _params) == set()
}

test_what_cannot_be_read_is_undetermined if {
	every silence in [samples.unknown, samples.secret, null] {
		_noted([{"where": "tags.owner", "text": silence}], _params) == {"what tags.owner says cannot be read"}
	}
	count(_noted(samples.unknown, _params)) == 1
}

test_a_pattern_that_is_none_is_undetermined if {
	_noted([{"where": "name", "text": "x"}], _broken) == {"the pattern for nonsense is no regular expression"}
}
