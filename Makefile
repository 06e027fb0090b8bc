# Two commands: `make demo` to see the site, `make test` to know that it works.
# What they do in detail is in .ci/; PORT and VAR are read by cms/settings/env.py.

.DEFAULT_GOAL := help
.PHONY: help demo demo-data serve test test-fast lint format messages css fonts export \
	faults bench-subscribe bench-serve bench-import bench-render bench-lighthouse lock clean check-python base work frontend

python := .venv/bin/python
manage := $(python) manage.py

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile
	@echo "  PORT=8001 serves on another port; VAR=/path keeps what is written elsewhere."

demo: base ## the whole site with its demonstration content, on http://localhost:8000
	@$(manage) serve --check
	@.ci/demo-data
	@$(manage) serve

demo-data: base ## all of `make demo` but the serving
	@.ci/demo-data

serve: base ## serve what is there
	@$(manage) serve

export: base ## write the public site as plain files into VAR/site
	@$(manage) export_site

test: lint frontend ## lint, then every test, in browsers and against PostgreSQL too
	@.ci/system chromium postgresql java
	@$(python) -m pytest -n 2 --dist loadgroup $(ARGS)

test-fast: work ## the tests that need no browser, no server and no npm package
	@$(python) -m pytest -n 2 --dist loadgroup -m "not browser and not postgresql and not frontend" $(ARGS)

lint: work ## every rule that needs no test: style, types, layers, templates, locks, messages
	@.ci/lint

format: work ## lay out the sources as lint wants them
	@$(python) -m ruff check --fix --quiet . || true
	@$(python) -m ruff format .

messages: work ## bring the message catalogues up to date and compile them
	@$(manage) messages

css: frontend ## rebuild static/css/site.css, from frontend/ and the components' sheets, and notices
	@cd frontend && ../.venv/bin/node css.mjs && ../$(python) notices.py

fonts: frontend ## rebuild static/fonts, and the faces that sharing pictures are drawn with
	@cd frontend && ../$(python) fonts.py

faults: work ## kill workers, race schedulers and lock SQLite for minutes, on both databases
	@.ci/system postgresql
	@$(python) -m pytest tests/faults --long -rP $(ARGS)

bench-subscribe: base ## sign-ups at fifty a second on SQLite: how long they take
	@$(python) -m tests.benchmarks.bench_subscribe $(ARGS)

bench-serve: base ## what a page costs to serve, beside a bare Wagtail page
	@$(python) -m tests.benchmarks.bench_serve $(ARGS)

bench-import: base ## how fast a list of 100,000 subscribers is imported, in how much memory
	@$(python) -m tests.benchmarks.bench_import $(ARGS)

bench-render: base ## what a letter costs to render and to address, and how large it is
	@$(python) -m tests.benchmarks.bench_render $(ARGS)

bench-lighthouse: base frontend ## what Lighthouse says of the pages, on a phone and a desk; minutes
	@.ci/system chromium
	@$(python) -m tests.benchmarks.bench_lighthouse $(ARGS)

lock: check-python ## lock the versions of pyproject.toml; UPGRADE=1 takes the newest
	@.ci/lock

clean: ## remove environments and caches; what is in VAR stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis frontend/node_modules
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

check-python: ## is there a Python that fits?
	@.ci/python >/dev/null

frontend: work
	@.ci/frontend

base: check-python
	@.ci/venv base

work: check-python
	@.ci/venv test
