# make demo   preview the sample estate through the gate, no account needed
# make test   every check, on all cores (PYTEST_ARGS="..." to run pytest otherwise; MARKS= for the
#             long ones as well: many more draws of what is drawn at random)
# make check  the quick ones: format, lint, types
# make lock   write both lock files anew, keeping the versions that still fit
# make clean  remove what these made
PYTHON ?= python3
BIN := .venv/bin
# A file of tests stays on one core, so that what it shares is made once; those that run the engine
# come first, so that no core is left with a long one at the end.
PYTEST_ARGS ?= --numprocesses logical --dist loadfile --no-loadscope-reorder
MARKS ?= not heavy

# A lock lists everything, so nothing is resolved: a newer release elsewhere cannot slip in.
# Nothing is compiled either: what is imported, a small part of a cloud SDK, is compiled once then,
# even where the environment says otherwise.
unexport PYTHONDONTWRITEBYTECODE
INSTALL := $(BIN)/python -m pip install --quiet --no-deps --no-compile
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --build-deps-for editable --extra aws --extra azure

.PHONY: demo test check lock clean tools
.DELETE_ON_ERROR:

demo: .venv/.ready tools
	@$(BIN)/edgewright preview --offline --stack harbour-vision

test: .venv/.dev tools
	@$(BIN)/python -m pytest $(PYTEST_ARGS) -m "$(MARKS)"

check: .venv/.dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

.venv/.lock: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "edgewright needs Python 3.11 or later; set PYTHON=..." >&2; exit 2; }
	@echo "installing Python packages into .venv (under a minute, downloads aside)" >&2
	@$(PYTHON) -m venv --clear .venv
	@$(INSTALL) --require-hashes --requirement requirements.lock
	@touch $@

.venv/.ready: .venv/.lock pyproject.toml
	@PYTHONWARNINGS=ignore $(INSTALL) --no-build-isolation --editable .
	@$(BIN)/python -m pip check >&2
	@touch $@

.venv/.dev: .venv/.ready requirements-dev.lock
	@$(INSTALL) --require-hashes --requirement requirements-dev.lock
	@$(BIN)/python -m pip check >&2
	@touch $@

# Looks in the user's cache; builds or downloads only what is not there.
tools: .venv/.ready
	@$(BIN)/edgewright tools install >/dev/null

lock: .venv/.dev
	@$(COMPILE) --output-file requirements.lock pyproject.toml
	@$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock \
		pyproject.toml

clean:
	rm -rf .venv .edgewright build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
