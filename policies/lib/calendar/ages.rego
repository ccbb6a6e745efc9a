package lib.calendar

# METADATA
# description: days from a date to the day of the verdict, negative for one to come; undefined for no date
age(date) := _number(today) - _number(substring(date, 0, 10)) if {
	is_string(date)
	regex.match(_date, date)
}

# The number of a day in the Gregorian calendar, counted in years that begin in March, so that the
# day that leap years add is the last. Reading the date as an instant would raise on 30 February.
_number(date) := ((((365 * years) + floor(years / 4)) - floor(years / 100)) + floor(years / 400)) + days if {
	[year, month, day] := [_digits(part) | some part in split(date, "-")]
	years := year - _before_march(month)
	days := floor(((153 * ((month + 9) % 12)) + 2) / 5) + day
}

_before_march(month) := 1 if month < 3

_before_march(month) := 0 if month >= 3

# Text that begins with zeros is no number to OPA, so a one goes before it and off again.
_digits(text) := to_number(concat("", ["1", text])) - {2: 100, 4: 10000}[count(text)]
