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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;
import org.junit.jupiter.api.Test;

import io.github.springxray.context.CurrentEntity;
import io.github.springxray.context.TraceScope;
import io.github.springxray.http.HttpSubsegmentCustomizer;
import io.github.springxray.http.client.TestHttpClient.Call;
import io.github.springxray.http.client.TestHttpClient.OpenReply;
import io.github.springxray.http.client.TestHttpClient.Reply;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.testsupport.GarbageCollection;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static io.github.springxray.test.XRayAssertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * What every HTTP client owes its users, against a real server. A client supplies the
 * methods of {@link HttpClientTracingSetup} and inherits the behaviours, which stand in
 * the supertypes by theme. What does not apply to a client is overridden and disabled
 * with a reason.
 */
public abstract class HttpClientTracingContract extends HttpClientStreamingContract {

	private static final String HOST = "127.0.0.1";

	private static final int PARALLEL = 50;

	@Test
	protected void recordsACall() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				Reply reply = tracing.client().call(Call.get(server.url("/hello/{name}?token=secret"), "world"));
				assertThat(reply).isEqualTo(new Reply(200, "hello world"));
			});
			assertThat(segment).hasSubsegmentsExactly(HOST);
			RecordedEntity call = segment.subsegment(HOST);
			assertThat(call).hasNamespace("remote")
				.hasHttpMethod("GET")
				.hasUrl(server.url("/hello/world"))
				.hasHttpStatus(200)
				.isNotError()
				.isNotFault()
				.hasNoException()
				.isComplete();
			assertThat(call.value("http", "response", "content_length")).isEqualTo(11);
			assertThat(segment.json()).doesNotContain("secret");
		});
	}

	@Test
	protected void recordsTheRouteWhereTheClientKnowsIt() {
		run((tracing) -> {
			RecordedEntity segment = tracing
				.inSegment(() -> tracing.client().call(Call.get(server.url("/hello/{name}?token=secret"), "world")));
			if (knowsRoutes()) {
				assertThat(segment.subsegment(HOST)).hasAnnotation("route", "/hello/{name}");
			}
			else {
				assertThat(segment.subsegment(HOST)).hasNoAnnotation("route");
			}
		});
	}

	@Test
	protected void userInfoIsNotRecorded() {
		run((tracing) -> {
			String url = server.url("/hello/world").replace("//", "//alice:secret@");
			// There are clients that refuse it
			RecordedEntity segment = tracing
				.inSegment(() -> catchThrowable(() -> tracing.client().call(Call.get(url))));
			assertThat(segment.subsegment(HOST)).hasUrl(server.url("/hello/world"));
			assertThat(segment.json()).doesNotContain("alice").doesNotContain("secret");
		});
	}

	@Test
	protected void aCallBelongsToTheSubsegmentThatMakesIt() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				TraceScope work = tracing.subsegments().begin("work");
				tracing.client().call(Call.get(server.url("/hello/world")));
				tracing.subsegments().end(work, null);
			});
			assertThat(segment).hasTree("""
					caller
					  work
					    127.0.0.1""");
		});
	}

	@Test
	protected void callsBetweenScopesThatEndOutOfOrderBelongToWhatIsStillOpen() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				TraceScope first = tracing.subsegments().begin("first");
				TraceScope second = tracing.subsegments().begin("second");
				tracing.subsegments().end(first, null);
				tracing.client().call(Call.get(server.url("/hello/world")));
				tracing.subsegments().end(second, null);
				tracing.client().call(Call.get(server.url("/hello/world")));
			});
			assertThat(segment).hasTree("""
					caller
					  first
					    second
					  127.0.0.1
					  127.0.0.1""");
		});
	}

	/**
	 * What is known of a client must not be kept by references that a collection clears.
	 */
	@Test
	protected void aClientIsTracedOnceAfterACollectionToo() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				tracing.client().call(Call.get(server.url("/hello/world")));
				GarbageCollection.force();
				tracing.client().call(Call.get(server.url("/hello/world")));
			});
			assertThat(segment).hasSubsegmentsExactly(HOST, HOST);
		});
	}

	@Test
	protected void aCallThatIsMadeDuringAnotherIsNotItsChild() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				OpenReply reply = tracing.client().open(Call.get(server.url("/stream")));
				Subsegment call = currentCall(tracing);
				reply.readSome();
				tracing.client().call(Call.get(server.url("/hello/world")));
				server.proceed();
				reply.readToEnd();
				await().untilAsserted(() -> assertThat(call.isInProgress()).isFalse());
				reply.close();
			});
			assertThat(segment).hasSubsegmentsExactly(HOST, HOST);
		});
	}

	/**
	 * Whoever follows redirects, it is one call with the status that the application
	 * sees.
	 */
	@Test
	protected void aRedirectIsOneCall() {
		run((tracing) -> {
			List<Integer> statuses = new ArrayList<>();
			RecordedEntity segment = tracing
				.inSegment(() -> statuses.add(tracing.client().call(Call.get(server.url("/redirect"))).status()));
			assertThat(segment).hasSubsegmentsExactly(HOST);
			assertThat(segment.subsegment(HOST)).hasUrl(server.url("/redirect")).hasHttpStatus(statuses.get(0));
		});
	}

	@Test
	protected void parallelCallsHaveTheSameParent() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				Entity parent = tracing.subsegments().current();
				inParallel(() -> {
					try (CurrentEntity current = tracing.subsegments().makeCurrent(parent)) {
						assertThat(current).isNotNull();
						return tracing.client().call(Call.get(server.url("/hello/world")));
					}
				});
			});
			assertThat(segment.subsegments()).hasSize(PARALLEL).allSatisfy((call) -> {
				assertThat(call).hasHttpStatus(200).isComplete();
				assertThat(call.subsegments()).isEmpty();
			});
			Set<String> parents = new HashSet<>();
			for (int i = 0; i < PARALLEL; i++) {
				parents.add(String.valueOf(server.take().header("X-Amzn-Trace-Id")));
			}
			assertThat(parents).hasSize(PARALLEL)
				.isEqualTo(headersOf(segment.subsegments(), String.valueOf(segment.traceId())));
		});
	}

	private static Set<String> headersOf(List<RecordedEntity> calls, String traceId) {
		Set<String> headers = new HashSet<>();
		calls.forEach((call) -> headers.add("Root=" + traceId + ";Parent=" + call.id() + ";Sampled=1"));
		return headers;
	}

	@Test
	protected void oneClientServesManySegments() {
		run((tracing) -> {
			inParallel(() -> {
				TraceScope scope = tracing.segments().begin("caller", tracing.segments().newTraceId(), null);
				Reply reply = tracing.client().call(Call.get(server.url("/hello/world")));
				tracing.subsegments().end(scope, null);
				return reply;
			});
			for (RecordedEntity segment : tracing.traces().takeSegments(PARALLEL)) {
				assertThat(segment).hasSubsegmentsExactly(HOST);
			}
		});
	}

	private static void inParallel(Callable<Reply> work) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(PARALLEL);
		try {
			List<Future<Reply>> replies = new ArrayList<>();
			for (int i = 0; i < PARALLEL; i++) {
				replies.add(executor.submit(work));
			}
			for (Future<Reply> reply : replies) {
				assertThat(reply.get(20, TimeUnit.SECONDS)).isEqualTo(new Reply(200, "hello world"));
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	protected void aCustomizerChangesTheSubsegment() {
		HttpSubsegmentCustomizer customizer = (subsegment, method, uri) -> subsegment.putAnnotation("query",
				method + " " + uri.getQuery());
		run(runner().withBean(HttpSubsegmentCustomizer.class, () -> customizer), (tracing) -> {
			RecordedEntity segment = tracing
				.inSegment(() -> tracing.client().call(Call.get(server.url("/hello/world?a=b"))));
			assertThat(segment.subsegment(HOST)).hasAnnotation("query", "GET a=b");
		});
	}

	@Test
	protected void nothingIsTracedWhereThePatchIsOff() {
		run((tracing) -> {
			RecordedEntity segment = tracing
				.inSegment(() -> tracing.client().call(Call.get(server.url("/hello/world"))));
			assertThat(segment.subsegments()).isEmpty();
			assertThat(server.take().header("X-Amzn-Trace-Id")).isNull();
		}, patchProperty() + "=false");
	}

}
