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
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.listeners.SegmentListener;
import com.amazonaws.xray.strategy.DefaultStreamingStrategy;
import com.amazonaws.xray.strategy.IgnoreErrorContextMissingStrategy;
import com.amazonaws.xray.strategy.StreamingStrategy;
import com.amazonaws.xray.strategy.sampling.NoSamplingStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A listener is told what a recorder of the SDK would tell it, in that order, and what it
 * asks the recorder about is what it would get there.
 */
class ListenerParityTests {

	private final TracingRunner runner = new TracingRunner();

	static Stream<Arguments> scripts() {
		return Stream.concat(common(), uncommon());
	}

	private static Stream<Arguments> common() {
		return Stream.of(script("segment", (recorder) -> {
			recorder.beginSegment("root");
			recorder.endSegment();
		}), script("tree", (recorder) -> {
			recorder.beginSegment("root");
			recorder.beginSubsegment("one");
			recorder.beginSubsegment("two");
			recorder.endSubsegment();
			recorder.endSubsegment();
			recorder.beginSubsegment("three");
			recorder.endSubsegment();
			recorder.endSegment();
		}), script("functions", (recorder) -> recorder.createSegment("root",
				() -> recorder.createSubsegment("one", () -> recorder.createSubsegment("two", () -> {
				})))), script("try with resources", (recorder) -> {
					try (Segment segment = recorder.beginSegment("root");
							Subsegment child = recorder.beginSubsegment("child")) {
						child.putAnnotation("name", segment.getName());
					}
				}), script("with ids", (recorder) -> {
					recorder.beginSegment("root", TraceID.create(recorder), "1111111111111111");
					recorder.endSegment();
				}));
	}

	@SuppressWarnings("deprecation")
	private static Stream<Arguments> uncommon() {
		return Stream.of(script("not recorded", (recorder) -> {
			recorder.beginNoOpSegment();
			recorder.beginSubsegment("child");
			recorder.endSubsegment();
			recorder.endSegment();
		}), script("dummy", (recorder) -> {
			recorder.beginDummySegment("root", TraceID.create(recorder));
			recorder.endSegment();
		}), script("not sampled", (recorder) -> {
			recorder.beginSegmentWithSampling("root");
			recorder.endSegment();
		}), script("child that is not sampled", (recorder) -> {
			recorder.beginSegment("root");
			recorder.beginSubsegmentWithoutSampling("child");
			recorder.endSubsegment();
			recorder.endSegment();
		}), script("by handle", (recorder) -> {
			recorder.beginSegment("root");
			recorder.endSubsegment(recorder.beginSubsegment("child"));
			recorder.endSubsegment();
			recorder.endSegment();
		}), script("set and cleared", (recorder) -> {
			Segment segment = recorder.beginSegment("root");
			recorder.beginSubsegment("child");
			recorder.setTraceEntity(segment);
			recorder.clearTraceEntity();
			recorder.setTraceEntity(segment);
			recorder.endSegment();
		}), script("within", (recorder) -> {
			Segment segment = recorder.beginSegment("root");
			recorder.beginSubsegment("child");
			segment.run(() -> recorder.createSubsegment("run", () -> {
			}), recorder);
			recorder.endSubsegment();
			recorder.endSegment();
		}), script("more than was begun", (recorder) -> {
			recorder.endSegment();
			recorder.endSubsegment();
			recorder.clearTraceEntity();
			recorder.beginSegment("root");
			recorder.endSubsegment();
			recorder.endSegment();
			recorder.endSegment();
		}));
	}

	private static Arguments script(String name, Consumer<AWSXRayRecorder> script) {
		return arguments(name, script);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("scripts")
	void aListenerIsToldWhatTheSdkWouldTellIt(String name, Consumer<AWSXRayRecorder> script) {
		Recording expected = new Recording();
		AWSXRayRecorder sdk = AWSXRayRecorderBuilder.standard()
			.withEmitter(new Silent())
			.withSamplingStrategy(new NoSamplingStrategy())
			.withContextMissingStrategy(new IgnoreErrorContextMissingStrategy())
			.withSegmentListener(expected)
			.build();
		expected.recorder = sdk;
		script.accept(sdk);
		sdk.clearTraceEntity();
		Recording actual = new Recording();
		this.runner
			.with((runner) -> runner.withBean("own", SegmentListener.class, () -> actual)
				.withBean(NoSamplingStrategy.class, NoSamplingStrategy::new))
			.run((tracing) -> {
				actual.recorder = tracing.recorder();
				script.accept(tracing.recorder());
				tracing.recorder().clearTraceEntity();
				tracing.traces().clear();
				assertThat(actual.events).as(name).isNotEmpty().containsExactlyElementsOf(expected.events);
			});
	}

	@Test
	void whatAListenerIsToldOfIsCurrentForScopesToo() {
		List<Boolean> current = new ArrayList<>();
		SegmentListener listener = new SegmentListener() {

			@Override
			public void onBeginSegment(Segment segment) {
				current.add(segment.getCreator().getTraceEntity() == segment);
			}

			@Override
			public void onBeginSubsegment(Subsegment subsegment) {
				current.add(subsegment.getCreator().getTraceEntity() == subsegment);
			}

		};
		this.runner.with((runner) -> runner.withBean("own", SegmentListener.class, () -> listener)).run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			TraceScope child = tracing.subsegments().begin("child");
			TraceScope detached = tracing.subsegments().begin("detached", root.entity());
			assertThat(tracing.subsegments().current()).isSameAs(child.entity());
			tracing.end(detached);
			tracing.end(child);
			tracing.end(root);
			TraceScope late = tracing.subsegments().begin("late", root.entity());
			assertThat(tracing.subsegments().current()).isNull();
			tracing.end(late);
			tracing.traces().takeSegment();
			tracing.traces().takeSubsegment("late");
			assertThat(current).containsExactly(true, true, true, true);
		});
	}

	@Test
	void theApplicationFindsItsOwnListenersEmitterAndStrategies() {
		Recording listener = new Recording();
		Recording later = new Recording();
		StreamingStrategy streaming = new DefaultStreamingStrategy(7);
		this.runner
			.with((runner) -> runner.withBean("own", SegmentListener.class, () -> listener)
				.withBean(StreamingStrategy.class, () -> streaming))
			.run((tracing) -> {
				AWSXRayRecorder recorder = tracing.recorder();
				listener.recorder = recorder;
				later.recorder = recorder;
				assertThat(recorder.getSegmentListeners()).contains(listener);
				assertThat(recorder.getEmitter()).isSameAs(tracing.traces());
				assertThat(recorder.getStreamingStrategy()).isSameAs(streaming);
				recorder.addSegmentListener(later);
				assertThat(recorder.getSegmentListeners()).endsWith(later);
				recorder.getSegmentListeners().remove(listener);
				recorder.createSegment("root", () -> {
				});
				tracing.traces().takeSegment();
				assertThat(listener.events).isEmpty();
				assertThat(later.events).isNotEmpty();
				Silent emitter = new Silent();
				recorder.setEmitter(emitter);
				assertThat(recorder.getEmitter()).isSameAs(emitter);
				recorder.createSegment("other", () -> {
				});
				assertThat(emitter.sent).containsExactly("other");
			});
	}

	@Test
	void whatListenersThrowIsCountedWhoeverHasAddedThem() {
		this.runner.with((runner) -> runner.withBean("own", SegmentListener.class, Throwing::new))
			.runWithFaults((tracing) -> {
				tracing.recorder().getSegmentListeners().add(null);
				tracing.recorder().getSegmentListeners().add(new Throwing());
				tracing.recorder().createSegment("root", () -> tracing.recorder().createSubsegment("child", () -> {
				}));
				tracing.traces().takeSegment();
				tracing.recorder().beginNoOpSegment();
				tracing.recorder().endSegment();
				assertThat(tracing.faults().counts()).containsOnlyKeys("a segment listener");
			});
	}

	@Test
	void whatIsBegunWithinARequestGivesItBackToListenersToo() {
		Recording listener = new Recording();
		this.runner.with((runner) -> runner.withBean("own", SegmentListener.class, () -> listener)).run((tracing) -> {
			listener.recorder = tracing.recorder();
			TraceScope root = tracing.beginSegment();
			listener.events.clear();
			tracing.recorder().createSegment("job", () -> {
			});
			assertThat(listener.events).containsExactly("set root -> job in root", "begin segment job in job",
					"before segment job in job", "after segment job in job", "set job -> root in job");
			tracing.end(root);
			tracing.traces().takeSegment("job");
			tracing.traces().takeSegment("root");
		});
	}

	/**
	 * Writes down what it is told and what is current meanwhile.
	 */
	private static final class Recording implements SegmentListener {

		private final List<String> events = new ArrayList<>();

		private AWSXRayRecorder recorder;

		@Override
		public void onSetEntity(Entity previous, Entity entity) {
			add("set " + name(previous) + " -> " + name(entity));
		}

		@Override
		public void onClearEntity(Entity previous) {
			add("clear " + name(previous));
		}

		@Override
		public void onBeginSegment(Segment segment) {
			add("begin segment " + name(segment));
		}

		@Override
		public void onBeginSubsegment(Subsegment subsegment) {
			add("begin subsegment " + name(subsegment));
		}

		@Override
		public void beforeEndSegment(Segment segment) {
			add("before segment " + name(segment));
		}

		@Override
		public void afterEndSegment(Segment segment) {
			add("after segment " + name(segment));
		}

		@Override
		public void beforeEndSubsegment(Subsegment subsegment) {
			add("before subsegment " + name(subsegment));
		}

		@Override
		public void afterEndSubsegment(Subsegment subsegment) {
			add("after subsegment " + name(subsegment));
		}

		private void add(String event) {
			this.events.add(event + " in " + name(this.recorder.getTraceEntity()));
		}

		private static String name(Entity entity) {
			return (entity != null) ? entity.getName() : "nothing";
		}

	}

	private static final class Silent extends Emitter {

		private final List<String> sent = new ArrayList<>();

		@Override
		public boolean sendSegment(Segment segment) {
			return this.sent.add(segment.getName());
		}

		@Override
		public boolean sendSubsegment(Subsegment subsegment) {
			return true;
		}

	}

	private static final class Throwing implements SegmentListener {

		@Override
		public void onSetEntity(Entity previous, Entity entity) {
			throw new IllegalStateException("listener");
		}

		@Override
		public void onBeginSegment(Segment segment) {
			throw new NoClassDefFoundError("listener");
		}

		@Override
		public void beforeEndSegment(Segment segment) {
			throw new StackOverflowError("listener");
		}

		@Override
		public void afterEndSegment(Segment segment) {
			throw new IllegalStateException("listener");
		}

		@Override
		public void onClearEntity(Entity previous) {
			throw new IllegalStateException("listener");
		}

	}

}
