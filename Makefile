# Shidra. `make` lists what there is.

export PYTHON ?= python3
BIN := .venv/bin
LOCK := deploy/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make lock'

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run demo test check docs lock bench test-bench test-clients test-fuzz test-interop test-compose env clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# By `exec` Python is the child of this make, and ends when make does, kill -9 included. That is no setting:
# it names the process to end with. Whoever runs `shidra run` by hand, with `nohup` perhaps, goes without it.
run: .venv/run.installed ## Run everything on this machine: database, services, workers
	@SHIDRA_ENDS_WITH_PARENT=$$PPID exec $(BIN)/python -m services.cli run

demo: .venv/run.installed ## Load the demo into a running Shidra (SHIDRA_URL, or this machine's), or find it there
	@$(BIN)/python -m services.cli demo

test: .venv/dev.installed ## Run the test suite on a database of its own
	$(BIN)/python -m pytest -n 2 --dist worksteal --ignore tests/test_bench.py

check: .venv/dev.installed ## Check style, types, layers, generated documents, lock files, known vulnerabilities
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/python -m mypy
	$(BIN)/lint-imports
	$(BIN)/python -m services.cli docs --check
	deploy/check-lock-files
	deploy/audit-dependencies

docs: .venv/dev.installed ## Generate the documents that are made from the code
	$(BIN)/python -m services.cli docs

bench: .venv/dev.installed ## Measure what things cost; writes the table in docs/performance.md
	$(BIN)/python -m bench

test-bench: .venv/dev.installed ## Take each measurement of `make bench` once, in short
	$(BIN)/python -m pytest -n 2 tests/test_bench.py

test-clients: .venv/dev.installed ## Generate and compile clients from the OpenAPI documents (needs Node)
	tests/clients/run

test-fuzz: .venv/dev.installed ## Throw generated requests at every operation, for a bounded time
	tests/fuzz/run

test-interop: .venv/dev.installed ## Let a verifier that others wrote (Go) check our logs; installs it on Debian
	tests/interop/run

test-compose: ## Build and start docker-compose.yml for real (needs Docker, or ../shared/tools/compose-check)
	tests/compose/run

lock: ## Choose versions of dependencies anew: versions and hashes, no addresses
	$(LOCK) --upgrade --extra run --extra dev pyproject.toml -o requirements/dev.txt
	@# uv keeps the versions that it finds in the file it writes: all of them agree.
	@for each in run service uv; do cp requirements/dev.txt requirements/$$each.txt; done
	$(LOCK) --extra run pyproject.toml -o requirements/run.txt
	$(LOCK) pyproject.toml -o requirements/service.txt
	echo uv | $(LOCK) - -o requirements/uv.txt

env: ## Write .env for docker compose, with secrets of its own
	sh deploy/make-env

clean: ## Remove what can be made again; the data of `make run` stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache tests/clients/node_modules examples/node-receiver/node_modules
	find . -path ./.git -prune -o -path ./.data -prune -o -name __pycache__ -prune -exec rm -rf {} +

# What a lock file names, in .venv; again only when the lock file or the Python changed.
.venv/%.installed: requirements/%.txt requirements/uv.txt deploy/uv $(BIN)/python
	@echo "Installing requirements/$*.txt" && deploy/uv pip install --quiet --require-hashes -r requirements/$*.txt
	@touch $@

$(BIN)/python:
	@deploy/uv --version >/dev/null
