# make run · make test · make bench · make bindings · make format
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := run
.PHONY: run test bench bindings format packages packages-test packages-bench ui

# What the build needs from Debian, what the tests need beside it, and what only a bench compares with.
BUILD_PACKAGES := build-essential pkg-config libwebkit2gtk-4.1-dev libsoup-3.0-dev librsvg2-dev libxdo-dev libcups2-dev
TEST_PACKAGES := webkit2gtk-driver xvfb dbus-x11 poppler-utils zbar-tools fonts-noto-core cups printer-driver-cups-pdf
BENCH_PACKAGES := libreoffice-writer-nogui

# Installs only what is missing, so that a warm start asks nobody for anything.
define install
	missing=(); for package in $(1); do \
		dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing+=($$package); \
	done; \
	if [ $${#missing[@]} -gt 0 ]; then \
		echo "Cài thêm: $${missing[*]}"; \
		sudo=(); [ "$$(id -u)" = 0 ] || sudo=(sudo); \
		"$${sudo[@]}" apt-get update -qq; \
		DEBIAN_FRONTEND=noninteractive "$${sudo[@]}" apt-get install -y -qq --no-install-recommends $${missing[*]} >/dev/null; \
	fi
endef

# The main job: a window where there is a display, otherwise the same on the command line.
run: packages ui
	cargo build --release -p motcua
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then exec target/release/motcua; else exec target/release/motcua demo; fi

test: packages packages-test ui
	cargo fmt --all --check
	npm --prefix ui run format:check
	npm --prefix ui run check
	npm --prefix ui test
	cargo clippy --workspace --all-targets --quiet -- -D warnings
	cargo build --quiet -p motcua
	cargo test --workspace --quiet

# Each beside the plain alternative, in the same run.
bench: packages packages-test packages-bench ui
	cargo build --release -p motcua
	cargo bench -p motcua-tests --features tantivy

# Writes ui/src/lib/bindings from the Rust types; `make test` fails when they are stale.
bindings: ui/dist/index.html
	MOTCUA_BLESS=1 cargo test --quiet -p motcua --test bindings

format:
	cargo fmt --all
	npm --prefix ui run format

packages:
	@$(call install,$(BUILD_PACKAGES))

packages-test:
	@$(call install,$(TEST_PACKAGES))

packages-bench:
	@$(call install,$(BENCH_PACKAGES))

ui: ui/dist/index.html

ui/node_modules/.package-lock.json: ui/package.json ui/package-lock.json
	npm --prefix ui ci --no-audit --no-fund --silent
	@touch $@

ui/dist/index.html: ui/node_modules/.package-lock.json ui/index.html ui/vite.config.ts $(shell find ui/src ui/public -type f 2>/dev/null)
	npm --prefix ui run build --silent
	@touch $@
