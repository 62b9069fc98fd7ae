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

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The faults of tracing itself. Tracing fails open: whatever goes wrong in it is counted
 * here and logged once per place, and the application goes on as if it were not traced.
 */
public final class TracingFaults {

	private static final Log logger = LogFactory.getLog(TracingFaults.class);

	private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

	private final List<Consumer<String>> placeListeners = new CopyOnWriteArrayList<>();

	/**
	 * Count a fault, and log it if it is the first one of its place.
	 * @param place where it happened, one of a small fixed set
	 * @param fault what was thrown, or {@code null} if nothing was
	 */
	public void record(String place, @Nullable Throwable fault) {
		LongAdder count = this.counts.get(place);
		if (count == null) {
			count = new LongAdder();
			LongAdder raced = this.counts.putIfAbsent(place, count);
			if (raced == null) {
				this.placeListeners.forEach((listener) -> tell(listener, place));
				logger.warn(
						"Tracing failed (" + place + "). The application is not affected, its traces may be "
								+ "incomplete. Further faults of this kind are counted and logged at debug level.",
						LoggedFault.of(fault));
			}
			else {
				count = raced;
			}
		}
		else if (logger.isDebugEnabled()) {
			logger.debug("Tracing failed (" + place + ")", LoggedFault.of(fault));
		}
		count.increment();
	}

	/**
	 * Count a fault that the log tells of otherwise.
	 * @param place where it happened, one of a small fixed set
	 * @param message what happened, for the log at level debug
	 */
	public void count(String place, String message) {
		LongAdder count = this.counts.get(place);
		if (count == null) {
			LongAdder created = new LongAdder();
			LongAdder raced = this.counts.putIfAbsent(place, created);
			count = (raced != null) ? raced : created;
			if (raced == null) {
				this.placeListeners.forEach((listener) -> tell(listener, place));
			}
		}
		logger.debug(message);
		count.increment();
	}

	/**
	 * Tell of each place that has a fault once, those that are known already included.
	 * @param listener is told of the place; what it throws is ignored
	 */
	public void onPlace(Consumer<String> listener) {
		this.placeListeners.add(listener);
		this.counts.keySet().forEach((place) -> tell(listener, place));
	}

	private static void tell(Consumer<String> listener, String place) {
		try {
			listener.accept(place);
		}
		catch (RuntimeException | LinkageError ex) {
			// Whoever counts must not make the fault worse
		}
	}

	/**
	 * Return how many faults a place had.
	 * @param place the place
	 * @return the number of faults
	 */
	public long count(String place) {
		LongAdder count = this.counts.get(place);
		return (count != null) ? count.sum() : 0;
	}

	/**
	 * Return how many faults each place had.
	 * @return the counts by place, a copy
	 */
	public Map<String, Long> counts() {
		return this.counts.entrySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, (entry) -> entry.getValue().sum()));
	}

}
