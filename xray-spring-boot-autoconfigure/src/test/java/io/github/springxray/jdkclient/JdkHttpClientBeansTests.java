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

package io.github.springxray.jdkclient;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.http.client.HttpCallTesting;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests of what becomes of the JDK's clients among the beans.
 */
class JdkHttpClientBeansTests extends HttpCallTesting {

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(XRayJdkHttpClientAutoConfiguration.class);
	}

	@Test
	void forwardsEveryMethodThatTheJdkHas() {
		assertThat(Arrays.stream(HttpClient.class.getMethods())
			.filter((method) -> !Modifier.isStatic(method.getModifiers()) && !Modifier.isFinal(method.getModifiers()))
			.filter((method) -> method.getDeclaringClass() != Object.class)
			.filter((method) -> !declares(TracingHttpClient.class, method))).isEmpty();
	}

	private static boolean declares(Class<?> type, Method method) {
		try {
			return type.getDeclaredMethod(method.getName(), method.getParameterTypes()) != null;
		}
		catch (NoSuchMethodException ex) {
			return false;
		}
	}

	@Test
	void stopsTheClientThatItStandsForWhereTheJdkCanStopOne() throws Exception {
		boolean stops = Runtime.version().feature() >= 21;
		run((tracing) -> {
			HttpClient client = HttpClient.newHttpClient();
			TracingHttpClient traced = (TracingHttpClient) JdkHttpClientTracing.trace(client);
			assertThat(traced.isTerminated()).isFalse();
			traced.shutdown();
			assertThat(traced.awaitTermination(Duration.ofSeconds(20))).isEqualTo(stops);
			assertThat(traced.isTerminated()).isEqualTo(stops);
			traced.shutdownNow();
			traced.close();
		});
	}

	@Test
	void tellsWhatTheClientTells() {
		Executor executor = Runnable::run;
		HttpClient client = HttpClient.newBuilder()
			.executor(executor)
			.followRedirects(HttpClient.Redirect.ALWAYS)
			.build();
		run((tracing) -> {
			HttpClient traced = JdkHttpClientTracing.trace(client);
			assertThat(traced).isNotSameAs(client);
			assertThat(JdkHttpClientTracing.trace(traced)).isSameAs(traced);
			assertThat(traced.executor()).contains(executor);
			assertThat(traced.followRedirects()).isEqualTo(HttpClient.Redirect.ALWAYS);
			assertThat(traced.sslContext()).isSameAs(client.sslContext());
			assertThat(traced.version()).isEqualTo(client.version());
			assertThat(traced.newWebSocketBuilder()).isNotNull();
		});
		assertThat(JdkHttpClientTracing.trace(client)).isSameAs(client);
	}

	@Test
	void leavesAClassOfTheApplicationAloneUnlessItIsDeclaredAsAClientOfTheJdk() {
		run(runner().withUserConfiguration(OwnClients.class), (tracing) -> {
			assertThat(tracing.context().getBean("own")).isInstanceOf(OwnClient.class);
			assertThat(tracing.context().getBean("declared")).isInstanceOf(TracingHttpClient.class);
		});
	}

	@Test
	void tracesNothingWhereItIsSwitchedOff() {
		for (String property : new String[] { "xray.enabled", "xray.patch.enabled",
				"xray.patch.jdk-http-client.enabled" }) {
			runner().withPropertyValues(property + "=false")
				.withBean(HttpClient.class, HttpClient::newHttpClient)
				.run((context) -> {
					assertThat(context).hasNotFailed().doesNotHaveBean("xrayJdkHttpClientPatch");
					assertThat(context.getBean(HttpClient.class)).isNotInstanceOf(TracingHttpClient.class);
				});
		}
		runner()
			.run((context) -> assertThat(context.getBean("xrayJdkHttpClientPatch")).isInstanceOf(ActivePatch.class));
	}

	@Test
	void aRequestThatIsCancelledIsCancelledBeneathAndNoFault() {
		run((tracing) -> {
			HttpClient client = JdkHttpClientTracing.trace(HttpClient.newHttpClient());
			RecordedEntity segment = tracing.inSegment(() -> {
				CompletableFuture<HttpResponse<String>> response = client.sendAsync(
						HttpRequest.newBuilder(URI.create(server.url("/silent"))).build(), BodyHandlers.ofString());
				server.take();
				assertThat(response.cancel(true)).isTrue();
			});
			assertThat(segment.subsegment("127.0.0.1")).isNotFault().hasNoException().isComplete();
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClients {

		@Bean
		OwnClient own() {
			return mock(OwnClient.class);
		}

		@Bean
		HttpClient declared() {
			return mock(OwnClient.class);
		}

	}

	abstract static class OwnClient extends HttpClient {

	}

}
