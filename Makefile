# Học vụ số. `make help` lists what there is; every target does its own set-up in .venv.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
LMS := $(VENV)/bin/lms
# What one process has compiled the others, and the next start, need not again, also where the environment forbids it.
COMPILED := PYTHONDONTWRITEBYTECODE= PYTHONPYCACHEPREFIX=$(CURDIR)/$(VENV)/compiled

.DEFAULT_GOAL := help
.PHONY: help run test check lint types contracts content messages clean lock

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

run: $(VENV)/.ok ## the app with demo data on http://127.0.0.1:8000 (PORT, LMS_DATA_DIR)
	@$(COMPILED) $(LMS) run --demo

test: $(VENV)/.ok ## all tests but those in a browser (.ci/run)
	@TMPDIR=$$([ -w /dev/shm ] && echo /dev/shm || echo $${TMPDIR:-/tmp}) $(COMPILED) $(PY) -m pytest -q -n auto --dist worksteal -m "not browser"

check: lint types contracts content test ## what CI runs first

lint: $(VENV)/.ok ## style of the code
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .

types: $(VENV)/.ok ## mypy --strict
	@$(VENV)/bin/mypy

contracts: $(VENV)/.ok ## who may import whom
	@$(VENV)/bin/lint-imports

content: $(VENV)/.ok ## every mistake in content/
	@$(LMS) content check

lock: ## write the requirements again from pyproject.toml (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev pyproject.toml -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group pg --group e2e -c requirements.txt pyproject.toml -o requirements-ci.txt

messages: $(VENV)/.ok ## every sentence for readers into build/messages.pot, to be translated
	@mkdir -p build
	@$(VENV)/bin/pybabel -q extract -F babel.cfg -k _l -k lazy_gettext -k said -k Refused --no-wrap --no-location -o build/messages.pot .

clean: ## remove .venv and caches (never the data)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache

# With uv when it is there; else venv and pip; else (Debian without python3-venv) a bare venv filled by the host's pip.
$(VENV)/.ok: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Cần Python 3.11 trở lên, máy đang có " + sys.version)'
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv -q --allow-existing --python $(PYTHON) $(VENV) && uv pip install -q --python $(PY) --require-hashes -r requirements.txt && uv pip install -q --python $(PY) --no-deps --no-build-isolation -e .; \
	elif $(PYTHON) -m venv $(VENV) >/dev/null 2>&1; then \
	  $(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt && $(PY) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	else \
	  $(PYTHON) -m venv --clear --without-pip $(VENV) && $(PYTHON) -m pip --python $(PY) install -q --disable-pip-version-check --require-hashes -r requirements.txt && $(PYTHON) -m pip --python $(PY) install -q --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi
	@touch $@
