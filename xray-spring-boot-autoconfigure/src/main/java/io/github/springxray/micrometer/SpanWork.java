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
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.TraceScope;
import io.github.springxray.http.IncomingSegments.Admission;
import io.github.springxray.job.JobTrace;

/**
 * What was begun for a span.
 *
 * @param scope what has to be ended
 * @param job the job that it is, {@code null} if it is none
 * @param admission what was decided about what came from elsewhere, {@code null} if it
 * did not
 */
record SpanWork(TraceScope scope, @Nullable JobTrace job, @Nullable Admission admission) {

	@Nullable Entity entity() {
		return (this.job != null) ? this.job.entity() : this.scope.entity();
	}

	boolean isRecording() {
		Entity entity = entity();
		return entity != null && EntityContext.isRecording(entity);
	}

}
