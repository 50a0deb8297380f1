# deckgen: everything a checkout needs is one of these targets. `make` alone lists them.
# Needed: Python 3.11 or newer with pip and venv. Another one:  make deck PYTHON=python3.12
# Paths are relative on purpose, so that a checkout may lie in a folder with spaces.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip install --quiet --disable-pip-version-check
DEMO := demo
OUT := out

# A virtual environment breaks when its Python goes away or the checkout is moved: make it again.
BROKEN := $(shell \
	$(RUN) -c 'import pip' 2>/dev/null \
	&& { [ ! -e $(VENV)/checkout ] || [ "$$(cat $(VENV)/checkout)" = "$$PWD" ]; } \
	|| echo rebuild)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help deck test bench clean rebuild

help:  ## list the targets
	@grep -E '^[a-z]+:.*## ' $(firstword $(MAKEFILE_LIST)) \
		| sed -E 's/^([a-z]+):.*## /  make \1	/'

deck: $(VENV)/installed  ## the sample company's deck, into out/
	@[ -e $(DEMO)/config.yaml ] || $(RUN) -m deckgen init $(DEMO) --demo
	@$(RUN) -m deckgen build $(DEMO)/config.yaml -o $(OUT)

test: $(VENV)/installed-dev  ## tests, ruff, mypy, import rules; says what was skipped and why
	@start=$$(date +%s); failed=; \
	step() { echo "== $$*"; "$$@" || failed="$$failed $$name"; }; \
	name=lint;    step $(RUN) -m ruff check .; \
	name=format;  step $(RUN) -m ruff format --check .; \
	name=types;   step $(RUN) -m mypy; \
	name=imports; step $(VENV)/bin/lint-imports --no-logo; \
	name=tests;   step $(RUN) -m pytest -n 2 $(PYTEST); \
	echo "== took $$(( $$(date +%s) - start )) seconds$${failed:+; failed:$$failed}"; \
	[ -z "$$failed" ]

bench: $(VENV)/installed-dev  ## time and memory against other ways to the same, as ratios of one run
	@$(RUN) -m benchmarks.run $(BENCH)

clean:  ## remove what make built; decks in out/ and the data in demo/ stay
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find deckgen tests -name __pycache__ -type d -prune -exec rm -rf {} +

# --- the virtual environment; the stamps keep a second run from installing again ------------

$(VENV)/ready: $(BROKEN)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"deckgen needs Python 3.11 or newer, this is " + sys.version.split()[0] + \
		"; try: make PYTHON=python3.12")'
	@[ -z "$(BROKEN)" ] || { echo "creating $(VENV)"; $(PYTHON) -m venv --clear $(VENV); }
	@printf '%s' "$$PWD" > $(VENV)/checkout
	@touch $@

$(VENV)/installed: $(VENV)/ready pyproject.toml
	@echo "installing deckgen"
	@$(PIP) --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/ready pyproject.toml
	@echo "installing deckgen and the tools for its tests"
	@$(PIP) --editable '.[dev]'
	@touch $(VENV)/installed $@
