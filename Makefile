# What a developer types; `make help` lists it. Needs Python 3.11 or newer and make, nothing else.

# the first Python that is new enough
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)

UV := .tools/bin/uv
BUILD_WEB := .tools/bin/python hatch_build.py
IN_VENV := .venv/bin/
export UV_PYTHON_DOWNLOADS = never

.DEFAULT_GOAL := help
.PHONY: help run demo test lint format bench screenshots lock clean setup web node browser

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

run: .venv/runtime web ## install, build the web part and serve
	@$(IN_VENV)assistant serve

demo: .venv/runtime web ## fill an empty database with believable conversations and tickets
	@$(IN_VENV)assistant demo

# What runs longest in pytest is waiting for servers and a browser: two workers keep two cores busy.
PYTEST_WORKERS ?= 2

test: setup ## every test and type check, pytest last
	$(IN_VENV)mypy
	$(BUILD_WEB) npm web run typecheck
	$(BUILD_WEB) npm web run test
	$(IN_VENV)pytest -n $(PYTEST_WORKERS)

lint: setup ## style and the direction of imports
	$(IN_VENV)ruff check
	$(IN_VENV)ruff format --check
	$(IN_VENV)lint-imports --no-cache --no-logo
	$(BUILD_WEB) npm web run lint

format: .venv/dev ## put the Python files into shape
	$(IN_VENV)ruff check --fix
	$(IN_VENV)ruff format

bench: setup ## throughput and latency against a bare server, a quarter of a year of promises, a million tickets
	$(IN_VENV)python -m benchmarks
	$(IN_VENV)python -m benchmarks.simulation
	$(IN_VENV)python -m benchmarks.queue

screenshots: setup ## take the pictures of docs/screenshots again
	$(IN_VENV)python -m tests.browser.screenshots

setup: .venv/dev web browser ## everything a developer needs, without starting anything

web: .tools/ready node
	@$(BUILD_WEB)

# a machine without Node gets it from the package index
node: .tools/ready
	@$(BUILD_WEB) node >/dev/null || $(UV) pip install -q -p .tools --require-hashes -r requirements-node.txt

# Chromium and axe for the browser tests
browser: .tools/ready node
	@mkdir -p .cache/browser
	@cp tests/support/npm/package.json tests/support/npm/package-lock.json tests/support/npm/.npmrc .cache/browser/
	@$(BUILD_WEB) npm .cache/browser

# The stamps are files in the environments themselves: gone with them, and older than what they were made from
# as soon as that changes.
.tools/ready: requirements-tools.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; with another name for it: make PYTHON=..." >&2; exit 1; }
	@echo "Setting up the tools ..."
	@$(PYTHON) -m venv .tools || { echo "Python's venv module is needed (on Debian: the package python3-venv)" >&2; exit 1; }
	@.tools/bin/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements-tools.txt
	@touch $@

.venv/runtime: requirements.txt pyproject.toml .tools/ready
	@echo "Installing the libraries ..."
	@test -x .venv/bin/python || $(UV) venv -q -p $(PYTHON) .venv
	@$(UV) pip install -q -p .venv --require-hashes -r requirements.txt
	@$(UV) pip install -q -p .venv --no-deps --build-constraints requirements-tools.txt -e .
	@touch $@

.venv/dev: requirements-dev.txt .venv/runtime
	@$(UV) pip install -q -p .venv --require-hashes -r requirements-dev.txt
	@touch $@

# Versions with hashes and without addresses. `make lock UPGRADE=--upgrade` takes the newest.
COMPILE = $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header $(UPGRADE)

lock: .tools/ready ## write the requirements files anew from pyproject.toml
	$(COMPILE) pyproject.toml -o requirements.txt
	$(COMPILE) pyproject.toml --group test --group lint -c requirements.txt -o requirements-dev.txt
	$(COMPILE) --group tools -o requirements-tools.txt
	$(COMPILE) --group node -o requirements-node.txt

clean: ## remove everything that was installed or built; the data stays
	rm -rf .venv .tools .cache web/node_modules assistant/entry/built dist
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
