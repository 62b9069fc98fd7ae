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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.springxray.document.SpanConvention;
import io.github.springxray.document.SpanWriter;
import io.github.springxray.document.TestEntities;
import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OtlpSender} with a real HTTP server and the faults that one may have.
 */
@ExtendWith(OutputCaptureExtension.class)
class OtlpSenderTests {

	private static final OtlpServer server = new OtlpServer();

	private static final String SECRET = "s3cr3t-k3y";

	private final TracingFaults faults = new TracingFaults();

	private final EmitterStatistics statistics = new EmitterStatistics();

	private final List<Duration> pauses = new ArrayList<>();

	private Map<String, String> headers = Map.of("Authorization", "Bearer " + SECRET, "X-Tenant", "shop");

	private boolean compressed = true;

	private Duration timeout = Duration.ofSeconds(10);

	private URI uri = server.uri();

	@BeforeEach
	void forgetOtherRequests() {
		server.requests().clear();
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void sendsOneRequestForManyTraces() {
		assertThat(send(50)).containsOnlyNulls();
		OtlpServer.Received request = server.requests().remove();
		assertThat(server.requests()).isEmpty();
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.uri()).hasToString("/v1/traces");
		assertThat(request.header("Content-Type")).isEqualTo("application/json");
		assertThat(request.header("Content-Encoding")).isEqualTo("gzip");
		assertThat(request.header("Authorization")).isEqualTo("Bearer " + SECRET);
		assertThat(request.header("X-Tenant")).isEqualTo("shop");
		assertThat(request.spans()).hasSize(50).extracting(Span::getName).contains("segment0", "segment49");
		assertThat(this.faults.counts()).isEmpty();
		assertThat(this.statistics.lastError()).isNull();
		assertThat(AWSXRay.getGlobalRecorder().getTraceEntity()).isNull();
	}

	@Test
	void sendsWhatIsNotCompressedAsItIs() {
		this.compressed = false;
		assertThat(send(1)).containsOnlyNulls();
		OtlpServer.Received request = server.requests().remove();
		assertThat(request.header("Content-Encoding")).isNull();
		assertThat(request.body()).isEqualTo(request.json());
	}

	@Test
	void sendsOneBatchForEachMegabytesThatXRayTakes() {
		List<Parcel> parcels = IntStream.range(0, 60).mapToObj((i) -> {
			Segment segment = TestEntities.segment("large" + i);
			for (int k = 0; k < 16; k++) {
				segment.putMetadata("k" + k, "\"".repeat(3000));
			}
			return TestParcels.parcel(TestEntities.end(segment));
		}).toList();
		assertThat(send(parcels)).containsOnlyNulls();
		assertThat(server.requests()).hasSizeGreaterThan(1)
			.allSatisfy((request) -> assertThat(request.json()).hasSizeLessThanOrEqualTo(5_000_000));
		assertThat(server.requests().stream().mapToInt((request) -> request.spans().size()).sum()).isEqualTo(60);
	}

	@Test
	void countsSpansWhereNoDocumentIsWritten() {
		Parcel parcel = TestParcels.parcel(TestEntities.end(TestEntities.segment("alone")));
		sender().send(List.of(new TraceDocument(parcel, new byte[0], true)));
		assertThat(this.statistics.documents()).isEqualTo(1);
		assertThat(this.statistics.bytes()).isPositive();
		send(1);
		assertThat(this.statistics.documents()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 502, 503, 504 })
	void sendsAgainWhatMayBeTakenLater(int status) {
		server.answerNext(status, "application/json", "{\"code\":14,\"message\":\"busy\"}");
		assertThat(send(2)).containsOnlyNulls();
		assertThat(server.requests()).hasSize(2);
		assertThat(this.pauses).containsExactly(Duration.ofMillis(200));
		assertThat(server.requests().remove().body()).isEqualTo(server.requests().remove().body());
		assertThat(this.faults.counts()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 503 })
	void givesUpAfterThreeAttempts(int status) {
		for (int i = 0; i < 3; i++) {
			server.answerNext(status, "application/json", "{\"message\":\"busy\"}");
		}
		assertThat(send(2)).containsOnly("otlp: " + status);
		assertThat(server.requests()).hasSize(3);
		assertThat(this.pauses).containsExactly(Duration.ofMillis(200), Duration.ofMillis(400));
		assertThat(this.faults.counts()).containsEntry("sending to the OTLP receiver", 1L);
		assertThat(this.statistics.lastError().message()).contains(status + ": busy");
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 404, 413, 415, 500, 501 })
	void doesNotSendAgainWhatIsRefused(int status) {
		server.answerNext(status, "application/json", "{\"message\":\"no\"}", "WWW-Authenticate", "Basic realm=x");
		assertThat(send(2)).containsOnly("otlp: " + status);
		assertThat(server.requests()).hasSize(1);
		assertThat(this.pauses).isEmpty();
		assertThat(send(1)).containsOnlyNulls();
	}

	@Test
	void leavesTheReceiverAloneForAsLongAsItAsks() {
		server.answerNext(429, "text/plain", "", "Retry-After", "7");
		server.answerNext(503, "text/plain", "", "Retry-After", "86400");
		assertThat(send(1)).containsOnlyNulls();
		assertThat(this.pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(30));
		this.pauses.clear();
		server.answerNext(429, "text/plain", "", "Retry-After",
				DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusHours(1)));
		server.answerNext(429, "text/plain", "", "Retry-After", "soon");
		assertThat(send(1)).containsOnlyNulls();
		assertThat(this.pauses).containsExactly(Duration.ofSeconds(30), Duration.ofMillis(400));
	}

	@Test
	void countsWhatWasRejectedOfASuccess() {
		server.answerNext(200, "application/json",
				"{\"partialSuccess\":{\"rejectedSpans\":\"2\",\"errorMessage\":\"too old\"}}");
		assertThat(send(5)).filteredOn("otlp: rejected"::equals).hasSize(2);
		assertThat(this.statistics.lastError().message()).contains("2 spans rejected: too old");
		server.answerNext(200, "application/json", "{\"partialSuccess\":{\"rejectedSpans\":99}}");
		assertThat(send(3)).containsOnly("otlp: rejected");
		assertThat(server.requests()).hasSize(2);
	}

	@Test
	void tellsOfAWarningThatComesWithASuccess() {
		server.answerNext(200, "application/json", "{\"partialSuccess\":{\"errorMessage\":\"use\\n\\u001b[31m v2\"}}");
		assertThat(send(1)).containsOnlyNulls();
		assertThat(this.statistics.lastError().message()).endsWith(": use [31m v2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "null", "ok", "{\"partialSuccess\":7}", "{\"partialSuccess\":null}",
			"{\"partialSuccess\":{\"rejectedSpans\":\"many\"}}", "{\"partialSuccess\":{\"rejectedSpans\":-1}}" })
	void whatASuccessSaysNeedNotBeUnderstood(String body) {
		server.answerNext(200, "application/json", body);
		assertThat(send(1)).containsOnlyNulls();
	}

	@Test
	void aPageForPeopleIsNoSuccess() {
		server.answerNext(200, "text/html; charset=utf-8", "<html>Please log in</html>");
		assertThat(send(1)).containsOnly("otlp: no receiver");
	}

	@Test
	void followsNoRedirect() {
		try (OtlpServer other = new OtlpServer()) {
			server.answerNext(307, "text/plain", "", "Location", other.uri().toString());
			assertThat(send(1)).containsOnly("otlp: 307");
			assertThat(other.requests()).isEmpty();
		}
	}

	@Test
	void readsNoMoreOfAnAnswerThanItNeeds() {
		server.handleNext((exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			try {
				byte[] chunk = new byte[8192];
				while (true) {
					exchange.getResponseBody().write(chunk);
				}
			}
			catch (IOException ex) {
				// The other side has had enough
			}
		});
		assertThat(send(1)).containsOnlyNulls();
		assertThat(send(1)).containsOnlyNulls();
	}

	@Test
	void waitsNoLongerThanTheTimeout() {
		this.timeout = Duration.ofMillis(100);
		CountDownLatch done = new CountDownLatch(1);
		for (int i = 0; i < 3; i++) {
			server.handleNext((exchange) -> await(done));
		}
		assertThat(send(1)).containsOnly("otlp: timed out");
		assertThat(server.requests()).hasSize(3);
		done.countDown();
	}

	@Test
	void waitsNoLongerForTheEndOfAnAnswerEither() {
		this.timeout = Duration.ofMillis(100);
		for (int i = 0; i < 3; i++) {
			server.handleNext((exchange) -> {
				exchange.sendResponseHeaders(200, 0);
				try {
					while (true) {
						exchange.getResponseBody().write(' ');
						exchange.getResponseBody().flush();
						LockSupport.parkNanos(5_000_000);
					}
				}
				catch (IOException ex) {
					// The other side has had enough
				}
			});
		}
		assertThat(send(1)).containsOnly("otlp: timed out");
	}

	@Test
	void countsWhereNobodyListens() throws IOException {
		try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			this.uri = URI.create("http://127.0.0.1:" + closed.getLocalPort() + "/v1/traces");
		}
		assertThat(send(3)).containsOnly("otlp: nobody listens");
		assertThat(this.pauses).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "garbage\r\n\r\n", "HTTP/1.1 2\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{" })
	void survivesWhatIsNoHttp(String answer) throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
			this.uri = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1/traces");
			Thread thread = new Thread(() -> answer(socket, answer));
			thread.start();
			assertThat(send(2)).allSatisfy((reason) -> assertThat(reason).startsWith("otlp: "));
		}
	}

	@Test
	void tellsNobodyWhatOnlyTheReceiverMayKnow(CapturedOutput output) {
		server.answerNext(403, "application/json",
				"{\"message\":\"the key " + SECRET + " is not valid, nor is Bearer " + SECRET + "\"}");
		OtlpSender sender = sender();
		assertThat(send(1)).containsOnly("otlp: 403");
		assertThat(this.statistics.lastError().message()).contains("403: the key *** is not valid")
			.doesNotContain(SECRET);
		assertThat(this.statistics.droppedByReason().toString()).doesNotContain(SECRET);
		assertThat(output).doesNotContain(SECRET);
		assertThat(CountedSender.of(sender).describe().toString() + sender.destination()).doesNotContain(SECRET)
			.contains("http://127.0.0.1:");
	}

	private static void answer(ServerSocket socket, String answer) {
		try {
			while (true) {
				try (Socket connection = socket.accept()) {
					connection.getInputStream().read(new byte[8192]);
					connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
					connection.setSoLinger(true, 0);
				}
			}
		}
		catch (IOException ex) {
			// The test is over
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new UncheckedIOException(new IOException(ex));
		}
	}

	private OtlpSender sender() {
		return new OtlpSender(new OtlpCollector(this.uri, this.headers), new OtlpHttp(this.timeout, null),
				new SpanWriter(EnumSet.allOf(SpanConvention.class), null), this.compressed, this.statistics,
				this.faults,
				new OtlpPauses((nanos) -> this.pauses.add(Duration.ofNanos(nanos)), Duration.ofSeconds(30)));
	}

	/**
	 * Send segments, and return for each why it was not sent.
	 */
	private List<String> send(int count) {
		return send(IntStream.range(0, count)
			.mapToObj((i) -> TestParcels.parcel(TestEntities.end(TestEntities.segment("segment" + i))))
			.toList());
	}

	private List<String> send(List<Parcel> parcels) {
		OtlpSender sender = sender();
		sender.send(parcels.stream().flatMap((parcel) -> TestParcels.documents(parcel).stream()).toList());
		sender.close();
		return parcels.stream().map(Parcel::failure).toList();
	}

}
