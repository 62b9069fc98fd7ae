#!/usr/bin/env bash
# Builds one application in all its variants, loads them in turn and prints what tracing costs.
# --quick takes 3 minutes instead of 20. All options: see the README of the benchmarks.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
folder=benchmarks/side-by-side
modules=benchmarks
for variant in none xray-starter xray-sdk opentelemetry-starter boot-opentelemetry \
	webflux/none webflux/xray-starter webflux/opentelemetry-starter webflux/boot-opentelemetry; do
	modules="$modules,$folder/$variant"
done
./mvnw -ntp -q -Pbenchmarks -pl "$modules" -am -DskipTests package
exec java -cp benchmarks/target/benchmarks.jar io.github.springxray.benchmarks.sidebyside.SideBySide "$folder" "$@"
