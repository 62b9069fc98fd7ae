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

package io.github.springxray.console.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.github.springxray.console.document.InvalidDocumentException;

import static io.github.springxray.console.store.Documents.TRACE;
import static io.github.springxray.console.store.Documents.of;
import static io.github.springxray.console.store.Documents.segment;
import static io.github.springxray.console.store.Documents.subsegment;
import static io.github.springxray.console.store.Documents.traceId;
import static org.assertj.core.api.Assertions.assertThat;

class TraceStoreTests {

	private static final String END = ",\"end_time\":1794000001.0";

	private static final String OPEN = ",\"in_progress\":true";

	private final AtomicLong now = new AtomicLong(1_000_000);

	private final TraceStore store = new TraceStore(1024 * 1024, Duration.ofMinutes(1),
			() -> Instant.ofEpochMilli(this.now.get()));

	private StoredTrace trace() {
		return Objects.requireNonNull(this.store.trace(TRACE));
	}

	private static List<String> names(List<TraceItem> items) {
		return items.stream().map((item) -> item.node().name()).toList();
	}

	@Test
	void completeSegmentTakesPlaceOfOneInProgress() {
		this.store.add(segment(TRACE, 1, OPEN));
		assertThat(trace().summary().isInProgress()).isTrue();
		this.store.add(segment(TRACE, 1, END));
		assertThat(trace().documents()).hasSize(1);
		assertThat(trace().summary().isInProgress()).isFalse();
		assertThat(trace().summary().responseTime()).isEqualTo(1);
		assertThat(this.store.status().duplicates()).isZero();
	}

	@Test
	void segmentInProgressThatComesLateChangesNothing() {
		this.store.add(segment(TRACE, 1, END));
		this.store.add(segment(TRACE, 1, OPEN));
		assertThat(trace().summary().isInProgress()).isFalse();
		assertThat(this.store.status().duplicates()).isEqualTo(1);
	}

	@Test
	void sameDocumentIsKeptOnce() {
		this.store.add(segment(TRACE, 1, END));
		long bytes = this.store.status().bytes();
		this.store.add(segment(TRACE, 1, END));
		assertThat(this.store.status().bytes()).isEqualTo(bytes);
		assertThat(this.store.status().duplicates()).isEqualTo(1);
		assertThat(this.store.status().received()).isEqualTo(2);
	}

	@Test
	void childBeforeParentFindsItsPlace() {
		this.store.add(subsegment(3, 2, "grandchild", END));
		this.store.add(subsegment(2, 1, "child", END));
		assertThat(names(trace().tree().roots())).containsExactly("child");
		assertThat(trace().tree().roots().get(0).isOrphan()).isTrue();
		assertThat(trace().summary().isInProgress()).isTrue();
		this.store.add(segment(TRACE, 1, END));
		TraceItem root = trace().tree().roots().get(0);
		assertThat(trace().tree().roots()).hasSize(1);
		assertThat(root.isOrphan()).isFalse();
		assertThat(names(root.children())).containsExactly("child");
		assertThat(names(root.children().get(0).children())).containsExactly("grandchild");
	}

	@Test
	void streamedSubsegmentWinsOverItselfInProgress() {
		this.store.add(subsegment(2, 1, "streamed", END));
		this.store.add(segment(TRACE, 1, END
				+ ",\"subsegments\":[{\"id\":\"0000000000000002\",\"name\":\"embedded\",\"start_time\":1794000000.1,"
				+ "\"in_progress\":true,\"subsegments\":[{\"id\":\"0000000000000003\",\"name\":\"below\","
				+ "\"start_time\":1794000000.2,\"end_time\":1794000000.3}]}]"));
		TraceItem root = trace().tree().roots().get(0);
		assertThat(names(root.children())).containsExactly("streamed");
		assertThat(names(root.children().get(0).children())).containsExactly("below");
	}

	@Test
	void childrenAreInOrderOfStart() {
		this.store.add(subsegment(30, 1, "last", END));
		this.store.add(subsegment(10, 1, "first", END));
		this.store.add(segment(TRACE, 1, END));
		this.store.add(subsegment(20, 1, "middle", END));
		assertThat(names(trace().tree().roots().get(0).children())).containsExactly("first", "middle", "last");
	}

	@Test
	void circlesAreCut() {
		this.store.add(subsegment(2, 3, "two", END));
		this.store.add(subsegment(3, 2, "three", END));
		this.store.add(subsegment(4, 4, "self", END));
		assertThat(names(trace().tree().roots())).containsExactlyInAnyOrder("two", "self");
		assertThat(trace().tree().roots()).allMatch(TraceItem::isOrphan);
	}

	@Test
	void chainOfThousandsBecomesFlat() {
		for (int i = 5000; i > 1; i--) {
			this.store.add(subsegment(i, i - 1, "s" + i, END));
		}
		AtomicLong nodes = new AtomicLong();
		int depth = depth(trace().tree().roots().get(0), nodes);
		assertThat(depth).isLessThanOrEqualTo(200);
		assertThat(nodes).hasValue(trace().documents().size());
		assertThat(trace().documents()).hasSizeGreaterThan(500);
	}

	private static int depth(TraceItem item, AtomicLong nodes) {
		nodes.incrementAndGet();
		return item.children().stream().mapToInt((child) -> 1 + depth(child, nodes)).max().orElse(0);
	}

	@Test
	void oldestTracesGoFirstUnderCeiling() {
		String padding = ",\"metadata\":{\"text\":\"" + "x".repeat(10_000) + "\"}" + END;
		for (int i = 0; i < 500; i++) {
			this.store.add(segment(traceId(i), 1, padding));
			assertThat(this.store.status().bytes()).isLessThanOrEqualTo(1024 * 1024);
		}
		List<StoredTrace> kept = this.store.traces();
		assertThat(kept).hasSizeBetween(80, 105);
		assertThat(kept.get(0).id()).isEqualTo(traceId(500 - kept.size()));
		assertThat(this.store.status().evicted()).isEqualTo(500 - kept.size());
		assertThat(this.store.status().received()).isEqualTo(500);
	}

	@Test
	void memoryIsGivenBackExactly() {
		this.store.add(segment(TRACE, 1, OPEN));
		this.store.add(segment(TRACE, 1, END));
		this.store.add(subsegment(2, 1, "child", END));
		this.now.addAndGet(Duration.ofMinutes(2).toMillis());
		assertThat(this.store.status().traces()).isZero();
		assertThat(this.store.status().bytes()).isZero();
	}

	@Test
	void oneTraceDoesNotDriveAllOthersOut() {
		this.store.add(segment(traceId(1), 1, END));
		String padding = ",\"metadata\":{\"text\":\"" + "x".repeat(10_000) + "\"}" + END;
		for (int i = 2; i < 200; i++) {
			this.store.add(subsegment(i, 1, "child", padding));
		}
		assertThat(this.store.trace(traceId(1))).isNotNull();
		assertThat(this.store.status().dropped()).isBetween(150L, 190L);
	}

	@Test
	void oldTracesGo() {
		this.store.add(segment(traceId(1), 1, END));
		this.now.addAndGet(40_000);
		this.store.add(segment(traceId(2), 1, END));
		this.now.addAndGet(40_000);
		assertThat(this.store.traces()).extracting(StoredTrace::id).containsExactly(traceId(2));
	}

	@Test
	void invalidDocumentsAreCountedAndNotThrown() {
		assertThat(reason("{")).isEqualTo("json");
		assertThat(reason("[]")).isEqualTo("json");
		assertThat(reason("")).isEqualTo("json");
		assertThat(reason("{} {}")).isEqualTo("name");
		assertThat(reason("{\"name\":\"a\"}")).isEqualTo("id");
		assertThat(reason("{\"name\":\"a\",\"id\":\"xyz\"}")).isEqualTo("id");
		assertThat(reason("{\"name\":\"a\",\"id\":\"0000000000000001\"}")).isEqualTo("start_time");
		String start = "{\"name\":\"a\",\"id\":\"0000000000000001\",\"start_time\":";
		assertThat(reason(start + "1}")).isEqualTo("trace_id");
		assertThat(reason(start + "\"1\"}")).isEqualTo("start_time");
		assertThat(reason(start + "-1}")).isEqualTo("start_time");
		assertThat(reason(start + "1e300}")).isEqualTo("start_time");
		assertThat(reason(start + "1,\"trace_id\":\"1-2-3\"}")).isEqualTo("trace_id");
		assertThat(reason(start + "1,\"type\":\"subsegment\",\"trace_id\":\"" + TRACE + "\"}")).isEqualTo("parent_id");
		assertThat(reason(start + "1,\"subsegments\":[1]}")).isEqualTo("json");
		assertThat(reason("{\"metadata\":" + "[".repeat(10_000))).isEqualTo("too-deep");
		assertThat(reason("{\"name\":\"" + "x".repeat(70_000) + "\"}")).isEqualTo("too-large");
		assertThat(this.store.status().invalid()).isEqualTo(16);
		assertThat(this.store.status().traces()).isZero();
	}

	private String reason(String document) {
		InvalidDocumentException invalid = this.store.add(of(document));
		return (invalid != null) ? invalid.reason() : "none";
	}

	@Test
	void anythingElseInDocumentIsLegal() {
		this.store.add(segment(TRACE, 1, END
				+ ",\"http\":1,\"aws\":[{}],\"annotations\":{\"a\":[1],\"b\":null,\"c\":{\"d\":1},\"e\":1},\"user\":{},"
				+ "\"metadata\":{\"a\":[[{}]]},\"cause\":\"x\",\"subsegments\":null,\"parent_id\":null,\"fault\":1"));
		assertThat(trace().summary().root().annotations()).containsOnlyKeys("e");
	}

}
