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
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.context.Subsegments;
import io.github.springxray.contract.ContractEndpoints;

/**
 * What an application of WebFlux can do to a request.
 */
@RestController
class ReactiveContractController extends ContractEndpoints {

	final Sinks.Many<String> left = Sinks.many().replay().all();

	ReactiveContractController(Subsegments subsegments) {
		super(subsegments);
	}

	@GetMapping("/throw-after-commit")
	Mono<Void> failAfterCommit(ServerHttpResponse response) {
		return response.writeAndFlushWith(Flux.just(Mono.just(response.bufferFactory().wrap("begun".getBytes())))
			.concatWith(Mono.delay(Duration.ofMillis(20)).then(Mono.error(new IllegalStateException("too late")))));
	}

	@GetMapping("/catch-cycle")
	Mono<String> catchCycle() {
		IllegalStateException first = new IllegalStateException("first");
		first.initCause(new IllegalArgumentException("second", first));
		try {
			AWSXRay.createSubsegment("cyclic", (Runnable) () -> {
				throw first;
			});
		}
		catch (IllegalStateException ex) {
			return Mono.just("caught");
		}
		return Mono.empty();
	}

	@GetMapping("/deferred")
	Mono<String> deferred() {
		return Mono.deferContextual((context) -> {
			Entity entity = context.get(EntityThreadLocalAccessor.KEY);
			return Mono.fromFuture(() -> CompletableFuture.supplyAsync(() -> {
				inside(entity, "deferred work");
				return "deferred";
			}, this.executor));
		});
	}

	@GetMapping("/callable")
	Mono<String> callable() {
		return Mono.fromCallable(() -> AWSXRay.createSubsegment("called", () -> "callable"))
			.subscribeOn(Schedulers.boundedElastic());
	}

	@GetMapping("/streaming")
	Flux<String> streaming() {
		return Flux.defer(() -> AWSXRay.createSubsegment("streamed", () -> Flux.just("stream", "ed")));
	}

	@GetMapping("/error")
	Mono<String> error() {
		return Mono.error(new IllegalStateException("signalled"));
	}

	@GetMapping("/late-error")
	Mono<String> lateError() {
		return Mono.delay(Duration.ofMillis(10)).then(Mono.error(new IllegalStateException("late")));
	}

	@GetMapping("/timeout")
	Mono<String> timeout() {
		return Mono.<String>never().timeout(Duration.ofMillis(30));
	}

	@GetMapping("/timeout-answered")
	Mono<String> timeoutAnswered() {
		return Mono.<String>never().timeout(Duration.ofMillis(30), Mono.just("in time"));
	}

	@GetMapping("/first-of-many")
	Mono<String> firstOfMany() {
		return Flux.interval(Duration.ofMillis(1)).map((count) -> "first").next();
	}

	@GetMapping(path = "/sse", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<String> sse() {
		return Flux.just("one", "two").delayElements(Duration.ofMillis(5));
	}

	@GetMapping(path = "/ndjson", produces = MediaType.APPLICATION_NDJSON_VALUE)
	Flux<Map<String, Integer>> ndjson() {
		return Flux.just(1, 2).delayElements(Duration.ofMillis(5)).map((number) -> Map.of("n", number));
	}

	@GetMapping(path = { "/leave-sse", "/leave-text" }, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<String> endless() {
		return Flux.interval(Duration.ofMillis(1)).onBackpressureDrop().map((count) -> "x".repeat(1024));
	}

	@GetMapping("/leave-nothing")
	Mono<String> neverAnswers(ServerWebExchange exchange) {
		return Mono.never();
	}

	@GetMapping("/throw-handled")
	Mono<String> failHandled() {
		return Mono.error(new HandledException());
	}

	@ExceptionHandler(HandledException.class)
	@ResponseStatus(HttpStatus.BAD_GATEWAY)
	String handle() {
		return "handled";
	}

	@PostMapping("/body")
	Mono<String> body(@RequestBody String body) {
		return AWSXRay.createSubsegment("read", () -> Mono.just(body));
	}

	@PostMapping(path = "/upload", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	Mono<String> upload(@RequestPart("file") FilePart file) {
		return AWSXRay.createSubsegment("uploaded", () -> Mono.just(file.filename()));
	}

	@GetMapping("/session")
	Mono<String> session(ServerWebExchange exchange) {
		return exchange.getSession().map((session) -> AWSXRay.createSubsegment("session", () -> {
			session.getAttributes().put("key", "value");
			return "kept";
		}));
	}

	@SuppressWarnings("serial")
	static class HandledException extends RuntimeException {

	}

}
