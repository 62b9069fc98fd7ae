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

package io.github.springxray.http;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.TraceHeader.SampleDecision;
import com.amazonaws.xray.entities.TraceID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedException;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what HTTP clients have in common, without a client.
 */
class HttpClientTracingTests {

	private static final String TRACE_ID = "1-5759e988-bd862e3fe1be46a994272793";

	private static final URI USERS = URI.create("http://me:secret@users.example.com:8080/users/7;v=1?token=hunter#x");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayContextAutoConfiguration.class, XRayAutoConfiguration.class,
				XRayHttpAutoConfiguration.class))
		.withBean(RecordedTraces.class, RecordedTraces::new);

	@Test
	void aCallIsARemoteSubsegmentAndTheCalleeIsToldOfIt() {
		run((calls) -> {
			TraceScope segment = calls.beginSegment();
			Map<String, String> headers = headers();
			HttpClientCall call = calls.begin("GET", USERS, headers);
			assertThat(calls.tracing.current()).isSameAs(segment.entity());
			call.route("http://users.example.com:8080/users/{id}?token={token}");
			call.response(200, 12);
			call.end();
			RecordedEntity subsegment = calls.end(segment).subsegment("users.example.com");
			assertThat(subsegment).hasNamespace("remote")
				.hasHttpMethod("GET")
				.hasUrl("http://users.example.com:8080/users/7")
				.hasHttpStatus(200)
				.hasAnnotation("route", "/users/{id}")
				.isComplete();
			assertThat(subsegment.value("http", "request", "traced")).isEqualTo(true);
			assertThat(subsegment.value("http", "response", "content_length")).isEqualTo(12);
			assertThat(subsegment.json()).doesNotContain("secret").doesNotContain("hunter");
			assertThat(headers).containsOnly(
					Map.entry("X-Amzn-Trace-Id", "Root=" + TRACE_ID + ";Parent=" + subsegment.id() + ";Sampled=1"));
		});
	}

	@ParameterizedTest
	@CsvSource({ "399,false,false,false", "404,true,false,false", "429,true,true,false", "503,false,false,true" })
	void theStatusFlagsTheCall(int status, boolean error, boolean throttle, boolean fault) {
		run((calls) -> {
			TraceScope segment = calls.beginSegment();
			HttpClientCall call = calls.begin("GET", USERS, headers());
			call.response(status, -1);
			call.end();
			RecordedEntity subsegment = calls.end(segment).subsegment("users.example.com");
			assertThat(subsegment.isError()).isEqualTo(error);
			assertThat(subsegment.isThrottle()).isEqualTo(throttle);
			assertThat(subsegment.isFault()).isEqualTo(fault);
			assertThat(subsegment.value("http", "response", "content_length")).isNull();
		});
	}

	@Test
	void aResponseWithoutABodyHasALengthIfItsHeadersTell() {
		run((calls) -> {
			TraceScope segment = calls.beginSegment();
			HttpClientCall call = calls.begin("GET", USERS, headers());
			call.route("{base}/users");
			call.response(200, 0);
			call.end();
			RecordedEntity subsegment = calls.end(segment).subsegment("users.example.com");
			assertThat(subsegment.value("http", "response", "content_length")).isEqualTo(0);
			assertThat(subsegment).hasAnnotation("route", "{base}/users");
		});
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aCallOutsideOfASegmentIsToldUnlessItIsExcluded(CapturedOutput output) {
		run((calls) -> {
			assertThat(calls.begin("GET", URI.create("http://metrics.internal/"), headers()))
				.isSameAs(HttpClientCall.NONE);
			assertThat(output).doesNotContain("in no trace");
			assertThat(calls.begin("GET", USERS, headers())).isSameAs(HttpClientCall.NONE);
			assertThat(output).contains("A call of users.example.com is in no trace");
		}, "xray.context-missing=log", "xray.patch.http.exclude-hosts=metrics.*");
	}

	@Test
	void aTemplateWithoutVariablesIsNoRoute() {
		run((calls) -> {
			TraceScope segment = calls.beginSegment();
			HttpClientCall call = calls.begin("GET", USERS, headers());
			call.route("http://users.example.com/users/7");
			call.end();
			assertThat(calls.end(segment).subsegment("users.example.com")).hasNoAnnotation("route");
		});
	}

	@Test
	void aFailureIsAFaultWithARemoteException() {
		run((calls) -> {
			TraceScope segment = calls.beginSegment();
			calls.begin("GET", USERS, headers()).end(new IOException("reset", new IllegalStateException("why")));
			RecordedEntity subsegment = calls.end(segment).subsegment("users.example.com");
			assertThat(subsegment).isFault().hasException(IOException.class);
			assertThat(subsegment.exceptions()).hasSize(2).allMatch(RecordedException::remote);
		});
	}

	@Test
	void theFirstEndCounts() {
		run((calls) -> {
			TraceScope segment = calls.beginSegment();
			HttpClientCall call = calls.begin("GET", USERS, headers());
			assertThat(call.isRecording()).isTrue();
			call.end();
			assertThat(call.isRecording()).isFalse();
			call.response(500, 1);
			call.end(new IOException());
			call.cancel();
			RecordedEntity subsegment = calls.end(segment).subsegment("users.example.com");
			assertThat(subsegment).isNotFault().hasNoException();
			assertThat(subsegment.metadata("http")).isEmpty();
		});
	}

	@Test
	void aCancelledCallIsNoFault() {
		run((calls) -> {
			TraceScope segment = calls.beginSegment();
			calls.begin("GET", USERS, headers()).cancel();
			assertThat(calls.end(segment).subsegment("users.example.com")).isNotFault()
				.isComplete()
				.hasMetadata("http", "cancelled", true);
		});
	}

	@Test
	void nothingIsSentOutsideASegment() {
		run((calls) -> {
			Map<String, String> headers = headers();
			HttpClientCall call = calls.begin("GET", USERS, headers);
			assertThat(call.isRecording()).isFalse();
			call.response(200, 1);
			call.end();
			assertThat(headers).isEmpty();
		});
	}

	@Test
	void nothingIsSentFromASilentRequest() {
		run((calls) -> {
			TraceScope silent = calls.context.getBean(Segments.class).beginSilent();
			Map<String, String> headers = headers();
			assertThat(calls.begin("GET", USERS, headers).isRecording()).isFalse();
			calls.subsegments().end(silent, null);
			assertThat(headers).isEmpty();
		});
	}

	@Test
	void theCalleeOfAnUnsampledRequestIsToldNotToSample() {
		run((calls) -> {
			TraceScope unsampled = calls.beginUnsampled();
			Map<String, String> headers = headers();
			assertThat(calls.begin("GET", USERS, headers).isRecording()).isFalse();
			calls.subsegments().end(unsampled, null);
			assertThat(headers).containsOnly(Map.entry("X-Amzn-Trace-Id", "Root=" + TRACE_ID + ";Sampled=0"));
		}, "xray.propagation.produce=xray");
		run((calls) -> {
			TraceScope unsampled = calls.beginUnsampled();
			Map<String, String> headers = headers();
			calls.begin("GET", USERS, headers);
			calls.subsegments().end(unsampled, null);
			assertThat(headers).containsOnlyKeys("traceparent");
			assertThat(headers.get("traceparent")).matches("00-5759e988bd862e3fe1be46a994272793-[0-9a-f]{16}-00");
		}, "xray.propagation.produce=w3c");
	}

	@Test
	void bothFormatsGoOutWhereBothAreProduced() {
		run((calls) -> {
			TraceScope segment = calls.beginSegment();
			Map<String, String> headers = headers();
			calls.begin("GET", USERS, headers).end();
			String id = calls.end(segment).subsegment("users.example.com").id();
			assertThat(headers).containsOnly(
					Map.entry("X-Amzn-Trace-Id", "Root=" + TRACE_ID + ";Parent=" + id + ";Sampled=1"),
					Map.entry("traceparent", "00-5759e988bd862e3fe1be46a994272793-" + id + "-01"));
		}, "xray.propagation.produce=xray,w3c");
	}

	@Test
	void nothingGoesOutWhereNothingIsProduced() {
		run((calls) -> {
			TraceScope segment = calls.beginSegment();
			Map<String, String> headers = headers();
			calls.begin("GET", USERS, headers).end();
			assertThat(calls.end(segment).subsegment("users.example.com").value("http", "request", "traced")).isNull();
			assertThat(headers).isEmpty();
		}, "xray.propagation.produce=");
	}

	@Test
	void aHeaderOfTheUserIsLeftAlone() {
		run((calls) -> {
			TraceScope segment = calls.beginSegment();
			Map<String, String> headers = headers();
			headers.put("x-amzn-trace-id", "mine");
			calls.begin("GET", USERS, headers).end();
			assertThat(calls.end(segment).subsegment("users.example.com").value("http", "request", "traced")).isNull();
			assertThat(headers).containsOnly(Map.entry("x-amzn-trace-id", "mine"));
		});
	}

	@Test
	void headersOfOthersTravelOnFromRecordedAndUnsampledRequests() {
		IncomingTrace incoming = new IncomingTrace(TraceID.fromString(TRACE_ID), null, IncomingTrace.Decision.NONE,
				Map.of("Lineage", "a:1"));
		run((calls) -> {
			TraceHeaders traceHeaders = calls.context.getBean(TraceHeaders.class);
			TraceScope segment = calls.beginSegment();
			traceHeaders.passOn(segment.entity(), incoming);
			Map<String, String> headers = headers();
			calls.begin("GET", USERS, headers).end();
			calls.end(segment);
			assertThat(headers.get("X-Amzn-Trace-Id")).endsWith(";Sampled=1;Lineage=a:1");
			TraceScope unsampled = calls.beginUnsampled();
			traceHeaders.passOn(unsampled.entity(), incoming);
			headers.clear();
			calls.begin("GET", USERS, headers);
			calls.subsegments().end(unsampled, null);
			assertThat(headers.get("X-Amzn-Trace-Id")).isEqualTo("Root=" + TRACE_ID + ";Sampled=0;Lineage=a:1");
			TraceScope other = calls.beginSegment();
			headers.clear();
			calls.begin("GET", USERS, headers).end();
			calls.end(other);
			assertThat(headers.get("X-Amzn-Trace-Id")).doesNotContain("Lineage");
		});
	}

	@Test
	void headersOfOthersTravelOnFromAnInvocationOfLambda() {
		run((calls) -> {
			System.setProperty("com.amazonaws.xray.traceHeader",
					"Root=" + TRACE_ID + ";Parent=53995c3f42cd8ad8;Sampled=1;Lineage=b:2");
			try {
				Map<String, String> headers = headers();
				Entity invocation = new FacadeSegment(calls.context.getBean(AWSXRayRecorder.class),
						TraceID.fromString(TRACE_ID), "53995c3f42cd8ad8", SampleDecision.SAMPLED);
				calls.context.getBean(TraceHeaders.class).write(invocation, new HeaderMap(headers));
				assertThat(headers.get("X-Amzn-Trace-Id"))
					.isEqualTo("Root=" + TRACE_ID + ";Parent=53995c3f42cd8ad8;Sampled=1;Lineage=b:2");
			}
			finally {
				System.clearProperty("com.amazonaws.xray.traceHeader");
			}
		});
	}

	@Test
	void onlyHostsThatAreNamedGetTheHeader() {
		run((calls) -> {
			TraceScope segment = calls.beginSegment();
			Map<String, String> ours = headers();
			Map<String, String> theirs = headers();
			calls.begin("GET", URI.create("http://a.internal/"), ours).end();
			calls.begin("GET", URI.create("http://a.internal.evil.com/"), theirs).end();
			assertThat(calls.end(segment)).hasSubsegmentsExactly("a.internal", "a.internal.evil.com");
			assertThat(ours).isNotEmpty();
			assertThat(theirs).isEmpty();
		}, "xray.patch.http.propagate-to=*.internal,localhost");
	}

	@Test
	void excludedHostsAreSilent() {
		run((calls) -> {
			TraceScope segment = calls.beginSegment();
			Map<String, String> headers = headers();
			calls.begin("GET", URI.create("http://Metrics.internal/"), headers).end();
			assertThat(calls.end(segment)).hasSubsegmentsExactly();
			assertThat(headers).isEmpty();
		}, "xray.patch.http.exclude-hosts=metrics.*");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "/status/*|http://a.internal/status/1", "/status|HTTPS://A.internal:443/status?x=1#y",
					"/st?tus|http://a/status;v=1", "https://a.internal/*/health|https://u:p@A.INTERNAL/b/c/health",
					"HTTPS://A.internal:443/x|https://a.internal/x", "http://a.internal:80/x|http://a.internal/x",
					"http://a.internal:8080/x*|http://a.internal:8080/xyz", "a.internal/x|http://a.internal/x",
					"*/health|https://a.internal:8443/deep/health", "/|http://a.internal",
					"*://*.internal/x|http://a.internal/x", "http://[::1]:8080/x|http://[::1]:8080/x",
					"/a%20b|http://a.internal/a%20b" })
	void excludedUrlsAreSilent(String pattern, String url) {
		run((calls) -> {
			TraceScope segment = calls.beginSegment();
			Map<String, String> headers = headers();
			calls.begin("GET", URI.create(url), headers).end();
			assertThat(calls.end(segment)).hasSubsegmentsExactly();
			assertThat(headers).isEmpty();
		}, "xray.patch.http.exclude-urls=" + pattern);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "/status|http://a.internal/status/1", "/status|http://a.internal/Status",
					"/status|http://a.internal/x?y=/status", "https://a.internal/x|http://a.internal/x",
					"http://a.internal/x|http://b.a.internal/x", "http://a.internal/x|http://a.internal:8080/x" })
	void urlsThatAreNotExcludedAreRecorded(String pattern, String url) {
		run((calls) -> {
			TraceScope segment = calls.beginSegment();
			calls.begin("GET", URI.create(url), headers()).end();
			assertThat(calls.end(segment).subsegments()).hasSize(1);
		}, "xray.patch.http.exclude-urls=" + pattern);
	}

	@ParameterizedTest
	@ValueSource(strings = { "api.example.com", "https://api.example.com", "https://me:secret@api.example.com/x",
			"/x#fragment", "/x?token=1", "//x", "://x/", "https:/x", "/with space" })
	void aPatternThatIsNoUrlFailsAtStartUp(String pattern) {
		this.contextRunner.withPropertyValues("xray.patch.http.exclude-urls=" + pattern)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("xray.patch.http.exclude-urls")
				.hasMessageContaining("a path that begins with a slash"));
	}

	@ParameterizedTest
	@CsvSource({ "http://a_b:8080/x, a_b, http://a_b:8080/x", "http://u:p@a_b/x, a_b, http://a_b/x",
			"http://[::1]:8080/x, ::1, http://[::1]:8080/x", "/x, unknown-host, http://unknown-host/x",
			"http://h, h, http://h", "HTTPS://H:443/x, h, HTTPS://h/x",
			"mailto:a, unknown-host, mailto://unknown-host" })
	void anyUriHasANameAndAUrl(String uri, String name, String url) {
		run((calls) -> {
			TraceScope segment = calls.beginSegment();
			calls.begin("GET", URI.create(uri), headers()).end();
			assertThat(calls.end(segment).subsegment(name)).hasUrl(url);
		});
	}

	@Test
	void customizersAreCalledAndMayThrow() {
		AtomicReference<String> seen = new AtomicReference<>();
		this.contextRunner.withBean("bad", HttpSubsegmentCustomizer.class, () -> (subsegment, method, uri) -> {
			throw new IllegalStateException("customizer");
		}).withBean("good", HttpSubsegmentCustomizer.class, () -> (subsegment, method, uri) -> {
			seen.set(method + " " + uri);
			subsegment.putAnnotation("team", "users");
		}).run((context) -> {
			Calls calls = new Calls(context);
			TraceScope segment = calls.beginSegment();
			calls.begin("GET", USERS, headers()).end();
			assertThat(calls.end(segment).subsegment("users.example.com")).hasAnnotation("team", "users");
			assertThat(seen).hasValue("GET " + USERS);
			assertThat(context.getBean(TracingFaults.class).counts()).hasSize(1);
		});
	}

	@Test
	void headersThatCannotBeSetCostTheTraceAndNotTheCall() {
		this.contextRunner.run((context) -> {
			Calls calls = new Calls(context);
			TraceScope segment = calls.beginSegment();
			HttpClientCall call = calls.begin("GET", USERS, Map.of());
			call.response(200, -1);
			call.end();
			assertThat(calls.end(segment).subsegment("users.example.com")).hasHttpStatus(200);
			assertThat(context.getBean(TracingFaults.class).counts()).hasSize(1);
		});
	}

	@Test
	void backsOffWhenUserDefinesHttpClientTracing() {
		this.contextRunner.withUserConfiguration(OwnTracing.class)
			.run((context) -> assertThat(context).getBean(HttpClientTracing.class)
				.isSameAs(context.getBean("ownTracing")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "propagate-to=https://api.example.com", "propagate-to=api.example.com:8080",
			"exclude-hosts=api.example.com/users", "exclude-hosts=user@api.example.com", "exclude-hosts=:8080",
			"exclude-hosts=/users", "exclude-hosts=@" })
	void aPatternThatIsNoHostFailsAtStartUp(String property) {
		this.contextRunner.withPropertyValues("xray.patch.http." + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("without scheme, port and path"));
	}

	private void run(ClientTest test, String... properties) {
		this.contextRunner.withPropertyValues(properties).run((context) -> {
			assertThat(context).hasNotFailed();
			test.run(new Calls(context));
			assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
			context.getBean(RecordedTraces.class).assertClean();
		});
	}

	private static Map<String, String> headers() {
		return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
	}

	@FunctionalInterface
	private interface ClientTest {

		void run(Calls calls);

	}

	/**
	 * A client that sends nothing.
	 */
	private static final class Calls {

		private final ApplicationContext context;

		private final HttpClientTracing tracing;

		Calls(ApplicationContext context) {
			this.context = context;
			this.tracing = context.getBean(HttpClientTracing.class);
		}

		TraceScope beginSegment() {
			return this.context.getBean(Segments.class).begin("root", TraceID.fromString(TRACE_ID), null);
		}

		TraceScope beginUnsampled() {
			return this.context.getBean(Segments.class).beginUnsampled(TraceID.fromString(TRACE_ID));
		}

		HttpClientCall begin(String method, URI uri, Map<String, String> headers) {
			return this.tracing.begin(method, uri, this.tracing.current(), new HeaderMap(headers));
		}

		Subsegments subsegments() {
			return this.context.getBean(Subsegments.class);
		}

		RecordedEntity end(TraceScope segment) {
			subsegments().end(segment, null);
			return this.context.getBean(RecordedTraces.class).takeSegment();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnTracing {

		@Bean
		HttpClientTracing ownTracing(Subsegments subsegments, TraceHeaders headers) {
			return new HttpClientTracing(subsegments, headers, List.of(), List.of(), List.of());
		}

	}

}
