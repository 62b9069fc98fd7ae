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
import java.util.function.BiConsumer;

import com.amazonaws.xray.entities.Entity;

import io.github.springxray.entity.Departure;

/**
 * Asks all filters about an entity. Where one fails, the entity stays here: what was to
 * be taken out of it may still be in it.
 */
final class SegmentFilters {

	private final List<SegmentFilter> filters;

	private final TracingFaults faults;

	SegmentFilters(List<SegmentFilter> filters, TracingFaults faults) {
		this.filters = filters;
		this.faults = faults;
	}

	boolean isEmpty() {
		return this.filters.isEmpty();
	}

	/**
	 * Return why an entity is not sent. While one thread asks about it, another one that
	 * wants to send it does not get to see what the filters have not seen.
	 * @param keepBack called unless it is to be sent, for an error of the machine too
	 */
	Outcome askOnce(Entity entity, BiConsumer<Entity, Outcome> keepBack) {
		if (this.filters.isEmpty()) {
			return Outcome.KNOWN;
		}
		Departure departure = Departures.of(entity);
		if (!departure.claimQuestion()) {
			return departure.isAnswered() ? Outcome.KNOWN : Outcome.UNDECIDED;
		}
		Outcome outcome = Outcome.FAILED;
		try {
			outcome = ask(entity);
		}
		finally {
			if (outcome != Outcome.PASSED) {
				keepBack.accept(entity, outcome);
			}
			departure.answered();
		}
		return outcome;
	}

	private Outcome ask(Entity entity) {
		try {
			for (SegmentFilter filter : this.filters) {
				if (!filter.filter(entity)) {
					return Outcome.DROPPED;
				}
			}
			return Outcome.PASSED;
		}
		catch (Throwable ex) {
			if (ex instanceof VirtualMachineError fatal && !(ex instanceof StackOverflowError)) {
				throw fatal;
			}
			this.faults.record("a segment filter", ex);
			return Outcome.FAILED;
		}
	}

	enum Outcome {

		/**
		 * Asked before, with whatever outcome, or there is nobody to ask.
		 */
		KNOWN,

		/**
		 * Just being asked.
		 */
		UNDECIDED,

		PASSED, DROPPED, FAILED

	}

}
