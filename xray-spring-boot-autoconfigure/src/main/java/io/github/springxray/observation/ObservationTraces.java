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

package io.github.springxray.observation;

import com.amazonaws.xray.entities.Entity;
import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.CurrentEntity;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.recorder.TracingFaults;

/**
 * Makes subsegments of observations, whichever handler hears of them. No method here
 * throws, but for errors of the virtual machine. For the starter's own packages.
 */
public final class ObservationTraces {

	private static final CurrentEntity UNCHANGED = () -> {
	};

	private final Subsegments subsegments;

	private final TraceHeaders headers;

	private final ReceivedWork received;

	private final ObservationNames names;

	private final ObservationFacts facts;

	private final TracingFaults faults;

	ObservationTraces(Subsegments subsegments, TraceHeaders headers, ReceivedWork received, ObservationNames names,
			ObservationFacts facts, TracingFaults faults) {
		this.subsegments = subsegments;
		this.headers = headers;
		this.received = received;
		this.names = names;
		this.facts = facts;
		this.faults = faults;
	}

	/**
	 * Begin what an observation is. It is current on no thread before a scope is opened.
	 * @param context the context of the observation
	 */
	public void start(Observation.@Nullable Context context) {
		if (context == null) {
			return;
		}
		try {
			ObservedEntity observed = begin(context);
			if (observed != null) {
				context.put(ObservedEntity.class, observed);
			}
		}
		catch (VirtualMachineError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			this.faults.record("beginning an observation", ex);
		}
	}

	private @Nullable ObservedEntity begin(Observation.Context context) {
		OwnObservations own = OwnObservations.of(context);
		if (own != null) {
			Entity current = own.isEnriching() ? this.subsegments.current() : null;
			return (current != null) ? ObservedEntity.enriched(current) : null;
		}
		if (!this.names.include(context.getName())) {
			return null;
		}
		Entity parent = ObservedParents.parentOf(context, this.subsegments.current());
		if (parent == null) {
			return (context instanceof ReceiverContext<?> receiver) ? this.received.begin(receiver) : null;
		}
		TraceScope scope = this.subsegments.begin(Downstream.nameOf(context), parent);
		Entity entity = scope.entity();
		ObservedEntity observed = (entity != null) ? ObservedEntity.begun(scope) : null;
		if (context instanceof SenderContext<?> sender && tell((entity != null) ? entity : parent, sender)
				&& observed != null) {
			observed.tell();
		}
		return observed;
	}

	/**
	 * What the library does with a header may fail, and the subsegment is there already.
	 */
	private boolean tell(Entity entity, SenderContext<?> sender) {
		return this.subsegments.safelyAsk("writing trace headers", () -> {
			SentHeaders<?> sent = SentHeaders.of(sender);
			return sent != null && this.headers.write(entity, sent);
		});
	}

	/**
	 * Make what an observation is current on the calling thread. What is current and is a
	 * part of it stays: a snapshot may have brought it here.
	 * @param context the context of the observation
	 */
	public void openScope(Observation.@Nullable Context context) {
		ObservedEntity observed = ownOf(context);
		Entity entity = (observed != null) ? observed.entity() : null;
		if (observed == null || entity == null) {
			return;
		}
		Entity current = this.subsegments.current();
		boolean within = current != null && current != entity && current.isInProgress()
				&& ObservedParents.isBeneath(current, entity);
		observed.open(within ? UNCHANGED : this.subsegments.makeCurrent(entity));
	}

	/**
	 * Make current again what was so before the last scope on the calling thread.
	 * @param context the context of the observation
	 * @return whether a scope was open here
	 */
	public boolean closeScope(Observation.@Nullable Context context) {
		ObservedEntity observed = ownOf(context);
		CurrentEntity current = (observed != null) ? observed.close() : null;
		if (current == null) {
			return false;
		}
		current.close();
		return true;
	}

	/**
	 * Close all scopes of an observation on the calling thread.
	 * @param context the context of the observation
	 */
	public void resetScopes(Observation.@Nullable Context context) {
		boolean open = closeScope(context);
		while (open) {
			open = closeScope(context);
		}
	}

	/**
	 * Remember that something has happened.
	 * @param event what has happened
	 * @param context the context of the observation
	 */
	public void event(Observation.Event event, Observation.@Nullable Context context) {
		ObservedEntity observed = ownOf(context);
		if (observed != null && observed.scope().isRecording()) {
			this.subsegments.safely("recording an event of an observation", () -> {
				long time = (event.getWallTime() > 0) ? event.getWallTime() : System.currentTimeMillis();
				observed.event(this.facts.textOf(event.getContextualName()), time / 1_000.0);
			});
		}
	}

	/**
	 * Record what was observed, and end what was begun.
	 * @param context the context of the observation
	 */
	public void stop(Observation.@Nullable Context context) {
		ObservedEntity observed = (context != null) ? ObservedEntity.of(context) : null;
		if (context == null || observed == null || !observed.end()) {
			return;
		}
		Entity entity = observed.entity();
		try {
			if (entity != null && !observed.isOwn()) {
				this.facts.enrich(entity, context.getLowCardinalityKeyValues());
				return;
			}
			if (entity != null && observed.scope().isRecording()) {
				this.facts.record(observed, entity, context);
			}
		}
		catch (VirtualMachineError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			this.faults.record("recording an observation", ex);
		}
		if (observed.isOwn()) {
			this.received.ended(observed, context.getError());
			this.subsegments.end(observed.scope(), context.getError());
		}
	}

	/**
	 * Return what an observation that has just started is recorded as: what was begun for
	 * it, what it only tells more of, or what it happens in.
	 * @param context the context of the observation
	 * @return the segment or subsegment, {@code null} if there is none
	 */
	public @Nullable Entity recordedAs(Observation.ContextView context) {
		ObservedEntity observed = ObservedEntity.of(context);
		return (observed != null) ? observed.entity() : this.subsegments.current();
	}

	private static @Nullable ObservedEntity ownOf(Observation.@Nullable Context context) {
		ObservedEntity observed = (context != null) ? ObservedEntity.of(context) : null;
		return (observed != null && observed.isOwn()) ? observed : null;
	}

}
