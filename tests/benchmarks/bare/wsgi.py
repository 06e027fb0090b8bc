"""The entry of gunicorn; `python -m tests.benchmarks.bare.fill` makes what it serves."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
