/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.sample;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.github.springxray.console.graph.ServiceGraph;
import io.github.springxray.console.otlp.OtlpReceiver;
import io.github.springxray.console.otlp.OtlpRequest;
import io.github.springxray.console.store.LogStore;
import io.github.springxray.console.store.StoredTrace;
import io.github.springxray.console.store.TraceItem;
import io.github.springxray.console.store.TraceStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application with {@code xray.emitter.type=daemon,otlp}, which sends the same to
 * both.
 */
class OtlpIntegrationTests {

	private static final Comparator<TraceItem> ORDER = Comparator.comparingLong((item) -> item.node().id());

	private static final TraceStore daemon = store();

	private static final TraceStore otlp = store();

	@BeforeAll
	static void take() {
		DaemonRun run = DaemonRun.get();
		for (String document : run.documents()) {
			assertThat(daemon.add(document.getBytes(StandardCharsets.UTF_8))).isNull();
		}
		OtlpReceiver receiver = new OtlpReceiver(otlp, new LogStore(1 << 20));
		assertThat(run.spans()).isNotEmpty();
		for (OtlpRequest request : run.spans()) {
			assertThat(receiver.answer(request).body()).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
		}
	}

	private static TraceStore store() {
		return new TraceStore(64 << 20, Duration.ofHours(24), InstantSource.system());
	}

	@Test
	void tracesAreTheSameAsThoseOfTheDaemon() {
		assertThat(trees(otlp)).isNotEmpty().isEqualTo(trees(daemon));
		assertThat(otlp.status().invalid()).isZero();
	}

	@Test
	void mapIsTheSameAsThatOfTheDaemon() {
		assertThat(map(otlp)).anyMatch((edge) -> edge.startsWith("app|users > Database::SQL|H2 "))
			.containsExactlyInAnyOrderElementsOf(map(daemon));
	}

	/**
	 * What is in each trace: names of what it holds, and whether these are faults.
	 */
	private static TreeMap<String, String> trees(TraceStore store) {
		TreeMap<String, String> trees = new TreeMap<>();
		for (StoredTrace trace : store.traces()) {
			StringBuilder tree = new StringBuilder();
			trace.tree().roots().stream().sorted(ORDER).forEach((root) -> write(root, "", tree));
			trees.put(trace.id(), tree.toString());
		}
		return trees;
	}

	private static void write(TraceItem item, String indent, StringBuilder tree) {
		tree.append(indent)
			.append(Long.toHexString(item.node().id()))
			.append(' ')
			.append(item.node().name())
			.append(item.node().isFault() ? " fault" : "")
			.append('\n');
		item.children().stream().sorted(ORDER).forEach((child) -> write(child, indent + "  ", tree));
	}

	private static List<String> map(TraceStore store) {
		return new ServiceGraph(store.traces()).edges()
			.stream()
			.map((edge) -> edge.source().id() + " > " + edge.target().id() + " " + edge.counts().count() + " "
					+ edge.counts().fault())
			.toList();
	}

}
