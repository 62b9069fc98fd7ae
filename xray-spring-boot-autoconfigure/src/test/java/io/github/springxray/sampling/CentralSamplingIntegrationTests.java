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

package io.github.springxray.sampling;

import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.emitter.XRayEmitterAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.FakeDaemon.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of applications that sample by the rules of a daemon.
 */
@ExtendWith(OutputCaptureExtension.class)
class CentralSamplingIntegrationTests {

	private static final SamplingRequest REQUEST = new SamplingRequest("users", "example.com", "/", "GET", null);

	private final FakeDaemon daemon = new FakeDaemon();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayEmitterAutoConfiguration.class, XRaySamplingAutoConfiguration.class))
		.withPropertyValues("xray.daemon.address=" + this.daemon.property(), "xray.sampling.fixed-target=0",
				"xray.sampling.rate=0");

	@AfterEach
	void close() {
		this.daemon.close();
	}

	@Test
	void rulesOfTheConfiguredDaemonAreFollowed() {
		run((context) -> Awaitility.await().until(() -> isSampled(context)));
	}

	@Test
	void whatTheDaemonDoesNotKnowIsDecidedByLocalRules() {
		this.daemon.answer((request) -> Answer.of("{\"SamplingRuleRecords\":[]}"));
		run((context) -> {
			this.daemon.take();
			assertThat(isSampled(context)).isFalse();
		});
	}

	@Test
	void theStartWaitsForNoDaemon() {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch stopped = new CountDownLatch(1);
		this.daemon.answer((request) -> {
			asked.countDown();
			try {
				stopped.await(20, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return new Answer(500, "");
		});
		run((context) -> {
			assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
			assertThat(isSampled(context)).isFalse();
		});
		stopped.countDown();
	}

	/**
	 * The line is one for segments and sampling, and comes with the first segments.
	 */
	@Test
	void noDaemonIsOneLineWithoutStackTrace(CapturedOutput output) throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		this.contextRunner
			.withPropertyValues("xray.sampling.strategy=central",
					"xray.daemon.address=tcp:127.0.0.1:" + port + " udp:127.0.0.1:1")
			.run((context) -> {
				assertThat(isSampled(context)).isFalse();
				Awaitility.await().until(() -> {
					context.getBean(AWSXRayRecorder.class).beginSegment("users");
					context.getBean(AWSXRayRecorder.class).endSegment();
					return output.getOut().contains("No X-Ray daemon listens at /127.0.0.1:1");
				});
			});
		assertThat(output).containsOnlyOnce(" WARN ").doesNotContain("\tat ");
	}

	@Test
	void aDeniedQuestionNamesThePermission(CapturedOutput output) {
		this.daemon.answer((request) -> new Answer(403, "{}"));
		run((context) -> Awaitility.await().until(() -> output.getOut().contains("xray:GetSamplingRules")));
		assertThat(output).containsOnlyOnce("xray:GetSamplingRules").contains("WARN").doesNotContain("\tat ");
	}

	@Test
	void theThreadEndsWithTheApplication() {
		run((context) -> {
			this.daemon.take();
			assertThat(samplingThreads()).isEqualTo(1);
		});
		Awaitility.await().until(() -> samplingThreads() == 0);
	}

	@Test
	void nobodyAsksWhereTracesGoToNoDaemon() {
		for (String other : new String[] { "xray.emitter.type=log", "xray.emitter.type=none",
				"LAMBDA_TASK_ROOT=/var/task", "xray.sampling.strategy=local", "xray.enabled=false" }) {
			this.contextRunner.withPropertyValues("xray.sampling.strategy=central", other).run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(samplingThreads()).as(other).isZero();
			});
		}
		assertThat(this.daemon.isAsked()).isFalse();
	}

	@Test
	void testsAskNobodyUnlessTheySaySo() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(SamplingStrategy.class)).isInstanceOf(LocalSamplingStrategy.class);
			assertThat(samplingThreads()).isZero();
		});
	}

	private void run(ContextConsumer<AssertableApplicationContext> consumer) {
		this.contextRunner.withPropertyValues("xray.sampling.strategy=central").run(consumer);
	}

	private static boolean isSampled(AssertableApplicationContext context) {
		return context.getBean(AWSXRayRecorder.class).getSamplingStrategy().shouldTrace(REQUEST).isSampled();
	}

	private static long samplingThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("xray-sampling"))
			.count();
	}

}
