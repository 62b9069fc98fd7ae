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

package io.github.springxray.emitter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.springxray.recorder.TracingStatus;

/**
 * Tells where traces go and whether they arrive.
 */
final class EmitterStatus implements TracingStatus {

	private final EmitterStatistics statistics;

	private final CountedSenders senders;

	EmitterStatus(EmitterStatistics statistics, CountedSenders senders) {
		this.statistics = statistics;
		this.senders = senders;
	}

	@Override
	public String name() {
		return "emitter";
	}

	@Override
	public String summary() {
		List<String> destinations = this.senders.all().stream().map(CountedSender::destination).toList();
		return "Segments go " + (destinations.isEmpty() ? "nowhere" : "to " + String.join(" and ", destinations));
	}

	@Override
	public Map<String, ?> describe() {
		Map<String, Object> status = new LinkedHashMap<>();
		status.put("accepted", this.statistics.accepted());
		status.put("sent", this.statistics.sent());
		status.put("dropped", this.statistics.droppedByReason());
		status.put("documents", this.statistics.documents());
		status.put("bytes", this.statistics.bytes());
		status.put("refused", this.statistics.refused());
		status.put("tooLargeTraces", this.statistics.tooLargeTraces());
		status.put("queue", Map.of("depth", this.statistics.queueDepth(), "bytes", this.statistics.queueBytes(),
				"highWaterMark", this.statistics.queueHighWaterMark()));
		EmitterStatistics.LastError error = this.statistics.lastError();
		if (error != null) {
			status.put("lastError", error);
		}
		status.put("senders", this.senders.all().stream().map(CountedSender::describe).toList());
		return status;
	}

}
