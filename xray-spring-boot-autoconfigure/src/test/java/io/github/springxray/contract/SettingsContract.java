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

package io.github.springxray.contract;

import java.util.Base64;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.TraceHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.springxray.http.RequestExclusion;
import io.github.springxray.http.SegmentNaming;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What properties and beans change, whatever serves requests.
 */
public abstract class SettingsContract extends RequestContract {

	/**
	 * Start another application that Spring Security protects.
	 */
	protected abstract ConfigurableApplicationContext runWithSecurity(Object... propertiesAndConfigurations);

	@Test
	void theActuatorIsSilent() {
		assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
		assertThat(get("/actuator").statusCode()).isEqualTo(200);
		assertThat(get("/actuatorial").statusCode()).isEqualTo(404);
		assertThat(this.traces.takeSegment()).hasUrl(url("/actuatorial"));
	}

	@Test
	void theActuatorIsTracedWhereThatIsWanted() {
		try (ConfigurableApplicationContext context = run("xray.server.include-actuator=true")) {
			get(context, "/actuator/health");
			context.getBean(RecordedTraces.class).takeSegment().assertThat().hasHttpStatus(200);
		}
	}

	@Test
	void theActuatorIsSilentUnderAnotherBasePath() {
		try (ConfigurableApplicationContext context = run("management.endpoints.web.base-path=/manage")) {
			assertThat(get(context, "/manage/health").statusCode()).isEqualTo(200);
			assertThat(get(context, "/actuator/health").statusCode()).isEqualTo(404);
			RecordedTraces recorded = context.getBean(RecordedTraces.class);
			recorded.takeSegment().assertThat().hasHttpStatus(404);
			recorded.assertClean();
		}
	}

	@Test
	void thePathOfAnActuatorOnAnotherPortBelongsToTheApplication() {
		try (ConfigurableApplicationContext context = run("management.server.port=0",
				"management.server.address=127.0.0.1")) {
			assertThat(get(context, "/actuator/health").statusCode()).isEqualTo(404);
			context.getBean(RecordedTraces.class).takeSegment().assertThat().hasHttpStatus(404);
		}
	}

	@Test
	void anExcludedRequestIsSilentAllTheWayDown() {
		try (ConfigurableApplicationContext context = run("xray.server.exclude-paths=/hello/**,/silent",
				"xray.context-missing=fail", SilentConfiguration.class)) {
			assertThat(get(context, "/hello/world", "X-Amzn-Trace-Id", "Root=" + TRACE_ID + ";Sampled=1").statusCode())
				.isEqualTo(200);
			assertThat(get(context, "/silent", "X-Amzn-Trace-Id", "Root=" + TRACE_ID + ";Sampled=1").body())
				.isEqualTo("propagates=false");
			assertThat(get(context, "/by-bean").body()).isEqualTo("propagates=false");
			context.getBean(RecordedTraces.class).assertClean();
		}
	}

	@Test
	void segmentsAreNamedByPropertyByHostAndByBean() {
		assertNamed("orders", "xray.name=orders");
		assertNamed("127.0.0.1", "xray.name=orders", "xray.recognized-hosts=*.example.com,127.0.0.*");
		assertNamed("by bean _1_", "xray.name=orders", NamingConfiguration.class);
	}

	private void assertNamed(String name, Object... settings) {
		try (ConfigurableApplicationContext context = run(settings)) {
			get(context, "/hello/world");
			context.getBean(RecordedTraces.class).takeSegment().assertThat().hasName(name);
		}
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			-,          203.0.113.7,                 203.0.113.7, true
			framework,  '203.0.113.7, 198.51.100.1', 203.0.113.7, true
			native,     203.0.113.7,                 203.0.113.7, true
			framework,  -,                           127.0.0.1,   -
			native,     -,                           127.0.0.1,   -
			""")
	void theClientIsWhoeverForwardedHeaderHandlingFound(String strategy, String forwardedFor, String client,
			Boolean forwarded) {
		Object[] settings = (strategy != null) ? new Object[] { "server.forward-headers-strategy=" + strategy }
				: new Object[0];
		try (ConfigurableApplicationContext context = run(settings)) {
			if (forwardedFor != null) {
				get(context, "/hello/world", "X-Forwarded-For", forwardedFor, "X-Forwarded-Proto", "https",
						"X-Forwarded-Host", "shop.example.com");
			}
			else {
				get(context, "/hello/world");
			}
			RecordedEntity segment = context.getBean(RecordedTraces.class).takeSegment();
			assertThat(segment.value("http", "request", "client_ip")).isEqualTo(client);
			assertThat(segment.value("http", "request", "x_forwarded_for")).isEqualTo(forwarded);
			if (strategy != null && forwardedFor != null) {
				assertThat(segment).hasUrl("https://shop.example.com/hello/world");
			}
		}
	}

	@Test
	void theAddressOfTheClientCanBeTruncated() {
		try (ConfigurableApplicationContext context = run("xray.server.record-client-ip=truncated")) {
			get(context, "/hello/world", "X-Forwarded-For", "203.0.113.7, 198.51.100.9");
			RecordedEntity segment = context.getBean(RecordedTraces.class).takeSegment();
			assertThat(segment.value("http", "request", "client_ip")).isEqualTo("203.0.113.0");
			assertThat(segment.json()).doesNotContain("203.0.113.7").doesNotContain("198.51.100");
			get(context, "/hello/world");
			assertThat(context.getBean(RecordedTraces.class).takeSegment().value("http", "request", "client_ip"))
				.isEqualTo("127.0.0.0");
		}
	}

	@Test
	void theAddressOfTheClientCanBeLeftOut() {
		try (ConfigurableApplicationContext context = run("xray.server.record-client-ip=false")) {
			get(context, "/hello/world", "X-Forwarded-For", "203.0.113.7");
			assertThat(context.getBean(RecordedTraces.class).takeSegment().json()).doesNotContain("client_ip")
				.doesNotContain("203.0.113.7");
		}
	}

	@Test
	void securityRunsInsideTheSegmentAndTheUserIsRecordedWhereThatIsWanted() {
		String authorization = "Basic " + Base64.getEncoder().encodeToString("alice:secret".getBytes());
		try (ConfigurableApplicationContext context = runWithSecurity("spring.security.user.name=alice",
				"spring.security.user.password=secret", "xray.server.record-user=true")) {
			RecordedTraces recorded = context.getBean(RecordedTraces.class);
			assertThat(get(context, "/hello/world").statusCode()).isEqualTo(401);
			recorded.takeSegment().assertThat().hasHttpStatus(401).isError().hasUser(null);
			assertThat(get(context, "/hello/world", "Authorization", authorization).statusCode()).isEqualTo(200);
			recorded.takeSegment().assertThat().hasHttpStatus(200).hasUser("alice");
		}
		try (ConfigurableApplicationContext context = runWithSecurity("spring.security.user.name=alice",
				"spring.security.user.password=secret")) {
			get(context, "/hello/world", "Authorization", authorization);
			RecordedEntity segment = context.getBean(RecordedTraces.class).takeSegment();
			assertThat(segment).hasUser(null);
			assertThat(segment.json()).doesNotContain("alice").doesNotContain("secret");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class SilentConfiguration {

		@Bean
		RequestExclusion exclusion() {
			return (request) -> request.path().equals("/by-bean");
		}

		@Bean
		RequestExclusion failingExclusion() {
			return (request) -> {
				throw new IllegalStateException("exclusion");
			};
		}

		@Bean
		SilentController silentController() {
			return new SilentController();
		}

	}

	@RestController
	static class SilentController {

		@GetMapping({ "/silent", "/by-bean" })
		String silent() {
			AWSXRay.getCurrentSegment().putAnnotation("key", "value");
			AWSXRay.getCurrentSubsegment().putMetadata("key", "value");
			boolean propagates = AWSXRay.<Boolean>createSubsegment("child", (subsegment) -> subsegment.shouldPropagate()
					|| !TraceHeader.fromEntity(subsegment).toString().contains("1-00000000-"));
			return "propagates=" + propagates;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NamingConfiguration {

		@Bean
		SegmentNaming naming() {
			return (request) -> "by bean (1)";
		}

	}

}
