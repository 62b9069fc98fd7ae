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

package io.github.springxray.reactive;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.entities.Entity;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Hooks;
import reactor.netty.resources.LoopResources;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

import io.github.springxray.context.Subsegments;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many requests of all kinds at the same time. The system property
 * {@value #ROUNDS_PROPERTY} says how often the 1,000 are sent, each time to a new
 * application: 50 makes 100,000 of both tests.
 */
class MixedRequestsIntegrationTests {

	private static final String ROUNDS_PROPERTY = "xray.mixed-requests.rounds";

	private static final int ROUNDS = Integer.getInteger(ROUNDS_PROPERTY, 1);

	private static final int REQUESTS = 1000;

	private static final int THREADS = 8;

	private static final String UNSAMPLED = "unsampled";

	private static final String WORK = "outer(inner())";

	/**
	 * What is recorded of each kind, but for what its name says.
	 */
	private static final Map<String, String> TREES = Map.ofEntries(Map.entry("plain", ""), Map.entry("bean", WORK),
			Map.entry("scheduled", "first()second()"), Map.entry("client", "127.0.0.1()"), Map.entry("callee", WORK),
			Map.entry("fail", WORK), Map.entry("timeout", "never()"), Map.entry("stream", WORK.repeat(3)),
			Map.entry("leave", ""), Map.entry("body", "read()"));

	private static final List<String> KINDS = List.of("plain", "bean", "scheduled", "client", "fail", "timeout",
			"stream", "leave", "body", UNSAMPLED);

	private static final HttpClient client = HttpClient.newHttpClient();

	@AfterEach
	void putReactorBack() {
		Hooks.disableAutomaticContextPropagation();
	}

	@ParameterizedTest
	@ValueSource(strings = { "limited", "auto" })
	@Timeout(value = 10, unit = TimeUnit.MINUTES)
	void eachHasItsOwnSegmentAndNothingStaysOnAnEventLoop(String propagation) throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			try (ConfigurableApplicationContext context = MixedRequestsApplication.run(propagation)) {
				send(MixedRequestsApplication.url(context.getEnvironment()));
				RecordedTraces traces = context.getBean(RecordedTraces.class);
				check(traces.takeSegments(REQUESTS));
				traces.assertClean();
				assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
				assertThat(heldByEventLoops(context)).isEmpty();
			}
		}
	}

	/**
	 * What is not sampled is made up for by those who are called.
	 */
	private static void send(String url) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			List<Callable<Void>> requests = new ArrayList<>();
			for (int number = 0; number < REQUESTS; number++) {
				String path = KINDS.get(number % KINDS.size()) + "/" + number;
				requests.add(() -> send(url, path));
			}
			for (Future<Void> request : threads.invokeAll(requests)) {
				request.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static Void send(String url, String path) throws Exception {
		if (path.startsWith("leave")) {
			leave(URI.create(url).getPort(), path);
			return null;
		}
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create(url + "/" + path.replace(UNSAMPLED, "scheduled")));
		if (path.startsWith(UNSAMPLED)) {
			request.header("X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0");
		}
		if (path.startsWith("body")) {
			request.POST(BodyPublishers.ofString("posted"));
		}
		client.send(request.build(), BodyHandlers.ofString());
		return null;
	}

	private static void leave(int port, String path) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", port)) {
			socket.setSoLinger(true, 0);
			socket.getOutputStream()
				.write(("GET /" + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
			InputStream in = socket.getInputStream();
			assertThat(in.readNBytes(64)).hasSize(64);
		}
	}

	private static void check(List<RecordedEntity> segments) {
		Queue<String> paths = new ConcurrentLinkedQueue<>();
		for (RecordedEntity segment : segments) {
			String url = String.valueOf(segment.value("http", "request", "url"));
			String[] path = url.split("/");
			assertThat(path).as(segment.json()).hasSize(5);
			String kind = path[3];
			paths.add(kind + "/" + path[4]);
			boolean fault = kind.equals("fail") || kind.equals("timeout");
			assertThat(segment).isComplete().hasHttpStatus(fault ? 500 : 200);
			assertThat(treeOf(segment)).as(segment.json()).isEqualTo(TREES.get(kind));
			assertThat(segment.isFault()).as(segment.json()).isEqualTo(fault);
			assertThat(segment.annotations().containsKey("client_disconnected")).as(segment.json())
				.isEqualTo(kind.equals("leave"));
			assertNumber(segment, Integer.valueOf(path[4]));
		}
		assertThat(paths).doesNotHaveDuplicates().hasSize(REQUESTS);
	}

	private static String treeOf(RecordedEntity entity) {
		StringBuilder tree = new StringBuilder();
		for (RecordedEntity subsegment : entity.subsegments()) {
			tree.append(subsegment.name()).append('(').append(treeOf(subsegment)).append(')');
		}
		return tree.toString();
	}

	/**
	 * The number of another request would be a subsegment under a wrong parent.
	 */
	private static void assertNumber(RecordedEntity entity, Integer number) {
		if (!entity.name().equals("127.0.0.1")) {
			assertThat(entity.annotations().get(MixedRequestsApplication.NUMBER)).as(entity.json()).isEqualTo(number);
		}
		entity.subsegments().forEach((subsegment) -> assertNumber(subsegment, number));
	}

	private static List<Entity> heldByEventLoops(ConfigurableApplicationContext context) throws Exception {
		Subsegments subsegments = context.getBean(Subsegments.class);
		LoopResources loops = context.getBean(ReactorResourceFactory.class).getLoopResources();
		List<Entity> held = new ArrayList<>();
		for (EventLoopGroup group : List.of(loops.onServer(true), loops.onClient(true))) {
			for (EventExecutor loop : group) {
				Entity entity = loop.submit(subsegments::current).get(10, TimeUnit.SECONDS);
				if (entity != null) {
					held.add(entity);
				}
			}
		}
		return held;
	}

}
