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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.springxray.http.HttpSubsegmentCustomizer;
import io.github.springxray.http.client.TestHttpClient.Call;
import io.github.springxray.http.client.TestHttpClient.Options;
import io.github.springxray.http.client.TestHttpClient.Reply;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static io.github.springxray.test.XRayAssertions.catchThrowable;

/**
 * Calls that fail, and tracing that fails.
 */
public abstract class HttpClientFailureContract extends HttpClientPropagationContract {

	private static final String HOST = "127.0.0.1";

	@ParameterizedTest
	@CsvSource({ "200,false,false,false", "204,false,false,false", "400,true,false,false", "404,true,false,false",
			"429,true,false,true", "500,false,true,false", "503,false,true,false" })
	protected void flagsFollowTheStatus(int status, boolean error, boolean fault, boolean throttle) {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				Reply reply = tracing.client().call(Call.get(server.url("/status/" + status)));
				assertThat(reply).isEqualTo(new Reply(status, (status != 204) ? "status" : ""));
			});
			RecordedEntity call = segment.subsegment(HOST);
			assertThat(call).hasHttpStatus(status).hasNoException().isComplete();
			assertThat(call.isError()).isEqualTo(error);
			assertThat(call.isFault()).isEqualTo(fault);
			assertThat(call.isThrottle()).isEqualTo(throttle);
			assertThat(segment).isNotFault().isNotError();
		});
	}

	@Test
	protected void aRefusedConnectionIsAFault() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
			port = socket.getLocalPort();
		}
		RecordedEntity call = fails(Call.get("http://127.0.0.1:" + port + "/nobody?token=secret"), HOST,
				Options.DEFAULTS);
		assertThat(call).hasUrl("http://127.0.0.1:" + port + "/nobody");
		assertThat(call.http()).doesNotContainKey("response");
	}

	@Test
	protected void anUnknownHostIsAFault() {
		fails(Call.get("http://unknown.invalid/path?token=secret"), "unknown.invalid", Options.DEFAULTS);
	}

	@Test
	protected void aResponseThatDoesNotComeInTimeIsAFault() {
		fails(Call.get(server.url("/silent?token=secret")), HOST, Options.DEFAULTS.readTimeoutMillis(300));
	}

	@Test
	protected void aResponseThatIsCutIsAFault() {
		if (!noticesThatAResponseIsCut()) {
			run((tracing) -> {
				RecordedEntity segment = tracing.inSegment(() -> tracing.client().call(Call.get(server.url("/cut"))));
				assertThat(segment.subsegment(HOST)).hasHttpStatus(200).isNotFault();
			});
			return;
		}
		RecordedEntity call = fails(Call.get(server.url("/cut?token=secret")), HOST, Options.DEFAULTS);
		assertThat(call).hasHttpStatus(200);
		assertThat(call.value("http", "response", "content_length")).isEqualTo(1000);
	}

	/**
	 * The exception is what it would be without tracing.
	 */
	private RecordedEntity fails(Call call, String name, Options options) {
		AtomicReference<RecordedEntity> recorded = new AtomicReference<>();
		List<String> traced = new ArrayList<>();
		run((tracing) -> {
			TestHttpClient client = client(tracing.context(), options);
			RecordedEntity segment = tracing
				.inSegment(() -> traced.addAll(describe(catchThrowable(() -> client.call(call)))));
			assertThat(segment).hasSubsegmentsExactly(name).isNotFault();
			recorded.set(segment.subsegment(name));
		});
		RecordedEntity subsegment = recorded.get();
		assertThat(subsegment).isFault().isNotError().isComplete().hasNamespace("remote");
		assertThat(subsegment.json()).doesNotContain("secret");
		assertThat(subsegment.exceptions()).isNotEmpty();
		assertThat(subsegment.exceptions().get(0).remote()).isTrue();
		assertThat(traced.toString()).contains(String.valueOf(subsegment.exceptions().get(0).type()));
		List<String> untraced = new ArrayList<>();
		run((tracing) -> untraced.addAll(describe(catchThrowable(() -> client(tracing.context(), options).call(call)))),
				patchProperty() + "=false");
		assertThat(traced).isNotEmpty().isEqualTo(untraced);
		return subsegment;
	}

	/**
	 * What the JDK's client has inside of its own exceptions depends on its threads.
	 */
	private List<String> describe(Throwable failure) {
		List<String> causes = new ArrayList<>();
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			String type = cause.getClass().getName();
			if (type.startsWith("jdk.internal.")) {
				break;
			}
			causes.add(type);
			if (!hasTheSameCauses()) {
				break;
			}
		}
		return causes;
	}

	@Test
	protected void eachAttemptIsACall() {
		run((tracing) -> {
			TestHttpClient client = client(tracing.context(), Options.DEFAULTS.attempts(2));
			RecordedEntity segment = tracing
				.inSegment(() -> assertThat(client.call(Call.get(server.url("/flaky"))).status()).isEqualTo(200));
			assertThat(segment).hasSubsegmentsExactly(HOST, HOST);
			List<RecordedEntity> calls = segment.subsegments();
			assertThat(calls.get(0)).hasHttpStatus(503).isFault();
			assertThat(calls.get(1)).hasHttpStatus(200).isNotFault();
			for (RecordedEntity call : calls) {
				assertThat(server.take().headers().get("X-Amzn-Trace-Id")).hasSize(1)
					.first()
					.asString()
					.contains("Parent=" + call.id());
			}
		});
	}

	@Test
	protected void aCustomizerThatFailsDoesNotChangeTheCall() {
		HttpSubsegmentCustomizer failing = (subsegment, method, uri) -> {
			throw new IllegalStateException("for the test");
		};
		run(runner().withBean(HttpSubsegmentCustomizer.class, () -> failing), (tracing) -> {
			RecordedEntity segment = tracing
				.inSegment(() -> assertThat(tracing.client().call(Call.get(server.url("/hello/world"))))
					.isEqualTo(new Reply(200, "hello world")));
			assertThat(segment.subsegment(HOST)).hasHttpStatus(200).isNotFault();
			assertThat(tracing.faults().counts()).containsEntry("an HTTP subsegment customizer", 1L);
		});
	}

}
