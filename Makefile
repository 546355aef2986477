# catmap: two commands for everybody (`make run`, `make test`), the rest for developers. `make` alone explains.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test check test-rust test-web test-browser docs bench bench-page check-gis bench-gis fuzz audit setup setup-test clean

HOST := $(shell rustc -vV 2>/dev/null | sed -n 's/^host: //p')
DATABASE ?= catmap.db
WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print 2>/dev/null)
BUILD_PACKAGES := g++ make pkg-config libproj-dev proj-data
TEST_PACKAGES := $(BUILD_PACKAGES) chromium fonts-liberation postgresql
GIS_PACKAGES := gdal-bin python3-venv python3-qgis qgis-providers
PEER_PACKAGES := $(GIS_PACKAGES) postgresql postgresql-postgis
BENCH_PACKAGES := postgresql postgresql-postgis util-linux

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

# ---------------------------------------------------------------------------------------------------------------------
# Installing what is missing: Debian packages when root, else a sentence that says exactly what to do.

define need_packages
	@if command -v dpkg-query >/dev/null; then \
	  missing=""; \
	  for package in $(1); do \
	    dpkg-query -W -f='$${Status}' "$$package" 2>/dev/null | grep -q '^install ok' || missing="$$missing $$package"; \
	  done; \
	  if [ -n "$$missing" ]; then \
	    if [ "$$(id -u)" = 0 ]; then \
	      echo "Installing$$missing"; \
	      apt-get update -qq; \
	      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	    else \
	      echo "These packages are missing. Install them, then run make again:"; \
	      echo "  sudo apt-get install$$missing"; exit 1; \
	    fi; \
	  fi; \
	else \
	  pkg-config --exists proj || { echo "Install PROJ 9.1 or newer with its headers and pkg-config (on macOS: brew install proj pkg-config)."; exit 1; }; \
	fi
endef

define need_toolchains
	@command -v cargo >/dev/null || { echo "Rust is missing. Install Rust 1.95 or newer (see rust-lang.org, \"Install\"), then run make again."; exit 1; }
	@command -v node >/dev/null || { echo "Node.js is missing. Install Node.js 20.19 or newer with npm (see nodejs.org), then run make again."; exit 1; }
	@node -e 'const [a,b]=process.versions.node.split(".").map(Number); process.exit(a>20||(a==20&&b>=19)?0:1)' \
	  || { echo "Node.js $$(node --version) is too old: 20.19 or newer is needed (Debian 12 packages 18)."; exit 1; }
endef

setup: ## Install what building needs
	$(need_toolchains)
	$(call need_packages,$(BUILD_PACKAGES))
	@$(MAKE) --no-print-directory .cargo/config.toml

setup-test: ## Install what testing needs
	$(need_toolchains)
	$(call need_packages,$(TEST_PACKAGES))
	@$(MAKE) --no-print-directory .cargo/config.toml

# Linking the system's PROJ takes seconds; building the bundled one takes minutes.
.cargo/config.toml:
	@mkdir -p .cargo
	@if pkg-config --atleast-version=9.1 proj; then \
	  printf '# Written by make: link the PROJ of this machine.\n[target.%s.proj]\nrustc-link-lib = ["proj"]\nrustc-link-search = ["%s"]\n' \
	    '$(HOST)' "$$(pkg-config --variable=libdir proj)" > $@; \
	else \
	  echo "No PROJ 9.1 found: the bundled one is built, which takes some minutes and needs cmake and sqlite3."; \
	  printf '# Written by make: no system PROJ, the bundled one is built.\n' > $@; \
	fi

# ---------------------------------------------------------------------------------------------------------------------
# Running

run: setup web/dist/index.html ## Build, load the fictional region if there is no database, serve, print the address
	cargo build --release --locked
	@if [ -z "$${CATMAP_DATABASE:-}" ] && [ ! -e $(DATABASE) ]; then \
	  echo "No database yet: making and loading the fictional region."; \
	  ./target/release/catmap generate --out region; \
	  ./target/release/catmap import --database $(DATABASE) region/*.csv region/*.geojson || { rm -f $(DATABASE)*; exit 1; }; \
	fi
	@exec ./target/release/catmap serve --database "$${CATMAP_DATABASE:-$(DATABASE)}"

web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci --no-audit --no-fund --loglevel=error

# The bundle is embedded when the binary is compiled, so a new bundle makes that file new.
web/dist/index.html: web/node_modules/.package-lock.json $(WEB_SOURCES)
	cd web && npm run --silent build
	@touch web/dist/index.html src/api/web.rs

# ---------------------------------------------------------------------------------------------------------------------
# Testing

test: setup-test check test-rust test-web test-browser docs ## Everything: format, lints, Rust on both databases, web, browser, docs

check: .cargo/config.toml web/dist/index.html ## Format and lints only
	cargo fmt --check
	cargo clippy --all-targets --locked -- -D warnings
	cd web && npm run --silent check

test-rust: .cargo/config.toml web/dist/index.html
	cargo test --locked

test-web: web/node_modules/.package-lock.json
	cd web && npm test --silent

# The binary is the one that the Rust tests were built with: a plain `cargo build` would build every crate once more.
test-browser: .cargo/config.toml web/dist/index.html
	cargo test --locked --quiet --no-run
	cd web && CATMAP_BIN="$(CURDIR)/target/debug/catmap" npm run --silent e2e

# The chapters speak of rooms inside rooms, so private modules are in the book too.
docs: .cargo/config.toml
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --document-private-items --locked --quiet

# `make bench SUBJECTS=top20` measures one thing; the head of tests/bench/main.rs lists them.
bench: setup web/dist/index.html ## Speed, as ratios against baselines in the same run, PostGIS among them
	$(call need_packages,$(BENCH_PACKAGES))
	cargo bench --locked --bench speed -- $(SUBJECTS)

bench-page: setup-test web/dist/index.html ## What the page takes in a browser: first look, sizes, dragging, memory in use
	cargo build --release --locked
	cd web && CATMAP_BIN="$(CURDIR)/target/release/catmap" node bench/page.mjs

# Real clients have environments of their own, made anew when the list of what is in them changes.
target/clients/%: tests/clients/%.txt
	@mkdir -p target/clients
	rm -rf $@ && python3 -m venv $@ && $@/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

check-gis: setup web/dist/index.html ## Real clients on the real service: QGIS, GDAL, OWSLib, GeoPandas, schemathesis, PROJ
	$(call need_packages,$(GIS_PACKAGES))
	@$(MAKE) --no-print-directory target/clients/requirements
	cargo build --release --locked
	CATMAP_BIN="$(CURDIR)/target/release/catmap" target/clients/requirements/bin/python -m pytest -q -p no:cacheprovider tests/clients

bench-gis: setup web/dist/index.html ## Beside pygeoapi and tipg on PostGIS, in one run: boxes, deep pages, tiles, the canvas of QGIS
	$(call need_packages,$(PEER_PACKAGES))
	@$(MAKE) --no-print-directory target/clients/peers
	cargo build --release --locked
	CATMAP_BIN="$(CURDIR)/target/release/catmap" target/clients/peers/bin/python tests/clients/bench.py

# Each parser is kept at it for so many seconds, in no more than 4 GiB: room made without end fails as a panic does.
FUZZ_SECONDS ?= 600

fuzz: .cargo/config.toml web/dist/index.html ## Every parser on bytes that nobody meant, ten minutes each
	cargo test --locked --test all --no-run
	ulimit -v 4194304; CATMAP_FUZZ_SECONDS=$(FUZZ_SECONDS) cargo test --locked --test all -- import::fuzz layers::fuzz --nocapture --test-threads=2

audit: ## Licences and known vulnerabilities of every dependency
	@command -v cargo-deny >/dev/null || cargo install --locked cargo-deny
	cargo deny --config .deny.toml check

clean: ## Remove what was built, keep databases
	cargo clean
	rm -rf web/dist web/node_modules .cargo/config.toml
