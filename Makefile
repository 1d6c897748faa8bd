# La Era. `make serve` runs the paper, `make test` proves it; each sets up what it needs and starts at once when it is there.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
UV := .tools/uv/bin/uv

# The simulation takes longest, so it begins first; browsers that are measured must not wait for others, so they come last.
OTHER_TESTS := $(filter-out tests/simulation/ tests/example/ tests/__pycache__/,$(sort $(wildcard tests/*/)))

TEST_TOOLS := .venv/test-ready .tools/sam-ready .tools/checkov-ready .tools/budgets/node_modules/ready

.DEFAULT_GOAL := help
.PHONY: help serve test lint unit budgets screenshots accept golden mutants layers lock clean

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /make \1 — /p' Makefile

serve: .venv/serve-ready ## the paper on this laptop: an S3 endpoint, a watched folder, the site and its API
	@$(BIN)/laera serve

test: ## everything that must hold
	@$(MAKE) --jobs 4 --no-print-directory $(TEST_TOOLS) lint
	@.ci/browser
	$(BIN)/pytest -n 4 --dist worksteal tests/simulation $(OTHER_TESTS)
	$(BIN)/pytest -n 3 --dist loadfile tests/example

lint: .venv/test-ready ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

budgets: .venv/test-ready .tools/budgets/node_modules/ready ## what readers get, measured: bytes, Lighthouse, axe, valid HTML
	@.ci/browser
	@$(BIN)/python -m tests.example.budgets.report

screenshots: .venv/test-ready ## every kind of page at 390 and 1280 pixels, light and dark, under build/screenshots
	@.ci/browser
	@$(BIN)/python -m tests.example.screenshots.take

accept: .venv/test-ready ## take the screenshots that docs show and tests compare with anew; look at them before you commit
	@.ci/browser
	@$(BIN)/python -m tests.example.screenshots.accept

unit: .venv/test-ready ## the tests that take seconds
	$(BIN)/pytest -q -n 2 tests/unit tests/infrastructure -m "not tools"

golden: .venv/test-ready ## renew the rendered example newspaper that tests compare with
	$(BIN)/python -m tests.golden.renew

mutants: .venv/test-ready ## broken rules that the simulation must see; takes minutes
	$(BIN)/python -m tests.simulation.mutants

layers: .venv/serve-ready ## the layers as they are deployed, under build/layers
	$(BIN)/python layers/build_layers.py

lock: .tools/uv-ready ## resolve every dependency anew, with hashes
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
		--extra local --extra test pyproject.toml -o locks/test.txt
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
		--extra local -c locks/test.txt pyproject.toml -o locks/serve.txt
	for layer in dependencies imaging searching; do $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-annotate --no-header -c locks/serve.txt layers/$$layer/requirements.in -o layers/$$layer/requirements.txt || exit 1; done
	for tool in sam checkov budgets; do $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-annotate --no-header locks/$$tool.in -o locks/$$tool.txt || exit 1; done

clean: ## forget everything that was set up or built
	rm -rf .venv .tools .aws-sam build

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "La Era needs Python 3.11 or later: $(PYTHON) was not found."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "La Era needs Python 3.11 or later; this is $$($(PYTHON) --version). Say PYTHON=… to choose another."; exit 1; }
	@echo "Setting up .venv (once)…"
	@$(PYTHON) -m venv .venv || { echo "Python has no venv module here; on Debian and Ubuntu: apt install python3-venv"; exit 1; }

.venv/serve-ready: locks/serve.txt pyproject.toml | .venv/bin/python
	@echo "Installing what the paper needs (once; a minute or two)…"
	@test -e .venv/test-ready || $(PIP) --require-hashes -r locks/serve.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/test-ready: locks/test.txt pyproject.toml | .venv/bin/python
	@echo "Installing what the tests need (once; a minute or two)…"
	@$(PIP) --require-hashes -r locks/test.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@ .venv/serve-ready

.tools/%-ready: locks/%.txt
	@echo "Installing $* in an environment of its own (once)…"
	@rm -rf .tools/$* && $(PYTHON) -m venv .tools/$*
	@.tools/$*/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes --no-deps -r locks/$*.txt
	@touch $@

.tools/budgets/node_modules/ready: tests/example/budgets/package-lock.json .tools/budgets-ready
	@echo "Installing Lighthouse, axe and the HTML checker (once)…"
	@cp tests/example/budgets/package.json tests/example/budgets/package-lock.json .tools/budgets/
	@cd .tools/budgets && PATH="$$PWD/bin:$$PATH" npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@
