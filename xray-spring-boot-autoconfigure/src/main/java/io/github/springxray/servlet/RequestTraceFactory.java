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

package io.github.springxray.servlet;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.RecordedPaths;
import io.github.springxray.context.Subsegments;
import io.github.springxray.entity.HttpRequestFields;
import io.github.springxray.http.HttpUrls;
import io.github.springxray.http.ServerSegments;
import io.github.springxray.http.ServerSegments.Begun;
import io.github.springxray.http.XRayServerProperties;
import io.github.springxray.recorder.SdkServletFilter;

/**
 * Begins the trace of a request and records what the request says of itself.
 */
final class RequestTraceFactory {

	private final AWSXRayRecorder recorder;

	private final ServerSegments server;

	private final Subsegments subsegments;

	private final XRayServerProperties properties;

	RequestTraceFactory(AWSXRayRecorder recorder, ServerSegments server, Subsegments subsegments,
			XRayServerProperties properties) {
		this.recorder = recorder;
		this.server = server;
		this.subsegments = subsegments;
		this.properties = properties;
	}

	/**
	 * Describe a request to others. The filter of the X-Ray SDK needs another response
	 * even where nothing is recorded.
	 */
	ServletTracedRequest describe(HttpServletRequest request, HttpServletResponse response) {
		return new ServletTracedRequest(request, response, !SdkServletFilter.isMet(this.recorder));
	}

	/**
	 * Begin the trace of a request and make it current. Never throws.
	 * @param traced the request as others see it
	 * @return the trace, {@code null} if the request is not recorded and keeps what
	 * stands for it
	 */
	@Nullable RequestTrace begin(ServletTracedRequest traced, HttpServletRequest request, HttpServletResponse response) {
		Begun begun = this.server.begin(traced);
		if (begun == Begun.NOTHING) {
			return null;
		}
		if (begun.scope().isRecording()) {
			this.subsegments.safely("recording a request", () -> recordRequest(begun.scope().entity(), request));
		}
		return new RequestTrace(begun.scope(), this.subsegments, request, response,
				SdkServletFilter.isMet(this.recorder), endingOf(begun, request));
	}

	/**
	 * The request is asked what it was only if it is recorded in the end.
	 */
	private @Nullable RequestEndObserver endingOf(Begun begun, HttpServletRequest request) {
		return begun.isAwaited() ? (outcome, complete) -> this.server.ended(begun,
				new RequestEnding(outcome, complete, (segment) -> recordRequest(segment, request))) : null;
	}

	private void recordRequest(@Nullable Entity entity, HttpServletRequest request) {
		if (entity == null) {
			return;
		}
		String url = RecordedPaths.of(HttpUrls.of(request.getScheme(), ServletTracedRequest.hostOf(request),
				request.getServerPort(), request.getRequestURI()));
		ClientAddress client = ClientAddress.of(request, this.properties.getRecordClientIp());
		entity.putHttp("request", new HttpRequestFields(request.getMethod(), url,
				ServerSegments.userAgentOf(request.getHeader("User-Agent")), client.address(), client.forwarded()));
	}

}
