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

package io.github.springxray.actuate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.github.springxray.emitter.EmitterStatistics;

/**
 * Meters of what becomes of traces.
 */
final class EmitterMeters implements MeterBinder {

	private final EmitterStatistics statistics;

	EmitterMeters(EmitterStatistics statistics) {
		this.statistics = statistics;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		FunctionCounter.builder("xray.segments", this.statistics, EmitterStatistics::sent)
			.tag("outcome", "sent")
			.description("Segments and subsegments handed over to be sent, by what became of them")
			.register(registry);
		FunctionCounter.builder("xray.segments", this.statistics, EmitterStatistics::dropped)
			.tag("outcome", "dropped")
			.description("Segments and subsegments handed over to be sent, by what became of them")
			.register(registry);
		this.statistics.onReason((reason) -> FunctionCounter
			.builder("xray.segments.dropped", this.statistics, (all) -> all.dropped(reason))
			.tag("reason", reason)
			.description("Segments and subsegments that were not sent, by reason")
			.register(registry));
		FunctionCounter.builder("xray.documents", this.statistics, EmitterStatistics::documents)
			.description("Segment documents written")
			.register(registry);
		FunctionCounter.builder("xray.documents.size", this.statistics, EmitterStatistics::bytes)
			.baseUnit(BaseUnits.BYTES)
			.description("Size of the segment documents written")
			.register(registry);
		Gauge.builder("xray.queue.depth", this.statistics, EmitterStatistics::queueDepth)
			.description("Segments and subsegments that wait to be sent")
			.register(registry);
		Gauge.builder("xray.queue.size", this.statistics, EmitterStatistics::queueBytes)
			.baseUnit(BaseUnits.BYTES)
			.description("Memory of what waits to be sent")
			.register(registry);
	}

}
