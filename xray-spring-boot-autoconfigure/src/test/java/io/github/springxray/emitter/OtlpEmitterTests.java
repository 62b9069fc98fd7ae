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

import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Subsegment;
import io.opentelemetry.proto.trace.v1.Span;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.services.xray.XRayClient;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingConnectionDetails;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.Transport;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.testsupport.SegmentDocumentSchema;
import io.github.springxray.testsupport.UdpDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code xray.emitter.type=otlp}.
 */
class OtlpEmitterTests {

	private static final OtlpServer server = new OtlpServer();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayEmitterAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayAutoConfiguration.class))
		.withPropertyValues("xray.emitter.type=otlp");

	@BeforeEach
	void forgetOtherRequests() {
		server.requests().clear();
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void sendsSegmentsAsSpans() {
		this.runner.withPropertyValues("xray.otlp.endpoint=" + server.uri(), "xray.otlp.headers.api-key=secret-of-shop")
			.run((context) -> {
				record(context);
				OtlpServer.Received request = take();
				assertThat(request.spans()).extracting(Span::getName).containsExactly("users", "find");
				assertThat(request.header("api-key")).isEqualTo("secret-of-shop");
				assertThat(context.getBean(EmitterStatus.class).summary())
					.isEqualTo("Segments go to the OTLP receiver at http://127.0.0.1:" + server.uri().getPort());
				EmitterStatistics statistics = context.getBean(EmitterStatistics.class);
				Awaitility.await().until(() -> statistics.sent() == 1);
				assertThat(statistics.documents()).isEqualTo(2);
				assertThat(context.getBean(EmitterStatus.class).describe().toString()).contains("otlp")
					.doesNotContain("secret-of-shop");
			});
	}

	@Test
	void sendsBesideOthers() {
		try (UdpDaemon daemon = new UdpDaemon()) {
			this.runner
				.withPropertyValues("xray.emitter.type=daemon,otlp", "xray.otlp.endpoint=" + server.uri(),
						"xray.daemon.address=" + daemon.address())
				.run((context) -> {
					record(context);
					assertThat(SegmentDocumentSchema.assertValid(daemon.take()).get("name").asText())
						.isEqualTo("users");
					assertThat(take().spans()).hasSize(2);
					assertThat(context.getBean(EmitterStatus.class).summary()).contains("the X-Ray daemon")
						.contains(" and the OTLP receiver");
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/v1/traces", "/otlp/v1/traces", "/traces?key=abc" })
	void sendsToThePathThatIsGivenOrElseToTheUsualOne(String path) {
		String origin = "http://127.0.0.1:" + server.uri().getPort();
		this.runner.withPropertyValues("xray.otlp.endpoint=" + origin + path).run((context) -> {
			record(context);
			assertThat(take().uri()).hasToString((path.length() > 1) ? path : "/v1/traces");
			assertThat(context.getBean(EmitterStatus.class).summary()).endsWith(origin);
		});
	}

	@Test
	void sendsToACollectorOfThisMachineByDefault() {
		this.runner.run((context) -> assertThat(context.getBean(EmitterStatus.class).summary())
			.isEqualTo("Segments go to the OTLP receiver at http://localhost:4318"));
	}

	@Test
	void sendsToTheServiceThatSpringBootIsConnectedTo() {
		OtlpTracingConnectionDetails details = (transport) -> server.uri().toString();
		this.runner.withBean(OtlpTracingConnectionDetails.class, () -> details)
			.withPropertyValues("xray.otlp.endpoint=http://127.0.0.1:9/v1/traces")
			.run((context) -> {
				record(context);
				assertThat(take().spans()).hasSize(2);
			});
	}

	@Test
	void doesWithoutTheModuleOfSpringBoot() {
		this.runner.withClassLoader(new FilteredClassLoader(OtlpTracingConnectionDetails.class))
			.withPropertyValues("xray.otlp.endpoint=" + server.uri())
			.run((context) -> {
				record(context);
				assertThat(take().spans()).hasSize(2);
			});
	}

	@Test
	void ourOwnAddressOverridesThePropertyOfSpringBoot() {
		OtlpTracingConnectionDetails details = new PropertiesOtlpTracingConnectionDetails();
		this.runner.withBean(OtlpTracingConnectionDetails.class, () -> details)
			.withPropertyValues("xray.otlp.endpoint=" + server.uri())
			.run((context) -> {
				record(context);
				assertThat(take().spans()).hasSize(2);
			});
		this.runner.withBean(OtlpTracingConnectionDetails.class, () -> details)
			.run((context) -> assertThat(context.getBean(EmitterStatus.class).summary()).endsWith("boot.example:4318"));
	}

	@Test
	void sendsToXRayItself() {
		this.runner.withPropertyValues("xray.otlp.endpoint=aws")
			.run((context) -> assertThat(context.getBean(EmitterStatus.class).summary())
				.isEqualTo("Segments go to X-Ray's OTLP endpoint"));
		this.runner.withClassLoader(new FilteredClassLoader(XRayClient.class))
			.withPropertyValues("xray.otlp.endpoint=https://xray.eu-central-1.amazonaws.com/v1/traces")
			.run((context) -> assertThat(context.getBean(EmitterStatus.class).summary())
				.endsWith("X-Ray's OTLP endpoint at https://xray.eu-central-1.amazonaws.com"));
	}

	@Test
	void saysWhatIsMissingToSignRequests() {
		this.runner.withClassLoader(new FilteredClassLoader(AwsV4HttpSigner.class))
			.withPropertyValues("xray.otlp.endpoint=aws")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("software.amazon.awssdk:auth"));
	}

	@Test
	void saysWhatIsWrongWithABundle() {
		this.runner.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
			.withPropertyValues("xray.otlp.ssl.bundle=unknown")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("Write the name of a bundle"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "xray.otlp.endpoint=https://user:s3cret@example.com/v1/traces",
			"xray.otlp.endpoint=ftp://example.com/s?s3cret", "xray.otlp.endpoint=localhost:4318?s3cret",
			"xray.otlp.headers[a b]=s3cret", "xray.otlp.headers.content-type=s3cret",
			"xray.otlp.headers.x=s3cret\u00e9" })
	void tellsNoSecretWhenSomethingIsWrong(String property) {
		this.runner.withPropertyValues(property).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("Write ");
			for (Throwable cause = context.getStartupFailure(); cause != null; cause = cause.getCause()) {
				assertThat(String.valueOf(cause.getMessage())).doesNotContain("s3cret");
			}
		});
	}

	private static void record(AssertableApplicationContext context) {
		AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
		recorder.beginSegment("users");
		Subsegment subsegment = recorder.beginSubsegment("find");
		subsegment.putAnnotation("found", true);
		recorder.endSubsegment();
		recorder.endSegment();
	}

	private static OtlpServer.Received take() throws InterruptedException {
		OtlpServer.Received request = server.requests().poll(20, TimeUnit.SECONDS);
		assertThat(request).isNotNull();
		return request;
	}

	/**
	 * Named as the one of Spring Boot is.
	 */
	private static final class PropertiesOtlpTracingConnectionDetails implements OtlpTracingConnectionDetails {

		@Override
		public String getUrl(Transport transport) {
			return "http://boot.example:4318/v1/traces";
		}

	}

}
