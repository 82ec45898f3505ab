# What a developer runs; CONTRIBUTING.md says when. `make PYTHON=python3.12 …` for another Python.
PYTHON ?= python3
BIN = .venv/bin

# Else pytest makes the tests' assertions anew at each start, which takes longer than most tests.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help fast test check format bench

help:  ## list these
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

.venv: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -e '.[test,lint]'
	touch .venv

fast: .venv  ## the tests that take seconds: after each edit
	$(BIN)/pytest -q -m 'not slow'

test: .venv  ## all tests
	$(BIN)/pytest -q

check: .venv test  ## all that has to pass: tests, format, lint, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: .venv  ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv  ## quality on the development corpora, if they lie beside the project
	$(BIN)/pip install -q -r ../shared/score/requirements.txt
	$(BIN)/python -m benchmarks.quality --check
