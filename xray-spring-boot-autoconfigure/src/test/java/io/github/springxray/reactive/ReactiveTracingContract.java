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

package io.github.springxray.reactive;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;

import io.github.springxray.contract.CountingSampling;
import io.github.springxray.contract.CountingSampling.End;
import io.github.springxray.contract.SettingsContract;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract of a server of WebFlux.
 */
abstract class ReactiveTracingContract extends SettingsContract {

	private static final String AUTO_CONFIGURATION = "org.springframework.boot.";

	private static final String EXCLUDED = "spring.autoconfigure.exclude="
			+ "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
			+ "org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration,";

	private static final String SECURITY = AUTO_CONFIGURATION + "security.autoconfigure.";

	private static final String WITHOUT_SECURITY = EXCLUDED + SECURITY
			+ "web.reactive.ReactiveWebSecurityAutoConfiguration," + SECURITY
			+ "actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration,";

	private static final String REACTIVE = "spring.main.web-application-type=reactive";

	static final String NETTY = AUTO_CONFIGURATION
			+ "reactor.netty.autoconfigure.actuate.web.server.NettyReactiveManagementContextAutoConfiguration";

	static final String JETTY = AUTO_CONFIGURATION
			+ "jetty.autoconfigure.actuate.web.server.JettyReactiveManagementContextAutoConfiguration";

	static final String TOMCAT = AUTO_CONFIGURATION
			+ "tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration";

	/**
	 * The configuration that brings the server.
	 */
	abstract Class<?> server();

	/**
	 * The auto-configurations that would serve the actuator with other servers.
	 */
	abstract String managementOfOtherServers();

	@Override
	protected final Class<?>[] application() {
		return new Class<?>[] { ReactiveContractApplication.class, server() };
	}

	@Override
	protected final String[] properties() {
		return new String[] { REACTIVE, WITHOUT_SECURITY + managementOfOtherServers() };
	}

	@Override
	protected final ConfigurableApplicationContext runWithSecurity(Object... propertiesAndConfigurations) {
		return run(new String[] { REACTIVE, EXCLUDED + managementOfOtherServers() }, propertiesAndConfigurations);
	}

	@ParameterizedTest
	@CsvSource({ "/error,signalled", "/late-error,late", "/functional-error,functional" })
	void anErrorSignalIsAFault(String path, String message) {
		assertThat(get(path).statusCode()).isEqualTo(500);
		assertThat(this.traces.takeSegment()).hasHttpStatus(500)
			.isFault()
			.hasException(IllegalStateException.class)
			.hasExceptionMessage(message)
			.hasAnnotation("http_route", path)
			.isComplete();
	}

	/**
	 * Reactor lets such errors through to whoever calls, and no response is sent.
	 */
	@Test
	void anErrorThatIsFatalToReactorEndsTheTraceWithoutAStatus() throws IOException {
		leave("/throw-error", 0);
		RecordedEntity segment = this.traces.takeSegment();
		assertThat(segment).isFault().hasException(NoClassDefFoundError.class).isComplete();
	}

	@Test
	void theRouteOfAFunctionalHandlerIsThatOfAllItIsNestedIn() {
		assertThat(get("/functional/world").body()).isEqualTo("functional world");
		assertThat(this.traces.takeSegment()).hasHttpStatus(200).hasAnnotation("http_route", "/functional/{name}");
	}

	@Test
	void theStatusOfAHandledExceptionIsWhatTheClientGets() {
		assertThat(get("/throw-handled").statusCode()).isEqualTo(502);
		assertThat(this.traces.takeSegment()).hasHttpStatus(502).isFault();
	}

	@Test
	void aTimeoutIsOneFault() {
		assertThat(get("/timeout").statusCode()).isEqualTo(500);
		assertThat(this.traces.takeSegment()).hasHttpStatus(500).isFault().hasException(TimeoutException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/timeout-answered", "/first-of-many" })
	void aCancellationWithinTheApplicationIsNoneOfTheRequest(String path) {
		assertThat(get(path).statusCode()).isEqualTo(200);
		assertThat(this.traces.takeSegment()).hasHttpStatus(200)
			.isNotFault()
			.isNotError()
			.hasNoAnnotation("client_disconnected")
			.isComplete();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/sse", "/ndjson" })
	void aStreamIsOneSegmentUntilItsEnd(String path) {
		assertThat(get(path).body()).isNotEmpty();
		RecordedEntity segment = this.traces.takeSegment();
		assertThat(segment).hasHttpStatus(200).isNotFault().hasAnnotation("http_route", path).isComplete();
		assertThat(segment.endTime() - segment.startTime()).isGreaterThan(0.009);
		assertThat(segment.value("http", "response", "content_length")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/leave-sse", "/leave-text" })
	void aClientThatWentAwayEndsTheSegmentAndIsNoFault(String path) throws IOException {
		leave(path, 1024);
		assertThat(this.traces.takeSegment()).hasHttpStatus(200)
			.isNotFault()
			.isError()
			.hasNoException()
			.hasAnnotation("client_disconnected", true);
	}

	private void leave(String path, int length) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", port())) {
			socket.setSoLinger(true, 0);
			socket.getOutputStream()
				.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
			InputStream in = socket.getInputStream();
			assertThat(in.readNBytes(length)).hasSize(length);
		}
	}

	@Test
	void theBodyOfARequestIsReadInsideOfTheTrace() throws Exception {
		HttpResponse<String> response = post("/body", "text/plain", "posted");
		assertThat(response.body()).isEqualTo("posted");
		assertThat(this.traces.takeSegment()).hasHttpStatus(200).hasSubsegmentsExactly("read");
	}

	@Test
	void aMultipartBodyIsReadInsideOfTheTrace() throws Exception {
		HttpResponse<String> response = post("/upload", "multipart/form-data; boundary=part",
				"--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\ntext\r\n--part--\r\n");
		assertThat(response.body()).isEqualTo("a.txt");
		assertThat(this.traces.takeSegment()).hasHttpStatus(200).hasSubsegmentsExactly("uploaded");
	}

	@Test
	void aSessionThatIsMadeElsewhereKeepsTheTrace() {
		assertThat(get("/session").body()).isEqualTo("kept");
		assertThat(this.traces.takeSegment()).hasHttpStatus(200).hasSubsegmentsExactly("session");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/hello/world", "/status/404", "/status/503", "/throw", "/throw-status", "/throw-handled",
			"/late-error", "/timeout", "/timeout-answered", "/callable", "/sse", "/nowhere" })
	void whoDecidedIsToldOnceHowEachRequestHasEndedWhetherItIsSampledOrNot(String path) throws Exception {
		this.sampling.observing = true;
		get(path);
		boolean fault = this.traces.takeSegment().isFault();
		assertThat(this.sampling.ends.poll(10, TimeUnit.SECONDS)).isEqualTo(new End(true, fault));
		this.sampling.answer = false;
		get(path);
		assertThat(this.sampling.ends.poll(10, TimeUnit.SECONDS)).isEqualTo(new End(false, fault));
		this.sampling.observing = false;
		assertThat(this.sampling.ends).isEmpty();
	}

	@Test
	void aFaultThatNobodyChoseIsRecordedWithoutChildren() {
		try (ConfigurableApplicationContext context = run("xray.sampling.capture-anomalies=true",
				"xray.sampling.max-anomalies-per-second=1000")) {
			RecordedTraces recorded = context.getBean(RecordedTraces.class);
			context.getBean(CountingSampling.class).answer = false;
			for (String path : List.of("/throw", "/throw-in-subsegment", "/late-error", "/status/503")) {
				HttpResponse<String> response = get(context, path, "User-Agent", "probe");
				RecordedEntity captured = recorded.takeSegment();
				assertThat(captured).hasName("contract")
					.hasHttpStatus(response.statusCode())
					.hasHttpMethod("GET")
					.hasAnnotation("captured_anomaly", true)
					.isFault()
					.isComplete();
				assertThat(captured.value("http", "request", "user_agent")).isEqualTo("probe");
				assertThat(captured.annotations()).containsKey("http_route");
				assertThat(captured.subsegments()).isEmpty();
			}
			get(context, "/hello/world");
			get(context, "/status/404");
			recorded.assertClean();
		}
	}

	@Test
	void rulesSeeTheUrlAsItWasSentAndTrustAndUserAgentsCountAsForServlets() {
		try (ConfigurableApplicationContext context = run("spring.webflux.base-path=/shop",
				"xray.server.trust-incoming=id")) {
			CountingSampling rules = context.getBean(CountingSampling.class);
			RecordedTraces recorded = context.getBean(RecordedTraces.class);
			get(context, "/shop/hello/caf%C3%A9;v=1?q=1");
			assertThat(rules.last.getUrl()).contains("/shop/hello/caf%C3%A9");
			assertThat(rules.last.getHost()).contains("127.0.0.1");
			recorded.takeSegment();
			get(context, "/shop/hello/world", "X-Amzn-Trace-Id",
					"Root=" + TRACE_ID + ";Parent=" + PARENT_ID + ";Sampled=1");
			assertThat(recorded.takeSegment()).hasTraceId(TRACE_ID).hasParentId(PARENT_ID);
			get(context, "/shop/hello/world", "User-Agent", "kube-probe/1.31");
			recorded.assertClean();
		}
	}

	private HttpResponse<String> post(String path, String contentType, String body) throws Exception {
		return client.send(HttpRequest.newBuilder(URI.create(url(path)))
			.header("Content-Type", contentType)
			.POST(BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

}
