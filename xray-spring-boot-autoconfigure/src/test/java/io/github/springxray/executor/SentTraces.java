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

package io.github.springxray.executor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.awaitility.Awaitility;

import io.github.springxray.emitter.EmitterStatistics;
import io.github.springxray.emitter.TraceDocument;
import io.github.springxray.emitter.TraceSender;
import io.github.springxray.test.RecordedEntity;

/**
 * What has left the process, by the number of the work that it belongs to.
 */
final class SentTraces implements TraceSender {

	private final Queue<RecordedEntity> sent = new ConcurrentLinkedQueue<>();

	@Override
	public void send(List<TraceDocument> documents) throws IOException {
		for (TraceDocument document : documents) {
			this.sent.add(RecordedEntity.parse(document.content()));
		}
	}

	/**
	 * Take what there is, once all that has been recorded has been sent, and all work
	 * that goes on after its answer is done.
	 */
	Map<Integer, List<RecordedEntity>> take(EmitterStatistics statistics, Map<Integer, String> kinds) {
		long late = kinds.values().stream().filter("late"::equals).count();
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(20))
			.until(() -> statistics.queueDepth() == 0
					&& statistics.accepted() == statistics.sent() + statistics.dropped() && innermost() >= late);
		Map<Integer, List<RecordedEntity>> traces = new HashMap<>();
		for (RecordedEntity document = this.sent.poll(); document != null; document = this.sent.poll()) {
			Integer number = (Integer) document.annotations().get(MixedWorkApplication.NUMBER);
			if (number == null && "MixedWorkJobs.run".equals(document.annotations().get("job"))) {
				// The first run, which has nothing to do
				continue;
			}
			traces.computeIfAbsent(number, (key) -> new ArrayList<>()).add(document);
		}
		return traces;
	}

	/**
	 * How many answers that came first have their work done.
	 */
	private long innermost() {
		return this.sent.stream()
			.filter((document) -> document.json().contains("/mixed/late/") ? isWhole(document)
					: document.isIndependentSubsegment() && document.name().equals("outer"))
			.count();
	}

	private static boolean isWhole(RecordedEntity segment) {
		return segment.find("outer").filter((outer) -> !outer.isInProgress()).isPresent();
	}

}
