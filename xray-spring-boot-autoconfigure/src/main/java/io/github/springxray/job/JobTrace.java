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

import java.util.concurrent.atomic.AtomicBoolean;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.TraceScope;
import io.github.springxray.http.IncomingSegments.Admission;

/**
 * A job that goes on, of which {@link JobSegments} knows how to end it. Internal.
 */
public final class JobTrace {

	private final TraceScope scope;

	private final @Nullable Admission admission;

	private final LongJobs.@Nullable Watch watch;

	private final String job;

	private final AtomicBoolean ended = new AtomicBoolean();

	JobTrace(TraceScope scope, @Nullable Admission admission, LongJobs.@Nullable Watch watch, String job) {
		this.scope = scope;
		this.admission = admission;
		this.watch = watch;
		this.job = job;
	}

	/**
	 * Return what was begun, recorded or not.
	 * @return the segment or subsegment, {@code null} if nothing was begun
	 */
	public @Nullable Entity entity() {
		return this.scope.entity();
	}

	/**
	 * Return what was begun, if what is put on it can reach a trace.
	 * @return the segment or subsegment, {@code null} if nothing is recorded
	 */
	public @Nullable Entity recorded() {
		return this.scope.isRecording() ? this.scope.entity() : null;
	}

	TraceScope scope() {
		return this.scope;
	}

	@Nullable Admission admission() {
		return this.admission;
	}

	LongJobs.@Nullable Watch watch() {
		return this.watch;
	}

	String job() {
		return this.job;
	}

	/**
	 * Return whether this is the first time that somebody ends it.
	 */
	boolean claimEnd() {
		return this.ended.compareAndSet(false, true);
	}

}
