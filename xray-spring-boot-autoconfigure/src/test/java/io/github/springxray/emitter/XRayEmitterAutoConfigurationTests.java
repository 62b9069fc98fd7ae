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

package io.github.springxray.emitter;

import java.util.List;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.testsupport.SegmentDocumentSchema;
import io.github.springxray.testsupport.UdpDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link XRayEmitterAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class XRayEmitterAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayEmitterAutoConfiguration.class, XRayAutoConfiguration.class));

	@Test
	void sendsToTheDaemonByDefault(CapturedOutput output) {
		try (UdpDaemon daemon = new UdpDaemon()) {
			this.contextRunner.withPropertyValues("xray.daemon.address=" + daemon.address()).run((context) -> {
				record(context.getBean(AWSXRayRecorder.class));
				assertThat(SegmentDocumentSchema.assertValid(daemon.take()).get("name").asText()).isEqualTo("users");
				assertThat(output).doesNotContain("Trace 1-");
			});
		}
	}

	@Test
	void logsAndSends(CapturedOutput output) {
		try (UdpDaemon daemon = new UdpDaemon()) {
			this.contextRunner
				.withPropertyValues("xray.daemon.address=" + daemon.address(), "xray.emitter.type=daemon,log")
				.run((context) -> {
					record(context.getBean(AWSXRayRecorder.class));
					daemon.take();
					assertThat(output).contains("Trace 1-");
				});
		}
	}

	@Test
	void logsWithoutADaemonAndDoesNotReadItsAddress(CapturedOutput output) {
		this.contextRunner.withPropertyValues("xray.daemon.address=nonsense", "xray.emitter.type=log")
			.run((context) -> {
				record(context.getBean(AWSXRayRecorder.class));
				assertThat(output).contains("Trace 1-");
			});
	}

	@Test
	void emitsNothingWithNone(CapturedOutput output) {
		try (UdpDaemon daemon = new UdpDaemon()) {
			this.contextRunner.withPropertyValues("xray.daemon.address=" + daemon.address(), "xray.emitter.type=none")
				.run((context) -> {
					record(context.getBean(AWSXRayRecorder.class));
					daemon.assertNothingMore();
					assertThat(output).doesNotContain("Trace 1-");
				});
		}
	}

	@Test
	void refusesNoneTogetherWithOthers() {
		this.contextRunner.withPropertyValues("xray.emitter.type=none,log")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("xray.emitter.type"));
	}

	@Test
	void refusesAnAddressThatIsNone() {
		this.contextRunner.withPropertyValues("xray.daemon.address=nonsense")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("xray.daemon.address"));
	}

	@Test
	void releasesTheSocketWithTheContext() {
		try (UdpDaemon daemon = new UdpDaemon()) {
			Emitter[] emitter = new Emitter[1];
			TracingFaults[] faults = new TracingFaults[1];
			this.contextRunner.withPropertyValues("xray.daemon.address=" + daemon.address()).run((context) -> {
				emitter[0] = context.getBean(Emitter.class);
				faults[0] = context.getBean(TracingFaults.class);
			});
			assertThat(emitter[0].sendSegment(TestEntities.segment("late"))).isFalse();
			assertThat(faults[0].counts()).hasSize(1);
		}
	}

	@Test
	void backsOffWhenUserDefinesEmitter() {
		this.contextRunner.withUserConfiguration(OwnEmitterConfiguration.class)
			.run((context) -> assertThat(context.getBean(Emitter.class)).isInstanceOf(OwnEmitter.class));
	}

	@Test
	void backsOffWhenUserDefinesDocumentWriter() {
		DocumentWriter writer = new DocumentWriter();
		this.contextRunner.withBean(DocumentWriter.class, () -> writer)
			.run((context) -> assertThat(context).getBean(DocumentWriter.class).isSameAs(writer));
	}

	@Test
	void backsOffWhenDisabled() {
		this.contextRunner.withPropertyValues("xray.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Emitter.class).doesNotHaveBean(DocumentWriter.class));
	}

	@Test
	void oneEmitterThatThrowsKeepsNothingFromTheOthers(CapturedOutput output) {
		TracingFaults faults = new TracingFaults();
		try (CompositeEmitter emitter = new CompositeEmitter(List.of(new OwnEmitter(), new LogEmitter(faults)),
				faults)) {
			assertThat(emitter.sendSegment(TestEntities.segment("users"))).isFalse();
		}
		assertThat(output).contains("Trace 1-");
		assertThat(faults.counts()).hasSize(1);
	}

	private static void record(AWSXRayRecorder recorder) {
		recorder.beginSegment("users");
		recorder.endSegment();
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnEmitterConfiguration {

		@Bean
		OwnEmitter ownEmitter() {
			return new OwnEmitter();
		}

	}

	static final class OwnEmitter extends Emitter {

		@Override
		public boolean sendSegment(Segment segment) {
			throw new IllegalStateException("not sent");
		}

		@Override
		public boolean sendSubsegment(Subsegment subsegment) {
			throw new IllegalStateException("not sent");
		}

	}

}
