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

import java.util.ArrayList;
import java.util.List;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.context.XRayContextAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BatchStreaming} and for what {@link GuardedEmitter} does with entities
 * of our making.
 */
class OwnStreamingTests {

	private final KeepingEmitter emitter = new KeepingEmitter();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class))
		.withPropertyValues("xray.streaming-threshold=2")
		.withBean(Emitter.class, () -> this.emitter);

	@Test
	void subsegmentsLeaveOnceThereAreMoreThanTheThreshold() {
		this.contextRunner.run((context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			Segment segment = recorder.beginSegment("segment");
			List<Subsegment> children = new ArrayList<>();
			for (int i = 0; i < 2; i++) {
				children.add(recorder.beginSubsegment("child " + i));
				recorder.endSubsegment();
				assertThat(this.emitter.sent).isEmpty();
				assertThat(recorder.getStreamingStrategy().requiresStreaming(segment)).isFalse();
			}
			children.add(recorder.beginSubsegment("child 2"));
			recorder.endSubsegment();
			assertThat(this.emitter.sent).isNotEmpty().isSubsetOf(children).allMatch(Entity::isEmitted);
			recorder.endSegment();
			assertThat(this.emitter.sent).endsWith(segment);
			List<String> names = new ArrayList<>();
			this.emitter.sent.forEach((entity) -> collect(entity, names));
			assertThat(names).containsExactlyInAnyOrder("segment", "child 0", "child 1", "child 2");
		});
	}

	@Test
	void theStrategySaysWhetherThereIsEnough() {
		this.contextRunner.withPropertyValues("xray.streaming-threshold=1").run((context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			Segment segment = recorder.beginSegment("segment");
			BatchStreaming strategy = new BatchStreaming(1);
			assertThat(strategy.requiresStreaming(segment)).isFalse();
			recorder.beginSubsegment("first");
			assertThat(strategy.requiresStreaming(segment)).isFalse();
			recorder.beginSubsegment("second");
			assertThat(strategy.requiresStreaming(segment)).isTrue();
			recorder.endSubsegment();
			recorder.endSubsegment();
			recorder.endSegment();
		});
	}

	@Test
	void whatAFilterDropsIsNeitherStreamedNorInTheSegment() {
		this.contextRunner.withBean(SegmentFilter.class, () -> (entity) -> !entity.getName().equals("dropped"))
			.run((context) -> {
				AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
				recorder.beginSegment("segment");
				for (String name : List.of("first", "dropped", "second", "third", "dropped")) {
					recorder.beginSubsegment(name);
					recorder.endSubsegment();
				}
				recorder.endSegment();
				List<String> names = new ArrayList<>();
				this.emitter.sent.forEach((entity) -> collect(entity, names));
				assertThat(names).containsExactlyInAnyOrder("segment", "first", "second", "third");
			});
	}

	@Test
	void aSegmentThatAFilterDropsIsNotSent() {
		this.contextRunner.withBean(SegmentFilter.class, () -> (entity) -> entity instanceof Subsegment)
			.run((context) -> {
				AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
				recorder.beginSegment("segment");
				recorder.endSegment();
				assertThat(this.emitter.sent).isEmpty();
			});
	}

	@Test
	void whatIsSentByHandCountsAsEmittedAlsoWhereItIsKeptBack() {
		this.contextRunner.withBean(SegmentFilter.class, () -> (entity) -> !entity.getName().equals("dropped"))
			.run((context) -> {
				AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
				recorder.beginSegment("segment");
				for (String name : List.of("sent", "dropped")) {
					Subsegment child = recorder.beginSubsegment(name);
					child.end();
					assertThat(recorder.sendSubsegment(child)).isEqualTo(name.equals("sent"));
					assertThat(child.isEmitted()).isTrue();
				}
				assertThat(this.emitter.sent).extracting(Entity::getName).containsExactly("sent");
			});
	}

	@Test
	void anEmitterThatTakesManyGetsThemTogether() {
		List<List<Subsegment>> batches = new ArrayList<>();
		class BatchingEmitter extends Emitter implements BatchEmitter {

			@Override
			public void sendSubsegments(List<Subsegment> subsegments) {
				batches.add(List.copyOf(subsegments));
			}

			@Override
			public boolean sendSegment(Segment segment) {
				return true;
			}

			@Override
			public boolean sendSubsegment(Subsegment subsegment) {
				return true;
			}

		}
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class))
			.withPropertyValues("xray.streaming-threshold=2")
			.withBean(Emitter.class, BatchingEmitter::new)
			.run((context) -> {
				AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
				recorder.beginSegment("segment");
				for (int i = 0; i < 3; i++) {
					recorder.beginSubsegment("child");
					recorder.endSubsegment();
				}
				assertThat(batches).hasSize(1);
				assertThat(batches.get(0)).isNotEmpty().allMatch(Entity::isEmitted);
				recorder.endSegment();
			});
	}

	@Test
	void whatEndsAfterItsSegmentLeavesOnItsOwnOnce() {
		this.contextRunner.run((context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			Segment segment = recorder.beginSegment("segment");
			Subsegment late = recorder.beginSubsegment("late");
			recorder.endSegment();
			assertThat(this.emitter.sent).containsExactly(segment);
			recorder.endSubsegment(late);
			recorder.sendSubsegment(late);
			assertThat(this.emitter.sent).containsExactly(segment, late);
			assertThat(late.isEmitted()).isTrue();
			assertThat(Departures.hasLeft(segment)).isTrue();
		});
	}

	private static void collect(Entity entity, List<String> names) {
		names.add(entity.getName());
		entity.getSubsegmentsCopy().forEach((child) -> collect(child, names));
	}

	private static final class KeepingEmitter extends Emitter {

		private final List<Entity> sent = new ArrayList<>();

		@Override
		public boolean sendSegment(Segment segment) {
			return this.sent.add(segment);
		}

		@Override
		public boolean sendSubsegment(Subsegment subsegment) {
			return this.sent.add(subsegment);
		}

	}

}
