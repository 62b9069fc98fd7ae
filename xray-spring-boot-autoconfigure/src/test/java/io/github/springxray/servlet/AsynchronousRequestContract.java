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

package io.github.springxray.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;

import io.github.springxray.test.RecordedEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that are answered on another thread than the one they came in on.
 */
abstract class AsynchronousRequestContract extends ErrorPageContract {

	@ParameterizedTest
	@CsvSource({ "/deferred-error,deferred error", "/callable-error,callable error" })
	void anExceptionOnAnotherThreadIsAFault(String path, String message) {
		assertThat(get(path).statusCode()).isEqualTo(500);
		assertThat(this.traces.takeSegment()).hasHttpStatus(500)
			.isFault()
			.hasException(IllegalStateException.class)
			.hasExceptionMessage(message)
			.isComplete();
	}

	@Test
	void aTimeoutIsOneFaultAlthoughTheSdkEmitsItTwice(CapturedOutput output) {
		int status = get("/deferred-timeout").statusCode();
		assertThat(status).isEqualTo(503);
		assertThat(output).doesNotContain("call failed for listener");
		assertThat(this.traces.takeSegment()).hasHttpStatus(503)
			.isFault()
			.hasAnnotation("async_timeout", true)
			.hasAnnotation("http_route", "/deferred-timeout")
			.isComplete();
	}

	@ParameterizedTest
	@CsvSource({ "/poll-value,200", "/poll-callback/200,200", "/poll-callback/204,204", "/poll-callback/302,302",
			"/poll-callback/408,408", "/poll-callback/503,503", "/poll-task,200", "/poll-sse,200", "/poll-raw/200,200",
			"/poll-raw/201,201", "/poll-raw/404,404", "/poll-raw/500,500" })
	void aTimeoutThatTheApplicationAnswersIsAFaultByItsStatusOnly(String path, int status) {
		assertThat(get(path).statusCode()).isEqualTo(status);
		RecordedEntity segment = this.traces.takeSegment();
		assertThat(segment).hasHttpStatus(status).hasAnnotation("async_timeout", true).isComplete();
		assertThat(segment.isFault()).isEqualTo(status >= 500);
		assertThat(segment.isError()).isEqualTo(status >= 400 && status < 500);
		if (status < 500) {
			assertThat(segment).hasNoException();
		}
	}

	@Test
	void aTimeoutToWhichTheApplicationSaysNothingIsAFault() {
		get("/poll-nothing");
		assertThat(this.traces.takeSegment()).isFault().hasAnnotation("async_timeout", true).isComplete();
	}

	@Test
	void aRequestThatIsAnsweredInTimeSaysNothingOfATimeout() {
		get("/deferred");
		assertThat(this.traces.takeSegment()).hasNoAnnotation("async_timeout");
	}

	@Test
	void aTimeoutThatNobodyHandlesIsOneFault() {
		int status = get("/raw-timeout").statusCode();
		assertThat(status).isEqualTo(500);
		assertThat(this.traces.takeSegment()).hasHttpStatus(500)
			.isFault()
			.hasAnnotation("async_timeout", true)
			.hasNoAnnotation("http_route")
			.isComplete();
	}

	@Test
	void aRequestThatBecomesAsynchronousAgainIsEmittedAlthoughTheSdkLosesIt() {
		assertThat(get("/raw-async").body()).isEqualTo("raw");
		assertThat(this.traces.takeSegment()).hasHttpStatus(200).isComplete();
	}

	@Test
	void aRequestThatIsCompletedAtOnceIsEmitted() {
		assertThat(get("/raw-complete").statusCode()).isEqualTo(202);
		assertThat(this.traces.takeSegment()).hasHttpStatus(202);
	}

	@Test
	void serverSentEventsAreOneSegment() {
		assertThat(get("/sse").body()).contains("data:one").contains("data:two");
		assertThat(this.traces.takeSegment()).hasHttpStatus(200).isNotFault().isComplete();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/sse-endless", "/leave-sse", "/leave-emitter", "/leave-streaming", "/leave-flux",
			"/leave-raw", "/leave-raw-wrapped", "/leave-writer" })
	void aClientThatWentAwayEndsTheSegmentAndIsNoFaultWhateverTheApplicationDoes(String path) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", port())) {
			socket.setSoLinger(true, 0);
			socket.getOutputStream()
				.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
			InputStream in = socket.getInputStream();
			assertThat(in.readNBytes(1024)).hasSize(1024);
		}
		RecordedEntity segment = this.traces.takeSegment();
		assertThat(segment).hasHttpStatus(200)
			.isNotFault()
			.isError()
			.hasNoException()
			.hasAnnotation("client_disconnected", true)
			.hasNoAnnotation("async_timeout");
	}

}
