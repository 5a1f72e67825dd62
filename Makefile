# `make` alone lists what there is. All that is needed is Python 3.11 or later, and make.
# Everything is set up below .venv; a stamp file there says which lock was installed.

SHELL := /bin/sh
.DEFAULT_GOAL := list
.DELETE_ON_ERROR:
.PHONY: list demo test lint format docs bare slow bench lock clean

VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
PEERS := negmas moocore paretoset pymoo

# The first interpreter on the path that is new enough.
find_python = for p in python3 python3.11 python3.12 python3.13 python3.14 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && exit; done
PYTHON ?= $(shell $(find_python))

# `$(call venv,FOLDER)` makes a virtual environment there unless it has a working interpreter.
venv = test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed and was not found" >&2; exit 1; }; \
	$(1)/bin/python -c "" 2>/dev/null || $(PYTHON) -m venv $(1)
PIP := -m pip install --quiet --disable-pip-version-check

list: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1	/' | while IFS='	' read -r name text; do \
		printf '  make %-7s %s\n' "$$name" "$$text"; done

demo: $(VENV)/.base ## set up, then write the brief of the bundled peace-talks case and say where it is
	@$(BIN)/onetext demo $(ARGS)

test: $(VENV)/.dev ## set up, then run all tests (ARGS="-k word" narrows them); what was left out is listed
	@$(BIN)/python -m pytest --numprocesses=2 --dist=worksteal $(ARGS)

lint: $(VENV)/.dev ## rules of form and of types
	@$(BIN)/ruff check src tests
	@$(BIN)/ruff format --check src tests
	@$(BIN)/mypy

format: $(VENV)/.dev ## put the source into the form that `make lint` asks for
	@$(BIN)/ruff check --fix --exit-zero --quiet src tests >/dev/null; $(BIN)/ruff format --quiet src tests

docs: $(VENV)/.dev ## run every example of the documentation and compare its output
	@$(BIN)/python -m pytest tests/docs $(ARGS)

bare: ## a fresh environment with the base only, from the wheel: import and command line
	@rm -rf .venv-bare && $(call venv,.venv-bare)
	@.venv-bare/bin/python $(PIP) --require-hashes -r requirements.lock
	@.venv-bare/bin/python $(PIP) --no-deps .
	@.venv-bare/bin/python -I -c 'import onetext; print("import onetext", onetext.__version__)'
	@for command in --version --help doctor "check treaty-28"; do \
		.venv-bare/bin/onetext $$command >/dev/null && echo "onetext $$command: ok" || exit 1; done

slow: $(VENV)/.dev ## the tests that take minutes: large grids, a fresh install
	@ONETEXT_REQUIRE="$${ONETEXT_REQUIRE:-install}" $(BIN)/python -m pytest --slow -m slow $(ARGS)

bench: $(VENV)/.dev $(PEERS:%=.venv-bench-%/.made) .venv-bench-onetext/.made ## peers side by side, into docs/benchmarks.md, then the promised times
	@$(BIN)/python -m bench $(ARGS)

lock: ## write all locks anew, from pyproject.toml and the files *.in
	@$(call venv,.venv-lock) && .venv-lock/bin/python $(PIP) uv
	@$(uv_compile) pyproject.toml --output-file requirements.lock
	@$(uv_compile) pyproject.toml requirements-dev.in --constraints requirements.lock --output-file requirements-dev.lock
	@for peer in $(PEERS); do $(uv_compile) bench/requirements-$$peer.in --output-file bench/requirements-$$peer.lock || exit 1; done
uv_compile = .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(ARGS)

clean: ## remove what was set up
	rm -rf .venv .venv-bare .venv-lock .venv-bench-* build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/.base: requirements.lock pyproject.toml
	@$(call venv,$(VENV))
	@echo "setting up $(VENV) ..."
	@$(BIN)/python $(PIP) --require-hashes -r requirements.lock
	@$(BIN)/python $(PIP) --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml
	@$(call venv,$(VENV))
	@echo "setting up $(VENV) for tests ..."
	@$(BIN)/python $(PIP) --require-hashes -r requirements-dev.lock
	@$(BIN)/python $(PIP) --no-deps --editable .
	@touch $@ $(VENV)/.base

# One environment for each tool that `make bench` compares; .venv-bench-onetext holds the base alone.
$(PEERS:%=.venv-bench-%/.made): .venv-bench-%/.made: bench/requirements-%.lock
	@$(call venv,$(@D))
	@echo "setting up $(@D) ..."
	@$(@D)/bin/python $(PIP) --require-hashes -r $<
	@touch $@

.venv-bench-onetext/.made: requirements.lock pyproject.toml
	@$(call venv,$(@D))
	@echo "setting up $(@D) ..."
	@$(@D)/bin/python $(PIP) --require-hashes -r $<
	@$(@D)/bin/python $(PIP) --no-deps --editable .
	@touch $@
