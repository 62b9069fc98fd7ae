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

package io.github.springxray.nettyclient;

import java.io.InputStream;
import java.net.URI;
import java.time.Duration;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.web.util.UriComponentsBuilder;

import io.github.springxray.http.client.HttpClientTracingContract;
import io.github.springxray.http.client.PipedBody;
import io.github.springxray.http.client.StreamReply;
import io.github.springxray.http.client.TestHttpClient;

/**
 * The contract on Reactor Netty's client.
 */
class ReactorNettyTracingIntegrationTests extends HttpClientTracingContract {

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(XRayReactorNettyAutoConfiguration.class);
	}

	@Override
	protected String patchProperty() {
		return "xray.patch.reactor-netty.enabled";
	}

	@Override
	protected boolean knowsRoutes() {
		return false;
	}

	@Override
	protected boolean endsACallAtOnce() {
		return false;
	}

	@Override
	protected TestHttpClient client(ApplicationContext context, TestHttpClient.Options options) {
		HttpClient client = HttpClient.newConnection()
			.followRedirect(true)
			.responseTimeout(Duration.ofMillis(options.readTimeoutMillis()));
		return new Client((HttpClient) context.getAutowireCapableBeanFactory().initializeBean(client, "nettyClient"),
				options);
	}

	private record Client(HttpClient client, Options options) implements TestHttpClient {

		@Override
		public Reply call(Call call) {
			for (int attempt = 1;; attempt++) {
				Reply reply = request(call)
					.responseSingle((response, body) -> body.asString()
						.defaultIfEmpty("")
						.map((text) -> new Reply(response.status().code(), text)))
					.block();
				if (reply.status() != 503 || attempt >= this.options.attempts()) {
					return reply;
				}
			}
		}

		@Override
		public OpenReply open(Call call) {
			return request(call)
				.responseConnection(
						(response, connection) -> Mono.just(streamed(response, connection.inbound().receive())))
				.next()
				.block();
		}

		private static StreamReply streamed(HttpClientResponse response, ByteBufFlux body) {
			NettyDataBufferFactory buffers = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);
			InputStream stream = DataBufferUtils.subscriberInputStream(body.retain().map(buffers::wrap), 1);
			return new StreamReply(response.status().code(), stream, stream);
		}

		private HttpClient.ResponseReceiver<?> request(Call call) {
			URI uri = UriComponentsBuilder.fromUriString(call.template()).buildAndExpand(call.variableArray()).toUri();
			HttpClient client = this.client.headers((headers) -> call.headers().forEach(headers::add));
			return client.request(HttpMethod.valueOf(call.method())).uri(uri).send(body(call.body()));
		}

		private static Publisher<ByteBuf> body(@Nullable BodyWriter body) {
			return (body == null) ? Mono.empty()
					: DataBufferUtils
						.readInputStream(() -> PipedBody.of(body), new NettyDataBufferFactory(ByteBufAllocator.DEFAULT),
								4096)
						.map(NettyDataBufferFactory::toByteBuf);
		}

	}

}
