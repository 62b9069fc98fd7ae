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
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import io.github.springxray.context.RecordedPaths;
import io.github.springxray.context.RecordedText;
import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.entity.HttpRequestFields;
import io.github.springxray.http.HttpUrls;
import io.github.springxray.http.IncomingSegments;
import io.github.springxray.http.IncomingSegments.Admission;
import io.github.springxray.http.IncomingTrace;
import io.github.springxray.http.IncomingTrace.Decision;
import io.github.springxray.http.RequestExclusions;
import io.github.springxray.http.SegmentNaming;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.http.XRayServerProperties;
import io.github.springxray.recorder.SdkServletFilter;
import io.github.springxray.recorder.TracingFaults;

/**
 * Decides what becomes of a request: silent, unsampled or recorded.
 */
final class RequestTraceFactory {

	private final AWSXRayRecorder recorder;

	private final Segments segments;

	private final Subsegments subsegments;

	private final SegmentNaming naming;

	private final RequestExclusions exclusions;

	private final TraceHeaders headers;

	private final IncomingSegments incoming;

	private final XRayServerProperties properties;

	private final TracingFaults faults;

	RequestTraceFactory(AWSXRayRecorder recorder, Segments segments, Subsegments subsegments, SegmentNaming naming,
			RequestExclusions exclusions, TraceHeaders headers, XRayServerProperties properties, TracingFaults faults) {
		this.recorder = recorder;
		this.segments = segments;
		this.subsegments = subsegments;
		this.naming = naming;
		this.exclusions = exclusions;
		this.headers = headers;
		this.incoming = new IncomingSegments(recorder, segments, headers, faults);
		this.properties = properties;
		this.faults = faults;
	}

	/**
	 * Begin the trace of a request and make it current. Never throws.
	 */
	RequestTrace begin(HttpServletRequest request, HttpServletResponse response) {
		Begun begun = beginScope(request, response);
		return new RequestTrace(begun.scope(), this.subsegments, request, response,
				SdkServletFilter.isMet(this.recorder), endingOf(begun, request));
	}

	/**
	 * The request is asked what it was only if it is recorded in the end.
	 */
	private @Nullable RequestEndObserver endingOf(Begun begun, HttpServletRequest request) {
		Admission admission = begun.admission();
		if (admission == null || !admission.awaited()) {
			return null;
		}
		return (outcome, complete) -> this.incoming.ended(admission, begun.scope(),
				new RequestEnding(outcome, complete, (segment) -> recordRequest(segment, request)));
	}

	private Begun beginScope(HttpServletRequest request, HttpServletResponse response) {
		try {
			ServletTracedRequest traced = new ServletTracedRequest(request);
			if (this.exclusions.isExcluded(traced)) {
				return new Begun(this.segments.beginSilent(), null);
			}
			Begun begun = this.segments.inLambda() ? beginInLambda(traced, response) : join(traced, response);
			TraceScope scope = begun.scope();
			Entity entity = scope.entity();
			if (entity != null) {
				this.subsegments.safely("reading trace headers", () -> this.headers.received(entity, traced::headers));
			}
			if (scope.isRecording()) {
				this.subsegments.safely("recording a request", () -> recordRequest(scope.entity(), request));
			}
			return begun;
		}
		catch (Throwable ex) {
			this.faults.record("beginning the trace of a request", ex);
			return new Begun(this.segments.beginSilent(), null);
		}
	}

	private Begun beginInLambda(ServletTracedRequest request, HttpServletResponse response) {
		TraceScope scope = this.segments.beginInLambda(this.naming.nameOf(request));
		if (scope.entity() != null) {
			answer(response, scope.entity().getTraceId(), null);
		}
		return new Begun(scope, null);
	}

	private Begun join(ServletTracedRequest request, HttpServletResponse response) {
		IncomingTrace incoming = this.headers.read(request::header);
		Admission admission = this.incoming.admit(incoming, () -> this.naming.nameOf(request), (name,
				origin) -> new SamplingRequest(name, request.host(), request.urlPath(), request.method(), origin));
		answer(response, admission.traceId(), (incoming.decision() == Decision.REQUESTED) ? admission.sampled() : null);
		return new Begun(this.incoming.begin(admission), admission);
	}

	private void answer(HttpServletResponse response, TraceID traceId, @Nullable Boolean decision) {
		if (this.properties.isResponseHeader()) {
			response.setHeader(TraceHeaders.X_AMZN_TRACE_ID, TraceHeaders.response(traceId, decision));
		}
	}

	private void recordRequest(@Nullable Entity entity, HttpServletRequest request) {
		if (entity == null) {
			return;
		}
		String url = RecordedPaths.of(HttpUrls.of(request.getScheme(), ServletTracedRequest.hostOf(request),
				request.getServerPort(), request.getRequestURI()));
		ClientAddress client = ClientAddress.of(request, this.properties.getRecordClientIp());
		entity.putHttp("request", new HttpRequestFields(request.getMethod(), url, userAgentOf(request),
				client.address(), client.forwarded()));
	}

	private static @Nullable String userAgentOf(HttpServletRequest request) {
		String userAgent = request.getHeader("User-Agent");
		if (!StringUtils.hasText(userAgent)) {
			return null;
		}
		return mayHaveSecret(userAgent) ? String.valueOf(RecordedText.of(userAgent)) : userAgent;
	}

	/**
	 * Browsers send none of these signs, and are not to wait for a search.
	 */
	private static boolean mayHaveSecret(String userAgent) {
		return userAgent.indexOf('@') >= 0 || userAgent.indexOf('=') >= 0 || userAgent.indexOf('?') >= 0;
	}

	/**
	 * What was begun for a request.
	 *
	 * @param scope to be ended
	 * @param admission what was decided, {@code null} if there was nothing to decide
	 */
	private record Begun(TraceScope scope, @Nullable Admission admission) {

	}

}
