"""The sample city's programs, rounds, cases and certificates, made through the same actions as real ones."""

from certifications.demo.city import STEPS, build

__all__ = ["STEPS", "build"]
