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

package io.github.springxray.console.otlp;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.springxray.console.api.ApiResponse;
import io.github.springxray.console.store.LogLine;
import io.github.springxray.console.store.LogStore;
import io.github.springxray.console.store.TraceStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lines of logs over OTLP.
 */
class LogIntakeTests {

	private static final String PATH = "/v1/logs";

	private static final String TRACE = "1-6b00f4be-539421500e2e8b0b35710767";

	private final LogStore logs = new LogStore(100_000);

	private final OtlpReceiver receiver = new OtlpReceiver(
			new TraceStore(1 << 20, Duration.ofHours(1), InstantSource.system()), this.logs);

	private ApiResponse json(String body) {
		return this.receiver
			.answer(new OtlpRequest(PATH, "POST", "application/json", null, body.getBytes(StandardCharsets.UTF_8)));
	}

	private static String record(String more) {
		return "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"traceId\":\"6B00F4BE539421500E2E8B0B35710767\",\"spanId\":\"00000000000000ab\""
				+ more + "}],\"scope\":{\"name\":\"com.example.Orders\"}}],"
				+ "\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"orders\"}}]}}]}";
	}

	@Test
	void linesOfJsonAreKeptWithTheirTrace() {
		ApiResponse response = json(record(
				",\"timeUnixNano\":\"1794000000500000000\",\"severityText\":\"warn\",\"body\":{\"stringValue\":\"Slow\"},\"attributes\":["
						+ "{\"key\":\"exception.stacktrace\",\"value\":{\"stringValue\":\"java.lang.Error\"}},"
						+ "{\"key\":\"thread.name\",\"value\":{\"stringValue\":\"main\"}}]"));
		assertThat(response.status()).isEqualTo(200);
		assertThat(this.logs.lines(TRACE)).containsExactly(new LogLine(1794000000.5, "WARN", "com.example.Orders",
				"main", "orders", "00000000000000ab", "Slow", "java.lang.Error"));
	}

	@Test
	void linesOfProtocolBuffersAreKeptWithTheirTrace() {
		LogRecord line = LogRecord.newBuilder()
			.setObservedTimeUnixNano(1794000001000000000L)
			.setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_ERROR2)
			.setBody(AnyValue.newBuilder().setStringValue("Gone"))
			.setTraceId(ByteString.copyFrom(HexFormat.of().parseHex("6b00f4be539421500e2e8b0b35710767")))
			.setSpanId(ByteString.copyFrom(HexFormat.of().parseHex("00000000000000ac")))
			.build();
		LogRecord outside = LogRecord.newBuilder().setBody(AnyValue.newBuilder().setStringValue("Outside")).build();
		ExportLogsServiceRequest request = ExportLogsServiceRequest.newBuilder()
			.addResourceLogs(ResourceLogs.newBuilder()
				.setResource(Resource.newBuilder()
					.addAttributes(KeyValue.newBuilder()
						.setKey("service.name")
						.setValue(AnyValue.newBuilder().setStringValue("orders"))))
				.addScopeLogs(ScopeLogs.newBuilder()
					.setScope(InstrumentationScope.newBuilder().setName("a.B"))
					.addLogRecords(line)
					.addLogRecords(outside)))
			.build();
		ApiResponse response = this.receiver
			.answer(new OtlpRequest(PATH, "POST", "application/x-protobuf", null, request.toByteArray()));
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).isEmpty();
		assertThat(this.logs.lines(TRACE))
			.containsExactly(new LogLine(1794000001, "ERROR", "a.B", "", "orders", "00000000000000ac", "Gone", ""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"resourceLogs\":7}", "[", "{\"resourceLogs\":[1]}", "{} {}" })
	void whatIsNoRequestIsRefused(String body) {
		assertThat(json(body).status()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { ",\"body\":7", ",\"timeUnixNano\":\"x\"", ",\"severityNumber\":99",
			",\"attributes\":[{\"key\":7}]", ",\"body\":{\"kvlistValue\":{\"values\":[]}}" })
	void strangeValuesDoNoHarm(String more) {
		assertThat(json(record(more)).status()).isEqualTo(200);
		assertThat(this.logs.lines(TRACE)).hasSize(1);
	}

	@Test
	void linesWithoutATraceAreLeftOut() {
		for (String id : List.of("", "00000000000000000000000000000000", "xyz", "6b00f4be539421500e2e8b0b3571076g")) {
			json("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"traceId\":\"" + id + "\"}]}]}]}");
		}
		assertThat(this.logs.bytes()).isZero();
	}

	@Test
	void linesHaveBounds() {
		String message = "x".repeat(20_000);
		json(record(",\"body\":{\"stringValue\":\"" + message + "\"}"));
		assertThat(this.logs.lines(TRACE).get(0).message()).hasSize(4000);
		for (int i = 0; i < 1200; i++) {
			this.logs.add("1-6b00f4be-000000000000000000000001", new LogLine(i, "INFO", "", "", "", "", "", ""));
		}
		assertThat(this.logs.bytes()).isLessThanOrEqualTo(100_000);
		assertThat(this.logs.dropped()).isPositive();
		assertThat(this.logs.lines(TRACE)).isEmpty();
	}

}
