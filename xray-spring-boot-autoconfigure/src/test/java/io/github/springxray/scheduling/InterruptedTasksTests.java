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

package io.github.springxray.scheduling;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRay;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.emitter.EmitterStatistics;
import io.github.springxray.emitter.XRayEmitterAutoConfiguration;
import io.github.springxray.executor.XRayExecutorAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.job.SegmentTemplate;
import io.github.springxray.job.XRayJobAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jobs that run when their application stops, with a UDP socket as X-Ray daemon.
 */
class InterruptedTasksTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class, XRayEmitterAutoConfiguration.class,
				XRayExecutorAutoConfiguration.class, XRayHttpAutoConfiguration.class, XRayJobAutoConfiguration.class,
				XRaySamplingAutoConfiguration.class, XRaySchedulingAutoConfiguration.class,
				TaskSchedulingAutoConfiguration.class, LifecycleAutoConfiguration.class));

	private DatagramSocket daemon;

	@BeforeEach
	void listen() throws Exception {
		this.daemon = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		this.daemon.setSoTimeout(200);
	}

	@AfterEach
	void close() {
		this.daemon.close();
	}

	private ApplicationContextRunner runner(Class<?> application) {
		return this.runner.withUserConfiguration(application)
			.withPropertyValues("spring.application.name=orders", "xray.sampling.strategy=all",
					"xray.emitter.type=daemon", "spring.lifecycle.timeout-per-shutdown-phase=20ms",
					"xray.daemon.address=127.0.0.1:" + this.daemon.getLocalPort());
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aRunThatIsInterruptedIsAFaultAndArrives(boolean virtual) throws Exception {
		EmitterStatistics[] statistics = new EmitterStatistics[1];
		runner(Waiting.class).withPropertyValues("spring.threads.virtual.enabled=" + virtual).run((context) -> {
			assertThat(context.getBean(Waiting.class).running.await(10, TimeUnit.SECONDS)).isTrue();
			statistics[0] = context.getBean(EmitterStatistics.class);
		});
		JsonNode segment = only();
		assertThat(segment.at("/annotations/job").asString()).isEqualTo("Waiting.run");
		assertThat(segment.path("fault").asBoolean()).isTrue();
		assertThat(segment.path("in_progress").asBoolean()).isFalse();
		assertThat(segment.at("/cause/exceptions/0/type").asString()).isEqualTo(InterruptedException.class.getName());
		JsonNode inside = segment.at("/subsegments/0");
		assertThat(inside.path("name").asString()).isEqualTo("inside");
		assertThat(inside.has("end_time")).isTrue();
		assertThat(statistics[0].sent()).isEqualTo(statistics[0].accepted()).isOne();
	}

	@Test
	void aRunThatTakesItsInterruptForAnEndIsNoFault() throws Exception {
		runner(Obeying.class)
			.run((context) -> assertThat(context.getBean(Obeying.class).running.await(10, TimeUnit.SECONDS)).isTrue());
		JsonNode segment = only();
		assertThat(segment.at("/annotations/job").asString()).isEqualTo("Obeying.run");
		assertThat(segment.path("fault").asBoolean()).isFalse();
		assertThat(segment.has("end_time")).isTrue();
	}

	@Test
	void aRunThatGoesOnAllTheSameIsSentAsItIsAndTheApplicationStops() throws Exception {
		Stubborn stubborn = new Stubborn();
		runner(Scheduling.class).withBean(Stubborn.class, () -> stubborn)
			.run((context) -> assertThat(stubborn.running.await(10, TimeUnit.SECONDS)).isTrue());
		try {
			JsonNode segment = only();
			assertThat(segment.at("/annotations/job").asString()).isEqualTo("Stubborn.run");
			assertThat(segment.path("in_progress").asBoolean()).isTrue();
			assertThat(segment.has("end_time")).isFalse();
		}
		finally {
			stubborn.over.countDown();
		}
	}

	@Test
	void aJobOnAnExecutorThatWasCreatedFirstArrivesToo() throws Exception {
		CountDownLatch running = new CountDownLatch(1);
		runner(Service.class).run((context) -> {
			SegmentTemplate template = context.getBean(SegmentTemplate.class);
			context.getBean(ExecutorService.class).submit(() -> template.call("report", () -> {
				running.countDown();
				return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
			}));
			assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
		});
		assertThat(only().path("fault").asBoolean()).isTrue();
	}

	private JsonNode only() throws Exception {
		List<JsonNode> documents = new ArrayList<>();
		DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
		while (true) {
			try {
				this.daemon.receive(packet);
			}
			catch (SocketTimeoutException ex) {
				assertThat(documents).hasSize(1);
				return documents.get(0);
			}
			String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
			documents.add(JsonMapper.shared().readTree(text.split("\n", 2)[1]));
		}
	}

	private static void waitForEver(CountDownLatch running) throws InterruptedException {
		AWSXRay.beginSubsegment("inside");
		try {
			running.countDown();
			new CountDownLatch(1).await(1, TimeUnit.MINUTES);
		}
		finally {
			AWSXRay.endSubsegment();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Scheduling {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Waiting {

		final CountDownLatch running = new CountDownLatch(1);

		@Scheduled(fixedDelayString = "24h")
		void run() throws InterruptedException {
			waitForEver(this.running);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Obeying {

		final CountDownLatch running = new CountDownLatch(1);

		@Scheduled(fixedRateString = "24h")
		void run() {
			try {
				waitForEver(this.running);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

	static class Stubborn {

		final CountDownLatch running = new CountDownLatch(1);

		final CountDownLatch over = new CountDownLatch(1);

		@Scheduled(fixedRateString = "24h")
		void run() {
			this.running.countDown();
			while (this.over.getCount() > 0) {
				try {
					this.over.await();
				}
				catch (InterruptedException ex) {
					// It has better things to do
				}
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Service {

		@Bean(destroyMethod = "shutdownNow")
		ExecutorService service() {
			return Executors.newSingleThreadExecutor();
		}

	}

}
