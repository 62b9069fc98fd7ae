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

package io.github.springxray.entity;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.ThreadLocalStorage;
import com.amazonaws.xray.config.DaemonConfiguration;
import com.amazonaws.xray.emitters.UDPEmitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.ThrowableDescription;
import com.amazonaws.xray.listeners.SegmentListener;
import com.amazonaws.xray.strategy.DefaultStreamingStrategy;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What code that was written for the SDK may rely on with its recorder, strategies,
 * listeners and emitters.
 */
@SuppressWarnings("deprecation")
abstract class RecorderContract {

	final EntitySource source = source();

	final SentEntities sent = new SentEntities();

	final AWSXRayRecorder recorder = this.source.recorder(this.sent);

	abstract EntitySource source();

	@AfterEach
	void leaveNothingOnTheThread() {
		ThreadLocalStorage.clear();
	}

	@Test
	void sendsASegmentWithItsSubsegments() {
		Segment segment = this.recorder.beginSegment("orders");
		Subsegment child = this.recorder.beginSubsegment("child");
		this.recorder.beginSubsegment("grandchild");
		this.recorder.endSubsegment();
		this.recorder.endSubsegment();
		assertThat(this.recorder.getTraceEntity()).isSameAs(segment);
		this.recorder.endSegment();
		assertThat(this.sent.all()).containsExactly(segment);
		assertThat(segment.getSubsegments()).containsExactly(child);
		assertThat(child.getSubsegments()).extracting(Entity::getName).containsExactly("grandchild");
		assertThat(this.recorder.getTraceEntity()).isNull();
	}

	@Test
	void sendsASegmentWhenItsLastSubsegmentEnds() {
		Segment segment = this.recorder.beginSegment("orders");
		Subsegment child = this.recorder.beginSubsegment("child");
		this.recorder.endSegment();
		assertThat(this.sent.all()).isEmpty();
		this.recorder.endSubsegment(child);
		assertThat(this.sent.all()).containsExactly(segment);
	}

	@Test
	void closesWithTheBlock() {
		Segment kept;
		try (Segment segment = this.recorder.beginSegment("orders")) {
			kept = segment;
			try (Subsegment child = this.recorder.beginSubsegment("child")) {
				child.putAnnotation("key", 1);
			}
		}
		assertThat(this.sent.all()).containsExactly(kept);
		assertThat(kept.getSubsegments().get(0).isInProgress()).isFalse();
	}

	@Test
	void recordsWhatFunctionsThrow() {
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> this.recorder.createSegment("orders", () -> {
				this.recorder.createSubsegment("child", () -> {
					throw new IllegalStateException("broken");
				});
			}));
		Entity segment = this.sent.all().get(0);
		Subsegment child = segment.getSubsegments().get(0);
		assertThat(child.getCause().getExceptions()).extracting(ThrowableDescription::getMessage)
			.containsExactly("broken");
		assertThat(segment.getCause().getExceptions()).hasSize(1);
		assertThat(segment.isFault()).isTrue();
	}

	@Test
	void tellsListeners() {
		Events events = new Events();
		this.recorder.addSegmentListener(events);
		this.recorder.beginSegment("orders");
		this.recorder.beginSubsegment("child");
		this.recorder.endSubsegment();
		this.recorder.endSegment();
		assertThat(events.all).containsSubsequence("begin orders", "begin child", "before child", "after child",
				"before orders", "after orders");
		Entity segment = this.sent.all().get(0);
		assertThat(segment.getAnnotations()).containsKeys("begin", "before").doesNotContainKey("after");
		assertThat(segment.getSubsegments().get(0).getAnnotations()).containsKeys("begin", "before");
	}

	@Test
	void streamsByTheStrategyOfTheSdk() {
		this.recorder.setStreamingStrategy(new DefaultStreamingStrategy(3));
		Segment segment = this.recorder.beginSegment("orders");
		for (int i = 0; i < 10; i++) {
			this.recorder.beginSubsegment("child " + i);
			this.recorder.beginSubsegment("grandchild " + i);
			this.recorder.endSubsegment();
			this.recorder.endSubsegment();
		}
		List<Entity> streamed = this.sent.all();
		assertThat(streamed).isNotEmpty()
			.allMatch(Entity::isEmitted)
			.allMatch((entity) -> entity instanceof Subsegment);
		this.recorder.endSegment();
		List<String> names = new ArrayList<>();
		this.sent.all().forEach((entity) -> collect(entity, names));
		assertThat(names).hasSize(21).doesNotHaveDuplicates();
		assertThat(segment.getSubsegments().size()
				+ streamed.stream().filter((each) -> each.getParent() == segment).count())
			.isEqualTo(10);
	}

	private static void collect(Entity entity, List<String> names) {
		names.add(entity.getName());
		entity.getSubsegments().forEach((child) -> collect(child, names));
	}

	@Test
	void isSentByTheEmitterOfTheSdk() throws IOException {
		try (DatagramSocket daemon = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
			daemon.setSoTimeout(10_000);
			DaemonConfiguration configuration = new DaemonConfiguration();
			configuration.setUDPAddress("127.0.0.1:" + daemon.getLocalPort());
			this.recorder.setEmitter(new UDPEmitter(configuration));
			this.recorder.setStreamingStrategy(new DefaultStreamingStrategy(0));
			Segment segment = this.recorder.beginSegment("orders");
			Subsegment child = this.recorder.beginSubsegment("child");
			child.putMetadata("key", "value");
			this.recorder.endSubsegment();
			this.recorder.endSegment();
			JsonNode streamed = receive(daemon);
			assertThat(streamed.path("id").asText()).isEqualTo(child.getId());
			assertThat(streamed.path("parent_id").asText()).isEqualTo(segment.getId());
			assertThat(streamed.path("metadata").path("default").path("key").asText()).isEqualTo("value");
			assertThat(streamed.path("end_time").asDouble()).isPositive();
			assertThat(receive(daemon).path("id").asText()).isEqualTo(segment.getId());
		}
	}

	@Test
	void isSentInPartsByTheEmitterOfTheSdkWhenItIsLarge() throws IOException {
		try (DatagramSocket daemon = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
			daemon.setSoTimeout(10_000);
			DaemonConfiguration configuration = new DaemonConfiguration();
			configuration.setUDPAddress("127.0.0.1:" + daemon.getLocalPort());
			this.recorder.setEmitter(new UDPEmitter(configuration));
			Segment segment = this.recorder.beginSegment("orders");
			for (int i = 0; i < 10; i++) {
				this.recorder.beginSubsegment("child").putMetadata("key", "x".repeat(8000));
				this.recorder.endSubsegment();
			}
			this.recorder.endSegment();
			for (int i = 0; i < 10; i++) {
				assertThat(receive(daemon).path("name").asText()).isEqualTo("child");
			}
			assertThat(receive(daemon).path("id").asText()).isEqualTo(segment.getId());
			assertThat(segment.getSubsegments()).isEmpty();
		}
	}

	private static JsonNode receive(DatagramSocket daemon) throws IOException {
		DatagramPacket packet = new DatagramPacket(new byte[64 * 1024], 64 * 1024);
		daemon.receive(packet);
		String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
		return EntityContract.read(text.substring(text.indexOf('\n') + 1));
	}

	@Test
	void goesOnOnAnotherThread() throws InterruptedException {
		Segment segment = this.recorder.beginSegment("orders");
		CountDownLatch done = new CountDownLatch(1);
		Thread thread = new Thread(() -> {
			segment.run(() -> {
				this.recorder.beginSubsegment("elsewhere");
				this.recorder.endSubsegment();
			});
			done.countDown();
		});
		thread.start();
		assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
		this.recorder.endSegment();
		assertThat(segment.getSubsegments()).extracting(Entity::getName).containsExactly("elsewhere");
	}

	@Test
	void beginsSubsegmentsThatAreNotSampled() {
		this.recorder.beginSegment("orders");
		Subsegment child = this.recorder.beginSubsegmentWithoutSampling("child");
		assertThat(child.isSampled()).isFalse();
		this.recorder.endSubsegment();
		this.recorder.endSegment();
		assertThat(this.sent.names()).containsExactly("orders");
	}

	@Test
	void tellsWhatIsCurrent() {
		Segment segment = this.recorder.beginSegment("orders");
		Subsegment child = this.recorder.beginSubsegment("child");
		assertThat(this.recorder.getCurrentSegment()).isSameAs(segment);
		assertThat(this.recorder.getCurrentSubsegment()).isSameAs(child);
		assertThat(this.recorder.currentEntityId()).isEqualTo(child.getId());
		assertThat(this.recorder.currentTraceId()).isEqualTo(segment.getTraceId());
		assertThat(this.recorder.currentFormattedId()).isEqualTo(segment.getTraceId() + "@" + child.getId());
	}

	private static final class Events implements SegmentListener {

		private final List<String> all = new ArrayList<>();

		private void note(String event, Entity entity) {
			this.all.add(event + " " + entity.getName());
			if (!event.equals("after")) {
				entity.putAnnotation(event, true);
			}
		}

		@Override
		public void onBeginSegment(Segment segment) {
			note("begin", segment);
		}

		@Override
		public void onBeginSubsegment(Subsegment subsegment) {
			note("begin", subsegment);
		}

		@Override
		public void beforeEndSegment(Segment segment) {
			note("before", segment);
		}

		@Override
		public void afterEndSegment(Segment segment) {
			note("after", segment);
		}

		@Override
		public void beforeEndSubsegment(Subsegment subsegment) {
			note("before", subsegment);
		}

		@Override
		public void afterEndSubsegment(Subsegment subsegment) {
			note("after", subsegment);
		}

	}

}
