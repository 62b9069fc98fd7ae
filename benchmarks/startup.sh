#!/usr/bin/env bash
# Measures the CPU time from the start of a JVM to the first answer, of the application of the side by side
# without tracing and with the starter: as it is, from a CDS archive, from an AOT cache (JDK 25), processed
# ahead of time by Spring, and both. Prints medians and their ratio to no tracing. Starts are interleaved.
#   ROUNDS=15 JAVA_HOME=/path/of/jdk-25 benchmarks/startup.sh
# Linux alone, as it reads /proc. Without JARS it builds; JARS is a directory with none.jar and xray.jar.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rounds=${ROUNDS:-9}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac
main=io.github.springxray.benchmarks.app.BenchmarkApplication
arguments=(--benchmark.sink.daemon=127.0.0.1:9 --benchmark.sink.http=http://127.0.0.1:9 --server.port=0)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -z "${JARS:-}" ]; then
	JARS=$work/jars
	mkdir "$JARS"
	./mvnw -ntp -q -Pbenchmarks -pl benchmarks/side-by-side/none,benchmarks/side-by-side/xray-starter -am \
		-DskipTests package
	cp benchmarks/side-by-side/none/target/app.jar "$JARS/none.jar"
	cp benchmarks/side-by-side/xray-starter/target/app.jar "$JARS/xray.jar"
fi

modes="plain cds"
if "$java" -XX:AOTCache=none -version > /dev/null 2>&1; then
	modes="$modes cache"
fi
modes="$modes aot"
[[ $modes == *cache* ]] && modes="$modes aot-cache"

# What a mode adds to the command, for an application
options() {
	case $2 in
		plain) ;;
		cds) echo "-XX:SharedArchiveFile=$work/$1/app.jsa" ;;
		cache) echo "-XX:AOTCache=$work/$1/app.aot" ;;
		aot) echo "-Dspring.aot.enabled=true" ;;
		aot-cache) echo "-Dspring.aot.enabled=true -XX:AOTCache=$work/$1/app-aot.aot" ;;
	esac
}

classes() {
	local libraries
	libraries=$(printf '%s:' "$work/$1"/lib/*.jar)
	if [[ $2 == aot* ]]; then
		echo "$work/$1/aot.jar:$work/$1/$1.jar:${libraries%:}"
	else
		echo "$work/$1/$1.jar:${libraries%:}"
	fi
}

# Start, ask once, print the CPU time in hundredths of a second, and end
start() {
	local log=$work/log port=""
	: > "$log"
	# shellcheck disable=SC2046
	"$java" -Xms256m -Xmx256m $(options "$1" "$2") -cp "$(classes "$1" "$2")" $main "${arguments[@]}" "${@:3}" \
		> "$log" 2>&1 &
	local pid=$!
	while [ -z "$port" ]; do
		kill -0 $pid 2> /dev/null || { cat "$log" >&2; exit 1; }
		port=$(sed -n 's/.*Tomcat started on port \([0-9]*\).*/\1/p' "$log")
		sleep 0.02
	done
	until curl -fs "http://127.0.0.1:$port/hello" > /dev/null; do sleep 0.02; done
	awk '{print $14 + $15}' "/proc/$pid/stat"
	kill $pid
	wait $pid 2> /dev/null || true
}

for app in none xray; do
	"$java" -Djarmode=tools -jar "$JARS/$app.jar" extract --destination "$work/$app" > /dev/null
	mkdir -p "$work/$app/aot"/{sources,resources,classes}
	"$java" -cp "$(classes $app plain)" org.springframework.boot.SpringApplicationAotProcessor $main \
		"$work/$app/aot/sources" "$work/$app/aot/resources" "$work/$app/aot/classes" benchmarks $app \
		"${arguments[@]}" > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
	find "$work/$app/aot/sources" -name '*.java' > "$work/sources"
	"$javac" -nowarn -proc:none -parameters -d "$work/$app/aot/classes" \
		-cp "$work/$app/aot/classes:$(classes $app plain)" "@$work/sources"
	cp -r "$work/$app/aot/resources/." "$work/$app/aot/classes"
	"${java%java}jar" -c -f "$work/$app/aot.jar" -C "$work/$app/aot/classes" .
	record() {
		"$java" -Xms256m -Xmx256m -Dspring.context.exit=onRefresh "${@:2}" -cp "$(classes $app "$1")" $main \
			"${arguments[@]}" > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
	}
	record cds "-XX:ArchiveClassesAtExit=$work/$app/app.jsa"
	if [[ $modes == *cache* ]]; then
		record cache "-XX:AOTCacheOutput=$work/$app/app.aot"
		record aot-cache -Dspring.aot.enabled=true "-XX:AOTCacheOutput=$work/$app/app-aot.aot"
	fi
done

for mode in $modes; do
	start xray "$mode" --xray.emitter.type=log > /dev/null
	grep -q 'springxray.trace .*GET .*/hello 200' "$work/log" || { echo "Not traced: $mode" >&2; exit 1; }
done

for round in $(seq "$rounds"); do
	for mode in $modes; do
		for app in none xray; do
			start $app "$mode" >> "$work/$app-$mode"
		done
	done
	echo "round $round of $rounds" >&2
done

median() { sort -n "$1" | awk '{v[NR] = $1} END {print (v[int((NR + 1) / 2)] + v[int((NR + 2) / 2)]) / 2}'; }

base=$(median "$work/none-plain")
printf '%-10s %14s %14s %8s %22s\n' start "none, CPU s" "starter, CPU s" ratio "starter, of none plain"
for mode in $modes; do
	awk -v mode="$mode" -v none="$(median "$work/none-$mode")" -v xray="$(median "$work/xray-$mode")" -v base="$base" \
		'BEGIN {printf "%-10s %14.2f %14.2f %8.2f %22.2f\n", mode, none / 100, xray / 100, xray / none, xray / base}'
done
