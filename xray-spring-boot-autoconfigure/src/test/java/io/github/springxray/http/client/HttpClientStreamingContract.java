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

import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.entities.Subsegment;
import org.junit.jupiter.api.Test;

import io.github.springxray.context.TraceScope;
import io.github.springxray.http.client.TestHttpClient.Call;
import io.github.springxray.http.client.TestHttpClient.OpenReply;
import io.github.springxray.http.client.TestHttpClient.Reply;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Bodies are neither read nor held for tracing, and a call ends when its response is
 * complete.
 */
public abstract class HttpClientStreamingContract extends HttpClientFailureContract {

	private static final String HOST = "127.0.0.1";

	@Test
	protected void aStreamedResponseEndsTheCallWhenItIsRead() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				OpenReply reply = tracing.client().open(Call.get(server.url("/stream")));
				assertThat(reply.status()).isEqualTo(200);
				reply.readSome();
				Subsegment call = currentCall(tracing);
				assertThat(call.isInProgress()).isTrue();
				server.proceed();
				reply.readToEnd();
				if (endsACallAtOnce()) {
					assertThat(call.isInProgress()).isFalse();
				}
				await().untilAsserted(() -> assertThat(call.isInProgress()).isFalse());
				reply.close();
			});
			RecordedEntity call = segment.subsegment(HOST);
			assertThat(call).hasHttpStatus(200).isNotFault().isComplete();
			assertThat(call.value("http", "response", "content_length")).isNull();
		});
	}

	@Test
	protected void aResponseThatIsGivenUpEndsTheCall() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				OpenReply reply = tracing.client().open(Call.get(server.url("/stream")));
				reply.readSome();
				Subsegment call = currentCall(tracing);
				assertThat(call.isInProgress()).isTrue();
				// Some clients read what is left when a response is closed
				server.proceed();
				reply.close();
				if (endsACallAtOnce()) {
					assertThat(call.isInProgress()).isFalse();
				}
				await().untilAsserted(() -> assertThat(call.isInProgress()).isFalse());
				reply.close();
			});
			assertThat(segment.subsegment(HOST)).hasHttpStatus(200).isNotFault().hasNoException();
		});
	}

	@Test
	protected void aResponseThatNobodyReadsEndsTheCallWhenItIsClosed() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				OpenReply reply = tracing.client().open(Call.get(server.url("/hello/world")));
				Subsegment call = currentCall(tracing);
				reply.close();
				await().untilAsserted(() -> assertThat(call.isInProgress()).isFalse());
			});
			assertThat(segment.subsegment(HOST)).hasHttpStatus(200).isNotFault().isComplete();
		});
	}

	@Test
	protected void aResponseThatOutlivesTheSegmentIsSentByItself() {
		run((tracing) -> {
			TraceScope scope = tracing.segments().begin("caller", tracing.segments().newTraceId(), null);
			OpenReply reply = tracing.client().open(Call.get(server.url("/stream")));
			tracing.subsegments().end(scope, null);
			RecordedEntity segment = tracing.traces().takeSegment();
			server.proceed();
			reply.readToEnd();
			reply.close();
			RecordedEntity call = tracing.traces().takeSubsegment(HOST);
			assertThat(call).hasParentId(segment.id()).hasHttpStatus(200).isComplete();
		});
	}

	@Test
	protected void theBodyOfARequestIsSentWhileItIsWritten() {
		run((tracing) -> {
			byte[] piece = new byte[200_000];
			RecordedEntity segment = tracing.inSegment(() -> {
				Reply reply = tracing.client().call(Call.get(server.url("/upload")).post((target) -> {
					target.write(piece);
					target.flush();
					assertThat(awaitFirstByte()).as("first byte at the server before the last is written").isTrue();
					target.write(piece);
				}));
				assertThat(reply).isEqualTo(new Reply(200, "400000"));
			});
			assertThat(segment.subsegment(HOST)).hasHttpMethod("POST").hasHttpStatus(200);
		});
	}

	private static boolean awaitFirstByte() {
		try {
			return server.firstByteReceived().await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	static Subsegment currentCall(Tracing tracing) {
		return tracing.subsegments().current().getSubsegmentsCopy().get(0);
	}

}
