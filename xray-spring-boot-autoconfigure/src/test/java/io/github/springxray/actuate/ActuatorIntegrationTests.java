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

package io.github.springxray.actuate;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.emitter.EmitterStatistics;
import io.github.springxray.emitter.TraceDocument;
import io.github.springxray.emitter.TraceSender;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.testsupport.ForkedApplication;
import io.github.springxray.testsupport.TracedApplication;
import io.github.springxray.testsupport.UdpDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the actuator of a running application tells over HTTP.
 */
class ActuatorIntegrationTests {

	private static final String EXPOSE_ALL = "--management.endpoints.web.exposure.include=*";

	private static final ObjectMapper json = new ObjectMapper();

	private final UdpDaemon daemon = new UdpDaemon();

	private ConfigurableApplicationContext application;

	@AfterEach
	void stop() {
		if (this.application != null) {
			this.application.close();
		}
		this.daemon.close();
	}

	@Test
	void tellsWhereTracesGoAndThatTheyArrive() {
		start("--xray.name=orders");
		request("/hello");
		JsonNode report = reportAfterSending(1);
		assertThat(report.get("enabled").asBoolean()).isTrue();
		assertThat(report.get("name").asText()).isEqualTo("orders");
		JsonNode emitter = report.get("emitter");
		assertThat(emitter.get("accepted").asInt()).isOne();
		assertThat(emitter.at("/queue/depth").asInt()).isZero();
		JsonNode sender = emitter.at("/senders/0");
		assertThat(sender.get("name").asText()).isEqualTo("daemon");
		assertThat(sender.get("address").asText()).isEqualTo(this.daemon.address());
		assertThat(sender.get("sent").asInt()).isOne();
		assertThat(sender.get("lastSuccess").asText()).startsWith("20");
		assertThat(sender.has("lastError")).isFalse();
		assertThat(report.get("faults")).isEmpty();
	}

	@Test
	void tellsForEachSenderWhatItDropped() {
		start("--spring.main.sources=" + FailingSender.class.getName());
		request("/hello");
		Awaitility.await().until(() -> this.application.getBean(EmitterStatistics.class).dropped() == 1);
		JsonNode senders = report().at("/emitter/senders");
		assertThat(senders.at("/0/sent").asInt()).isOne();
		assertThat(senders.at("/0/dropped")).isEmpty();
		assertThat(senders.at("/1/name").asText()).isEqualTo(FailingSender.Failing.class.getName());
		assertThat(senders.at("/1/sent").asInt()).isZero();
		assertThat(senders.at("/1/dropped/IllegalStateException").asInt()).isOne();
		assertThat(senders.at("/1/lastError/message").asText()).isEqualTo("IllegalStateException");
		assertThat(report().at("/emitter/dropped/IllegalStateException").asInt()).isOne();
		assertThat(report().get("faults")).hasSize(1);
	}

	@Test
	void tellsWhichLibrariesAreTracedAndWhyOthersAreNot() {
		start("--xray.patch.rest-client.enabled=false");
		JsonNode libraries = report().get("libraries");
		assertThat(libraries.at("/RestClient/traced").asBoolean()).isFalse();
		assertThat(libraries.at("/RestClient/reason").asText()).isEqualTo("xray.patch.rest-client.enabled is false");
		assertThat(libraries.at("/RestTemplate/traced").asBoolean()).isTrue();
	}

	@Test
	void tellsThatTracingIsOffAndWhy() {
		start("--xray.enabled=false");
		JsonNode report = report();
		assertThat(report.get("enabled").asBoolean()).isFalse();
		assertThat(report.get("reason").asText()).isEqualTo("xray.enabled is false");
		assertThat(report.has("emitter")).isFalse();
	}

	@Test
	void showsValuesToTheApplicationsSanitizingFunctions() {
		start("--spring.main.sources=" + Sanitizing.class.getName());
		assertThat(report().at("/emitter/senders/0/address").asText()).isEqualTo("******");
	}

	@Test
	void isNotExposedOverHttpByDefault() {
		this.application = TracedApplication.run("--xray.daemon.address=" + this.daemon.address());
		assertThat(get("/actuator/xray").statusCode()).isEqualTo(404);
	}

	@Test
	void keepsTheLastTracesOnDemand() {
		start("--xray.endpoint.recent-traces=2");
		for (String path : List.of("/hello", "/async", "/manual")) {
			request(path);
		}
		reportAfterSending(3);
		List<String> urls = new ArrayList<>();
		JsonNode traces = json(get("/actuator/xray/traces").body()).get("traces");
		traces.forEach((trace) -> urls.add(trace.at("/documents/0/http/request/url").asText()));
		assertThat(urls).hasSize(2);
		assertThat(urls.get(0)).endsWith("/manual");
		assertThat(urls.get(1)).endsWith("/async");
		assertThat(traces.at("/0/id").asText()).startsWith("1-");
	}

	@Test
	void keepsNoTracesByDefault() {
		start();
		assertThat(get("/actuator/xray/traces").statusCode()).isEqualTo(404);
		assertThat(get("/actuator/xray/anything").statusCode()).isEqualTo(404);
	}

	@Test
	void healthIsUnknownUntilSomethingWasSentAndThenUp() {
		start("--management.endpoint.health.show-details=always");
		assertThat(health().get("status").asText()).isEqualTo("UNKNOWN");
		assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
		request("/hello");
		reportAfterSending(1);
		assertThat(health().get("status").asText()).isEqualTo("UP");
		assertThat(health().at("/details/sent").asInt()).isOne();
	}

	@Test
	void healthIsNeverDown() {
		start("--management.endpoint.health.show-details=always",
				"--spring.main.sources=" + FailingSender.class.getName());
		request("/hello");
		Awaitility.await().until(() -> this.application.getBean(EmitterStatistics.class).dropped() == 1);
		JsonNode health = health();
		assertThat(health.get("status").asText()).isEqualTo("UNKNOWN");
		assertThat(health.at("/details/lastError/message").asText()).contains("IllegalStateException");
		assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
	}

	@Test
	void healthCanBeSwitchedOff() {
		start("--management.health.xray.enabled=false");
		assertThat(get("/actuator/health/xray").statusCode()).isEqualTo(404);
	}

	@Test
	void metersCountWhatIsSentAndWhatIsDropped() {
		start("--spring.main.sources=" + FailingSender.class.getName());
		request("/hello");
		Awaitility.await().until(() -> this.application.getBean(EmitterStatistics.class).dropped() == 1);
		this.application.getBean(TracingFaults.class).record("a test", null);
		String scraped = get("/actuator/prometheus").body();
		assertThat(scraped).contains("xray_segments_total{outcome=\"sent\"} 0.0")
			.contains("xray_segments_total{outcome=\"dropped\"} 1.0")
			.contains("xray_segments_dropped_total{reason=\"IllegalStateException\"} 1.0")
			.contains("xray_documents_total 1.0")
			.contains("xray_queue_depth 0.0")
			.contains("xray_faults_total{place=\"a test\"} 1.0");
	}

	@Test
	void prometheusExemplarsNameTheTrace() {
		start("--management.metrics.distribution.percentiles-histogram.http.server.requests=true");
		request("/hello");
		JsonNode segment = json(this.daemon.take().toString());
		String id = segment.get("trace_id").asText();
		String scraped = ForkedApplication
			.get(port(), "/actuator/prometheus", "Accept", "application/openmetrics-text; version=1.0.0")
			.body();
		assertThat(scraped).contains("trace_id=\"" + id.substring(2, 10) + id.substring(11) + "\"")
			.contains("span_id=\"" + segment.get("id").asText() + "\"");
	}

	@Test
	void endpointsAreNotTraced() {
		start();
		report();
		this.daemon.assertNothingMore();
	}

	private void start(String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add(EXPOSE_ALL);
		all.add("--xray.daemon.address=" + this.daemon.address());
		this.application = TracedApplication.run(all.toArray(String[]::new));
	}

	private void request(String path) {
		assertThat(get(path).statusCode()).isEqualTo(200);
	}

	private HttpResponse<String> get(String path) {
		return ForkedApplication.get(port(), path);
	}

	private int port() {
		return this.application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	private JsonNode health() {
		return json(get("/actuator/health/xray").body());
	}

	private JsonNode report() {
		HttpResponse<String> response = get("/actuator/xray");
		assertThat(response.statusCode()).isEqualTo(200);
		return json(response.body());
	}

	private static JsonNode json(String text) {
		try {
			return json.readTree(text);
		}
		catch (JsonProcessingException ex) {
			throw new AssertionError(text, ex);
		}
	}

	private JsonNode reportAfterSending(int count) {
		Awaitility.await().until(() -> this.application.getBean(EmitterStatistics.class).sent() == count);
		return report();
	}

	@Configuration(proxyBeanMethods = false)
	static class FailingSender {

		@Bean
		Failing failing() {
			return new Failing();
		}

		static class Failing implements TraceSender {

			@Override
			public void send(List<TraceDocument> documents) {
				throw new IllegalStateException("no room");
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Sanitizing {

		@Bean
		SanitizingFunction addresses() {
			return (data) -> data.getKey().endsWith(".address") ? data.withSanitizedValue() : data;
		}

	}

}
