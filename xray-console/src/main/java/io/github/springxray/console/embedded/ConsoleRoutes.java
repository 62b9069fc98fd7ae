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

package io.github.springxray.console.embedded;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

import io.github.springxray.console.api.ApiResponse;
import io.github.springxray.console.otlp.OtlpReceiver;
import io.github.springxray.console.web.ConsoleHandler;
import io.github.springxray.console.web.ConsoleRequest;
import io.github.springxray.console.web.Proxies;
import io.github.springxray.console.web.Urls;

/**
 * The console within an application of WebFlux. Bodies are bytes on both ways, so no
 * codec of the application is used.
 */
final class ConsoleRoutes {

	private final ConsoleHandler handler;

	private final ConsolePath path;

	private final boolean forwarding;

	/**
	 * Create routes.
	 * @param forwarding whether the application believes headers of proxies, after which
	 * nobody knows any more who has connected
	 */
	ConsoleRoutes(ConsoleHandler handler, ConsolePath path, boolean forwarding) {
		this.handler = handler;
		this.path = path;
		this.forwarding = forwarding;
	}

	RouterFunction<ServerResponse> routes() {
		String base = this.path.value();
		return RouterFunctions.route(RequestPredicates.path(base).or(RequestPredicates.path(base + "/**")),
				this::answer);
	}

	private Mono<ServerResponse> answer(ServerRequest request) {
		String path = request.requestPath().pathWithinApplication().value().substring(this.path.value().length());
		return DataBufferUtils.join(request.body(BodyExtractors.toDataBuffers()), ConsoleHandler.maxBody(path))
			.map(ConsoleRoutes::bytes)
			.defaultIfEmpty(new byte[0])
			.publishOn(Schedulers.boundedElastic())
			.map((body) -> this.handler.handle(new ReactiveRequest(request, this.path, this.forwarding, body)))
			.onErrorResume(DataBufferLimitException.class,
					(ex) -> Mono.just(tooLarge(path, request.headers().firstHeader("Content-Type"))))
			.flatMap((response) -> send(request, response));
	}

	private static ApiResponse tooLarge(String path, @Nullable String contentType) {
		String message = "The body is larger than " + ConsoleHandler.maxBody(path) + " bytes";
		return OtlpReceiver.isPath(path) ? OtlpReceiver.refuse(contentType, 413, message)
				: ApiResponse.error(413, message);
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	private static Mono<ServerResponse> send(ServerRequest request, ApiResponse response) {
		ServerResponse.BodyBuilder builder = ServerResponse.status(response.status());
		builder.headers((headers) -> {
			response.headers().forEach(headers::set);
			headers.set("Content-Type", response.contentType());
			headers.setContentLength(response.body().length);
		});
		if (request.method().name().equals("HEAD")) {
			return builder.build();
		}
		return builder.body(BodyInserters
			.fromDataBuffers(Mono.just(DefaultDataBufferFactory.sharedInstance.wrap(response.body()))));
	}

	/**
	 * A request to the routes, with its body.
	 */
	private record ReactiveRequest(ServerRequest request, ConsolePath consolePath, boolean forwarding,
			byte[] content) implements ConsoleRequest {

		@Override
		public String method() {
			return this.request.method().name();
		}

		@Override
		public @Nullable String path() {
			String path = this.request.requestPath().pathWithinApplication().value();
			return Urls.decode(path.substring(this.consolePath.value().length()));
		}

		@Override
		public String basePath() {
			return this.consolePath.value();
		}

		@Override
		public @Nullable String query() {
			return this.request.uri().getRawQuery();
		}

		@Override
		public @Nullable String header(String name) {
			return this.request.headers().firstHeader(name);
		}

		@Override
		public boolean isLocal() {
			ServerHttpRequest http = this.request.exchange().getRequest();
			return !this.forwarding && !Proxies.isForwarded(this) && Proxies.isLoopback(http.getRemoteAddress())
					&& Proxies.isLoopback(http.getLocalAddress());
		}

		@Override
		public InputStream body() {
			return new ByteArrayInputStream(this.content);
		}

	}

}
