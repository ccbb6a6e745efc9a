"""A provider that stands in for the clouds' own: the real engine and program, no cloud at all."""
