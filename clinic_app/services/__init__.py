"""The therapist's errands: find, prescribe, revise, record, hand out."""
