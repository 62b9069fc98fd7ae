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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.Segments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.http.IncomingTrace.Decision;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.sampling.LimitedSamplingStrategy;
import io.github.springxray.sampling.ObservedSamplingResponse;
import io.github.springxray.sampling.SamplingDecisions;
import io.github.springxray.sampling.SamplingLimits;
import io.github.springxray.sampling.UnseenSampling;

/**
 * Begins the segment of what comes in from elsewhere, be it a request or a message: joins
 * the trace that it brings or begins one, and asks the sampling strategy only if nobody
 * has decided.
 */
public final class IncomingSegments {

	private static final SamplingResponse BY_HEADER = new SamplingResponse(true);

	private static final SamplingResponse NOT_BY_HEADER = new SamplingResponse(false);

	private final AWSXRayRecorder recorder;

	private final Segments segments;

	private final TraceHeaders headers;

	private final TracingFaults faults;

	/**
	 * Create an instance for a recorder.
	 * @param recorder the recorder whose sampling strategy is asked
	 * @param segments what begins segments
	 * @param headers what keeps the fields of a header that travel on
	 * @param faults where faults of tracing are counted
	 */
	public IncomingSegments(AWSXRayRecorder recorder, Segments segments, TraceHeaders headers, TracingFaults faults) {
		this.recorder = recorder;
		this.segments = segments;
		this.headers = headers;
		this.faults = faults;
	}

	/**
	 * Decide which trace something belongs to, and whether it is recorded.
	 * @param incoming what it says about its trace
	 * @param name gives the name of its segment, asked for once at most
	 * @param request gives what the sampling strategy is to see, by the name of the
	 * segment and the origin of the application
	 * @return the decision, to begin with
	 */
	public Admission admit(IncomingTrace incoming, Supplier<String> name, SamplingRequestFactory request) {
		return admit(incoming, traceIdOf(incoming), decidedBy(incoming), name, request);
	}

	/**
	 * Decide the rest.
	 * @param traceId which trace something belongs to
	 * @param unseen what was decided without having seen it, if anything was
	 */
	Admission admit(IncomingTrace incoming, TraceID traceId, @Nullable SamplingResponse unseen, Supplier<String> name,
			SamplingRequestFactory request) {
		if (unseen == BY_HEADER || unseen == NOT_BY_HEADER) {
			boolean sampled = unseen.isSampled();
			return new Admission(incoming, traceId, sampled, name, null, isCaptured(limits(), sampled));
		}
		String known = name.get();
		SamplingResponse sampling = (unseen != null) ? unseen : ask(request, known);
		boolean sampled = sampling.isSampled();
		boolean awaited = isCaptured(limits(), sampled) || isAwaited(sampling);
		return new Admission(incoming, traceId, sampled, () -> known, sampling, awaited);
	}

	/**
	 * Return the trace that something belongs to.
	 */
	TraceID traceIdOf(IncomingTrace incoming) {
		return (incoming.traceId() != null) ? incoming.traceId() : this.segments.newTraceId();
	}

	/**
	 * Decide on a request what does not depend on anything but the trace. Other work has
	 * to be seen, as each kind of it has a reservoir of its own.
	 * @return the decision, {@code null} if the sampling strategy has to be asked
	 */
	@Nullable SamplingResponse decideUnseen(IncomingTrace incoming) {
		SamplingResponse decided = decidedBy(incoming);
		if (decided != null) {
			return decided;
		}
		try {
			return (this.recorder.getSamplingStrategy() instanceof UnseenSampling strategy) ? strategy.decideUnseen()
					: null;
		}
		catch (RuntimeException ex) {
			this.faults.record("asking the sampling strategy", ex);
			return null;
		}
	}

	private @Nullable SamplingResponse decidedBy(IncomingTrace incoming) {
		Decision decision = incoming.decision();
		return (decision == Decision.SAMPLED || decision == Decision.NOT_SAMPLED)
				? byHeader(decision == Decision.SAMPLED) : null;
	}

	private SamplingResponse byHeader(boolean wanted) {
		SamplingLimits limits = limits();
		boolean sampled = wanted && (limits == null || limits.admit(SamplingLimits.Reason.HEADER));
		if (limits != null) {
			limits.decisions().count("trace header", of(wanted, sampled));
		}
		return sampled ? BY_HEADER : NOT_BY_HEADER;
	}

	/**
	 * Return whether something is not recorded and nobody wants to know how it ends.
	 */
	boolean isLeftOut(@Nullable SamplingResponse unseen) {
		return unseen != null && !unseen.isSampled() && !isCaptured(limits(), false) && !isAwaited(unseen)
				&& !this.recorder.getSamplingStrategy().isForcedSamplingSupported();
	}

	private static SamplingDecisions.Decision of(boolean wanted, boolean sampled) {
		if (wanted && !sampled) {
			return SamplingDecisions.Decision.REFUSED;
		}
		return sampled ? SamplingDecisions.Decision.SAMPLED : SamplingDecisions.Decision.NOT_SAMPLED;
	}

	private @Nullable SamplingLimits limits() {
		return (this.recorder.getSamplingStrategy() instanceof LimitedSamplingStrategy limited) ? limited.limits()
				: null;
	}

	private boolean isAwaited(SamplingResponse sampling) {
		try {
			return sampling instanceof ObservedSamplingResponse observed && observed.isAwaited();
		}
		catch (RuntimeException ex) {
			this.faults.record("asking the sampling strategy", ex);
			return false;
		}
	}

	private static boolean isCaptured(@Nullable SamplingLimits limits, boolean sampled) {
		return !sampled && limits != null && limits.isCapturing();
	}

	/**
	 * Begin a segment and make it current. One that is not recorded carries the id of its
	 * trace and the decision, and nothing else.
	 * @param admission what was decided
	 * @return the scope to end, on whichever thread
	 */
	public TraceScope begin(Admission admission) {
		IncomingTrace incoming = admission.incoming();
		TraceScope scope;
		if (!admission.sampled() && !this.recorder.getSamplingStrategy().isForcedSamplingSupported()) {
			scope = isCaptured(limits(), false) ? this.segments.beginAwaited(admission.traceId())
					: this.segments.beginUnsampled(admission.traceId());
		}
		else {
			scope = this.segments.begin(admission.name().get(), admission.traceId(), incoming.parentId());
			if (scope.entity() instanceof Segment segment) {
				segment.setSampled(admission.sampled());
				recordRule(segment, admission.sampling());
			}
		}
		if (scope.entity() != null) {
			this.headers.passOn(scope.entity(), incoming);
		}
		return scope;
	}

	/**
	 * Tell whoever waits for it how something that came in has ended, and record it if it
	 * failed without being recorded. To be called once for each that is
	 * {@linkplain Admission#awaited() awaited}, before its scope is ended.
	 * @param admission what was decided
	 * @param scope what was begun
	 * @param ending what became of it
	 */
	public void ended(Admission admission, TraceScope scope, IncomingEnding ending) {
		Entity entity = scope.entity();
		if (!admission.awaited() || entity == null) {
			return;
		}
		try {
			boolean sampled = scope.isRecording() && entity.isSampled();
			boolean anomaly = scope.isRecording() ? entity.isFault() || ending.failure() != null : ending.isFault();
			if (admission.sampling() instanceof ObservedSamplingResponse observed) {
				observed.ended(sampled, anomaly);
			}
			SamplingLimits limits = limits();
			if (anomaly && !sampled && limits != null && limits.capture()) {
				capture(admission, entity, ending);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.faults.record("telling how a request has ended", ex);
		}
	}

	private void capture(Admission admission, Entity unrecorded, IncomingEnding ending) {
		this.segments.recordLate(unrecorded, admission.name().get(), admission.incoming().parentId(), (segment) -> {
			recordRule(segment, admission.sampling());
			segment.putAnnotation("captured_anomaly", true);
			ending.record(segment);
		}, ending::failure);
	}

	/**
	 * Remember the trace headers that something came with, for those who send.
	 * @param entity what was begun for it
	 * @param lines gives the lines of a header by its name, empty if it has none
	 * @see TraceHeaders#received
	 */
	public void received(Entity entity, Function<String, List<String>> lines) {
		this.headers.received(entity, lines);
	}

	/**
	 * A sampler that fails costs the trace its sampling, not the request its trace id.
	 */
	private SamplingResponse ask(SamplingRequestFactory request, String name) {
		try {
			return this.recorder.getSamplingStrategy().shouldTrace(request.create(name, this.recorder.getOrigin()));
		}
		catch (RuntimeException ex) {
			this.faults.record("asking the sampling strategy", ex);
			return new SamplingResponse(false);
		}
	}

	private static void recordRule(Segment segment, @Nullable SamplingResponse sampling) {
		String rule = (sampling != null) ? sampling.getRuleName().orElse(null) : null;
		if (rule != null && segment.getAws().get("xray") instanceof Map<?, ?> known) {
			Map<Object, Object> xray = new LinkedHashMap<>(known);
			xray.put("sampling_rule_name", rule);
			segment.putAws("xray", xray);
		}
	}

	/**
	 * Describes what comes in to the sampling strategy.
	 */
	@FunctionalInterface
	public interface SamplingRequestFactory {

		/**
		 * Create the description. Called only if the sampling strategy is asked.
		 * @param name the name of the segment
		 * @param origin the kind of AWS resource that the application runs on
		 * @return the description
		 */
		SamplingRequest create(String name, @Nullable String origin);

	}

	/**
	 * What was decided about something that comes in.
	 *
	 * @param incoming what it says about its trace
	 * @param traceId the trace that it belongs to
	 * @param sampled whether it is recorded
	 * @param name gives the name of its segment
	 * @param sampling what the sampling strategy said, {@code null} if it was not asked
	 * @param awaited whether its end is to be told, even if it is not recorded
	 */
	public record Admission(IncomingTrace incoming, TraceID traceId, boolean sampled, Supplier<String> name,
			@Nullable SamplingResponse sampling, boolean awaited) {

	}

}
