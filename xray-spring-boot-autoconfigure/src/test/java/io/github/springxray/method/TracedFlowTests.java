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
package io.github.springxray.method;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.spring.aop.XRayEnabled;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.reactor.ReactorFlowKt;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.XRayAnnotation;
import io.github.springxray.context.EntityThreadLocalAccessor;

import static io.github.springxray.method.MethodTracing.names;
import static io.github.springxray.method.MethodTracing.only;
import static io.github.springxray.method.MethodTracing.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Methods that return a flow of Kotlin, which is collected later.
 */
class TracedFlowTests {

	private static final BlockingQueue<String> current = new LinkedBlockingQueue<>();

	private final ApplicationContextRunner contextRunner = MethodTracing.runner().withBean(Numbers.class);

	@Test
	void eachCollectionIsASubsegmentThatIsCurrentOverSuspensions() {
		this.contextRunner.run((context) -> {
			Segment segment = trace(() -> {
				Flux<Integer> numbers = ReactorFlowKt.asFlux(context.getBean(Numbers.class).slow(7));
				assertThat(AWSXRay.getCurrentSegment().getSubsegmentsCopy()).isEmpty();
				assertThat(numbers.collectList().block()).containsExactly(1, 2, 3);
				assertThat(numbers.collectList().block()).containsExactly(1, 2, 3);
			});
			assertThat(names(segment)).containsExactly("Numbers.slow", "Numbers.slow");
			for (Subsegment collection : segment.getSubsegmentsCopy()) {
				assertThat(collection.isInProgress()).isFalse();
				assertThat(collection.getAnnotations()).containsEntry("seed", 7);
				assertThat(collection.getEndTime() - collection.getStartTime()).isGreaterThanOrEqualTo(0.006);
				for (int element = 0; element < 3; element++) {
					assertThat(current.poll(10, TimeUnit.SECONDS)).isEqualTo(collection.getId());
				}
			}
		});
	}

	@Test
	void theParentIsInTheReactorContextOfWhoCollects() {
		this.contextRunner.run((context) -> {
			Segment segment = trace(() -> {
				Subsegment parent = AWSXRay.beginSubsegment("parent");
				AWSXRay.endSubsegment();
				ReactorFlowKt.asFlux(context.getBean(Numbers.class).slow(7))
					.contextWrite((view) -> view.put(EntityThreadLocalAccessor.KEY, parent))
					.blockLast();
			});
			assertThat(names(only(segment))).containsExactly("Numbers.slow");
			current.clear();
		});
	}

	@Test
	void whoTakesWhatIsNeededEndsTheSubsegmentWithoutAFault() {
		this.contextRunner.run((context) -> {
			Segment segment = trace(
					() -> ReactorFlowKt.asFlux(FlowKt.take(context.getBean(Numbers.class).slow(7), 1)).blockLast());
			assertThat(only(segment).isInProgress()).isFalse();
			assertThat(only(segment).isFault()).isFalse();
			current.clear();
		});
	}

	@Test
	void aFlowThatFailsIsAFault() {
		this.contextRunner.run((context) -> {
			Segment segment = trace(() -> assertThatIllegalStateException()
				.isThrownBy(() -> ReactorFlowKt.asFlux(context.getBean(Numbers.class).failing()).blockLast())
				.withMessage("no number"));
			assertThat(only(segment).isFault()).isTrue();
			assertThat(only(segment).isInProgress()).isFalse();
		});
	}

	@Test
	void whatIsNotSampledIsCollectedAsItIs() {
		this.contextRunner.run((context) -> {
			Segment segment = AWSXRay.beginSegment("unsampled");
			segment.setSampled(false);
			List<Integer> numbers = ReactorFlowKt.asFlux(context.getBean(Numbers.class).slow(7)).collectList().block();
			AWSXRay.endSegment();
			assertThat(numbers).containsExactly(1, 2, 3);
			current.clear();
		});
	}

	@XRayEnabled
	static class Numbers {

		public Flow<Integer> slow(@XRayAnnotation("seed") int seed) {
			Flow<Integer> delayed = FlowKt.onEach(FlowKt.flowOf(1, 2, 3),
					(number, continuation) -> DelayKt.delay(3, continuation));
			return FlowKt.map(delayed, (number, continuation) -> {
				current.add(AWSXRay.getCurrentSubsegmentOptional().map(Entity::getId).orElse("none"));
				return number;
			});
		}

		public Flow<Integer> failing() {
			return FlowKt.map(FlowKt.flowOf(1), (number, continuation) -> {
				throw new IllegalStateException("no number");
			});
		}

	}

}
