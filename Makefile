# Alongside. `make run` starts it; `make test` checks everything. Python 3.11+, git and make are enough.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready
export ALONGSIDE_DATA ?= $(CURDIR)/data
PORT ?= 8000

.PHONY: setup run test check bench format lock assets clean
setup: $(STAMP)

$(STAMP): requirements/dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Alongside needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

run: setup  ## start Alongside at http://localhost:8000 with a lifelike example
	$(BIN)/alongside example
	$(BIN)/alongside serve --port $(PORT)

test: check  ## types, lint, layers, templates and every test
	bash tests/run

check: setup  ## everything that needs no running product
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint src --lint --quiet
	$(BIN)/deptry src
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m django makemigrations --check --dry-run

bench: setup  ## print every figure beside its bar
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/peers.lock
	$(BIN)/alongside bench

format: setup
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

lock:  ## pin every dependency by hash (needs uv)
	for f in base dev peers; do uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements/$$f.in -o requirements/$$f.lock; done

assets:  ## build the style sheet, copy htmx and the fonts (needs Node; what it makes is committed)
	cd frontend && npm ci --no-progress && npm run --silent build

clean:
	rm -rf .venv build data .mypy_cache .ruff_cache .pytest_cache
