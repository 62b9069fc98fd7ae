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

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import io.github.springxray.context.RecordedText;
import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.http.IncomingSegments.Admission;
import io.github.springxray.http.IncomingTrace.Decision;
import io.github.springxray.recorder.TracingFaults;

/**
 * Decides what becomes of a request to a server, whichever it is: silent, unsampled or
 * recorded, in AWS Lambda a part of the invocation. No method here throws.
 */
public final class ServerSegments {

	private final Segments segments;

	private final Subsegments subsegments;

	private final SegmentNaming naming;

	private final RequestExclusions exclusions;

	private final TraceHeaders headers;

	private final IncomingSegments incoming;

	private final boolean responseHeader;

	private final TracingFaults faults;

	/**
	 * Create an instance for a recorder.
	 * @param recorder the recorder whose sampling strategy is asked
	 * @param segments what begins segments
	 * @param subsegments what counts the faults of others
	 * @param naming what names segments
	 * @param exclusions what leaves requests untraced
	 * @param headers what reads and keeps the headers of traces
	 * @param properties says whether the id of the trace is answered
	 * @param faults where faults of tracing are counted
	 */
	public ServerSegments(AWSXRayRecorder recorder, Segments segments, Subsegments subsegments, SegmentNaming naming,
			RequestExclusions exclusions, TraceHeaders headers, XRayServerProperties properties, TracingFaults faults) {
		this.segments = segments;
		this.subsegments = subsegments;
		this.naming = naming;
		this.exclusions = exclusions;
		this.headers = headers;
		this.incoming = new IncomingSegments(recorder, segments, headers, faults);
		this.responseHeader = properties.isResponseHeader();
		this.faults = faults;
	}

	/**
	 * Begin what a request is in its trace, make it current on the calling thread, and
	 * answer the id of the trace.
	 * @param request the request
	 * @return the scope to end, on whichever thread
	 */
	public TraceScope begin(ServedRequest request) {
		try {
			if (this.exclusions.isExcluded(request)) {
				return this.segments.beginSilent();
			}
			TraceScope scope = this.segments.inLambda() ? beginInLambda(request) : join(request);
			Entity begun = scope.entity();
			if (begun != null) {
				this.subsegments.safely("reading trace headers", () -> this.headers.received(begun, request::headers));
			}
			return scope;
		}
		catch (Throwable ex) {
			this.faults.record("beginning the trace of a request", ex);
			return this.segments.beginSilent();
		}
	}

	private TraceScope beginInLambda(ServedRequest request) {
		TraceScope scope = this.segments.beginInLambda(this.naming.nameOf(request));
		if (scope.entity() != null) {
			answer(request, scope.entity().getTraceId(), null);
		}
		return scope;
	}

	private TraceScope join(ServedRequest request) {
		IncomingTrace trace = this.headers.read(request::header);
		Admission admission = this.incoming.admit(trace, () -> this.naming.nameOf(request),
				(name, origin) -> new SamplingRequest(name, request.host(), request.path(), request.method(), origin));
		answer(request, admission.traceId(), (trace.decision() == Decision.REQUESTED) ? admission.sampled() : null);
		return this.incoming.begin(admission);
	}

	private void answer(ServedRequest request, TraceID traceId, @Nullable Boolean decision) {
		if (this.responseHeader) {
			request.answer(TraceHeaders.X_AMZN_TRACE_ID, TraceHeaders.response(traceId, decision));
		}
	}

	/**
	 * Return what is recorded of a user agent.
	 * @param userAgent the value of the header {@code User-Agent}, {@code null} if there
	 * is none
	 * @return it without secrets, {@code null} for nothing
	 */
	public static @Nullable String userAgentOf(@Nullable String userAgent) {
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

}
