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

package io.github.springxray.testsupport;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.spring.aop.XRayEnabled;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * An ordinary application with nothing for tests in it. It runs in the JVM of a test or
 * in one of its own, where it says on which port it listens.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ TracedApplication.Controller.class, TracedApplication.Greeter.class })
public class TracedApplication {

	static final String READY = "listening on ";

	private static final String EXCLUDED = "spring.autoconfigure.exclude="
			+ "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
			+ "org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.jetty.autoconfigure.actuate.web.server.JettyServletManagementContextAutoConfiguration";

	/**
	 * Run the application on a free port.
	 * @param arguments its arguments
	 * @return the application
	 */
	public static ConfigurableApplicationContext run(String... arguments) {
		return run(List.of(), arguments);
	}

	/**
	 * Run the application on a free port with more in it.
	 * @param configurations configurations to add
	 * @param arguments its arguments
	 * @return the application
	 */
	public static ConfigurableApplicationContext run(List<Class<?>> configurations, String... arguments) {
		return new SpringApplicationBuilder(TracedApplication.class).sources(configurations.toArray(Class<?>[]::new))
			.properties("server.port=0", "server.address=127.0.0.1", "spring.application.name=traced",
					"spring.main.banner-mode=off", "server.shutdown=immediate", "spring.docker.compose.enabled=false",
					"xray.sampling.strategy=all", EXCLUDED)
			.run(arguments);
	}

	/**
	 * Run the application in a JVM of its own.
	 * @param arguments its arguments
	 */
	public static void main(String[] arguments) {
		ConfigurableApplicationContext context = run(arguments);
		System.out.println(READY + context.getEnvironment().getRequiredProperty("local.server.port"));
	}

	@Bean
	TomcatServletWebServerFactory webServerFactory() {
		return new TomcatServletWebServerFactory();
	}

	@XRayEnabled
	static class Greeter {

		public String greet(String name) {
			return "hello " + name;
		}

		public String fail() {
			throw new IllegalStateException("no greeting");
		}

	}

	@RestController
	static class Controller {

		private final Greeter greeter;

		Controller(Greeter greeter) {
			this.greeter = greeter;
		}

		@GetMapping("/hello")
		String hello() {
			return this.greeter.greet("world");
		}

		@GetMapping("/fail")
		String fail() {
			return this.greeter.fail();
		}

		@GetMapping("/quiet")
		String quiet() {
			return this.greeter.greet("nobody");
		}

		@GetMapping("/manual")
		String manual() {
			Subsegment outer = AWSXRay.beginSubsegment("outer");
			outer.putAnnotation("key", "value");
			outer.putMetadata("numbers", List.of(1, 2));
			AWSXRay.createSubsegment("inner", () -> {
			});
			AWSXRay.endSubsegment();
			return "done";
		}

		@GetMapping("/segment")
		String segment() {
			Segment segment = AWSXRay.getCurrentSegment();
			segment.putAnnotation("key", "value");
			return segment.getTraceId().toString();
		}

		@GetMapping("/ends-too-much")
		String endsTooMuch() {
			AWSXRay.endSegment();
			AWSXRay.endSubsegment();
			return "ended";
		}

		@GetMapping("/async")
		Callable<String> async() {
			return () -> AWSXRay.createSubsegment("later", () -> "asynchronous");
		}

		/**
		 * What happens on a thread that has nothing to do with a request.
		 */
		@GetMapping("/orphan")
		String orphan() {
			return CompletableFuture.supplyAsync(() -> {
				try {
					AWSXRay.createSubsegment("orphan", () -> {
					});
					return "nothing";
				}
				catch (RuntimeException ex) {
					return ex.getClass().getSimpleName();
				}
			}).join();
		}

		/**
		 * A call of DynamoDB, on the thread of the request or on one that has nothing to
		 * do with it.
		 */
		@GetMapping("/aws")
		String aws(@RequestParam int port, @RequestParam boolean orphan) {
			Supplier<String> call = () -> {
				try (DynamoDbClient client = DynamoDbClient.builder()
					.region(Region.EU_CENTRAL_1)
					.endpointOverride(URI.create("http://127.0.0.1:" + port))
					.credentialsProvider(AnonymousCredentialsProvider.create())
					.build()) {
					return client.getItem((get) -> get.tableName("users")).item().toString();
				}
			};
			return orphan ? CompletableFuture.supplyAsync(call).join() : call.get();
		}

		@GetMapping("/threads")
		List<String> threads() {
			return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).sorted().toList();
		}

		/**
		 * How many UDP sockets this process has, for which there is no API.
		 */
		@GetMapping("/sockets")
		int sockets() throws IOException {
			Set<String> inodes = new HashSet<>();
			for (String table : List.of("udp", "udp6")) {
				Path file = Path.of("/proc/self/net/" + table);
				if (Files.exists(file)) {
					Files.readAllLines(file)
						.stream()
						.skip(1)
						.forEach((line) -> inodes.add("socket:[" + line.trim().split("\\s+")[9] + "]"));
				}
			}
			try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
				return (int) open.map(Controller::target).filter(inodes::contains).count();
			}
		}

		private static String target(Path link) {
			try {
				return Files.readSymbolicLink(link).toString();
			}
			catch (IOException ex) {
				return "";
			}
		}

	}

}
