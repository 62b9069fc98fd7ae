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

package io.github.springxray.method;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.job.JobSegments;
import io.github.springxray.job.JobTrace;
import io.github.springxray.sampling.JobSamplingRequest.Kind;

/**
 * A call of a traced method that goes on: a subsegment, or a job where the method opens
 * one.
 */
final class MethodTrace {

	private final Subsegments subsegments;

	private final TraceScope scope;

	private final @Nullable JobSegments jobs;

	private final @Nullable JobTrace job;

	private MethodTrace(Subsegments subsegments, TraceScope scope, @Nullable JobSegments jobs, @Nullable JobTrace job) {
		this.subsegments = subsegments;
		this.scope = scope;
		this.jobs = jobs;
		this.job = job;
	}

	static MethodTrace of(TraceScope scope, Subsegments subsegments) {
		return new MethodTrace(subsegments, scope, null, null);
	}

	static MethodTrace of(JobTrace job, JobSegments jobs) {
		return new MethodTrace(jobs.subsegments(), TraceScope.none(), jobs, job);
	}

	/**
	 * Begin what a call is, and make it current. Without a parent it is the policy for
	 * that case that decides, unless the method opens a segment.
	 */
	static MethodTrace begin(TracedMethod method, MethodTracer tracer) {
		Subsegments subsegments = tracer.subsegments();
		JobSegments jobs = tracer.jobs();
		Kind kind = method.kind();
		if (kind != null && jobs != null && subsegments.current() == null) {
			return of(jobs.begin(kind, method.name()), jobs);
		}
		return of(subsegments.begin(method.name()), subsegments);
	}

	/**
	 * Return what is recorded, {@code null} if nothing is.
	 */
	@Nullable Entity recorded() {
		if (this.job != null) {
			return this.job.recorded();
		}
		return this.scope.isRecording() ? this.scope.entity() : null;
	}

	/**
	 * Return what calls that the method makes belong to. A job that is not recorded tells
	 * others so.
	 */
	@Nullable Entity entity() {
		return (this.job != null) ? this.job.entity() : recorded();
	}

	boolean isJob() {
		return this.job != null;
	}

	void detach() {
		if (this.jobs != null && this.job != null) {
			this.jobs.detach(this.job);
		}
		else {
			this.subsegments.detach(this.scope);
		}
	}

	void end(@Nullable Throwable error) {
		if (this.jobs != null && this.job != null) {
			this.jobs.end(this.job, error);
		}
		else {
			this.subsegments.end(this.scope, error);
		}
	}

}
