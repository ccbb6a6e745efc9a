package lib.law

# METADATA
# description: >-
#   whether a list of countries, zones and "*" (anywhere) has a country; no list has one that is not
#   known
has_country(places, country) if {
	is_string(country)
	some place in places
	_covers(place, country)
}

_covers("*", _)

_covers(place, country) if place == country

_covers(place, country) if country in data.facts.zones[place]
