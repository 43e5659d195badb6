"""Persons, administrations and regions, their profiles and roles."""
