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

package io.github.springxray.batch;

import org.jspecify.annotations.Nullable;

import io.github.springxray.batch.BatchListeners.JobBegin;
import io.github.springxray.batch.BatchListeners.JobEnd;
import io.github.springxray.batch.BatchListeners.StepBegin;
import io.github.springxray.batch.BatchListeners.StepEnd;

/**
 * The listeners of all jobs and steps.
 *
 * @param jobBegin begins the traces of jobs
 * @param jobEnd ends them
 * @param stepBegin begins steps
 * @param stepEnd ends them
 * @param chunks traces chunks, {@code null} if they are not traced
 */
record BatchTracing(JobBegin jobBegin, JobEnd jobEnd, StepBegin stepBegin, StepEnd stepEnd,
		@Nullable ChunkParts chunks) {

	static BatchTracing of(BatchTraces traces, boolean chunks) {
		ChunkParts parts = chunks ? new ChunkParts(traces.subsegments()) : null;
		return new BatchTracing(new JobBegin(traces), new JobEnd(traces), new StepBegin(traces),
				new StepEnd(traces, parts), parts);
	}

}
