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

package io.github.springxray.okhttp;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.http.client.HttpCallTesting;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * Tests of what becomes of OkHttp's clients and builders among the beans.
 */
class OkHttpBeansTests extends HttpCallTesting {

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(XRayOkHttpAutoConfiguration.class);
	}

	@Test
	void aClientThatIsBuiltOfATracedBuilderSharesAllAndIsTracedOnceAndLast() {
		run(runner().withUserConfiguration(Clients.class), (tracing) -> {
			OkHttpClient client = tracing.context().getBean("client", OkHttpClient.class);
			Clients clients = tracing.context().getBean(Clients.class);
			assertThat(client.dispatcher()).isSameAs(clients.built.dispatcher());
			assertThat(client.connectionPool()).isSameAs(clients.built.connectionPool());
			assertThat(client.cookieJar()).isSameAs(clients.built.cookieJar());
			assertThat(client.interceptors()).hasSize(2).last().isInstanceOf(TracingInterceptor.class);
			assertThat(OkHttpTracing.trace(client)).isSameAs(client);
			RecordedEntity segment = tracing.inSegment(() -> get(client));
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1");
			assertThat(server.take().headers().get("X-Amzn-Trace-Id")).hasSize(1);
			assertThat(clients.listened).hasValue(1);
		});
	}

	@Test
	void aClassOfTheApplicationIsLeftAlone() {
		run(runner().withUserConfiguration(Clients.class),
				(tracing) -> assertThat(tracing.context().getBean("own")).isInstanceOf(OwnClient.class));
	}

	private static void get(OkHttpClient client) throws IOException {
		try (Response response = client.newCall(new Request.Builder().url(server.url("/hello/world")).build())
			.execute()) {
			assertThat(response.body().string()).isEqualTo("hello world");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Clients {

		private final AtomicInteger listened = new AtomicInteger();

		private OkHttpClient built = new OkHttpClient();

		@Bean
		OkHttpClient.Builder builder() {
			return new OkHttpClient.Builder().eventListenerFactory((call) -> {
				this.listened.incrementAndGet();
				return EventListener.NONE;
			});
		}

		@Bean
		OkHttpClient client(OkHttpClient.Builder builder) {
			this.built = builder.addInterceptor((chain) -> chain.proceed(chain.request())).build();
			return this.built;
		}

		@Bean
		OwnClient own() {
			return new OwnClient();
		}

	}

	static class OwnClient extends OkHttpClient {

		@Override
		public Call newCall(Request request) {
			return super.newCall(request);
		}

	}

}
