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

package io.github.springxray.restclient;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.SimpleClientHttpRequestFactory;

import io.github.springxray.http.client.HttpCallTesting;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static io.github.springxray.test.XRayAssertions.catchThrowable;

/**
 * Tests for {@link TracingClientHttpRequest} and {@link TracingClientHttpResponse} above
 * requests and responses that no real client has.
 */
class TracingClientHttpRequestTests extends HttpCallTesting {

	private static final URI uri = URI.create("http://callee.example.com/path");

	private final HttpHeaders headers = new HttpHeaders();

	private final Response response = new Response();

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(XRayRestTemplateAutoConfiguration.class);
	}

	@Test
	void onlyRequestsThatCanStreamSayThatTheyCan() {
		run((tracing) -> {
			assertThat(request(tracing)).isNotInstanceOf(StreamingHttpOutputMessage.class);
			assertThat(TracingClientHttpRequestFactory.trace(new SimpleClientHttpRequestFactory(), tracer(tracing))
				.createRequest(uri, HttpMethod.GET)).isInstanceOf(StreamingHttpOutputMessage.class);
		});
	}

	@Test
	void aResponseOfACallThatIsNotRecordedIsTheOneOfTheClient() {
		run((tracing) -> {
			assertThat(request(tracing).execute()).isSameAs(this.response);
			tracing.unsampled(() -> assertThat(request(tracing).execute()).isSameAs(this.response));
			assertThat(this.headers.getFirst("X-Amzn-Trace-Id")).endsWith(";Sampled=0");
		});
	}

	@Test
	void headersThatCannotBeWrittenDoNotChangeTheCall() {
		run(runner(), (tracing) -> {
			RequestTracer tracer = tracer(tracing);
			ClientHttpRequest request = TracingClientHttpRequestFactory
				.trace((uri, method) -> new Request(HttpHeaders.readOnlyHttpHeaders(this.headers), this.response),
						tracer)
				.createRequest(uri, HttpMethod.GET);
			RecordedEntity segment = tracing.inSegment(() -> request.execute().close());
			RecordedEntity call = segment.subsegment("callee.example.com");
			assertThat(call).hasHttpStatus(200).isNotFault();
			assertThat(call.value("http", "request", "traced")).isNull();
			assertThat(tracing.faults().counts()).containsOnlyKeys("writing trace headers");
		});
	}

	@Test
	void theExceptionOfTheClientIsThrownAsItIs() {
		Error failure = new OutOfMemoryError("for the test");
		run((tracing) -> {
			ClientHttpRequestFactory factory = (uri, method) -> new Request(this.headers, this.response) {

				@Override
				public ClientHttpResponse execute() {
					throw failure;
				}

			};
			ClientHttpRequest request = TracingClientHttpRequestFactory.trace(factory, tracer(tracing))
				.createRequest(uri, HttpMethod.GET);
			RecordedEntity segment = tracing
				.inSegment(() -> assertThat(catchThrowable(request::execute)).isSameAs(failure));
			assertThat(segment.subsegment("callee.example.com")).isFault().hasException(OutOfMemoryError.class);
		});
	}

	@Test
	void theStatusIsAskedForWhenTheApplicationAsksForIt() {
		run((tracing) -> tracing.inSegment(() -> {
			ClientHttpResponse traced = request(tracing).execute();
			assertThat(this.response.asked).hasValue(0);
			assertThat(traced.getStatusCode()).isEqualTo(HttpStatus.OK);
			traced.close();
			assertThat(this.response.asked).hasValue(1);
		}));
	}

	@Test
	void aStatusThatCannotBeReadIsAFaultOfTheCall() {
		this.response.statusFailure = new IOException("for the test");
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				ClientHttpResponse traced = request(tracing).execute();
				assertThat(catchThrowable(traced::getStatusCode)).isSameAs(this.response.statusFailure);
				traced.close();
			});
			assertThat(segment.subsegment("callee.example.com")).isFault().hasException(IOException.class);
		});
	}

	@Test
	void aStatusThatNobodyAskedForAndCannotBeReadIsLeftOut() {
		this.response.statusFailure = new IOException("for the test");
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> request(tracing).execute().close());
			RecordedEntity call = segment.subsegment("callee.example.com");
			assertThat(call).isNotFault().isComplete();
			assertThat(call.http()).doesNotContainKey("response");
		});
	}

	@Test
	void aBodyThatCannotBeOpenedIsAFaultOfTheCall() {
		this.response.bodyFailure = new IOException("for the test");
		run((tracing) -> {
			RecordedEntity segment = tracing
				.inSegment(() -> assertThat(catchThrowable(request(tracing).execute()::getBody))
					.isSameAs(this.response.bodyFailure));
			assertThat(segment.subsegment("callee.example.com")).isFault().hasException(IOException.class);
			assertThat(this.response.asked).hasValue(0);
		});
	}

	@Test
	void aBodyThatIsClosedEndsTheCall() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> request(tracing).execute().getBody().close());
			assertThat(segment.subsegment("callee.example.com")).hasHttpStatus(200).isComplete();
		});
	}

	@Test
	void theBodyStaysTheSame() {
		run((tracing) -> tracing.inSegment(() -> {
			ClientHttpResponse traced = request(tracing).execute();
			assertThat(traced.getBody()).isSameAs(traced.getBody()).isNotNull();
			traced.close();
		}));
	}

	@Test
	void aBodyThatIsMissingStaysMissing() {
		this.response.body = null;
		run((tracing) -> tracing.inSegment(() -> {
			ClientHttpResponse traced = request(tracing).execute();
			assertThat(traced.getBody()).isNull();
			traced.close();
		}));
	}

	@Test
	void aContentLengthThatIsNoneIsLeftOut() {
		this.response.headers.set("Content-Length", "many");
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> request(tracing).execute().close());
			RecordedEntity call = segment.subsegment("callee.example.com");
			assertThat(call).hasHttpStatus(200);
			assertThat(call.value("http", "response", "content_length")).isNull();
		});
	}

	@Test
	void aResponseThatFailsToCloseEndsTheCall() {
		this.response.closeFailure = new IllegalStateException("for the test");
		run((tracing) -> {
			RecordedEntity segment = tracing
				.inSegment(() -> assertThat(catchThrowable(request(tracing).execute()::close))
					.isSameAs(this.response.closeFailure));
			assertThat(segment.subsegment("callee.example.com")).isComplete();
		});
	}

	private ClientHttpRequest request(Tracing tracing) throws IOException {
		return TracingClientHttpRequestFactory
			.trace((uri, method) -> new Request(this.headers, this.response), tracer(tracing))
			.createRequest(uri, HttpMethod.GET);
	}

	private static RequestTracer tracer(Tracing tracing) {
		return tracing.context().getBean(RequestTracer.class);
	}

	private static class Request implements ClientHttpRequest {

		private final HttpHeaders headers;

		private final ClientHttpResponse response;

		Request(HttpHeaders headers, ClientHttpResponse response) {
			this.headers = headers;
			this.response = response;
		}

		@Override
		public ClientHttpResponse execute() {
			return this.response;
		}

		@Override
		public OutputStream getBody() {
			return OutputStream.nullOutputStream();
		}

		@Override
		public HttpMethod getMethod() {
			return HttpMethod.GET;
		}

		@Override
		public URI getURI() {
			return uri;
		}

		@Override
		public Map<String, Object> getAttributes() {
			return Map.of();
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

	}

	private static final class Response implements ClientHttpResponse {

		private final AtomicInteger asked = new AtomicInteger();

		private final HttpHeaders headers = new HttpHeaders();

		private InputStream body = new ByteArrayInputStream(new byte[3]);

		private IOException statusFailure;

		private IOException bodyFailure;

		private RuntimeException closeFailure;

		@Override
		public HttpStatusCode getStatusCode() throws IOException {
			this.asked.incrementAndGet();
			if (this.statusFailure != null) {
				throw this.statusFailure;
			}
			return HttpStatus.OK;
		}

		@Override
		public String getStatusText() {
			return "OK";
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

		@Override
		public InputStream getBody() throws IOException {
			if (this.bodyFailure != null) {
				throw this.bodyFailure;
			}
			return this.body;
		}

		@Override
		public void close() {
			if (this.closeFailure != null) {
				throw this.closeFailure;
			}
		}

	}

}
