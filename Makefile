# Needs nothing but make and Python 3.11 or newer. Everything else is installed into .venv.
PYTHON ?= python3
VENV_PYTHON := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run demo-fresh test test-all bench lint format lock install install-dev

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: install ## Serve the site with demo data on this machine; keeps what was typed
	@$(VENV_PYTHON) -m scripts.serve

demo-fresh: install ## Like run, but start over with fresh demo data
	@$(VENV_PYTHON) -m scripts.serve --fresh

test: install-dev ## Check everything and run the tests on SQLite, on PostgreSQL and in Chromium
	@$(VENV_PYTHON) -m scripts.test

test-all: install-dev ## The long form: every test on both databases, 2000 examples each
	@$(VENV_PYTHON) -m scripts.test --all

bench: install-dev ## Measure scoring and the desk against their limits; the first time takes a while
	@$(VENV_PYTHON) -m scripts.bench

lint: install-dev ## Only the checks: style, types, templates, imports, settings
	@$(VENV_PYTHON) -m scripts.lint

format: install-dev ## Bring the Python code into shape
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

lock: install-dev ## Renew the hashed locks from requirements*.in
	@$(VENV_PYTHON) -m scripts.lock

install:
	@$(PYTHON) scripts/bootstrap.py requirements.lock

install-dev:
	@$(PYTHON) scripts/bootstrap.py requirements-dev.lock
