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

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.contexts.SegmentContext;
import com.amazonaws.xray.contexts.SegmentContextResolverChain;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.strategy.IgnoreErrorContextMissingStrategy;
import com.amazonaws.xray.strategy.sampling.NoSamplingStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The recorder of an application that is not traced. Calls of the SDK's static API reach
 * it and do nothing, and none of them returns {@code null}: what is current is a
 * subsegment that takes everything and keeps nothing.
 */
final class DisabledRecorder extends AWSXRayRecorder {

	@SuppressWarnings("NullAway.Init")
	private Subsegment silent;

	/**
	 * The constructor of the SDK makes what a disabled recorder must not have.
	 */
	static DisabledRecorder create() {
		DisabledRecorder recorder;
		try {
			recorder = BareRecorders.create(DisabledRecorder.class);
		}
		catch (ReflectiveOperationException ex) {
			recorder = new DisabledRecorder();
			SdkEmitters.close(recorder.getEmitter());
		}
		recorder.silence();
		return recorder;
	}

	private void silence() {
		this.silent = Subsegment.noOp(this, false);
		this.silent.setParent(this.silent);
		setEmitter(new NoEmitter());
		setSamplingStrategy(new NoSamplingStrategy());
		setContextMissingStrategy(new IgnoreErrorContextMissingStrategy());
		useFastIdGenerator();
		SegmentContextResolverChain chain = new SegmentContextResolverChain();
		SegmentContext context = new SilentContext(this.silent);
		chain.addResolver(() -> context);
		setSegmentContextResolverChain(chain);
	}

	@Override
	public Segment beginSegment(String name) {
		return this.silent.getParentSegment();
	}

	@Override
	public Segment beginSegment(String name, TraceID traceId, @Nullable String parentId) {
		return this.silent.getParentSegment();
	}

	@Override
	public Segment beginSegmentWithSampling(String name) {
		return this.silent.getParentSegment();
	}

	@Override
	public Segment beginNoOpSegment() {
		return this.silent.getParentSegment();
	}

	@Override
	public Segment beginNoOpSegment(TraceID traceId) {
		return this.silent.getParentSegment();
	}

	private static final class SilentContext implements SegmentContext {

		private final Subsegment silent;

		SilentContext(Subsegment silent) {
			this.silent = silent;
		}

		@Override
		public Entity getTraceEntity() {
			return this.silent;
		}

		@Override
		public void setTraceEntity(@Nullable Entity entity) {
			// Nothing ever becomes current
		}

		@Override
		public void clearTraceEntity() {
			// Nothing ever becomes current
		}

		@Override
		public Subsegment beginSubsegment(AWSXRayRecorder recorder, String name) {
			return this.silent;
		}

		@Override
		public void endSubsegment(AWSXRayRecorder recorder) {
			// Nothing was begun
		}

	}

	private static final class NoEmitter extends Emitter {

		@Override
		public boolean sendSegment(Segment segment) {
			return false;
		}

		@Override
		public boolean sendSubsegment(Subsegment subsegment) {
			return false;
		}

	}

}
