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

import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.amazonaws.xray.entities.TraceID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.springxray.context.TraceScope;
import io.github.springxray.http.IncomingTrace;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.http.client.HttpTestServer.Received;
import io.github.springxray.http.client.TestHttpClient.Call;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * What a callee is told of the trace.
 */
public abstract class HttpClientPropagationContract extends HttpClientTracingSetup {

	private static final String HEADER = "X-Amzn-Trace-Id";

	private static final String HOST = "127.0.0.1";

	@Test
	protected void tellsTheCalleeOfTheSubsegment() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> tracing.client().call(hello()));
			RecordedEntity call = segment.subsegment(HOST);
			Received received = server.take();
			assertThat(received.header(HEADER))
				.isEqualTo("Root=" + segment.traceId() + ";Parent=" + call.id() + ";Sampled=1");
			assertThat(received.header("traceparent")).isNull();
			assertThat(call.value("http", "request", "traced")).isEqualTo(true);
		});
	}

	@Test
	protected void tellsItInTheFormatOfW3CWhereThatIsProduced() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> tracing.client().call(hello()));
			String traceId = segment.traceId();
			assertThat(traceId).isNotNull();
			Received received = server.take();
			assertThat(received.header("traceparent"))
				.isEqualTo("00-" + traceId.substring(2).replace("-", "") + "-" + segment.subsegment(HOST).id() + "-01");
			assertThat(received.header(HEADER)).isNull();
		}, "xray.propagation.produce=w3c");
	}

	@Test
	protected void tellsItInBothFormats() {
		run((tracing) -> {
			tracing.inSegment(() -> tracing.client().call(hello()));
			Received received = server.take();
			assertThat(received.header("traceparent")).isNotNull();
			assertThat(received.header(HEADER)).isNotNull();
		}, "xray.propagation.produce=xray,w3c");
	}

	@Test
	protected void anUnsampledRequestTellsThatItIsAndRecordsNothing() {
		run((tracing) -> {
			TraceID traceId = tracing.unsampled(() -> tracing.client().call(hello()));
			assertThat(server.take().header(HEADER)).isEqualTo("Root=" + traceId + ";Sampled=0");
		});
	}

	@Test
	protected void outsideASegmentNothingIsSent() {
		run((tracing) -> {
			assertThat(tracing.client().call(hello()).status()).isEqualTo(200);
			Received received = server.take();
			assertThat(received.header(HEADER)).isNull();
			assertThat(received.header("traceparent")).isNull();
		}, "xray.propagation.produce=xray,w3c", "xray.context-missing=fail");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	protected void aCallOutsideOfASegmentIsLoggedOnceAPlaceWhereThatIsWanted(CapturedOutput output) {
		run((tracing) -> {
			for (int i = 0; i < 3; i++) {
				tracing.client().call(hello());
				server.take();
			}
			assertThat(output.getAll().lines().filter((line) -> line.contains("is in no trace"))).singleElement()
				.asString()
				.contains("A call of 127.0.0.1 is in no trace: no segment is in progress.");
		}, "xray.context-missing=log");
		run((tracing) -> {
			TraceScope silent = tracing.segments().beginSilent();
			tracing.client().call(hello());
			tracing.subsegments().end(silent, null);
			server.take();
			tracing.unsampled(() -> tracing.client().call(hello()));
			server.take();
		}, "xray.context-missing=log");
		run((tracing) -> {
			tracing.client().call(hello());
			server.take();
		}, "xray.context-missing=log", "xray.patch.http.exclude-urls=/hello/*");
		assertThat(output.getAll().lines().filter((line) -> line.contains("is in no trace"))).hasSize(1);
	}

	@Test
	protected void aSilentRequestSendsNothing() {
		run((tracing) -> {
			TraceScope scope = tracing.segments().beginSilent();
			tracing.client().call(hello());
			tracing.subsegments().end(scope, null);
			assertThat(server.take().header(HEADER)).isNull();
		});
	}

	@Test
	protected void aHeaderOfTheUserIsLeftAlone() {
		run((tracing) -> {
			RecordedEntity segment = tracing
				.inSegment(() -> tracing.client().call(hello().header("x-amzn-trace-id", "Root=mine")));
			assertThat(server.take().headers().get(HEADER)).containsExactly("Root=mine");
			assertThat(segment.subsegment(HOST).value("http", "request", "traced")).isNull();
		});
	}

	@Test
	protected void aHeaderThatWasCopiedFromTheRequestIsReplacedInBothFormats() {
		run((tracing) -> {
			String traceId = "1-5759e988-bd862e3fe1be46a994272793";
			Map<String, String> incoming = Map.of(HEADER, "Self=1-2-3;Root=" + traceId + ";Sampled=?", "traceparent",
					"00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01", "tracestate", "a=1");
			TraceScope scope = tracing.segments().begin("proxy", TraceID.fromString(traceId), null);
			tracing.context()
				.getBean(TraceHeaders.class)
				.received(Tracing.segment(scope),
						(name) -> incoming.containsKey(name) ? List.of(incoming.get(name)) : List.of());
			Call call = hello();
			for (Map.Entry<String, String> header : incoming.entrySet()) {
				call = call.header(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
			}
			tracing.client().call(call);
			tracing.subsegments().end(scope, null);
			RecordedEntity subsegment = tracing.traces().takeSegment().subsegment(HOST);
			Received received = server.take();
			assertThat(received.headers().get(HEADER))
				.containsExactly("Root=" + traceId + ";Parent=" + subsegment.id() + ";Sampled=1");
			assertThat(received.headers().get("traceparent"))
				.containsExactly("00-5759e988bd862e3fe1be46a994272793-" + subsegment.id() + "-01");
			assertThat(received.headers().get("tracestate")).containsExactly("a=1");
			assertThat(subsegment.value("http", "request", "traced")).isEqualTo(true);
		});
	}

	@Test
	protected void aHostThatIsNotToBeToldIsNotTold() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> tracing.client().call(hello()));
			assertThat(server.take().header(HEADER)).isNull();
			RecordedEntity call = segment.subsegment(HOST);
			assertThat(call).hasHttpStatus(200);
			assertThat(call.value("http", "request", "traced")).isNull();
		}, "xray.patch.http.propagate-to=*.example.com");
	}

	@Test
	protected void aHostThatIsToBeToldIsTold() {
		run((tracing) -> {
			tracing.inSegment(() -> tracing.client().call(hello()));
			assertThat(server.take().header(HEADER)).isNotNull();
		}, "xray.patch.http.propagate-to=*.example.com,127.0.0.*");
	}

	@Test
	protected void anExcludedHostIsNeitherRecordedNorTold() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> tracing.client().call(hello()));
			assertThat(server.take().header(HEADER)).isNull();
			assertThat(segment.subsegments()).isEmpty();
		}, "xray.patch.http.exclude-hosts=127.*");
	}

	@Test
	protected void anExcludedUrlIsNeitherRecordedNorTold() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> tracing.client().call(hello()));
			assertThat(server.take().header(HEADER)).isNull();
			assertThat(segment.subsegments()).isEmpty();
		}, "xray.patch.http.exclude-urls=/hello/*");
	}

	@Test
	protected void fieldsThatAreNotOursTravelOn() {
		run((tracing) -> {
			TraceHeaders headers = tracing.context().getBean(TraceHeaders.class);
			String header = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1;Lineage=a87bd80c:1|68fd508a:5";
			IncomingTrace incoming = headers.read((name) -> name.equals(HEADER) ? header : null);
			assertThat(incoming.traceId()).isNotNull();
			TraceScope scope = tracing.segments().begin("caller", incoming.traceId(), null);
			headers.passOn(Tracing.segment(scope), incoming);
			tracing.client().call(hello());
			tracing.subsegments().end(scope, null);
			tracing.traces().takeSegment();
			assertThat(server.take().header(HEADER)).startsWith("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=")
				.endsWith(";Sampled=1;Lineage=a87bd80c:1|68fd508a:5");
		});
	}

	private static Call hello() {
		return Call.get(server.url("/hello/world"));
	}

}
