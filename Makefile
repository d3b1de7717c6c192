# Heartly's commands. `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

HEARTLY := .build/release/heartly
# Swift's and C++'s libraries inside the program: it starts in less time. Apple's linker does not offer it.
RELEASE := --configuration release $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib \
	-Xswiftc -L$(CURDIR)/.build/static -Xswiftc -Xclang-linker -Xswiftc -static-libgcc)
# Every test has sessions of its own, and a server takes only so many; swift-testing would start all.
FEW_AT_ONCE := SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4
FORMATTED := Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

.PHONY: help
help: ## List the commands.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: up
up: migrate ## Install what is missing, build, start the private PostgreSQL, migrate and serve.
	@# Without a terminal nobody could end it by Ctrl-C, and what waits for make would wait for ever.
	@if [ -t 1 ]; then exec $(HEARTLY) serve; else echo "No terminal: \`make serve\` serves."; fi

.PHONY: migrate
migrate: ## The same without serving.
	@script/bootstrap
	@script/link-static
	@swift build $(RELEASE) --product heartly
	@swift build $(RELEASE) --product heartly-server
	@$(HEARTLY) migrate up

.PHONY: serve
serve: migrate ## Migrate, and serve until a signal comes, with or without a terminal.
	@exec $(HEARTLY) serve

.PHONY: test
test: ## Install what is missing and run all tests against a real PostgreSQL.
	@script/bootstrap --test
	@swift build --build-tests
	@$(FEW_AT_ONCE) swift test --skip-build

.PHONY: soak
soak: ## The fault suite of the migration engine in its long form, with a table at the end.
	@script/bootstrap --test
	@swift build --build-tests
	@HEARTLY_SOAK=1 $(FEW_AT_ONCE) swift test --skip-build --filter 'CommandTests.Faults'

.PHONY: lint
lint: ## Check the format of all Swift code.
	@swift format lint --strict --parallel --recursive $(FORMATTED)

.PHONY: format
format: ## Format all Swift code in place.
	@swift format --in-place --parallel --recursive $(FORMATTED)

.PHONY: bench
bench: ## Measure against psql and pgbench and print the ratios.
	@script/bootstrap --bench
	@script/link-static
	@swift build $(RELEASE) --product heartly
	@swift build $(RELEASE) --product heartly-server
	@swift run --package-path Benchmarks --configuration release benchmarks $(PARTS)

.PHONY: bench-api
bench-api: ## Measure the API alone, against pgbench and FastAPI.
	@$(MAKE) --no-print-directory bench PARTS=api

.PHONY: soak-server
soak-server: ## Ten minutes of load on the server: does its memory stay the same?
	@$(MAKE) --no-print-directory bench PARTS=soak

.PHONY: clean
clean: ## Stop the private PostgreSQL and remove what was built. Its data stays in .heartly/.
	@if [ -x $(HEARTLY) ]; then $(HEARTLY) cluster stop; fi
	@rm -rf .build Benchmarks/.build
