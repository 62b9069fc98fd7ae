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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.document.DocumentWriter;
import io.github.springxray.recorder.DaemonAddress;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.recorder.XRayDaemonConnectionDetails;
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
					Awaitility.await().untilAsserted(() -> assertThat(output).contains("Trace 1-"));
				});
		}
	}

	@Test
	void logsWithoutADaemon(CapturedOutput output) {
		this.contextRunner.withPropertyValues("xray.emitter.type=log").run((context) -> {
			record(context.getBean(AWSXRayRecorder.class));
			Awaitility.await().untilAsserted(() -> assertThat(output).contains("Trace 1-"));
		});
	}

	@Test
	void anAddressThatIsNoneIsToldEvenIfNothingIsSentThere() {
		this.contextRunner.withPropertyValues("xray.daemon.address=nonsense", "xray.emitter.type=log")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("xray.daemon.address"));
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
	void refusesBoundsThatAreNone() {
		for (String property : List.of("queue-capacity=0", "queue-capacity=4194304", "max-queue-size=0B",
				"max-queue-size=257GB", "shutdown-timeout=-1s", "shutdown-timeout=25h", "type=")) {
			this.contextRunner.withPropertyValues("xray.emitter." + property)
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.isInstanceOf(InvalidConfigurationPropertyValueException.class)
					.hasMessageContaining("xray.emitter." + property.substring(0, property.indexOf('='))));
		}
	}

	@ParameterizedTest
	@CsvSource({ "1,1B,0s", "4194303,256GB,1d" })
	void takesTheLeastAndTheMost(String capacity, String size, String timeout) {
		this.contextRunner
			.withPropertyValues("xray.emitter.type=none", "xray.emitter.queue-capacity=" + capacity,
					"xray.emitter.max-queue-size=" + size, "xray.emitter.shutdown-timeout=" + timeout)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void sendersOfAllKindsAreCountedApart() {
		TraceSender sender = (documents) -> {
		};
		this.contextRunner.withBean(TraceSender.class, () -> sender)
			.withPropertyValues("xray.daemon.address=127.0.0.1:2001", "xray.emitter.type=daemon,api,log")
			.run((context) -> {
				List<?> senders = (List<?>) context.getBean(EmitterStatus.class).describe().get("senders");
				assertThat(senders).<Object>extracting((described) -> ((Map<?, ?>) described).get("name"))
					.containsExactly("daemon", "api", "log", sender.getClass().getName());
				assertThat(((Map<?, ?>) senders.get(0)).get("address")).isEqualTo("127.0.0.1:2001");
			});
	}

	@Test
	void sendsToWhereConnectionDetailsSay() {
		try (UdpDaemon daemon = new UdpDaemon()) {
			XRayDaemonConnectionDetails details = () -> DaemonAddress.parse(daemon.address());
			this.contextRunner.withBean(XRayDaemonConnectionDetails.class, () -> details)
				.withPropertyValues("xray.daemon.address=nonsense")
				.run((context) -> {
					record(context.getBean(AWSXRayRecorder.class));
					daemon.take();
				});
		}
	}

	@Test
	void sendersOfTheApplicationGetEverythingToo() {
		BlockingQueue<String> sent = new LinkedBlockingQueue<>();
		TraceSender sender = (documents) -> documents
			.forEach((document) -> sent.add(new String(document.content(), StandardCharsets.UTF_8)));
		this.contextRunner.withBean(TraceSender.class, () -> sender)
			.withPropertyValues("xray.emitter.type=none")
			.run((context) -> {
				record(context.getBean(AWSXRayRecorder.class));
				SegmentDocumentSchema.assertValid(sent.poll(10, TimeUnit.SECONDS));
			});
	}

	@Test
	void sendsWhatIsLeftWhenTheContextClosesAndNothingAfterwards() {
		try (UdpDaemon daemon = new UdpDaemon()) {
			AWSXRayRecorder[] recorder = new AWSXRayRecorder[1];
			EmitterStatistics[] statistics = new EmitterStatistics[1];
			this.contextRunner.withPropertyValues("xray.daemon.address=" + daemon.address()).run((context) -> {
				recorder[0] = context.getBean(AWSXRayRecorder.class);
				statistics[0] = context.getBean(EmitterStatistics.class);
				record(recorder[0]);
			});
			assertThat(daemon.drain()).hasSize(1);
			record(recorder[0]);
			daemon.assertNothingMore();
			assertThat(statistics[0].accepted()).isEqualTo(2);
			assertThat(statistics[0].sent()).isEqualTo(1);
			assertThat(statistics[0].droppedByReason()).containsExactly(Map.entry("after shutdown", 1L));
			assertThat(threads()).doesNotContain("xray-emitter");
		}
	}

	@Test
	void stopsAfterTheWebServer() {
		this.contextRunner.run((context) -> assertThat(context.getBean(QueueingEmitter.class).getPhase())
			.isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE)
			.isLessThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE));
	}

	@Test
	void pausesAndGoesOnWithTheContext() {
		try (UdpDaemon daemon = new UdpDaemon()) {
			this.contextRunner.withPropertyValues("xray.daemon.address=" + daemon.address()).run((context) -> {
				context.getSourceApplicationContext().stop();
				assertThat(threads()).doesNotContain("xray-emitter");
				record(context.getBean(AWSXRayRecorder.class));
				daemon.assertNothingMore();
				context.getSourceApplicationContext().start();
				daemon.take();
			});
		}
	}

	@Test
	void hasNoThreadOfItsOwnWhereNothingIsSentByIt() {
		this.contextRunner.withPropertyValues("xray.emitter.type=none")
			.run((context) -> assertThat(threads()).doesNotContain("xray-emitter"));
		this.contextRunner.withPropertyValues("xray.enabled=false")
			.run((context) -> assertThat(threads()).doesNotContain("xray-emitter"));
		this.contextRunner.withUserConfiguration(OwnEmitterConfiguration.class).run((context) -> {
			assertThat(threads()).doesNotContain("xray-emitter");
			assertThat(context).doesNotHaveBean(EmitterStatistics.class);
		});
		this.contextRunner.run((context) -> assertThat(threads()).contains("xray-emitter"));
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

	private static List<String> threads() {
		return Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive).map(Thread::getName).toList();
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
