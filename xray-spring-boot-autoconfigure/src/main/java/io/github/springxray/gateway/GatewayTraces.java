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

package io.github.springxray.gateway;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

import io.github.springxray.context.Subsegments;
import io.github.springxray.http.TraceHeaders;

/**
 * What both gateways have in common. No method here throws.
 */
final class GatewayTraces {

	private static final String ROUTE = "gateway_route";

	private final Subsegments subsegments;

	GatewayTraces(Subsegments subsegments) {
		this.subsegments = subsegments;
	}

	/**
	 * Record the id of a route, which is what is the same for all requests that it takes.
	 */
	void route(@Nullable Entity entity, @Nullable Object id) {
		Entity current = (entity != null) ? entity : this.subsegments.current();
		if (current != null && id != null) {
			this.subsegments.safely("recording the route of a gateway", () -> {
				Segment segment = current.getParentSegment();
				if (segment.isRecording() && segment.isSampled()) {
					segment.putAnnotation(ROUTE, id.toString());
				}
			});
		}
	}

	/**
	 * The response has a header of the gateway's own.
	 * @param headers the headers of the callee's response
	 * @return the same headers, or others without that of the callee
	 */
	static HttpHeaders withoutTrace(HttpHeaders headers) {
		if (!headers.containsHeader(TraceHeaders.X_AMZN_TRACE_ID)) {
			return headers;
		}
		HttpHeaders others = new HttpHeaders();
		others.putAll(headers);
		others.remove(TraceHeaders.X_AMZN_TRACE_ID);
		return others;
	}

}
