"""What holds for every test."""

from hypothesis import settings

# A busy machine is slow now and then: how long an example takes says nothing about whether it is right.
settings.register_profile("cyfran", deadline=None)
settings.load_profile("cyfran")
