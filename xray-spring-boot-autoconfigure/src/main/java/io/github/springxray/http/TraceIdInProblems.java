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

package io.github.springxray.http;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;

import io.github.springxray.context.Subsegments;

/**
 * Tells clients in the details of a problem (RFC 9457) which trace to ask about. What the
 * application says under the same name stays. This is internal.
 */
public final class TraceIdInProblems implements ErrorResponse.Interceptor {

	static final String PROPERTY = "traceId";

	private final Subsegments subsegments;

	/**
	 * Create an instance.
	 * @param subsegments says what is current
	 */
	public TraceIdInProblems(Subsegments subsegments) {
		this.subsegments = subsegments;
	}

	@Override
	public void handleError(ProblemDetail detail, @Nullable ErrorResponse response) {
		this.subsegments.safely("putting the id of a trace into a problem", () -> {
			Entity current = this.subsegments.current();
			boolean silent = current instanceof Subsegment subsegment && !subsegment.shouldPropagate();
			boolean said = detail.getProperties() != null && detail.getProperties().containsKey(PROPERTY);
			if (current != null && !silent && !said) {
				detail.setProperty(PROPERTY, current.getParentSegment().getTraceId().toString());
			}
		});
	}

}
