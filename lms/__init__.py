"""The roof: wiring of the installation. Nobody imports it but Celery's and Django's own start."""

from lms.celery import app as celery_app

__all__ = ["celery_app"]
