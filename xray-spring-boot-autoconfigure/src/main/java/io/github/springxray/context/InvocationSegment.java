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

package io.github.springxray.context;

import java.util.Map;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.TraceHeader;
import com.amazonaws.xray.entities.TraceHeader.SampleDecision;
import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;

/**
 * The segment of an invocation of AWS Lambda, which Lambda itself sends. What the
 * application puts on it has nowhere to go and is dropped. The SDK's own throws into the
 * application instead, so that code which works everywhere else fails in Lambda.
 */
final class InvocationSegment extends FacadeSegment {

	private final boolean joined;

	private final SampleDecision decision;

	private InvocationSegment(AWSXRayRecorder recorder, TraceID traceId, @Nullable String id, boolean recorded,
			SampleDecision decision) {
		super(recorder, traceId, id, recorded ? SampleDecision.SAMPLED : SampleDecision.NOT_SAMPLED);
		this.joined = id != null;
		this.decision = decision;
	}

	/**
	 * Create the segment that a trace header tells of. Without an id and a trace id,
	 * nothing can be sent that would belong to it, and without a trace id there is no
	 * trace to tell anybody of.
	 */
	static InvocationSegment of(AWSXRayRecorder recorder, TraceHeader header) {
		TraceID traceId = header.getRootTraceId();
		SampleDecision decision = (header.getSampled() != null) ? header.getSampled() : SampleDecision.UNKNOWN;
		boolean complete = traceId != null && header.getParentId() != null;
		return new InvocationSegment(recorder, (traceId != null) ? traceId : TraceID.invalid(), header.getParentId(),
				complete && decision == SampleDecision.SAMPLED, decision);
	}

	/**
	 * Return what the runtime says, whatever is made of it here.
	 */
	InvocationTrace trace() {
		return new InvocationTrace(this.decision, this.joined ? getId() : null);
	}

	/**
	 * Return whether the id is that of the segment which Lambda sends.
	 */
	boolean isJoined() {
		return this.joined;
	}

	@Override
	public boolean end() {
		return false;
	}

	@Override
	public void close() {
		getCreator().endSegment();
	}

	@Override
	public void addException(Throwable exception) {
		// Not ours to change
	}

	@Override
	public void putAnnotation(String key, String value) {
		// Not ours to change
	}

	@Override
	public void putAnnotation(String key, Number value) {
		// Not ours to change
	}

	@Override
	public void putAnnotation(String key, Boolean value) {
		// Not ours to change
	}

	@Override
	public void putMetadata(String key, @Nullable Object value) {
		// Not ours to change
	}

	@Override
	public void putMetadata(String namespace, String key, @Nullable Object value) {
		// Not ours to change
	}

	@Override
	public void putHttp(String key, Object value) {
		// Not ours to change
	}

	@Override
	public void putAllHttp(Map<String, Object> all) {
		// Not ours to change
	}

	@Override
	public void putAws(String key, Object value) {
		// Not ours to change
	}

	@Override
	public void putAllAws(Map<String, Object> all) {
		// Not ours to change
	}

	@Override
	public void putSql(String key, Object value) {
		// Not ours to change
	}

	@Override
	public void putAllSql(Map<String, Object> all) {
		// Not ours to change
	}

	@Override
	public void putService(String key, Object value) {
		// Not ours to change
	}

	@Override
	public void putAllService(Map<String, Object> all) {
		// Not ours to change
	}

	@Override
	public void setFault(boolean fault) {
		// Not ours to change
	}

	@Override
	public void setError(boolean error) {
		// Not ours to change
	}

	@Override
	public void setThrottle(boolean throttle) {
		// Not ours to change
	}

	@Override
	public void setUser(String user) {
		// Not ours to change
	}

	@Override
	public void setSampled(boolean sampled) {
		// Not ours to change
	}

	@Override
	public void setRuleName(String name) {
		// Not ours to change
	}

}
