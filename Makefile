# Two commands do everything: `make demo` and `make test`. They need Python >= 3.11 and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TOWN ?= 山口県萩市
LANGUAGE_OF_DEMO ?= ja

.PHONY: demo test lint types architecture docs build bench clean

# One stamp per set of extras, so that a changed pyproject.toml or constraints.txt installs anew.
$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "chiho_digital needs Python >= 3.11 (set PYTHON=python3.12, say)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed-%: $(VENV)/.created pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[$*]'
	@touch $@

demo: $(VENV)/.installed-default
	$(BIN)/python examples/demo.py --lang $(LANGUAGE_OF_DEMO) --html demo.html '$(TOWN)'

test: $(VENV)/.installed-test
	$(BIN)/python -m pytest --cov --cov-report=term -n 2

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy
	$(BIN)/pyright

architecture: $(VENV)/.installed-dev
	$(BIN)/lint-imports

docs: $(VENV)/.installed-dev
	$(BIN)/mkdocs build --strict --quiet

build: $(VENV)/.installed-dev
	rm -rf dist
	$(BIN)/python -m build --outdir dist .

bench: $(VENV)/.installed-bench
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) dist site demo.html
