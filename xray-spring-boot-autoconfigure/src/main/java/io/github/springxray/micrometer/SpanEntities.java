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

package io.github.springxray.micrometer;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.CurrentEntity;
import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.entity.TraceEntity;
import io.github.springxray.http.IncomingEnding;
import io.github.springxray.http.IncomingSegments;
import io.github.springxray.http.IncomingSegments.Admission;
import io.github.springxray.http.IncomingTrace;
import io.github.springxray.job.JobSegments;
import io.github.springxray.job.JobTrace;
import io.github.springxray.observation.RecordedValues;
import io.github.springxray.sampling.JobSamplingRequest.Kind;

/**
 * Begins and ends what spans are, none of which is current on a thread before somebody
 * says so. No method here throws.
 */
final class SpanEntities {

	private final String service;

	private final Subsegments subsegments;

	private final Segments segments;

	private final IncomingSegments incoming;

	private final JobSegments jobs;

	private final RecordedValues values = new RecordedValues();

	SpanEntities(String service, Subsegments subsegments, Segments segments, IncomingSegments incoming,
			JobSegments jobs) {
		this.service = service;
		this.subsegments = subsegments;
		this.segments = segments;
		this.incoming = incoming;
		this.jobs = jobs;
	}

	@Nullable Entity current() {
		return this.subsegments.current();
	}

	CurrentEntity makeCurrent(@Nullable Entity entity) {
		return this.subsegments.makeCurrent(entity);
	}

	void safely(String place, Runnable work) {
		this.subsegments.safely(place, work);
	}

	/**
	 * Return what is recorded of a value that somebody puts on a span.
	 */
	String recorded(String key, String value) {
		return this.values.of(key, value);
	}

	/**
	 * Begin a subsegment.
	 */
	SpanWork begin(String name, Entity parent) {
		return new SpanWork(this.subsegments.begin(name, parent), null, null);
	}

	/**
	 * Begin a segment, as there is nothing that this is a part of.
	 */
	SpanWork beginRoot(String name) {
		JobTrace job = this.jobs.begin(Kind.SEGMENT, name);
		this.jobs.detach(job);
		return new SpanWork(TraceScope.none(), job, null);
	}

	/**
	 * Begin a segment of a trace that comes from elsewhere. In AWS Lambda the invocation
	 * has the segment.
	 */
	SpanWork beginRemote(String name, IncomingTrace trace) {
		if (this.segments.inLambda()) {
			Entity current = current();
			return (current != null) ? begin(name, current) : new SpanWork(TraceScope.none(), null, null);
		}
		Admission admission = this.incoming.admit(trace, () -> this.service,
				(service, origin) -> new SamplingRequest(service, null, null, null, origin));
		TraceScope scope = this.incoming.begin(admission);
		this.subsegments.detach(scope);
		if (scope.isRecording() && scope.entity() != null) {
			scope.entity().putAnnotation(JobSegments.ANNOTATION, name);
		}
		return new SpanWork(scope, null, admission);
	}

	/**
	 * End what was begun.
	 */
	void end(SpanWork work, @Nullable Throwable error) {
		if (work.job() != null) {
			this.jobs.end(work.job(), error);
			return;
		}
		if (work.admission() != null) {
			this.incoming.ended(work.admission(), work.scope(), new Ending(error));
		}
		this.subsegments.end(work.scope(), error);
	}

	/**
	 * End what was begun, and send nothing of it.
	 */
	void abandon(SpanWork work) {
		if (work.entity() instanceof TraceEntity own) {
			safely("abandoning a span", own::keepBack);
		}
		end(work, null);
	}

	void rename(SpanWork work, String name) {
		this.subsegments.rename(work.scope(), name);
	}

	/**
	 * A span has failed if somebody has said so.
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
			// What was put on the span is not known any more
		}

	}

}
