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

package io.github.springxray.http.client;

import org.junit.jupiter.api.Test;

import io.github.springxray.http.client.TestHttpClient.Call;
import io.github.springxray.http.client.TestHttpClient.Reply;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * What every HTTP client owes its users, against a real server. A client supplies the
 * methods of {@link HttpClientTracingSetup} and inherits the behaviours. What does not
 * apply to a client is overridden and disabled with a reason.
 */
public abstract class HttpClientTracingContract extends HttpClientTracingSetup {

	@Test
	protected void recordsACall() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				Reply reply = tracing.client().call(Call.get(server.url("/hello/{name}?token=secret"), "world"));
				assertThat(reply).isEqualTo(new Reply(200, "hello world"));
			});
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1");
			RecordedEntity call = segment.subsegment("127.0.0.1");
			assertThat(call).hasNamespace("remote")
				.hasHttpMethod("GET")
				.hasUrl(server.url("/hello/world"))
				.hasHttpStatus(200)
				.isNotError()
				.isNotFault()
				.hasNoException()
				.isComplete();
			assertThat(call.value("http", "request", "traced")).isEqualTo(true);
			assertThat(call.value("http", "response", "content_length")).isEqualTo(11);
			assertThat(segment.json()).doesNotContain("secret");
			assertThat(server.take().header("X-Amzn-Trace-Id"))
				.isEqualTo("Root=" + segment.traceId() + ";Parent=" + call.id() + ";Sampled=1");
		});
	}

}
