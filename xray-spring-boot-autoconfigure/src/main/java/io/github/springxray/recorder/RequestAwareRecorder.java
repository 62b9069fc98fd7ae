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

package io.github.springxray.recorder;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.strategy.sampling.NoSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import org.jspecify.annotations.Nullable;

/**
 * A recorder that gives the servlet filter of the X-Ray SDK nothing to do where requests
 * are traced without it. The filter gets a segment that records nothing and carries the
 * id of the trace; what is current stays so, and there is nothing for the filter to end.
 * <p>
 * It is made without a constructor, so its fields have no initial values.
 */
final class RequestAwareRecorder extends XRayRecorder {

	private volatile @Nullable Runnable notice;

	private volatile boolean met;

	void replaceSdkFilter(Runnable notice) {
		this.notice = notice;
	}

	boolean hasMetSdkFilter() {
		return this.met;
	}

	@Override
	public Segment beginSegment(String name) {
		return (this.notice != null && SdkServletFilter.isCaller()) ? standIn() : super.beginSegment(name);
	}

	@Override
	public Segment beginSegment(String name, @Nullable TraceID traceId, @Nullable String parentId) {
		return (this.notice != null && SdkServletFilter.isCaller()) ? standIn()
				: super.beginSegment(name, traceId, parentId);
	}

	@Override
	public Segment beginNoOpSegment() {
		return (this.notice != null && SdkServletFilter.isCaller()) ? standIn() : super.beginNoOpSegment();
	}

	@Override
	public Segment beginNoOpSegment(TraceID traceId) {
		return (this.notice != null && SdkServletFilter.isCaller()) ? standIn() : super.beginNoOpSegment(traceId);
	}

	/**
	 * The decision was made when the request began, and its reservoir is not to be used
	 * twice.
	 */
	@Override
	public SamplingStrategy getSamplingStrategy() {
		boolean within = this.notice != null && getTraceEntity() != null;
		return (within && SdkServletFilter.isCaller()) ? new NoSamplingStrategy() : super.getSamplingStrategy();
	}

	/**
	 * The filter ends what is current, unless there is nothing.
	 */
	@Override
	@SuppressWarnings("NullAway")
	public @Nullable Segment getCurrentSegment() {
		return (this.met && SdkServletFilter.isCaller()) ? null : super.getCurrentSegment();
	}

	@Override
	public void clearTraceEntity() {
		if (!this.met || !SdkServletFilter.isCaller()) {
			super.clearTraceEntity();
		}
	}

	/**
	 * Begin a segment that the filter has not asked for, without looking who has.
	 */
	Segment beginUnasked(String name, TraceID traceId, @Nullable String parentId) {
		return super.beginSegment(name, traceId, parentId);
	}

	private Segment standIn() {
		Runnable told = this.notice;
		if (!this.met && told != null) {
			this.met = true;
			told.run();
		}
		Entity current = getTraceEntity();
		return Segment.noOp((current != null) ? current.getTraceId() : TraceID.create(this), this);
	}

}
