"""What all tests share: the helpers beside this file can be imported, and hypothesis measures no time."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
