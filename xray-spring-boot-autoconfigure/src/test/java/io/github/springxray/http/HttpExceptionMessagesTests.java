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
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.sun.net.httpserver.HttpServer;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedException;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.test.XRayTestAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What is recorded of the exceptions of HTTP clients, wherever they are recorded.
 */
class HttpExceptionMessagesTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayHttpAutoConfiguration.class, XRayTestAutoConfiguration.class))
		.withPropertyValues("xray.name=test");

	private final HttpServer server = server();

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	private static HttpServer server() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
			server.createContext("/", (exchange) -> {
				byte[] body = "{\"iban\":\"hunter2\"}".getBytes(StandardCharsets.UTF_8);
				exchange.sendResponseHeaders(400, body.length);
				exchange.getResponseBody().write(body);
				exchange.close();
			});
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/a";
	}

	@Test
	void bodiesOfErrorResponsesAreNotRecorded() {
		Throwable[] failures = { catchThrowable(() -> new RestTemplate().getForObject(url(), String.class)),
				catchThrowable(() -> RestClient.create().get().uri(url()).retrieve().toBodilessEntity()),
				catchThrowable(() -> WebClient.create().get().uri(url()).retrieve().toBodilessEntity().block()),
				HttpClientErrorException.create("hunter2 and " + HttpStatus.CONFLICT, HttpStatus.CONFLICT, "hunter2",
						new HttpHeaders(), "hunter2".getBytes(StandardCharsets.UTF_8), null) };
		for (Throwable failure : failures) {
			assertThat(failure).isNotNull();
			RecordedEntity segment = record(failure, "xray.name=test");
			assertThat(segment.json()).doesNotContain("hunter2");
			assertThat(record(new IllegalStateException(failure), "xray.name=test").json()).doesNotContain("hunter2");
		}
	}

	@Test
	void statusAndUrlAreRecorded() {
		Throwable failure = catchThrowable(() -> new RestTemplate().getForObject(url(), String.class));
		assertThat(failure.getMessage()).contains("hunter2");
		assertThat(messagesOf(record(failure, "xray.name=test")))
			.containsExactly("Status 400 from GET http://127.0.0.1:" + this.server.getAddress().getPort() + "/a");
	}

	/**
	 * The names of the classes and the messages are those of the libraries, whether they
	 * are there or not.
	 */
	@Test
	void bodiesAreNotRecordedOfExceptionsOfOtherClients() throws ReflectiveOperationException {
		Class<? extends Throwable> feign = named("feign.FeignException", RuntimeException.class);
		Class<? extends Throwable> jaxRs = named("jakarta.ws.rs.WebApplicationException", RuntimeException.class);
		Throwable badRequest = make(named("feign.FeignException$BadRequest", feign),
				"[400 Bad Request] during [GET] to [http://h/a?token=hunter2] [F#a()]: [{\"iban\":\"hunter2\"}]", null);
		assertThat(messagesOf(record(badRequest, "xray.name=test"))).containsExactly("Status 400 from GET http://h/a");
		Throwable refused = make(named("feign.RetryableException", feign),
				"Connection refused executing GET http://ada:hunter2@h:1/a?token=hunter2",
				new ConnectException("Connection refused"));
		assertThat(messagesOf(record(refused, "xray.name=test")))
			.containsExactly("Connection refused executing GET http://h:1/a", "Connection refused");
		Throwable retrofit = make(named("retrofit2.HttpException", RuntimeException.class), "HTTP 400 hunter2", null);
		assertThat(messagesOf(record(retrofit, "xray.name=test"))).containsExactly("Status 400");
		Throwable jersey = make(named("jakarta.ws.rs.BadRequestException", jaxRs), "HTTP 400 Bad Request", null);
		assertThat(messagesOf(record(jersey, "xray.name=test"))).containsExactly("Status 400");
		Throwable thrown = make(named("jakarta.ws.rs.NotFoundException", jaxRs), "no hunter2", null);
		assertThat(messagesOf(record(thrown, "xray.name=test"))).containsExactly("Error response");
	}

	@Test
	void bodiesThatCannotBeReadAreNotQuoted() {
		Throwable failure = catchThrowable(() -> RestClient.create()
			.get()
			.uri(url())
			.retrieve()
			.onStatus((status) -> true, (request, response) -> {
			})
			.body(Integer.class));
		assertThat(failure).isInstanceOf(RestClientException.class);
		assertThat(record(failure, "xray.name=test").json()).doesNotContain("hunter2").doesNotContain("iban");
	}

	@Test
	void whatReadsABodyQuotesItOnlyBeneathAClient() {
		HttpExceptionMessages messages = new HttpExceptionMessages();
		Throwable reader = new HttpMessageConversionException("hunter2");
		Throwable response = HttpClientErrorException.create(HttpStatus.CONFLICT, "", new HttpHeaders(), new byte[0],
				null);
		assertThat(messages.filter(reader, new RestClientException("any"), "hunter2"))
			.isEqualTo("The response could not be read");
		assertThat(messages.filter(reader, List.of(new IllegalStateException(), response), "hunter2"))
			.isEqualTo("The response could not be read");
		assertThat(messages.filter(reader, (Throwable) null, "own text")).isEqualTo("own text");
		assertThat(messages.filter(reader, new IllegalStateException(), "own text")).isEqualTo("own text");
		assertThat(messages.filter(new IllegalStateException(), response, "own text")).isEqualTo("own text");
		assertThat(messages.filter(reader, response, null)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "all", "safe", "none" })
	void choiceOfMessagesHoldsForEveryEntity(String choice) {
		this.contextRunner.withPropertyValues("xray.exceptions.record-messages=" + choice).run((context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			Segment segment = recorder.beginSegment("test");
			Subsegment local = recorder.beginSubsegment("local");
			local.addException(new IllegalStateException("Order 42 of http://ada:hunter2@h/ is closed"));
			Subsegment remote = recorder.beginSubsegment("remote");
			remote.setNamespace("remote");
			remote.addException(new IllegalStateException("Order 43 with password hunter2"));
			recorder.endSubsegment();
			recorder.endSubsegment();
			segment.addException(new IllegalStateException("Order 44", new IOException("password hunter2")));
			recorder.endSegment();
			String json = context.getBean(RecordedTraces.class).takeSegment("test").json();
			assertThat(json).doesNotContain("hunter2");
			for (String order : List.of("Order 42", "Order 43", "Order 44")) {
				assertThat(json.contains(order)).isEqualTo(choice.equals("all"));
			}
		});
	}

	private static Class<? extends Throwable> named(String name, Class<? extends Throwable> parent) {
		ClassLoader loader = parent.getClassLoader() != null ? parent.getClassLoader()
				: HttpExceptionMessagesTests.class.getClassLoader();
		return new ByteBuddy().subclass(parent)
			.name(name)
			.make()
			.load(loader, ClassLoadingStrategy.Default.CHILD_FIRST)
			.getLoaded();
	}

	private static Throwable make(Class<? extends Throwable> type, String message, @Nullable Throwable cause)
			throws ReflectiveOperationException {
		return type.getConstructor(String.class, Throwable.class).newInstance(message, cause);
	}

	@Test
	void userInfoAndQueriesOfUrlsAreNotRecorded() {
		Throwable failure = catchThrowable(() -> new RestTemplate()
			.getForObject(URI.create("http://ada:hunter2@127.0.0.1:1/a?token=hunter2"), String.class));
		assertThat(failure).isInstanceOf(ResourceAccessException.class);
		RecordedEntity segment = record(failure, "xray.name=test");
		assertThat(segment.json()).doesNotContain("hunter2");
		assertThat(messagesOf(segment).get(0)).contains(HttpMethod.GET + " request for \"http://127.0.0.1:1/a\"");
	}

	@Test
	void safeMessagesAloneAreRecordedOnDemand() {
		Throwable network = catchThrowable(
				() -> new RestTemplate().getForObject(URI.create("http://127.0.0.1:1/a"), String.class));
		RecordedEntity segment = record(new IllegalArgumentException("For input string: \"hunter2\"", network),
				"xray.exceptions.record-messages=safe");
		assertThat(messagesOf(segment)).containsExactly(null, null, "Connection refused");
		Throwable response = catchThrowable(() -> new RestTemplate().getForObject(url(), String.class));
		assertThat(messagesOf(record(response, "xray.exceptions.record-messages=safe")).get(0))
			.startsWith("Status 400");
		assertThat(messagesOf(record(new ArithmeticException("/ by zero"), "xray.exceptions.record-messages=safe")))
			.containsExactly("/ by zero");
		assertThat(messagesOf(
				record(new IllegalStateException("No user hunter2"), "xray.exceptions.record-messages=safe")))
			.containsOnlyNulls();
	}

	@Test
	void noMessagesAreRecordedOnDemand() {
		RecordedEntity segment = record(new ArithmeticException("/ by zero"), "xray.exceptions.record-messages=none");
		assertThat(messagesOf(segment)).containsOnlyNulls();
		assertThat(segment.exceptions().get(0).type()).isEqualTo(ArithmeticException.class.getName());
	}

	@Test
	void unknownChoiceOfMessagesIsAFailureAtStart() {
		this.contextRunner.withPropertyValues("xray.exceptions.record-messages=some")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("some"));
	}

	private RecordedEntity record(Throwable failure, String property) {
		RecordedEntity[] recorded = new RecordedEntity[1];
		this.contextRunner.withPropertyValues(property).run((context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			recorder.beginSegment("test").addException(failure);
			recorder.endSegment();
			recorded[0] = context.getBean(RecordedTraces.class).takeSegment("test");
		});
		return recorded[0];
	}

	private static List<String> messagesOf(RecordedEntity entity) {
		return entity.exceptions().stream().map(RecordedException::message).toList();
	}

}
