# Shidra. `make` lists what there is.

PYTHON ?= python3
BIN := .venv/bin
UV_PIP_COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command 'make lock' --quiet

.DEFAULT_GOAL := help
.PHONY: help run test check docs lock bench test-clients test-fuzz test-compose clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/run.installed ## Run everything on this machine: database, services, workers
	@$(BIN)/python -m services.cli run || test $$? -eq 130

test: .venv/dev.installed ## Run the test suite on a database of its own
	$(BIN)/pytest -n 2 --dist worksteal

check: .venv/dev.installed ## Check style, types, layers, generated documents, lock files, known vulnerabilities
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m services.cli docs --check
	deploy/check-lock-files
	deploy/audit-dependencies

docs: .venv/dev.installed ## Generate the documents that are made from the code
	$(BIN)/python -m services.cli docs

bench: .venv/dev.installed ## Measure what things cost; writes the table in docs/performance.md
	$(BIN)/python -m bench

test-clients: .venv/dev.installed ## Generate and compile clients from the OpenAPI documents (needs Node)
	tests/clients/run

test-fuzz: .venv/dev.installed ## Throw generated requests at every operation, for a bounded time
	tests/fuzz/run

test-compose: ## Build and start docker-compose.yml for real (needs Docker, or ../shared/tools/compose-check)
	tests/compose/run

lock: .venv/dev.installed ## Choose versions of dependencies anew: versions and hashes, no addresses
	$(UV_PIP_COMPILE) --upgrade -o requirements/service.txt
	$(UV_PIP_COMPILE) --upgrade --extra run -o requirements/run.txt
	$(UV_PIP_COMPILE) --upgrade --extra run --extra dev -o requirements/dev.txt
	deploy/lock-uv

clean: ## Remove what can be made again; the data of `make run` stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +

# The environment: uv by pip, then what a lock file names, each only when the lock file changed.
.venv/%.installed: requirements/%.txt requirements/uv.txt deploy/bootstrap
	@PYTHON=$(PYTHON) deploy/bootstrap requirements/$*.txt
	@touch $@
