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

package io.github.springxray.job;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.http.IncomingEnding;
import io.github.springxray.http.IncomingSegments;
import io.github.springxray.http.IncomingSegments.Admission;
import io.github.springxray.http.IncomingTrace;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.sampling.JobSamplingRequest;
import io.github.springxray.sampling.JobSamplingRequest.Kind;

/**
 * Begins and ends the segments of jobs, for all that runs them. A segment has the name of
 * the service, so that it is a node of the map, and the name of the job as the annotation
 * {@code job}. No method here throws. Internal: applications use {@link SegmentTemplate}
 * or {@link io.github.springxray.XRaySegment @XRaySegment}.
 */
public final class JobSegments implements DisposableBean {

	/**
	 * The key of the annotation with the name of the job.
	 */
	public static final String ANNOTATION = "job";

	private final String service;

	private final Segments segments;

	private final Subsegments subsegments;

	private final IncomingSegments incoming;

	private final LongJobs longJobs;

	private final TracingFaults faults;

	JobSegments(String service, Segments segments, Subsegments subsegments, IncomingSegments incoming,
			LongJobs longJobs, TracingFaults faults) {
		this.service = service;
		this.segments = segments;
		this.subsegments = subsegments;
		this.incoming = incoming;
		this.longJobs = longJobs;
		this.faults = faults;
	}

	/**
	 * Begin a job as a part of what is current, or as a trace of its own where nothing
	 * is, and make it current.
	 * @param kind what kind of work it is, for sampling
	 * @param job its name
	 * @return to be ended, on whichever thread
	 */
	public JobTrace open(Kind kind, String job) {
		return (this.subsegments.current() != null) ? beginPart(job) : begin(kind, job);
	}

	/**
	 * Begin a job as a trace of its own, whatever the thread was left with, and make it
	 * current. In AWS Lambda it is a part of the invocation.
	 * @param kind what kind of work it is, for sampling
	 * @param job its name
	 * @return to be ended, on whichever thread
	 */
	public JobTrace begin(Kind kind, String job) {
		try {
			if (this.segments.inLambda()) {
				return record(new JobTrace(this.segments.beginInLambda(job), null, null, job));
			}
			Admission admission = this.incoming.admit(IncomingTrace.NONE, () -> this.service,
					(name, origin) -> new JobSamplingRequest(name, job, origin, kind));
			TraceScope scope = this.incoming.begin(admission);
			LongJobs.Watch watch = (scope.isRecording() && scope.entity() instanceof Segment segment
					&& segment.isSampled()) ? this.longJobs.watch(segment) : null;
			return record(new JobTrace(scope, admission, watch, job));
		}
		catch (Throwable ex) {
			this.faults.record("beginning the trace of a job", ex);
			return new JobTrace(this.segments.beginSilent(), null, null, job);
		}
	}

	private JobTrace beginPart(String job) {
		try {
			return record(new JobTrace(this.subsegments.begin(job), null, null, job));
		}
		catch (Throwable ex) {
			this.faults.record("beginning the trace of a job", ex);
			return new JobTrace(TraceScope.none(), null, null, job);
		}
	}

	private JobTrace record(JobTrace trace) {
		Entity entity = trace.recorded();
		if (entity != null) {
			this.subsegments.safely("recording a job", () -> entity.putAnnotation(ANNOTATION, trace.job()));
		}
		return trace;
	}

	/**
	 * Leave a job open but the calling thread as it was.
	 * @param trace what was begun on the calling thread
	 */
	public void detach(JobTrace trace) {
		this.subsegments.detach(trace.scope());
	}

	/**
	 * End a job. A second call does no more than to let the calling thread go on with
	 * what was current before.
	 * @param trace what was begun
	 * @param error what went wrong, {@code null} if nothing did
	 */
	public void end(JobTrace trace, @Nullable Throwable error) {
		if (!trace.claimEnd()) {
			detach(trace);
			return;
		}
		LongJobs.Watch watch = trace.watch();
		if (watch != null) {
			watch.close();
		}
		try {
			Admission admission = trace.admission();
			if (admission != null && admission.awaited()) {
				this.incoming.ended(admission, trace.scope(), new Ending(trace.job(), error));
			}
			this.subsegments.end(trace.scope(), error);
		}
		finally {
			if (watch != null) {
				watch.ended();
			}
		}
	}

	/**
	 * Wait, but not for long, for jobs to end that are stopped with the application.
	 */
	@Override
	public void destroy() {
		this.longJobs.finish();
	}

	/**
	 * Return what makes parts of jobs.
	 * @return what begins and ends subsegments
	 */
	public Subsegments subsegments() {
		return this.subsegments;
	}

	/**
	 * How a job has ended.
	 *
	 * @param job its name
	 * @param failure what was thrown
	 */
	private record Ending(String job, @Nullable Throwable failure) implements IncomingEnding {

		@Override
		public boolean isFault() {
			return this.failure != null;
		}

		@Override
		public void record(Segment segment) {
			segment.putAnnotation(ANNOTATION, this.job);
		}

	}

}
