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

import java.util.Locale;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.Propagator;
import io.micrometer.observation.transport.ReceiverContext;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.http.IncomingEnding;
import io.github.springxray.http.IncomingSegments;
import io.github.springxray.http.IncomingSegments.Admission;
import io.github.springxray.http.IncomingTrace;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.sampling.JobSamplingRequest;

/**
 * Begins the segment of something that was received where nothing is current: it joins
 * the trace that it brings, or begins one.
 */
final class ReceivedWork {

	private final String service;

	private final Segments segments;

	private final Subsegments subsegments;

	private final IncomingSegments incoming;

	private final TraceHeaders headers;

	/**
	 * Create an instance.
	 * @param service the name of the segments
	 * @param segments what begins segments
	 * @param subsegments what ends them
	 * @param incoming what joins traces
	 * @param headers what reads headers
	 */
	ReceivedWork(String service, Segments segments, Subsegments subsegments, IncomingSegments incoming,
			TraceHeaders headers) {
		this.service = service;
		this.segments = segments;
		this.subsegments = subsegments;
		this.incoming = incoming;
		this.headers = headers;
	}

	/**
	 * Begin a segment that is current on no thread. In AWS Lambda the invocation has the
	 * segment, so what is received outside of one is in no trace.
	 */
	@Nullable ObservedEntity begin(ReceiverContext<?> context) {
		if (this.segments.inLambda()) {
			return null;
		}
		IncomingTrace trace = read(context);
		Admission admission = this.incoming.admit(trace, () -> this.service,
				(name, origin) -> requestOf(context, name, origin));
		TraceScope scope = this.incoming.begin(admission);
		this.subsegments.detach(scope);
		return ObservedEntity.received(scope, admission);
	}

	private static SamplingRequest requestOf(ReceiverContext<?> context, String name, @Nullable String origin) {
		return (context.getKind() == Kind.SERVER) ? new SamplingRequest(name, null, null, null, origin)
				: new JobSamplingRequest(name, context.getName(), origin);
	}

	private <C> IncomingTrace read(ReceiverContext<C> context) {
		C carrier = context.getCarrier();
		Propagator.Getter<C> getter = context.getGetter();
		if (carrier == null) {
			return IncomingTrace.NONE;
		}
		return this.headers.read(new Received<>(carrier, getter)::header);
	}

	/**
	 * Tell how it has ended, before it does.
	 */
	void ended(ObservedEntity observed, @Nullable Throwable error) {
		if (observed.admission() != null) {
			this.incoming.ended(observed.admission(), observed.scope(), new Ending(error));
		}
	}

	/**
	 * What was received, with headers.
	 *
	 * @param <C> what has the headers
	 * @param carrier what has them
	 * @param getter gives them
	 */
	private record Received<C>(C carrier, Propagator.Getter<C> getter) {

		@Nullable String header(String name) {
			String value = this.getter.get(this.carrier, name);
			return (value != null) ? value : this.getter.get(this.carrier, name.toLowerCase(Locale.ROOT));
		}

	}

	/**
	 * An observation has failed if it has an error.
	 *
	 * @param failure the error
	 */
	private record Ending(@Nullable Throwable failure) implements IncomingEnding {

		@Override
		public boolean isFault() {
			return this.failure != null;
		}

		@Override
		public void record(Segment segment) {
			// What was observed is known when it has been recorded from its beginning
		}

	}

}
