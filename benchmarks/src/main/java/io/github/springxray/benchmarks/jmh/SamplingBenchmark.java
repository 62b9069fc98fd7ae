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

package io.github.springxray.benchmarks.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * The decision on a request that is not sampled: by the last of 20 rules, so that all of
 * them are asked, which differ at the end of their paths. Local rules come from
 * properties, those of X-Ray from a server that plays the daemon.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgs = "-Xmx1g")
@State(Scope.Benchmark)
@NullUnmarked
public class SamplingBenchmark {

	private static final int RULES = 20;

	private static final String LAST = "rule-19";

	/**
	 * Where the rules come from.
	 */
	@Param({ "local", "central" })
	private String strategy;

	private HttpServer daemon;

	private ConfigurableApplicationContext context;

	private SamplingStrategy sampling;

	/**
	 * Start an application and wait until it has its rules.
	 */
	@Setup(Level.Trial)
	public void open() {
		this.daemon = daemon();
		String address = "127.0.0.1:" + this.daemon.getAddress().getPort();
		SpringApplicationBuilder application = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.main.log-startup-info=false",
					"spring.application.name=users", "xray.sampling.strategy=" + this.strategy,
					"xray.daemon.address=tcp:" + address + " udp:127.0.0.1:9");
		if (this.strategy.equals("local")) {
			IntStream.range(0, RULES).forEach((i) -> application.properties(localRule(i)));
		}
		this.context = application.run();
		this.sampling = this.context.getBean(SamplingStrategy.class);
		long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (!LAST.equals(decide().getRuleName().orElse(null))) {
			if (System.nanoTime() - patience > 0) {
				throw new IllegalStateException("There are no rules");
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
		}
	}

	private static String[] localRule(int number) {
		String prefix = "xray.sampling.rules[" + number + "].";
		return new String[] { prefix + "description=rule-" + number, prefix + "host=*.example.com",
				prefix + "http-method=GET", prefix + "url-path=" + path(number), prefix + "fixed-target=1",
				prefix + "rate=0" };
	}

	private static String path(int number) {
		return "/api/v1/users/resource" + number + "/*";
	}

	private static HttpServer daemon() {
		String rules = IntStream.range(0, RULES)
			.mapToObj((i) -> """
					{"SamplingRule": {"RuleName": "rule-%d", "Version": 1, "Priority": %d, "ReservoirSize": 1,
					"FixedRate": 0, "ServiceName": "*", "ServiceType": "*", "Host": "*.example.com",
					"HTTPMethod": "GET", "URLPath": "%s", "ResourceARN": "*"}}""".formatted(i, i + 1, path(i)))
			.collect(Collectors.joining(",", "{\"SamplingRuleRecords\":[", "]}"));
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			server.createContext("/", (exchange) -> {
				boolean asked = exchange.getRequestURI().getPath().equals("/GetSamplingRules");
				byte[] answer = (asked ? rules : "{}").getBytes(StandardCharsets.UTF_8);
				exchange.sendResponseHeaders(200, answer.length);
				exchange.getResponseBody().write(answer);
				exchange.close();
			});
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private SamplingResponse decide() {
		return this.sampling
			.shouldTrace(new SamplingRequest("users", "www.example.com", "/api/v1/users/resource19/42", "GET", null));
	}

	/**
	 * Decide on one thread.
	 * @return the decision
	 */
	@Benchmark
	@Threads(1)
	public SamplingResponse oneThread() {
		return decide();
	}

	/**
	 * Decide on two threads.
	 * @return the decision
	 */
	@Benchmark
	@Threads(2)
	public SamplingResponse twoThreads() {
		return decide();
	}

	/**
	 * Decide on eight threads.
	 * @return the decision
	 */
	@Benchmark
	@Threads(8)
	public SamplingResponse eightThreads() {
		return decide();
	}

	/**
	 * Stop the application.
	 */
	@TearDown(Level.Trial)
	public void close() {
		this.context.close();
		this.daemon.stop(0);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
