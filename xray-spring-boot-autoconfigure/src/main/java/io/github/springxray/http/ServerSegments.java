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
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
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
	 * @return what was begun, whose scope is to be ended on whichever thread;
	 * {@link Begun#NOTHING} if the request is to keep what stands for it
	 */
	public Begun begin(ServedRequest request) {
		try {
			if (this.exclusions.isExcluded(request)) {
				return new Begun(this.segments.beginSilent(), null);
			}
			boolean told = this.headers.mayBeIn(request);
			Begun begun = this.segments.inLambda() ? beginInLambda(request) : join(request, told);
			if (told && begun.scope().entity() != null) {
				receive(begun.scope().entity(), request);
			}
			return begun;
		}
		catch (Throwable ex) {
			this.faults.record("beginning the trace of a request", ex);
			return new Begun(this.segments.beginSilent(), null);
		}
	}

	private Begun beginInLambda(ServedRequest request) {
		TraceScope scope = this.segments.beginInLambda(this.naming.nameOf(request));
		if (scope.entity() != null) {
			answer(request, scope.entity().getTraceId(), null);
		}
		return new Begun(scope, null);
	}

	private void receive(Entity entity, ServedRequest request) {
		this.subsegments.safely("reading trace headers", () -> this.headers.received(entity, request::headers));
	}

	private Begun join(ServedRequest request, boolean told) {
		IncomingTrace trace = told ? this.headers.read(request::header) : IncomingTrace.NONE;
		TraceID traceId = this.incoming.traceIdOf(trace);
		SamplingResponse unseen = this.incoming.decideUnseen(trace);
		if (request.isKeeper() && this.incoming.isLeftOut(unseen)) {
			leaveOut(request, traceId, trace, told);
			return Begun.NOTHING;
		}
		Admission admission = admit(request, trace, traceId, unseen);
		answer(request, traceId, (trace.decision() == Decision.REQUESTED) ? admission.sampled() : null);
		return new Begun(this.incoming.begin(admission), admission);
	}

	private Admission admit(ServedRequest request, IncomingTrace trace, TraceID traceId,
			@Nullable SamplingResponse unseen) {
		return this.incoming.admit(trace, traceId, unseen, () -> this.naming.nameOf(request), (name,
				origin) -> new SamplingRequest(name, request.host(), request.urlPath(), request.method(), origin));
	}

	/**
	 * What most requests are. Each object that is made here is made for all of them.
	 */
	private void leaveOut(ServedRequest request, TraceID traceId, IncomingTrace trace, boolean told) {
		answer(request, traceId, (trace.decision() == Decision.REQUESTED) ? Boolean.FALSE : null);
		Segment unrecorded = this.segments.unrecorded(traceId);
		this.headers.passOn(unrecorded, trace);
		if (told) {
			receive(unrecorded, request);
		}
		request.keep(unrecorded);
	}

	/**
	 * Tell whoever waits for it how a request has ended. To be called once for each that
	 * is {@linkplain Begun#isAwaited() awaited}, before its scope is ended.
	 * @param begun what was begun for it
	 * @param ending what became of it
	 */
	public void ended(Begun begun, IncomingEnding ending) {
		if (begun.admission() != null) {
			this.incoming.ended(begun.admission(), begun.scope(), ending);
		}
	}

	private void answer(ServedRequest request, TraceID traceId, @Nullable Boolean decision) {
		request.belongTo(traceId);
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

	/**
	 * What was begun for a request.
	 *
	 * @param scope to be ended
	 * @param admission what was decided, {@code null} if there was nothing to decide
	 */
	public record Begun(TraceScope scope, @Nullable Admission admission) {

		/**
		 * Nothing that has to be ended: the request {@linkplain ServedRequest#keep keeps}
		 * a segment that is not recorded, and makes it current.
		 */
		public static final Begun NOTHING = new Begun(TraceScope.none(), null);

		/**
		 * Return whether the end of the request is to be told even if it is not recorded.
		 * @return {@code true} if somebody waits for it
		 */
		public boolean isAwaited() {
			return this.admission != null && this.admission.awaited();
		}

	}

}
