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

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.springxray.http.client.HttpClientTracingSetup;
import io.github.springxray.http.client.TestHttpClient;
import io.github.springxray.http.client.TestHttpClient.Options;

/**
 * What tests beyond the contract build on: Spring Boot's builder, on Reactor Netty.
 */
abstract class WebClientTestSetup extends HttpClientTracingSetup {

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
		return new WebClientTestClient(context.getBean(WebClient.Builder.class).build());
	}

	protected static WebClient.Builder builder(Tracing tracing) {
		return tracing.context().getBean(WebClient.Builder.class).baseUrl(server.url(""));
	}

	protected static WebClient client(Tracing tracing) {
		return builder(tracing).build();
	}

}
