# make run shows a city at work; make test checks everything. make help lists the rest.
PYTHON ?= python3.11
PORT ?= 8000
ARGS ?=
VENV := .venv/bin/python
export PYTHONUTF8 = 1
# Empty: compiled modules are kept, or each of a hundred processes would compile Django anew.
export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
.PHONY: help run test test-fast test-postgres test-journeys check lint format bench mutate soak stack messages lock guide pictures \
	environment environment-test

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: environment ## start the sample city at http://localhost:8000 (PORT= changes it)
	@bash scripts/install_system.sh run || true
	@PORT=$(PORT) $(VENV) -m scripts.run_city

test: environment-test ## install what tests need and run everything
	@bash scripts/install_system.sh test
	@$(VENV) -m scripts.run_tests all

test-fast: environment-test ## tests without a database, and the main job on SQLite (ARGS= runs all of a part instead)
	@$(VENV) -m scripts.run_tests fast $(ARGS)

test-postgres: environment-test ## tests on PostgreSQL (ARGS=tests/brands narrows them)
	@$(VENV) -m scripts.run_tests postgres $(ARGS)

test-journeys: environment-test ## stories in a real browser, on PostgreSQL (ARGS= narrows them)
	@$(VENV) -m scripts.run_tests journeys $(ARGS)

check: lint test-fast ## linters and fast tests

lint: environment-test ## ruff, import-linter, mypy, djhtml, migrations, messages
	@$(VENV) -m scripts.run_tests lint

format: environment-test ## rewrite Python and templates in the house's form
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format . && .venv/bin/djhtml templates

bench: environment-test ## public pages against a bare view, cache rate, memory; then 1,000 applicants before a close
	@bash scripts/install_system.sh test
	@$(VENV) -m scripts.bench $(ARGS); measured=$$?; $(VENV) -m scripts.storm && exit $$measured

mutate: environment-test ## change the calculations of judging one thing at a time: which change do their tests not notice? (ARGS=scoring)
	@$(VENV) -m scripts.mutate $(ARGS)

soak: environment-test ## the long runs: every race and kill many times over
	@bash scripts/install_system.sh test
	@$(VENV) -m scripts.run_tests soak $(ARGS)

stack: environment-test ## the deployed set as processes: nginx, web x2, worker, PostgreSQL, Redis, S3, mail (ARGS=--sample fills it, --journeys walks through it, --races)
	@bash scripts/install_system.sh test
	@$(VENV) -m scripts.stack $(ARGS)

pictures: environment-test ## take the documents' pictures anew, in a sample city of their own
	@bash scripts/install_system.sh test
	@$(VENV) -m scripts.pictures

messages: environment ## compile the translations
	@$(VENV) scripts/messages.py compile

lock: environment-test ## pin all packages anew out of the .in files
	@$(VENV) -m scripts.lock

environment:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is missing ($(PYTHON)). Install it (Debian 12: apt-get install python3.11 python3.11-venv;" \
		"macOS: brew install python@3.11) or name yours: make PYTHON=/path/to/python3.11 ..." >&2; exit 1; }
	@$(PYTHON) scripts/environment.py requirements.txt

environment-test:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is missing ($(PYTHON)). Install it (Debian 12: apt-get install python3.11 python3.11-venv;" \
		"macOS: brew install python@3.11) or name yours: make PYTHON=/path/to/python3.11 ..." >&2; exit 1; }
	@$(PYTHON) scripts/environment.py requirements-test.txt
