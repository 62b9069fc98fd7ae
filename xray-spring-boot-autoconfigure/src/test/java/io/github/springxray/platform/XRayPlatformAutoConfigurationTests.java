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

package io.github.springxray.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.plugins.Plugin;
import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.emitter.XRayEmitterAutoConfiguration;
import io.github.springxray.http.IncomingSegments;
import io.github.springxray.http.IncomingTrace;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.recorder.XRayRecorderBuilderCustomizer;
import io.github.springxray.testsupport.SegmentDocumentSchema;
import io.github.springxray.testsupport.UdpDaemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link XRayPlatformAutoConfiguration}, by what leaves the process.
 */
@ExtendWith(OutputCaptureExtension.class)
class XRayPlatformAutoConfigurationTests {

	/**
	 * A service is asked up to four times within this time.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private final UdpDaemon daemon = new UdpDaemon();

	private final FakeMetadata service = new FakeMetadata();

	@TempDir
	private Path root;

	private TestMachine machine;

	@BeforeEach
	void create() {
		this.machine = new TestMachine(this.root);
	}

	@AfterEach
	void close() {
		awaitEndOfQuestions();
		this.daemon.close();
		this.service.close();
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRayPlatformAutoConfiguration.class, XRayAutoConfiguration.class,
					XRayContextAutoConfiguration.class, XRayEmitterAutoConfiguration.class,
					XRayHttpAutoConfiguration.class))
			.withBean(Machine.class, this.machine::machine)
			.withBean(SamplingStrategy.class, Recording::new)
			.withPropertyValues("xray.daemon.address=" + this.daemon.address());
	}

	private TestMachine container() {
		return this.machine.container().variable("ECS_CONTAINER_METADATA_URI_V4", this.service.uri() + "/v4/c");
	}

	private JsonNode segment(ApplicationContext context) {
		AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
		recorder.beginSegment("users");
		recorder.endSegment();
		return SegmentDocumentSchema.assertValid(this.daemon.take());
	}

	private static void awaitEndOfQuestions() {
		await().atMost(PATIENCE)
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().equals("xray-platform")));
	}

	private void awaitBlock(ApplicationContext context, String pointer) {
		await().atMost(PATIENCE).until(() -> !segment(context).at(pointer).isMissingNode());
	}

	@Test
	void saysNothingOfADevelopersMachine(CapturedOutput output) {
		this.machine.file("sys/class/dmi/id/sys_vendor", "LENOVO");
		runner().run((context) -> {
			JsonNode segment = segment(context);
			assertThat(segment.has("origin")).isFalse();
			assertThat(segment.get("aws").properties()).extracting(Map.Entry::getKey).containsOnly("xray");
			assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("xray-platform");
			assertThat(output).doesNotContain("Segments say");
		});
	}

	@Test
	void saysWhatItKnowsUntilTheServiceAnswersAndTheRestFromThenOn(CapturedOutput output) {
		java.util.concurrent.CountDownLatch begun = new java.util.concurrent.CountDownLatch(1);
		this.service.answerEach((request) -> {
			try {
				begun.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return FakeMetadata.ok(EcsPlatformTests.CONTAINER);
		});
		container();
		runner().run((context) -> {
			JsonNode early = segment(context);
			assertThat(early.get("origin").asText()).isEqualTo("AWS::ECS::Container");
			assertThat(early.at("/aws/ecs").toString())
				.isEqualTo("{\"container\":\"the-host\",\"container_id\":\"" + TestMachine.CONTAINER + "\"}");
			assertThat(early.at("/aws").has("cloudwatch_logs")).isFalse();
			begun.countDown();
			awaitBlock(context, "/aws/ecs/container_arn");
			JsonNode late = segment(context);
			assertThat(late.at("/aws/ecs/container_arn").asText()).isEqualTo(EcsPlatformTests.ARN);
			assertThat(late.at("/aws/ecs/container").asText()).isEqualTo("the-host");
			assertThat(late.at("/aws/cloudwatch_logs").toString()).contains("\"log_group\":\"/ecs/metadata\"")
				.contains("\"arn\":\"arn:aws:logs:us-west-2:111122223333:log-group:/ecs/metadata\"");
			await().atMost(PATIENCE)
				.untilAsserted(
						() -> assertThat(output.toString().lines()).filteredOn((line) -> line.contains("Segments say"))
							.singleElement()
							.asString()
							.contains("INFO", "AWS::ECS::Container", "container_arn"));
		});
	}

	@Test
	void completesASegmentThatLeavesAfterTheAnswer() {
		java.util.concurrent.CountDownLatch begun = new java.util.concurrent.CountDownLatch(1);
		this.service.answerEach((request) -> {
			try {
				begun.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return FakeMetadata.ok(EcsPlatformTests.CONTAINER);
		});
		container();
		runner().withPropertyValues("xray.log-groups=own").run((context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			Segment segment = recorder.beginSegment("early");
			assertThat(segment.getAws().toString()).doesNotContain("container_arn");
			begun.countDown();
			await().atMost(PATIENCE).until(() -> recorder.getAwsRuntimeContext().toString().contains("container_arn"));
			awaitEndOfQuestions();
			recorder.endSegment();
			JsonNode document = SegmentDocumentSchema.assertValid(this.daemon.take());
			assertThat(document.at("/aws/ecs").properties()).hasSize(3);
			assertThat(document.at("/aws/cloudwatch_logs")).hasSize(2);
		});
	}

	@Test
	void startsWhileTheServiceHangs() {
		this.service.answer(this.service.hanging());
		container();
		runner().run((context) -> {
			assertThat(segment(context).at("/aws/ecs").properties()).hasSize(2);
			this.service.take();
		});
	}

	@Test
	void asksAgainWhereNobodyAnsweredInTime() {
		java.util.concurrent.atomic.AtomicInteger asked = new java.util.concurrent.atomic.AtomicInteger();
		FakeMetadata.Answer right = FakeMetadata.ok(EcsPlatformTests.CONTAINER);
		this.service.answerEach((request) -> (asked.getAndIncrement() == 0) ? this.service.slow(right) : right);
		container();
		runner().run((context) -> awaitBlock(context, "/aws/ecs/container_arn"));
		assertThat(asked.get()).isGreaterThan(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 403 No\r\n\r\n", "<html>\n", "HTTP/1.1 200 OK\r\n\r\n{" })
	void asksNotAgainWhereTheAnswerIsOfNoUse(String answer, CapturedOutput output) {
		this.service.answer(FakeMetadata.raw(answer));
		container();
		runner().run((context) -> {
			this.service.take();
			// Not as long as it would take to ask again and again
			await().atMost(Duration.ofSeconds(20)).until(() -> output.toString().contains("Segments say"));
			assertThat(output.toString()).contains("its metadata service tells no more: it").doesNotContain("WARN");
			assertThat(segment(context).at("/aws/ecs").properties()).hasSize(2);
		});
	}

	@Test
	void stopsAskingWhenTheApplicationStops() {
		this.service.answer(FakeMetadata.raw("HTTP/1.1 503 Later\r\n\r\n"));
		container();
		runner().run((context) -> this.service.take());
		awaitEndOfQuestions();
	}

	@Test
	void aProcessThatIsRestoredElsewhereSaysWhereItIsThen() {
		this.service.answer(FakeMetadata.ok(EcsPlatformTests.CONTAINER));
		container();
		runner().run((context) -> {
			awaitBlock(context, "/aws/ecs/container_arn");
			Whereabouts whereabouts = context.getBean(Whereabouts.class);
			whereabouts.stop();
			this.machine.variable("ECS_CONTAINER_METADATA_URI_V4", "")
				.variable("KUBERNETES_SERVICE_HOST", "10.0.0.1")
				.file("proc/sys/kernel/hostname", "another-host");
			whereabouts.start();
			JsonNode segment = segment(context);
			assertThat(segment.get("origin").asText()).isEqualTo("AWS::EKS::Container");
			assertThat(segment.at("/aws/eks/pod").asText()).isEqualTo("another-host");
			assertThat(segment.get("aws").has("ecs")).isFalse();
		});
	}

	@Test
	void theMostSpecificPlatformIsTheOriginAndAllAreTold() {
		this.service.instance(Ec2PlatformTests.DOCUMENT);
		this.machine.instance()
			.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", this.service.uri().toString())
			.file(ElasticBeanstalkPlatformTests.FILE, "{\"environment_name\":\"production\"}")
			.variable("ECS_CONTAINER_METADATA_URI", "http://127.0.0.1:1/v3");
		runner().run((context) -> {
			awaitBlock(context, "/aws/ec2/ami_id");
			JsonNode segment = segment(context);
			assertThat(segment.get("origin").asText()).isEqualTo("AWS::ElasticBeanstalk::Environment");
			assertThat(segment.get("aws").properties()).extracting(Map.Entry::getKey)
				.containsExactlyInAnyOrder("xray", "elastic_beanstalk", "ecs", "ec2");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "none", "eks", "ec2", "elastic-beanstalk,lambda" })
	void looksForWhatItIsToldTo(String plugins) {
		container();
		runner().withPropertyValues("xray.plugins=" + plugins).run((context) -> {
			assertThat(segment(context).has("origin")).isFalse();
			assertThat(this.service.isAsked()).isFalse();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "ecs", "ECS", "detect", "detect,eks", "ec2,ecs" })
	void looksForAllThatItIsToldTo(String plugins) {
		container();
		runner().withPropertyValues("xray.plugins=" + plugins)
			.run((context) -> assertThat(segment(context).get("origin").asText()).isEqualTo("AWS::ECS::Container"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "xray.plugins=fargate", "xray.plugins=none,ec2", "xray.plugins=detect,aws",
			"xray.log-groups=a group", "xray.log-groups=arn:aws:s3:::bucket" })
	void whatIsNoneEndsTheStart(String property) {
		String name = property.substring(0, property.indexOf('='));
		runner().withPropertyValues(property).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining(name);
		});
	}

	@Test
	void inAWSLambdaNobodyElseIsLookedFor(CapturedOutput output) {
		container().instance().variable("LAMBDA_TASK_ROOT", "/var/task");
		runner().run((context) -> {
			assertThat(context.getBean(AWSXRayRecorder.class).getOrigin()).isEqualTo("AWS::Lambda::Function");
			assertThat(segment(context).get("aws").properties()).extracting(Map.Entry::getKey).containsOnly("xray");
			assertThat(this.service.isAsked()).isFalse();
			assertThat(output).doesNotContain("Segments say");
		});
	}

	/**
	 * The machine of a build must not decide what a test sees.
	 */
	@Test
	void aTestOfSpringBootDetectsNothing() {
		String test = "org.springframework.boot.test.context.SpringBootTestContextBootstrapper=true";
		container();
		runner().withPropertyValues(test).run((context) -> assertThat(segment(context).has("origin")).isFalse());
		runner().withPropertyValues(test, "xray.plugins=ecs")
			.run((context) -> assertThat(segment(context).has("origin")).isTrue());
	}

	@Test
	void pluginsOfTheApplicationWin() {
		this.service.answer(FakeMetadata.ok(EcsPlatformTests.CONTAINER));
		container();
		runner().withBean(XRayRecorderBuilderCustomizer.class, () -> (builder) -> builder.withPlugin(new OwnPlugin()))
			.run((context) -> {
				this.service.take();
				awaitEndOfQuestions();
				JsonNode segment = segment(context);
				assertThat(segment.get("origin").asText()).isEqualTo("on-premises");
				assertThat(segment.at("/aws/ecs").toString()).isEqualTo("{\"rack\":\"7\"}");
			});
	}

	@Test
	void whatTheApplicationTellsTheRecorderLaterStays() {
		java.util.concurrent.CountDownLatch told = new java.util.concurrent.CountDownLatch(1);
		this.service.answerEach((request) -> {
			try {
				told.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return FakeMetadata.ok(EcsPlatformTests.CONTAINER);
		});
		container();
		runner().run((context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			recorder.putRuntimeContext("ecs", Map.of("rack", "7"));
			recorder.setOrigin("on-premises");
			told.countDown();
			await().atMost(PATIENCE).until(() -> segment(context).at("/aws").has("cloudwatch_logs"));
			assertThat(segment(context).at("/aws/ecs").toString()).isEqualTo("{\"rack\":\"7\"}");
			assertThat(segment(context).get("origin").asText()).isEqualTo("on-premises");
		});
	}

	/**
	 * Rules of X-Ray ask for it as the type of the service.
	 */
	@Test
	void theSamplingStrategySeesTheOriginAlsoWhenItComesLater() {
		runner().run((context) -> {
			Recording sampling = context.getBean(Recording.class);
			IncomingSegments incoming = new IncomingSegments(context.getBean(AWSXRayRecorder.class),
					context.getBean(io.github.springxray.context.Segments.class),
					context.getBean(io.github.springxray.http.TraceHeaders.class),
					context.getBean(io.github.springxray.recorder.TracingFaults.class));
			admit(incoming);
			assertThat(sampling.requests.take().getServiceType()).isEmpty();
			Whereabouts whereabouts = context.getBean(Whereabouts.class);
			whereabouts.stop();
			this.machine.instance();
			whereabouts.start();
			admit(incoming);
			assertThat(sampling.requests.take().getServiceType()).contains("AWS::EC2::Instance");
		});
	}

	private static void admit(IncomingSegments incoming) {
		incoming.admit(IncomingTrace.NONE, () -> "users",
				(name, origin) -> new SamplingRequest(name, "host", "/", "GET", origin));
	}

	@Test
	void logGroupsAreNamed() {
		runner()
			.withPropertyValues(
					"xray.log-groups=/ecs/users,, arn:aws-cn:logs:cn-north-1:111122223333:log-group:audit:*")
			.run((context) -> {
				JsonNode logs = segment(context).at("/aws/cloudwatch_logs");
				assertThat(logs).hasSize(2);
				assertThat(logs.toString()).contains("{\"log_group\":\"/ecs/users\"}")
					.contains("\"arn\":\"arn:aws-cn:logs:cn-north-1:111122223333:log-group:audit\"")
					.contains("\"log_group\":\"audit\"");
			});
	}

	@Test
	void theVersionOfTheBuildIsThatOfTheService() {
		runner().withBean(BuildProperties.class, () -> new BuildProperties(properties("version", "1.4.2")))
			.run((context) -> {
				JsonNode service = segment(context).get("service");
				assertThat(service.get("version").asText()).isEqualTo("1.4.2");
				assertThat(service.get("runtime_version").asText()).isEqualTo(System.getProperty("java.version"));
				assertThat(service.get("runtime").asText()).isEqualTo(System.getProperty("java.vm.name"));
			});
		runner().withBean(BuildProperties.class, () -> new BuildProperties(properties("name", "users")))
			.run((context) -> assertThat(segment(context).get("service").has("version")).isFalse());
		runner().run((context) -> assertThat(segment(context).get("service").has("version")).isFalse());
	}

	@Test
	void theCommitIsAnAnnotationOnDemand(CapturedOutput output) {
		ApplicationContextRunner built = runner().withBean(GitProperties.class,
				() -> new GitProperties(properties("commit.id", "0f5e7a91c2")));
		built.run((context) -> assertThat(segment(context).has("annotations")).isFalse());
		built.withPropertyValues("xray.git-commit=true")
			.run((context) -> assertThat(segment(context).at("/annotations/git_commit").asText())
				.isEqualTo("0f5e7a91c2"));
		built.withPropertyValues("xray.git-commit=true", "xray.annotations.git_commit=own")
			.run((context) -> assertThat(segment(context).at("/annotations/git_commit").asText()).isEqualTo("own"));
		runner().withBean(GitProperties.class, () -> new GitProperties(properties("commit.id.full", "0f5e7a91c3")))
			.withPropertyValues("xray.git-commit=true")
			.run((context) -> assertThat(segment(context).at("/annotations/git_commit").asText())
				.isEqualTo("0f5e7a91c3"));
		assertThat(output).doesNotContain("WARN");
		runner().withPropertyValues("xray.git-commit=true").run((context) -> {
			assertThat(segment(context).has("annotations")).isFalse();
			assertThat(output).contains("WARN", "xray.git-commit");
		});
	}

	@Test
	void disabledTracingLooksForNothing() {
		container();
		runner().withPropertyValues("xray.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(Whereabouts.class);
			assertThat(this.service.isAsked()).isFalse();
		});
	}

	private static Properties properties(String key, String value) {
		Properties properties = new Properties();
		properties.setProperty(key, value);
		return properties;
	}

	private static final class Recording implements SamplingStrategy {

		private final BlockingQueue<SamplingRequest> requests = new LinkedBlockingQueue<>();

		@Override
		public SamplingResponse shouldTrace(SamplingRequest request) {
			this.requests.add(request);
			return new SamplingResponse(true);
		}

		@Override
		public boolean isForcedSamplingSupported() {
			return false;
		}

	}

	private static final class OwnPlugin implements Plugin {

		@Override
		public String getOrigin() {
			return "on-premises";
		}

		@Override
		public String getServiceName() {
			return "ecs";
		}

		@Override
		public Map<String, Object> getRuntimeContext() {
			return Map.of("rack", "7");
		}

	}

}
