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

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.springxray.http.client.HttpClientTracingContract;
import io.github.springxray.http.client.TestHttpClient;
import io.github.springxray.http.client.TestHttpClient.Options;
import io.github.springxray.webclient.WebClientTestClient.RetryFilter;

/**
 * The contract for {@link WebClient}, on a connector that a subclass names.
 */
abstract class WebClientTracingContract extends HttpClientTracingContract {

	protected abstract ClientHttpConnectorBuilder<?> connectors();

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(WebClientAutoConfiguration.class, XRayWebClientAutoConfiguration.class);
	}

	@Override
	protected String patchProperty() {
		return "xray.patch.web-client.enabled";
	}

	@Override
	protected TestHttpClient client(ApplicationContext context, Options options) {
		HttpClientSettings settings = HttpClientSettings.defaults()
			.withReadTimeout(Duration.ofMillis(options.readTimeoutMillis()))
			.withRedirects(HttpRedirects.DONT_FOLLOW);
		WebClient.Builder builder = context.getBean(WebClient.Builder.class)
			.clientConnector(connectors().build(settings));
		if (options.attempts() > 1) {
			builder.filter(new RetryFilter(options.attempts()));
		}
		return new WebClientTestClient(builder.build());
	}

}
