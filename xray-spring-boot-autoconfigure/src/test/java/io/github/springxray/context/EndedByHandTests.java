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
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.SegmentImpl;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.exceptions.AlreadyEmittedException;
import com.amazonaws.xray.listeners.SegmentListener;
import com.amazonaws.xray.strategy.ContextMissingStrategy;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.springxray.context.TracingRunner.Tracing;
import io.github.springxray.recorder.SegmentFilter;
import io.github.springxray.test.RecordedEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What the application ends itself, in whatever order, is sent once.
 */
class EndedByHandTests {

	private final TracingRunner runner = new TracingRunner();

	@SuppressWarnings("deprecation")
	static Stream<Arguments> scripts() {
		return Stream.of(script("end and end", (segment) -> {
			segment.end();
			AWSXRay.endSegment();
		}), script("end twice and end", (segment) -> {
			segment.end();
			segment.end();
			AWSXRay.endSegment();
			AWSXRay.endSegment();
		}), script("end and close", (segment) -> {
			segment.end();
			segment.close();
		}), script("try with resources", (segment) -> {
			try (segment) {
				AWSXRay.getCurrentSegment().end();
			}
		}), script("not in progress", (segment) -> {
			segment.setInProgress(false);
			AWSXRay.endSegment();
		}), script("emitted", (segment) -> {
			segment.setEmitted(true);
			AWSXRay.endSegment();
		}), script("compared and emitted", (segment) -> {
			segment.compareAndSetEmitted(false, true);
			AWSXRay.endSegment();
		}), script("end time", (segment) -> {
			segment.setEndTime(segment.getStartTime() + 1);
			AWSXRay.endSegment();
		}), script("end and send", (segment) -> {
			if (segment.end()) {
				AWSXRay.sendSegment(segment);
			}
			AWSXRay.clearTraceEntity();
		}), script("end, send and end", (segment) -> {
			segment.end();
			AWSXRay.sendSegment(segment);
			AWSXRay.endSegment();
		}), script("end, end and send", (segment) -> {
			segment.end();
			AWSXRay.endSegment();
			AWSXRay.sendSegment(segment);
		}));
	}

	private static Arguments script(String name, Consumer<Segment> script) {
		return arguments(name, script);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("scripts")
	void aSegmentThatWasEndedByHandIsSentOnce(String name, Consumer<Segment> script) {
		this.runner.run((tracing) -> {
			Segment segment = AWSXRay.beginSegment("root");
			segment.putAnnotation("script", name);
			script.accept(segment);
			assertThat(tracing.traces().takeSegment()).isComplete().hasTree("root").hasAnnotation("script", name);
			assertThat(AWSXRay.getTraceEntity()).isNull();
		});
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("scripts")
	@SuppressWarnings("deprecation")
	void soIsOneThatTheApplicationHasMade(String name, Consumer<Segment> script) {
		this.runner.run((tracing) -> {
			Segment segment = new SegmentImpl(tracing.recorder(), "root");
			AWSXRay.setTraceEntity(segment);
			script.accept(segment);
			assertThat(tracing.traces().takeSegment()).isComplete().hasTree("root");
			assertThat(AWSXRay.getTraceEntity()).isNull();
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 100 })
	void theLastSubsegmentSendsASegmentThatHasEnded(int threshold) {
		this.runner.with("xray.streaming-threshold=" + threshold).run((tracing) -> {
			Segment segment = AWSXRay.beginSegment("root");
			AWSXRay.beginSubsegment("one");
			AWSXRay.beginSubsegment("two");
			assertThat(segment.end()).isFalse();
			AWSXRay.endSubsegment();
			AWSXRay.endSubsegment();
			assertEachIsSentOnce(tracing, "root", "one", "two");
			AWSXRay.endSegment();
			assertThat(AWSXRay.getTraceEntity()).isNull();
		});
	}

	@Test
	void theLastSubsegmentSendsItByHandleToo() {
		this.runner.run((tracing) -> {
			Segment segment = AWSXRay.beginSegment("root");
			Subsegment one = AWSXRay.beginSubsegment("one");
			Subsegment two = AWSXRay.beginSubsegment("two");
			segment.end();
			tracing.recorder().endSubsegment(one);
			assertThat(tracing.traces().count()).isZero();
			tracing.recorder().endSubsegment(two);
			assertThat(tracing.traces().takeSegment()).isComplete().hasTree("""
					root
					  one
					    two""");
			AWSXRay.clearTraceEntity();
		});
	}

	@Test
	void theLastSubsegmentSaysThatTheSegmentIsReady() {
		this.runner.run((tracing) -> {
			Segment segment = AWSXRay.beginSegment("root");
			Subsegment one = AWSXRay.beginSubsegment("one");
			Subsegment two = AWSXRay.beginSubsegment("two");
			segment.end();
			assertThat(two.end()).isFalse();
			assertThat(two.end()).isFalse();
			assertThat(one.end()).isTrue();
			assertThat(tracing.recorder().sendSegment(segment)).isTrue();
			assertThat(tracing.recorder().sendSegment(segment)).isFalse();
			assertThat(tracing.traces().takeSegment()).isComplete();
			AWSXRay.endSegment();
		});
	}

	@Test
	void aSubsegmentThatWasEndedByHandIsPartOfItsSegment() {
		this.runner.run((tracing) -> {
			AWSXRay.beginSegment("root");
			AWSXRay.beginSubsegment("ended").end();
			AWSXRay.endSubsegment();
			AWSXRay.beginSubsegment("not in progress").setInProgress(false);
			AWSXRay.endSubsegment();
			try (Subsegment closed = AWSXRay.beginSubsegment("closed")) {
				closed.end();
			}
			AWSXRay.endSegment();
			assertThat(tracing.traces().takeSegment()).isComplete()
				.hasSubsegmentsExactly("ended", "not in progress", "closed");
		});
	}

	@Test
	void whatIsOnlySaidToBeOverIsComplete() {
		this.runner.run((tracing) -> {
			AWSXRay.beginSegment("root");
			AWSXRay.beginSubsegment("outer");
			AWSXRay.beginSubsegment("over").setInProgress(false);
			AWSXRay.endSegment();
			RecordedEntity segment = tracing.traces().takeSegment();
			assertThat(segment.subsegment("outer").isInProgress()).isTrue();
			assertThat(segment.subsegment("outer").subsegment("over").isInProgress()).isFalse();
		});
	}

	/**
	 * A controller that ends the segment of its request, with the SDK too, ends it for
	 * the one who began it.
	 */
	@Test
	void aScopeSendsASegmentThatSomebodyHasEndedInIt() {
		this.runner.run((tracing) -> {
			TraceScope request = tracing.beginSegment();
			AWSXRay.createSubsegment("child", () -> AWSXRay.getCurrentSegment().end());
			assertThat(tracing.traces().count()).isZero();
			request.entity().putHttp("response", "200");
			tracing.end(request);
			RecordedEntity segment = tracing.traces().takeSegment();
			assertThat(segment).isComplete().hasSubsegmentsExactly("child");
			assertThat(segment.value("http", "response")).isEqualTo("200");
		});
	}

	@Test
	void aScopeThatIsEndedAfterTheSegmentWasSentByHandSendsNothing() {
		this.runner.run((tracing) -> {
			TraceScope request = tracing.beginSegment();
			AWSXRay.endSegment();
			tracing.end(request);
			tracing.end(request);
			assertThat(tracing.traces().takeSegment()).isComplete();
			assertThat(AWSXRay.getTraceEntity()).isNull();
		});
	}

	/**
	 * With the SDK's strategy a setter throws once its segment has ended.
	 */
	@Test
	void aStrategyThatThrowsForWhatWasSentLosesNothing() {
		ContextMissingStrategy own = (message, type) -> {
			throw new AlreadyEmittedException(message);
		};
		this.runner.with((runner) -> runner.withBean(ContextMissingStrategy.class, () -> own)).run((tracing) -> {
			Segment segment = AWSXRay.beginSegment("root");
			Subsegment child = AWSXRay.beginSubsegment("child");
			segment.end();
			segment.putAnnotation("still", "there");
			child.end();
			AWSXRay.endSubsegment();
			assertThat(tracing.traces().takeSegment()).isComplete()
				.hasAnnotation("still", "there")
				.hasSubsegmentsExactly("child");
			AWSXRay.endSegment();
		});
	}

	@Test
	void aSegmentThatIsNotSampledIsNotSent() {
		this.runner.run((tracing) -> {
			Segment segment = AWSXRay.beginSegment("root");
			segment.setSampled(false);
			AWSXRay.beginSubsegment("child");
			segment.end();
			AWSXRay.endSubsegment();
			AWSXRay.endSegment();
			assertThat(AWSXRay.getTraceEntity()).isNull();
		});
	}

	@Test
	void whatIsInProgressMayBeSentMoreThanOnce() {
		this.runner.run((tracing) -> {
			Segment segment = AWSXRay.beginSegment("root");
			tracing.recorder().sendSegment(segment);
			assertThat(tracing.traces().takeSegment().isInProgress()).isTrue();
			AWSXRay.endSegment();
			assertThat(tracing.traces().takeSegment()).isComplete();
		});
	}

	@Test
	void listenersAreToldOnce() {
		List<String> told = new ArrayList<>();
		this.runner.with((runner) -> runner.withBean("own", SegmentListener.class, () -> ends(told))).run((tracing) -> {
			Segment segment = AWSXRay.beginSegment("root");
			AWSXRay.beginSubsegment("child").end();
			segment.end();
			AWSXRay.endSubsegment();
			tracing.traces().takeSegment();
			AWSXRay.endSegment();
			assertThat(told).containsExactly("before child", "after child", "before root", "after root");
		});
	}

	private static SegmentListener ends(List<String> told) {
		return new SegmentListener() {

			@Override
			public void beforeEndSegment(Segment segment) {
				told.add("before " + segment.getName());
			}

			@Override
			public void afterEndSegment(Segment segment) {
				told.add("after " + segment.getName());
			}

			@Override
			public void beforeEndSubsegment(Subsegment subsegment) {
				told.add("before " + subsegment.getName());
			}

			@Override
			public void afterEndSubsegment(Subsegment subsegment) {
				told.add("after " + subsegment.getName());
			}

		};
	}

	/**
	 * The threads of an application agree on nothing.
	 */
	@RepeatedTest(50)
	void twoThreadsThatEndTheSameSendItOnce() {
		this.runner.with((runner) -> runner.withBean(SegmentFilter.class, () -> (entity) -> {
			Thread.yield();
			return true;
		})).run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			Subsegment child = (Subsegment) tracing.subsegments().begin("child").entity();
			Segment segment = Tracing.segment(root);
			both(() -> {
				tracing.recorder().endSubsegment(child);
				tracing.end(root);
			}, () -> {
				child.end();
				segment.end();
				AWSXRay.sendSegment(segment);
			});
			assertEachIsSentOnce(tracing, "root", "child");
		});
	}

	@Test
	void whatAFilterIsStillLookingAtIsSentByNobodyElse() {
		CountDownLatch looking = new CountDownLatch(1);
		CountDownLatch looked = new CountDownLatch(1);
		AtomicInteger asked = new AtomicInteger();
		SegmentFilter filter = (entity) -> {
			asked.incrementAndGet();
			looking.countDown();
			await(looked);
			entity.getAnnotations().clear();
			return true;
		};
		this.runner.with((runner) -> runner.withBean(SegmentFilter.class, () -> filter)).run((tracing) -> {
			Segment segment = AWSXRay.beginSegment("root");
			segment.putAnnotation("secret", "hunter2");
			try (OtherThread other = new OtherThread()) {
				Thread slow = new Thread(() -> tracing.recorder().sendSegment(ended(segment)));
				slow.start();
				await(looking);
				other.run(() -> {
					tracing.recorder().sendSegment(segment);
					setCurrent(segment);
					AWSXRay.endSegment();
				});
				assertThat(tracing.traces().count()).isZero();
				looked.countDown();
				slow.join();
				assertThat(tracing.traces().takeSegment()).hasNoAnnotation("secret");
				assertThat(asked).hasValue(1);
			}
			AWSXRay.clearTraceEntity();
		});
	}

	@SuppressWarnings("deprecation")
	private static void setCurrent(Entity entity) {
		AWSXRay.setTraceEntity(entity);
	}

	private static Segment ended(Segment segment) {
		segment.end();
		return segment;
	}

	private static void both(Runnable one, Runnable other) throws Exception {
		CyclicBarrier together = new CyclicBarrier(2);
		Thread thread = new Thread(() -> {
			pass(together);
			other.run();
		});
		thread.start();
		pass(together);
		one.run();
		thread.join();
	}

	private static void pass(CyclicBarrier barrier) {
		try {
			barrier.await();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void assertEachIsSentOnce(Tracing tracing, String... names) {
		List<String> sent = new ArrayList<>();
		collect(tracing.traces().takeSegment(), sent);
		while (tracing.traces().count() > 0) {
			collect(tracing.traces().takeSubsegment(), sent);
		}
		assertThat(sent).containsExactlyInAnyOrder(names);
	}

	private static void collect(RecordedEntity entity, List<String> names) {
		if (!entity.isInProgress()) {
			names.add(entity.name());
		}
		entity.subsegments().forEach((child) -> collect(child, names));
	}

}
