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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.ThreadLocalStorage;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.SegmentImpl;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.listeners.SegmentListener;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/**
 * Tests for who is told of what is current on a thread.
 */
@SuppressWarnings("deprecation")
class CurrentEntityListenerTests {

	private final List<@Nullable Entity> told = Collections.synchronizedList(new ArrayList<>());

	private final List<Entity> cleared = Collections.synchronizedList(new ArrayList<>());

	private final TracingRunner runner = new TracingRunner()
		.with((runner) -> runner.withBean("told", CurrentEntityListener.class, () -> this.told::add)
			.withBean("cleared", SegmentListener.class, () -> new SegmentListener() {

				@Override
				public void onClearEntity(Entity previous) {
					CurrentEntityListenerTests.this.cleared.add(previous);
				}

			}));

	@Test
	void eachChangeIsTold() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			TraceScope child = tracing.subsegments().begin("child");
			tracing.end(child);
			tracing.end(root);
			assertThat(this.told).containsExactly(root.entity(), child.entity(), root.entity(), null);
			tracing.traces().takeSegment();
		});
	}

	@Test
	void whatWasLeftOnAThreadIsClearedWhenItIsFoundThere() {
		this.runner.run((tracing) -> {
			try (OtherThread pool = new OtherThread()) {
				TraceScope root = tracing.beginSegment();
				pool.run(() -> set(tracing.recorder(), root.entity()));
				tracing.end(root);
				tracing.traces().takeSegment();
				this.told.clear();
				this.cleared.clear();
				pool.run(() -> assertThat(AWSXRay.getTraceEntity()).isNull());
				assertThat(this.told).containsExactly((Entity) null);
				assertThat(this.cleared).containsExactly(root.entity());
			}
		});
	}

	@Test
	void whatWasSetLateByHandIsNotMeantAnyMoreOnceItWasCleared() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			tracing.end(root);
			tracing.traces().takeSegment();
			set(tracing.recorder(), root.entity());
			assertThat(AWSXRay.getTraceEntity()).isSameAs(root.entity());
			AWSXRay.clearTraceEntity();
			ThreadLocalStorage.set(root.entity());
			assertThat(AWSXRay.getTraceEntity()).isNull();
		});
	}

	@Test
	void aSegmentThatWasEndedByHandIsNotCarriedAnyMore() {
		this.runner.run((tracing) -> {
			Segment segment = AWSXRay.beginSegment("root");
			AWSXRay.endSegment();
			tracing.traces().takeSegment();
			ThreadLocalStorage.set(segment);
			assertThat(AWSXRay.getTraceEntity()).isNull();
			ThreadLocalStorage.clear();
		});
	}

	@Test
	void whatWasBroughtAlongIsNotCarriedAnyMoreOnceThatIsOver() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			tracing.end(root);
			tracing.traces().takeSegment();
			tracing.subsegments().makeCurrent(root.entity()).close();
			ThreadLocalStorage.set(root.entity());
			assertThat(AWSXRay.getTraceEntity()).isNull();
			ThreadLocalStorage.clear();
		});
	}

	@Test
	void subsegmentsOfASegmentThatTheApplicationHasMadeAreItsParts() {
		this.runner.run((tracing) -> {
			Segment segment = new SegmentImpl(tracing.recorder(), "made");
			set(tracing.recorder(), segment);
			Subsegment child = AWSXRay.beginSubsegment("child");
			assertThat(child.getParent()).isSameAs(segment);
			assertThat(Entities.lockOf(segment).isLocked()).isFalse();
			AWSXRay.endSubsegment();
			AWSXRay.endSegment();
			assertThat(tracing.traces().takeSegment()).isComplete().hasTree("""
					made
					  child""");
		});
	}

	@Test
	void aRecorderOfTheSdkThatUsesThisContextSendsItsSegmentOnce() {
		this.runner.run((tracing) -> {
			Emitter emitter = mock();
			AWSXRayRecorder sdk = AWSXRayRecorderBuilder.standard()
				.withEmitter(emitter)
				.withSamplingStrategy(new AllSamplingStrategy())
				.withSegmentContextResolverChain(tracing.recorder().getSegmentContextResolverChain())
				.build();
			Segment segment = sdk.beginSegment("sdk");
			Subsegment open = sdk.beginSubsegment("open");
			sdk.endSegment();
			assertThat(sdk.getTraceEntity()).isNull();
			assertThat(segment.isInProgress()).isFalse();
			assertThat(open.getParent()).isSameAs(segment);
			verify(emitter).sendSegment(segment);
		});
	}

	private static void set(AWSXRayRecorder recorder, Entity entity) {
		recorder.setTraceEntity(entity);
	}

}
