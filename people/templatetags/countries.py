"""Country names in templates: ``{{ code|country }}``."""

from django import template

from people.countries import country_name

register = template.Library()
register.filter("country", country_name)
