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

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that are answered on the thread that they came in on.
 */
abstract class SynchronousRequestContract extends ServletTracingContract {

	@ParameterizedTest
	@ValueSource(ints = { 404, 500 })
	void anErrorPageOpensNoSecondSegment(int status) {
		assertThat(get("/send-error/" + status).statusCode()).isEqualTo(status);
		assertThat(this.traces.takeSegment()).hasHttpStatus(status)
			.hasAnnotation("http_route", "/send-error/{status}")
			.hasNoException();
	}

	@Test
	void anUncaughtErrorIsRecordedLikeAnException() {
		assertThat(get("/throw-error").statusCode()).isEqualTo(500);
		assertThat(this.traces.takeSegment()).hasHttpStatus(500).isFault().hasException(NoClassDefFoundError.class);
	}

	@Test
	void theStatusOfAnErrorPageIsWhatTheClientGets() {
		assertThat(get("/throw-teapot").statusCode()).isEqualTo(418);
		assertThat(this.traces.takeSegment()).hasHttpStatus(418)
			.isFault()
			.hasException(ContractController.TeapotException.class);
	}

	@Test
	void anExceptionBehindAHandledFaultIsRecorded() {
		assertThat(get("/throw-handled").statusCode()).isEqualTo(502);
		assertThat(this.traces.takeSegment()).hasHttpStatus(502)
			.isFault()
			.hasException(ContractController.HandledException.class);
	}

	@ParameterizedTest
	@CsvSource({ "/forward,hello forwarded", "/include,hello included" })
	void forwardsAndIncludesOpenNoSecondSegment(String path, String body) {
		assertThat(get(path).body()).isEqualTo(body);
		assertThat(this.traces.takeSegment()).hasHttpStatus(200).hasUrl(url(path)).hasSubsegmentsExactly("greeting");
	}

	@ParameterizedTest
	@ValueSource(strings = "/deferred-json")
	void theContentLengthIsThatOfTheBodyOfAnAsynchronousResult(String path) {
		HttpResponse<String> response = get(path);
		assertThat(this.traces.takeSegment().value("http", "response", "content_length"))
			.isEqualTo(response.body().length());
	}

	@ParameterizedTest
	@ValueSource(strings = { "/throw", "/raw-async" })
	void aContentLengthThatIsNotKnownIsNotInvented(String path) {
		HttpResponse<String> response = get(path);
		assertThat(this.traces.takeSegment().value("http", "response", "content_length")).isIn(null,
				response.body().length());
	}

}
