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

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.context.XRayContextAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a recording of JDK Flight Recorder has of traces.
 */
class TraceEventTests {

	private static final String NAME = "io.github.springxray.Trace";

	@TempDir
	private Path folder;

	@Test
	void eachTraceIsAnEventOnDemand() {
		try (Recording recording = new Recording()) {
			recording.enable(NAME);
			recording.start();
			String[] id = new String[1];
			run((recorder) -> {
				Segment segment = recorder.beginSegment("orders");
				id[0] = segment.getTraceId().toString();
				recorder.beginSubsegment("step");
				recorder.endSubsegment();
				segment.setFault(true);
				recorder.endSegment();
				recorder.beginNoOpSegment();
				recorder.endSegment();
			});
			assertThat(events(recording)).singleElement().satisfies((event) -> {
				assertThat(event.getString("traceId")).isEqualTo(id[0]);
				assertThat(event.getString("segmentId")).hasSize(16);
				assertThat(event.getString("name")).isEqualTo("orders");
				assertThat(event.getDuration("took")).isPositive();
				assertThat(event.getInstant("began")).isNotNull();
				assertThat(event.getBoolean("fault")).isTrue();
				assertThat(event.getBoolean("error")).isFalse();
				assertThat(event.getInt("subsegments")).isOne();
				assertThat(event.getThread().getJavaName()).isEqualTo(Thread.currentThread().getName());
			});
		}
	}

	@Test
	void aRecordingThatDoesNotAskForItHasNone() {
		try (Recording recording = new Recording()) {
			recording.start();
			run((recorder) -> {
				recorder.beginSegment("orders");
				recorder.endSegment();
			});
			assertThat(events(recording)).isEmpty();
		}
	}

	private static void run(java.util.function.Consumer<AWSXRayRecorder> work) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class))
			.withBean(Emitter.class, SilentEmitter::new)
			.run((context) -> work.accept(context.getBean(AWSXRayRecorder.class)));
	}

	private List<RecordedEvent> events(Recording recording) {
		Path file = this.folder.resolve("recording.jfr");
		try {
			recording.stop();
			recording.dump(file);
			return RecordingFile.readAllEvents(file)
				.stream()
				.filter((event) -> event.getEventType().getName().equals(NAME))
				.toList();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	static class SilentEmitter extends Emitter {

		@Override
		public boolean sendSegment(Segment segment) {
			return true;
		}

		@Override
		public boolean sendSubsegment(Subsegment subsegment) {
			return true;
		}

	}

}
