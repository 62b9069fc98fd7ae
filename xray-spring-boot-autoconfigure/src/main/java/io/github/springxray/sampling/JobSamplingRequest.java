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

package io.github.springxray.sampling;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a sampling strategy is asked about work that is no HTTP request, such as a message
 * or a job. It has neither host nor path nor method.
 */
public final class JobSamplingRequest extends SamplingRequest {

	private final @Nullable String job;

	private final Kind kind;

	/**
	 * Create the request for a message.
	 * @param service the name of the segment
	 * @param job what is worked on, such as the name of a queue or of a method,
	 * {@code null} if it is not known
	 * @param origin the kind of AWS resource that the application runs on, {@code null}
	 * if it is not known
	 */
	public JobSamplingRequest(String service, @Nullable String job, @Nullable String origin) {
		this(service, job, origin, Kind.MESSAGE);
	}

	/**
	 * Create the request for work of some kind.
	 * @param service the name of the segment
	 * @param job what is worked on, such as the name of a queue or of a method,
	 * {@code null} if it is not known
	 * @param origin the kind of AWS resource that the application runs on, {@code null}
	 * if it is not known
	 * @param kind what kind of work it is
	 */
	public JobSamplingRequest(String service, @Nullable String job, @Nullable String origin, Kind kind) {
		super(service, null, null, null, origin);
		this.job = job;
		this.kind = kind;
	}

	/**
	 * Return what is worked on, which local rules match by {@code job}.
	 * @return the name of the queue, method or job, {@code null} if it is not known
	 */
	public @Nullable String getJob() {
		return this.job;
	}

	/**
	 * Return what kind of work it is. Each kind that no local rule is for has a reservoir
	 * of its own.
	 * @return the kind
	 */
	public Kind getKind() {
		return this.kind;
	}

	/**
	 * Kinds of work that no HTTP request asks for.
	 */
	public enum Kind {

		/**
		 * A message that was received.
		 */
		MESSAGE,

		/**
		 * What the application opens a segment for by itself.
		 */
		SEGMENT,

		/**
		 * A task that Spring's scheduler runs.
		 */
		SCHEDULED,

		/**
		 * What runs when the application has started.
		 */
		RUNNER,

		/**
		 * A job of Spring Batch.
		 */
		BATCH,

		/**
		 * A job of Quartz.
		 */
		QUARTZ

	}

}
