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

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EntityThreadLocalAccessor}.
 */
class EntityThreadLocalAccessorTests {

	private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();

	private final TracingRunner runner = new TracingRunner();

	@Test
	void isRegistered() {
		assertThat(ContextRegistry.getInstance().getThreadLocalAccessors())
			.hasAtLeastOneElementOfType(EntityThreadLocalAccessor.class);
	}

	@Test
	void carriesTheEntityToAnotherThreadAndLeavesNothingThere() {
		this.runner.run((tracing) -> {
			try (OtherThread other = new OtherThread()) {
				TraceScope root = tracing.beginSegment();
				ContextSnapshot snapshot = this.snapshots.captureAll();
				other.run(snapshot.wrap(() -> {
					assertThat(AWSXRay.getTraceEntity()).isSameAs(root.entity());
					tracing.end(tracing.subsegments().begin("there"));
					AWSXRay.beginSubsegment("forgotten");
				}));
				assertThat(other.<Entity>call(AWSXRay::getTraceEntity)).isNull();
				assertThat(AWSXRay.getTraceEntity()).isSameAs(root.entity());
				tracing.end(root);
				assertThat(tracing.traces().takeSegment()).hasSubsegmentsExactly("there", "forgotten");
			}
		});
	}

	@Test
	void givesTheOtherThreadBackWhatItHad() {
		this.runner.run((tracing) -> {
			try (OtherThread other = new OtherThread()) {
				TraceScope root = tracing.beginSegment();
				TraceScope own = other.call(tracing::beginSegment);
				other.run(this.snapshots.captureAll().wrap(() -> tracing.end(tracing.subsegments().begin("there"))));
				assertThat(other.<Entity>call(AWSXRay::getTraceEntity)).isSameAs(own.entity());
				other.run(() -> tracing.end(own));
				tracing.end(root);
				assertThat(tracing.traces().takeSegment().subsegments()).isEmpty();
				assertThat(tracing.traces().takeSegment()).hasSubsegmentsExactly("there");
			}
		});
	}

	@Test
	void aSnapshotOfNothingHidesNothing() {
		this.runner.run((tracing) -> {
			ContextSnapshot nothing = this.snapshots.captureAll();
			TraceScope root = tracing.beginSegment();
			nothing.wrap((Runnable) () -> assertThat(AWSXRay.getTraceEntity()).isSameAs(root.entity())).run();
			tracing.end(root);
			tracing.traces().takeSegment();
		});
	}

	@Test
	void carriesTheEntityIntoReactor() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			Entity seen = Mono.deferContextual((context) -> Mono.just(context.get(EntityThreadLocalAccessor.KEY)))
				.cast(Entity.class)
				.subscribeOn(Schedulers.boundedElastic())
				.contextCapture()
				.block();
			assertThat(seen).isSameAs(root.entity());
			tracing.end(root);
			tracing.traces().takeSegment();
		});
	}

}
