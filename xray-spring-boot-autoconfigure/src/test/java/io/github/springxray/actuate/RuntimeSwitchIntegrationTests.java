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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.amazonaws.xray.AWSXRay;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

import io.github.springxray.testsupport.ForkedApplication;
import io.github.springxray.testsupport.TracedApplication;
import io.github.springxray.testsupport.UdpDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What can be switched of a running application, over HTTP and by Spring Cloud.
 */
@ExtendWith(OutputCaptureExtension.class)
class RuntimeSwitchIntegrationTests {

	private static final String SAMPLED = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

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
	void nothingCanBeSwitchedByDefault() throws Exception {
		start("--management.endpoint.xray.access=read-only");
		assertThat(post("{\"enabled\":false}").statusCode()).isEqualTo(405);
		stop();
		this.application = run("--xray.daemon.address=127.0.0.1:2000");
		assertThat(post("{\"enabled\":false}").statusCode()).isEqualTo(405);
		assertThat(ForkedApplication.get(port(), "/actuator/xray").statusCode()).isEqualTo(200);
	}

	@Test
	void tracingIsSwitchedOffAndOnAgain(CapturedOutput output) throws Exception {
		start();
		HttpResponse<String> response = post("{\"enabled\":false}");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(json.readTree(response.body()).get("enabled").asBoolean()).isFalse();
		JsonNode report = report();
		assertThat(report.get("reason").asText()).isEqualTo("it was switched off at run time");
		assertThat(report.at("/changes/enabled").asBoolean(true)).isFalse();
		assertThat(report.has("emitter")).isTrue();
		get("/hello");
		get("/hello", "X-Amzn-Trace-Id", SAMPLED);
		AWSXRay.beginSegment("by hand");
		AWSXRay.endSegment();
		this.daemon.assertNothingMore();
		post("{\"enabled\":true}");
		get("/hello");
		assertThat(this.daemon.take().at("/http/request/url").asText()).endsWith("/hello");
		assertThat(report().get("enabled").asBoolean()).isTrue();
		assertThat(report().get("changes")).isEmpty();
		assertThat(output.getOut().lines().filter((line) -> line.contains("tracing was switched off, by the actuator")))
			.singleElement()
			.asString()
			.contains("WARN");
		assertThat(output).contains("X-Ray tracing is on, by the configured sampling, by the actuator.");
	}

	@Test
	void theRateIsChanged(CapturedOutput output) throws Exception {
		start();
		post("{\"samplingRate\":0.0}");
		get("/hello");
		this.daemon.assertNothingMore();
		assertThat(report().at("/changes/samplingRate").asDouble(1)).isZero();
		get("/hello", "X-Amzn-Trace-Id", SAMPLED);
		assertThat(this.daemon.take().get("parent_id").asText()).isEqualTo("53995c3f42cd8ad8");
		post("{\"samplingRate\":1}");
		get("/hello");
		assertThat(this.daemon.take().has("parent_id")).isFalse();
		assertThat(output).contains("X-Ray tracing is on, for a share of 0.0 of all requests, by the actuator.");
	}

	@Test
	void itGoesBackByItselfAfterTheTimeThatWasAskedFor(CapturedOutput output) throws Exception {
		start();
		JsonNode changed = json.readTree(post("{\"enabled\":false,\"for\":\"500ms\"}").body());
		assertThat(changed.at("/changes/until").asText()).startsWith("20");
		assertThat(changed.get("reason").asText()).startsWith("it was switched off at run time, until 20");
		Awaitility.await().until(() -> report().get("enabled").asBoolean());
		get("/hello");
		assertThat(this.daemon.take().get("name").asText()).isEqualTo("traced");
		assertThat(output).contains("X-Ray tracing is on as it is configured, by the end of the time");
	}

	@Test
	void aLaterChangeReplacesTheEndOfAnEarlierOne() throws Exception {
		start();
		post("{\"enabled\":false,\"for\":\"1s\"}");
		post("{\"enabled\":false}");
		assertThat(report().at("/changes/until").isMissingNode()).isTrue();
		post("{\"samplingRate\":1,\"for\":\"1h\"}");
		assertThat(report().get("enabled").asBoolean()).isFalse();
		assertThat(report().at("/changes/until").isMissingNode()).isFalse();
	}

	@Test
	void deleteGoesBackToWhatIsConfigured() throws Exception {
		start();
		post("{\"enabled\":false,\"samplingRate\":0.5,\"for\":\"1h\"}");
		HttpResponse<String> response = send("DELETE", "");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(json.readTree(response.body()).get("changes")).isEmpty();
		assertThat(json.readTree(response.body()).get("enabled").asBoolean()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"sql\":\"raw\"}", "{\"for\":\"10m\"}", "{\"samplingRate\":1.5}",
			"{\"samplingRate\":-1}", "{\"samplingRate\":\"NaN\"}", "{\"enabled\":\"maybe\"}",
			"{\"enabled\":false,\"for\":\"soon\"}", "{\"enabled\":false,\"for\":\"0s\"}",
			"{\"enabled\":false,\"for\":\"-5m\"}", "{\"enabled\":false,\"for\":\"1000d\"}" })
	void whatMakesNoSenseIsRefusedAndChangesNothing(String body) throws Exception {
		start();
		assertThat(post(body).statusCode()).isEqualTo(400);
		assertThat(report().get("changes")).isEmpty();
	}

	@Test
	void whatWasNotSetUpCannotBeSwitchedOn() throws Exception {
		start("--xray.enabled=false");
		assertThat(post("{\"enabled\":true}").statusCode()).isEqualTo(400);
	}

	@Test
	void theTimerEndsWithTheApplication() throws Exception {
		start();
		post("{\"enabled\":false,\"for\":\"1h\"}");
		assertThat(threads()).contains("xray-switch");
		this.application.close();
		Awaitility.await().until(() -> !threads().contains("xray-switch"));
	}

	@Test
	void changesOfTheEnvironmentAreFollowed(CapturedOutput output) {
		start("--management.endpoint.xray.access=read-only", "--xray.sampling.rate=0.05");
		change(Map.of("xray.enabled", "false"));
		get("/hello");
		this.daemon.assertNothingMore();
		change(Map.of("xray.enabled", "true", "xray.sampling.rate", "0"));
		get("/hello");
		this.daemon.assertNothingMore();
		change(Map.of("xray.sampling.rate", "0.05"));
		get("/hello");
		assertThat(this.daemon.take().get("name").asText()).isEqualTo("traced");
		assertThat(output).contains("X-Ray tracing was switched off, by a change of the configuration.")
			.contains("Sampling is as it is configured, by a change of the configuration.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "xray.sampling.rate=7", "xray.sampling.rate=-0.5", "xray.sampling.rate=NaN" })
	void aChangeOfTheEnvironmentThatMakesNoSenseIsNotFollowed(String property, CapturedOutput output) {
		start();
		String[] parts = property.split("=");
		change(Map.of(parts[0], parts[1]));
		get("/hello");
		assertThat(this.daemon.take().get("name").asText()).isEqualTo("traced");
		assertThat(output).contains("A change of the configuration is not followed: " + parts[0]);
	}

	@Test
	void decisionsAreCountedByRule() throws Exception {
		start("--xray.sampling.strategy=local", "--xray.sampling.rules[0].description=greetings",
				"--xray.sampling.rules[0].url-path=/hello", "--xray.sampling.rules[0].rate=0",
				"--xray.sampling.rules[0].fixed-target=0");
		get("/hello");
		get("/hello", "X-Amzn-Trace-Id", SAMPLED);
		this.daemon.take();
		String scraped = ForkedApplication.get(port(), "/actuator/prometheus").body();
		assertThat(scraped).contains("xray_sampling_decisions_total{decision=\"not_sampled\",rule=\"greetings\"} 1.0")
			.contains("xray_sampling_decisions_total{decision=\"sampled\",rule=\"trace header\"} 1.0");
	}

	private void change(Map<String, Object> properties) {
		this.application.getEnvironment().getPropertySources().remove("changed");
		this.application.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("changed", new HashMap<>(properties)));
		this.application.publishEvent(new EnvironmentChangeEvent(this.application, Set.copyOf(properties.keySet())));
	}

	private void start(String... arguments) {
		List<String> all = new ArrayList<>(List.of("--management.endpoint.xray.access=unrestricted",
				"--xray.daemon.address=" + this.daemon.address()));
		all.addAll(List.of(arguments));
		if (List.of(arguments).contains("--management.endpoint.xray.access=read-only")) {
			all.remove(0);
		}
		this.application = run(all.toArray(String[]::new));
	}

	private static ConfigurableApplicationContext run(String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--management.endpoints.web.exposure.include=*");
		return TracedApplication.run(all.toArray(String[]::new));
	}

	private static List<String> threads() {
		return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
	}

	private void get(String path, String... headers) {
		assertThat(ForkedApplication.get(port(), path, headers).statusCode()).isEqualTo(200);
	}

	private JsonNode report() throws Exception {
		return json.readTree(ForkedApplication.get(port(), "/actuator/xray").body());
	}

	private HttpResponse<String> post(String body) throws Exception {
		return send("POST", body);
	}

	private HttpResponse<String> send(String method, String body) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/actuator/xray"))
			.header("Content-Type", "application/json")
			.method(method, HttpRequest.BodyPublishers.ofString(body))
			.build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
	}

	private int port() {
		return this.application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

}
