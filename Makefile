# Thin front door; the work is in tools/setup.sh, cargo xtask and the shancheng binary.
.PHONY: demo test bench build web

demo: build
	@exec $(or $(CARGO_TARGET_DIR),target)/release/shancheng demo $(ARGS)

build: web
	cargo build --release --locked --package shancheng

web:
	@tools/setup.sh demo
	@cd web && npm ci --no-fund --no-audit && npm run build

test:
	@tools/setup.sh test
	cargo xtask ci

bench: build
	$(or $(CARGO_TARGET_DIR),target)/release/shancheng bench ledger
	$(or $(CARGO_TARGET_DIR),target)/release/shancheng bench road
