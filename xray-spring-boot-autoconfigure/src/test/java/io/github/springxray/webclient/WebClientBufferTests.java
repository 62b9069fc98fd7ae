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

package io.github.springxray.webclient;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Netty's buffers are counted, and somebody has to release each. Tracing must neither
 * keep nor lose one, however a response ends.
 */
class WebClientBufferTests extends WebClientTestSetup {

	private static final int ROUNDS = 20;

	private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);

	@Test
	void everyBufferIsReleased() {
		ConnectionProvider connections = ConnectionProvider.create("buffers", 50);
		HttpClient netty = HttpClient.create(connections).option(ChannelOption.ALLOCATOR, this.allocator);
		run((tracing) -> {
			WebClient client = builder(tracing).clientConnector(new ReactorClientHttpConnector(netty)).build();
			for (int i = 0; i < ROUNDS; i++) {
				tracing.inSegment(() -> useInEveryWay(client));
			}
			connections.disposeLater().block(Duration.ofSeconds(20));
			Awaitility.await().untilAsserted(() -> {
				assertThat(this.allocator.metric().usedDirectMemory()).isZero();
				assertThat(this.allocator.metric().usedHeapMemory()).isZero();
			});
		});
	}

	private static void useInEveryWay(WebClient client) throws InterruptedException {
		Flux<DataBuffer> stream = client.get().uri("/stream").retrieve().bodyToFlux(DataBuffer.class);
		stream.doOnNext(DataBufferUtils::release).take(1).blockLast();
		client.get().uri("/hello/a").retrieve().bodyToMono(String.class).block();
		client.get().uri("/hello/a").retrieve().toBodilessEntity().block();
		client.get().uri("/hello/a").exchangeToMono((response) -> Mono.just("ignored")).block();
		client.get().uri("/status/500").retrieve().bodyToMono(String.class).onErrorComplete().block();
		client.get().uri("/cut").retrieve().bodyToMono(byte[].class).onErrorComplete().block();
		CountDownLatch responded = new CountDownLatch(1);
		Disposable subscription = client.get().uri("/hello/a").exchangeToMono((response) -> {
			responded.countDown();
			return Mono.never();
		}).subscribe();
		assertThat(responded.await(20, TimeUnit.SECONDS)).isTrue();
		subscription.dispose();
	}

}
