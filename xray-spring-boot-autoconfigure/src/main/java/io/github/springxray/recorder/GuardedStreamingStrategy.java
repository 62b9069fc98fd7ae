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

package io.github.springxray.recorder;

import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.strategy.StreamingStrategy;

/**
 * Keeps a strategy from sending again what left with its segment, and what it throws away
 * from the application. The recorder asks it after the end of a subsegment that may have
 * outlived its segment.
 */
final class GuardedStreamingStrategy implements StreamingStrategy {

	private static final String PLACE = "streaming subsegments";

	private final StreamingStrategy delegate;

	private final TracingFaults faults;

	GuardedStreamingStrategy(StreamingStrategy delegate, TracingFaults faults) {
		this.delegate = delegate;
		this.faults = faults;
	}

	@Override
	public boolean requiresStreaming(Segment segment) {
		try {
			return !Departures.hasLeft(segment) && this.delegate.requiresStreaming(segment);
		}
		catch (Throwable ex) {
			this.faults.record(PLACE, ex);
			return false;
		}
	}

	/**
	 * What a strategy has sent before it fails is no longer with its segment.
	 */
	private void stream(Entity entity, StreamedBatch batch) {
		try {
			this.delegate.streamSome(entity, batch);
		}
		finally {
			batch.send();
		}
	}

	/**
	 * The segment may have ended since it was asked about. What has left with it is not
	 * sent again.
	 */
	@Override
	public void streamSome(Entity entity, Emitter emitter) {
		try {
			if (!(entity instanceof Segment segment && Departures.hasLeft(segment))) {
				stream(entity, new StreamedBatch(emitter));
			}
		}
		catch (Throwable ex) {
			this.faults.record(PLACE, ex);
		}
	}

}
