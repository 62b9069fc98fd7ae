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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.listeners.SegmentListener;
import com.amazonaws.xray.spring.aop.XRayEnabled;
import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactory;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * An application whose JVM finds what blocks where nothing may. BlockHound changes
 * classes of the JDK, so it runs in a process of its own: it sends itself requests, says
 * what has blocked, and ends.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(excludeName = "io.awspring.cloud.autoconfigure.sqs.SqsAutoConfiguration")
@Import({ BlockHoundApplication.Controller.class, BlockHoundApplication.Service.class,
		NettyTracingIntegrationTests.NettyConfiguration.class })
class BlockHoundApplication {

	/**
	 * Before each thing that has blocked.
	 */
	static final String FOUND = "found: ";

	/**
	 * After all requests that may not block.
	 */
	static final String BLOCK_NOW = "block now";

	private static final String SAMPLED = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1";

	private static final String UNSAMPLED = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0";

	private static final int TIMES = 20;

	private static final String OURS = "io.github.springxray.";

	/**
	 * Those that call anything else for their own reasons.
	 */
	private static final List<String> CALLERS = List.of(OURS, "io.netty.", "reactor.", "org.springframework.");

	private static final HttpClient client = HttpClient.newHttpClient();

	/**
	 * Run the application, ask it, and end.
	 * @param arguments its arguments
	 */
	public static void main(String[] arguments) {
		Queue<String> found = new ConcurrentLinkedQueue<>();
		BlockHound.builder().loadIntegrations().blockingMethodCallback((method) -> report(method, found)).install();
		try (ConfigurableApplicationContext context = run(arguments)) {
			String url = url(context.getEnvironment());
			Flux.range(0, TIMES)
				.flatMap((time) -> Mono.fromRunnable(() -> ask(url)).subscribeOn(Schedulers.boundedElastic()), 4)
				.blockLast(Duration.ofSeconds(60));
			found.forEach((blocking) -> System.out.println(FOUND + blocking));
			found.clear();
			System.out.println(BLOCK_NOW);
			get(url + "/block", SAMPLED);
			get(url + "/block-in-tracing", SAMPLED);
			found.forEach((blocking) -> System.out.println(FOUND + blocking));
		}
		System.exit(0);
	}

	/**
	 * Netty waits for its own locks now and then, tracing or not.
	 */
	private static void report(BlockingMethod method, Queue<String> found) {
		List<String> frames = Arrays.stream(Thread.currentThread().getStackTrace())
			.map(StackTraceElement::toString)
			.filter((frame) -> !frame.startsWith("reactor.blockhound."))
			.skip(3)
			.toList();
		String caller = frames.stream()
			.filter((frame) -> CALLERS.stream().anyMatch(frame::startsWith))
			.findFirst()
			.orElse("");
		if (caller.startsWith(OURS)) {
			found.add(method + " " + String.join(" < ", frames));
		}
	}

	private static ConfigurableApplicationContext run(String... arguments) {
		return new SpringApplicationBuilder(BlockHoundApplication.class)
			.properties("spring.main.web-application-type=reactive", "server.port=0", "server.address=127.0.0.1",
					"spring.application.name=block-hound", "spring.main.banner-mode=off", "server.shutdown=immediate",
					"logging.level.root=warn", "spring.docker.compose.enabled=false",
					ReactivePropagationIntegrationTests.EXCLUDED)
			.run(arguments);
	}

	private static void ask(String url) {
		for (String decision : new String[] { null, SAMPLED, UNSAMPLED }) {
			for (String path : List.of("/work", "/elsewhere", "/database", "/stream", "/fail", "/nowhere")) {
				get(url + path, decision);
			}
			send(HttpRequest.newBuilder(URI.create(url + "/body")).POST(BodyPublishers.ofString("posted")), decision);
		}
	}

	private static void get(String url, String decision) {
		send(HttpRequest.newBuilder(URI.create(url)), decision);
	}

	private static void send(HttpRequest.Builder request, String decision) {
		if (decision != null) {
			request.header("X-Amzn-Trace-Id", decision);
		}
		try {
			client.send(request.build(), BodyHandlers.ofString());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String url(Environment environment) {
		return "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
	}

	/**
	 * What may wait and does not.
	 */
	private static void block() {
		try {
			new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Bean(destroyMethod = "dispose")
	ConnectionPool database() {
		return new ConnectionPool(ConnectionPoolConfiguration
			.builder(new H2ConnectionFactory(H2ConnectionConfiguration.builder().inMemory("hound").build()))
			.maxSize(4)
			.build());
	}

	/**
	 * Blocks where tracing calls it, which looks as if tracing itself did.
	 */
	@Bean
	SegmentListener blockingListener() {
		return new SegmentListener() {

			@Override
			public void onBeginSubsegment(Subsegment subsegment) {
				if (subsegment.getName().equals("blocks")) {
					block();
				}
			}

		};
	}

	@RestController
	static class Controller {

		private final WebClient.Builder clients;

		private final Service service;

		private final DatabaseClient databases;

		private final Environment environment;

		Controller(WebClient.Builder clients, Service service, ConnectionFactory database, Environment environment) {
			this.clients = clients;
			this.databases = DatabaseClient.create(database);
			this.service = service;
			this.environment = environment;
		}

		@GetMapping("/callee")
		String callee() {
			return "called";
		}

		@GetMapping("/work")
		Mono<String> work() {
			Subsegment subsegment = AWSXRay.beginSubsegment("by hand");
			subsegment.putAnnotation("key", "value");
			subsegment.putMetadata("numbers", List.of(1, 2));
			AWSXRay.endSubsegment();
			return this.service.work()
				.then(Mono.defer(() -> this.clients.clone()
					.baseUrl(url(this.environment))
					.build()
					.get()
					.uri("/callee")
					.retrieve()
					.bodyToMono(String.class)))
				.flatMap((answer) -> this.service.work());
		}

		@GetMapping("/elsewhere")
		Mono<String> elsewhere() {
			return Mono.fromCallable(() -> AWSXRay.createSubsegment("elsewhere", () -> "done"))
				.subscribeOn(Schedulers.boundedElastic());
		}

		@GetMapping("/database")
		Mono<String> database() {
			return this.databases.sql("select count(*) from information_schema.tables where table_name <> 'x'")
				.map((row) -> String.valueOf(row.get(0)))
				.one();
		}

		@GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		Flux<String> stream() {
			return Flux.range(0, 3)
				.delayElements(Duration.ofMillis(1))
				.concatMap((number) -> this.service.work().map((done) -> done + number));
		}

		@PostMapping("/body")
		Mono<String> body(@RequestBody String body) {
			return AWSXRay.createSubsegment("read", () -> Mono.just(body));
		}

		@GetMapping("/fail")
		Mono<String> fail() {
			return this.service.fail();
		}

		@GetMapping("/block")
		String block() {
			BlockHoundApplication.block();
			return "blocked";
		}

		@GetMapping("/block-in-tracing")
		String blockInTracing() {
			AWSXRay.createSubsegment("blocks", () -> {
			});
			return "blocked";
		}

	}

	@XRayEnabled
	static class Service {

		public Mono<String> work() {
			return Mono.delay(Duration.ofMillis(1)).thenReturn("done");
		}

		public Mono<String> fail() {
			return Mono.error(new IllegalStateException("no answer"));
		}

	}

}
