"""The message catalogue: which strings the interface has, and whether each is translated.

Made with Babel, so that nobody needs GNU gettext; the compiled catalogues are committed, so that
running the site needs neither. Only `manage.py messages` uses this package.
"""
