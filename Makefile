# make demo   preview the sample estate through the gate, no account needed
# make test   every check (PYTEST_ARGS="-n 2" to spread them over two cores)
# make check  the quick ones: format, lint, types
# make clean  remove what these made
PYTHON ?= python3
BIN := .venv/bin
TOOLS := $(or $(EDGEWRIGHT_TOOLS_DIR),.tools)

.PHONY: demo test check lock clean
.DELETE_ON_ERROR:

demo: $(TOOLS)/.ready
	@$(BIN)/edgewright preview --offline --stack harbour-vision

test: $(TOOLS)/.ready
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

check: .venv/.ready
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

.venv/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "edgewright needs Python 3.11 or later; set PYTHON=..." >&2; exit 2; }
	@echo "installing Python packages into .venv (about two minutes the first time)" >&2
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation \
		--editable .
	@touch $@

$(TOOLS)/.ready: .venv/.ready $(wildcard tools/*/go.mod)
	@$(BIN)/edgewright tools install
	@mkdir -p $(TOOLS) && touch $@

lock:
	$(BIN)/pip-compile --quiet --extra dev --generate-hashes --allow-unsafe --strip-extras \
		--no-emit-index-url --no-emit-find-links --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv .tools .edgewright build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
