# Two commands are all that a newcomer needs: make demo, make test.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
OUT    := build/demo
# MOST=1000: `make bench-quality` takes as many sentences of each language pair of a set.
MOST   :=
BENCHES := segmentation languages encodings boilerplate alignment moves figures negation false_alarms contrastive scores
UV     := $(shell command -v uv 2>/dev/null)
# uv does not read where pip is told to look for wheels first, such as one of torch without CUDA.
WHEELS := $(if $(UV),$(PIP_FIND_LINKS:%=--find-links %))
PIP    := $(if $(UV),uv pip install --quiet --python $(BIN)/python $(WHEELS),$(BIN)/python -m pip install --quiet --disable-pip-version-check)

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint types arch docs docs-current format golden quality bench bench-quality cover weights models models-trial recipes wheel clean

help:  ## Show what make can do
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(BIN)/python:
	$(if $(UV),uv venv --quiet $(VENV),$(PYTHON) -m venv $(VENV))

$(VENV)/.run: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing auditor into $(VENV) …"
	@$(PIP) -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing auditor and the tools for its tests into $(VENV) …"
	@$(PIP) -c constraints.txt -e '.[dev,bench]'
	@touch $@ $(VENV)/.run

setup: $(VENV)/.dev  ## Install everything into .venv

demo: $(VENV)/.run  ## Install, then audit the sample pair
	@mkdir -p $(OUT)
	@$(BIN)/auditor audit samples/zh-Hant-fr/article.zh-Hant.txt samples/zh-Hant-fr/article.fr.txt
	@$(BIN)/auditor audit --quiet samples/zh-Hant-fr/article.zh-Hant.txt samples/zh-Hant-fr/article.fr.txt \
	  -o $(OUT)/report.csv -o findings:$(OUT)/findings.csv -o $(OUT)/report.html
	@echo "The pairs are in     $(OUT)/report.csv"
	@echo "The findings are in  $(OUT)/findings.csv"
	@echo "The page is          file://$(CURDIR)/$(OUT)/report.html"

test: $(VENV)/.dev  ## Run the tests
	$(BIN)/python -m pytest -n auto

cover: $(VENV)/.dev  ## Run the tests and measure their coverage
	$(BIN)/python -m pytest -n auto --cov --cov-report=term:skip-covered --cov-fail-under=90

check: lint types arch docs-current cover quality  ## All that CI runs

lint: $(VENV)/.dev  ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev  ## mypy --strict
	$(BIN)/mypy

arch: $(VENV)/.dev  ## import contracts
	$(BIN)/lint-imports

format: $(VENV)/.dev  ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/.dev  ## Make the pages of docs/ that come from metadata
	$(BIN)/python -m auditor.docs docs

docs-current: $(VENV)/.dev
	@mkdir -p build/docs && $(BIN)/python -m auditor.docs build/docs
	@for page in build/docs/*.md; do cmp $$page docs/$$(basename $$page) || { echo "run make docs"; exit 1; }; done

golden: $(VENV)/.dev  ## Write the golden reports anew; read the change before you commit it
	AUDITOR_GOLDEN=write $(BIN)/python -m pytest tests/test_golden.py

quality: $(VENV)/.dev  ## Measure the catalogue of checks, and compare with the floors it must keep
	@if [ -d ../shared ]; then OMP_NUM_THREADS=1 $(BIN)/python -m bench.quality; \
	else echo "quality: the data beside the project is not there"; fi

bench: $(VENV)/.dev  ## Measure against the data beside the project
	@for name in $(BENCHES); do echo; echo "## $$name"; $(BIN)/python -m bench.$$name || exit 1; done

bench-quality: $(VENV)/.dev build/train/.made  ## Measure the scores against human judgements: a quarter of an hour
	rm -rf build/bench && mkdir -p build/bench
	OMP_NUM_THREADS=1 build/train/bin/python models/recipes/quality.py --out build/bench --measure $(if $(MOST),--most $(MOST))
	OMP_NUM_THREADS=1 $(BIN)/python -m bench.scores

weights: $(VENV)/.dev  ## Learn the aligner's weights anew: minutes, and the data beside the project
	OMP_NUM_THREADS=1 $(BIN)/python -m bench.alignment_support --write
	OMP_NUM_THREADS=1 $(BIN)/python -m bench.alignment_fit

models:  ## Train the shipped models anew: hours, and the data beside the project
	$(MAKE) recipes OPTIONS='--out build/models' LAST='acceptability export quality export'

models-trial:  ## Run every step of `make models` on a small part of the data: minutes
	$(MAKE) recipes OPTIONS='--out build/trial --models build/trial/shipped --most 300'
	build/train/bin/python models/recipes/fluency.py --evaluate --place build/trial/shipped

recipes:
	@$(MAKE) --no-print-directory build/train/.made
	for step in vocabulary words "encoder prepare" "encoder train" lexicon dictionary fluency export $(LAST); do \
	  set -- $$step; \
	  echo "## $$step"; \
	  build/train/bin/python models/recipes/$$1.py $$2 $(OPTIONS) || exit 1; \
	done
	build/train/bin/python models/recipes/evaluate.py $(OPTIONS)

build/train/.made: models/recipes/requirements.txt
	@test -d build/train || $(PYTHON) -m venv build/train
	@build/train/bin/python -m pip install --quiet -r models/recipes/requirements.txt
	@build/train/bin/python -m pip install --quiet -e .
	@touch $@

wheel: $(VENV)/.dev  ## Build the wheel
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:  ## Remove what was built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
