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
package io.github.springxray.sample.webflux;

import reactor.core.publisher.Mono;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The service of prices, which is this application too.
 */
@Component
class Prices {

	private final WebClient.Builder clients;

	private final Environment environment;

	Prices(WebClient.Builder clients, Environment environment) {
		this.clients = clients;
		this.environment = environment;
	}

	/**
	 * The URL has the port of this server, which is known once it runs.
	 */
	Mono<Long> of(String article) {
		return this.clients.clone()
			.baseUrl(this.environment.getRequiredProperty("sample.prices.url"))
			.build()
			.get()
			.uri("/prices/{article}", article)
			.retrieve()
			.bodyToMono(Long.class);
	}

}
