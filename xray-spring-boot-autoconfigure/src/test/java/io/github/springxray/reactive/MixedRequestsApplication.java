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

import java.time.Duration;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.listeners.SegmentListener;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.springxray.XRayAnnotation;
import io.github.springxray.XRaySubsegment;
import io.github.springxray.test.RecordedTraces;

/**
 * Handles requests in many ways at the same time, each of which leaves its number on all
 * that it records.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(excludeName = "io.awspring.cloud.autoconfigure.sqs.SqsAutoConfiguration")
@Import({ MixedRequestsApplication.Controller.class, MixedRequestsApplication.Outer.class,
		MixedRequestsApplication.Inner.class, NettyTracingIntegrationTests.NettyConfiguration.class })
class MixedRequestsApplication {

	static final String NUMBER = "number";

	static ConfigurableApplicationContext run(String propagation) {
		return new SpringApplicationBuilder(MixedRequestsApplication.class)
			.properties("spring.main.web-application-type=reactive", "server.port=0", "server.address=127.0.0.1",
					"spring.application.name=mixed", "spring.main.banner-mode=off", "server.shutdown=immediate",
					"spring.reactor.context-propagation=" + propagation, "xray.sampling.strategy=all",
					ReactivePropagationIntegrationTests.EXCLUDED)
			.run();
	}

	static String url(Environment environment) {
		return "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
	}

	@Bean
	RecordedTraces recordedTraces() {
		return new RecordedTraces();
	}

	@Bean
	SegmentListener heldEntities(RecordedTraces traces) {
		return traces.segmentListener();
	}

	@RestController
	static class Controller {

		private final WebClient.Builder clients;

		private final Outer outer;

		private final Environment environment;

		Controller(WebClient.Builder clients, Outer outer, Environment environment) {
			this.clients = clients;
			this.outer = outer;
			this.environment = environment;
		}

		private static void begin(int number) {
			AWSXRay.getCurrentSegmentOptional().ifPresent((segment) -> segment.putAnnotation(NUMBER, number));
		}

		private static <T> T record(String name, int number, T result) {
			return AWSXRay.createSubsegment(name, (subsegment) -> {
				subsegment.putAnnotation(NUMBER, number);
				return result;
			});
		}

		@GetMapping("/plain/{number}")
		Mono<String> plain(@PathVariable int number) {
			begin(number);
			return Mono.just("plain");
		}

		@GetMapping("/bean/{number}")
		Mono<String> bean(@PathVariable int number) {
			begin(number);
			return hop().then(this.outer.work(number));
		}

		@GetMapping("/scheduled/{number}")
		Mono<String> scheduled(@PathVariable int number) {
			begin(number);
			return Mono.fromCallable(() -> record("first", number, "done"))
				.subscribeOn(Schedulers.parallel())
				.publishOn(Schedulers.boundedElastic())
				.map((done) -> record("second", number, done));
		}

		@GetMapping("/client/{number}")
		Mono<String> client(@PathVariable int number) {
			begin(number);
			return this.clients.clone()
				.baseUrl(url(this.environment))
				.build()
				.get()
				.uri("/callee/" + number)
				.retrieve()
				.bodyToMono(String.class);
		}

		@GetMapping("/callee/{number}")
		Mono<String> callee(@PathVariable int number) {
			begin(number);
			return hop().then(this.outer.work(number));
		}

		@GetMapping("/fail/{number}")
		Mono<String> fail(@PathVariable int number) {
			begin(number);
			return hop().then(this.outer.fail(number));
		}

		@GetMapping("/timeout/{number}")
		Mono<String> timeout(@PathVariable int number) {
			begin(number);
			return this.outer.never(number).timeout(Duration.ofMillis(3));
		}

		@GetMapping(path = "/stream/{number}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		Flux<String> stream(@PathVariable int number) {
			begin(number);
			return Flux.range(0, 3).delayElements(Duration.ofMillis(1)).concatMap((element) -> this.outer.work(number));
		}

		@GetMapping(path = "/leave/{number}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		Flux<String> leave(@PathVariable int number) {
			begin(number);
			return Flux.interval(Duration.ZERO, Duration.ofMillis(1)).onBackpressureDrop().map(String::valueOf);
		}

		@PostMapping("/body/{number}")
		Mono<String> body(@PathVariable int number, @RequestBody Mono<String> body) {
			begin(number);
			return body.map((text) -> record("read", number, text));
		}

		private static Mono<Long> hop() {
			return Mono.delay(Duration.ofMillis(1));
		}

	}

	static class Outer {

		private final Inner inner;

		Outer(Inner inner) {
			this.inner = inner;
		}

		@XRaySubsegment("outer")
		public Mono<String> work(@XRayAnnotation(NUMBER) int number) {
			return Mono.delay(Duration.ofMillis(1)).then(this.inner.work(number));
		}

		@XRaySubsegment("outer")
		public Mono<String> fail(@XRayAnnotation(NUMBER) int number) {
			return this.inner.work(number).then(Mono.error(new IllegalStateException("failed")));
		}

		@XRaySubsegment("never")
		public Mono<String> never(@XRayAnnotation(NUMBER) int number) {
			return Mono.never();
		}

	}

	static class Inner {

		@XRaySubsegment("inner")
		public Mono<String> work(@XRayAnnotation(NUMBER) int number) {
			return Mono.fromCallable(() -> "done").subscribeOn(Schedulers.parallel());
		}

	}

}
