# make demo    the due list of the sample job search, at the sample's own date
# make test    every check: lint, format, types, tests, notebooks
# make nightly the long tests: statistics on many simulated searches, fuzzing, faults; no part of the gate
# make docs    the documentation, as build/docs/index.html
# make lab     JupyterLab on the notebooks
# make e2e     JupyterLab, the workbench and the report in a real browser: the core
# make e2e-all the same with every notebook, question, download and size
# make fuzz    a fuzzer looks for sheets that break the reading: SECONDS=60 each for cells, dates and columns
# make faults  kill, crowd, starve and damage the journal, 10,000 times and more; no part of the gate
# make clean   remove what the others made
#
# A virtual environment is made in .venv once; stamp files in it say what has been installed.

SHELL := /bin/bash
BIN := .venv/bin
STAMPS := .venv/stamps
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --constraint constraints.txt --editable
# The first of these that runs and is new enough; PYTHON=... on the command line overrides it.
PYTHON ?= $(shell for python in python3.11 python3 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

.PHONY: demo test nightly docs lab e2e e2e-all chromium fuzz faults clean
.DELETE_ON_ERROR:

demo: $(STAMPS)/run
	@$(BIN)/followup demo

test: $(STAMPS)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(if $(wildcard notebooks/*.ipynb),$(BIN)/pytest -q --nbval --nbval-current-env --nbval-cell-timeout=120 \
		--nbval-sanitize-with tests/nbval.cfg -n 2 --dist loadfile notebooks)
	$(BIN)/sphinx-build -W --keep-going -q -c docs -d build/doctrees . build/docs
	$(BIN)/pytest -q -n 2 --dist loadscope

nightly: $(STAMPS)/test
	$(BIN)/pytest -q -n 2 --dist worksteal -m nightly

docs: $(STAMPS)/test
	$(BIN)/sphinx-build -W --keep-going -q -c docs -d build/doctrees . build/docs

lab: $(STAMPS)/test
	$(BIN)/jupyter lab notebooks

e2e: $(STAMPS)/e2e chromium
	$(BIN)/pytest -q -m core tests/e2e

e2e-all: $(STAMPS)/e2e chromium
	$(BIN)/pytest -q tests/e2e

chromium:
	@command -v chromium chromium-browser google-chrome >/dev/null || \
		{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get -qq update && \
		apt-get -qq install -y --no-install-recommends chromium fonts-dejavu >/dev/null; } || \
		{ echo "Chromium is missing and could not be installed: sudo apt-get install --no-install-recommends chromium fonts-dejavu" >&2; exit 1; }

# Finds stand in build/fuzz; each becomes a case in tests/importing/test_fuzz_cases.py.
SECONDS ?= 60
fuzz: $(STAMPS)/fuzz
	@for part in cells dates columns; do mkdir -p build/fuzz/$$part && \
		$(BIN)/python tests/fuzz/fuzz_reading.py $$part -max_total_time=$(SECONDS) -max_len=4096 -timeout=20 -verbosity=0 \
			-print_final_stats=1 -artifact_prefix=build/fuzz/$$part- build/fuzz/$$part || exit 1; done

faults: $(STAMPS)/test
	$(BIN)/python tests/faults/journal_faults.py kills 10000
	TMPDIR=$(or $(wildcard /dev/shm),/tmp) $(BIN)/python tests/faults/journal_faults.py together 80000
	$(BIN)/python tests/faults/journal_faults.py calls
	$(BIN)/python tests/faults/journal_faults.py full 200
	$(BIN)/python tests/faults/journal_faults.py damage 20000
	$(BIN)/python tests/faults/journal_faults.py read_only
	$(BIN)/python tests/faults/power_loss.py 3000

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
	find . -name .ipynb_checkpoints -prune -exec rm -rf {} +

$(BIN)/python:
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer was not found; name one: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Setting up .venv once with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv

$(STAMPS)/run: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing the package and what it runs on"
	@$(INSTALL) .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/test: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what the tests and notebooks need"
	@$(INSTALL) ".[dev,docs,notebooks,pdf]"
	@mkdir -p $(STAMPS) && touch $(STAMPS)/run $@

$(STAMPS)/e2e: $(STAMPS)/test
	@echo "Installing what drives the browser"
	@$(INSTALL) ".[e2e]"
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/fuzz: $(STAMPS)/test
	@echo "Installing the fuzzer"
	@$(PIP) install --quiet --constraint constraints.txt atheris==3.0.0
	@mkdir -p $(STAMPS) && touch $@
