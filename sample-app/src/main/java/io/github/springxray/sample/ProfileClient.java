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

package io.github.springxray.sample;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Calls the service of profiles.
 */
@Component
class ProfileClient {

	private final RestClient restClient;

	private final WebClient webClient;

	ProfileClient(@Lazy RestClient restClient, @Lazy WebClient webClient) {
		this.restClient = restClient;
		this.webClient = webClient;
	}

	/**
	 * Get one profile and wait for it.
	 */
	UserProfile find(long id) {
		return this.restClient.get().uri("/profiles/{id}", id).retrieve().requiredBody(UserProfile.class);
	}

	/**
	 * Get several profiles at the same time.
	 */
	Flux<UserProfile> findAll(Flux<Long> ids) {
		return ids.flatMapSequential(this::request);
	}

	private Mono<UserProfile> request(long id) {
		return this.webClient.get().uri("/profiles/{id}", id).retrieve().bodyToMono(UserProfile.class);
	}

}
