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

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The HTTP clients. They are lazy since the URL is known only once the application
 * listens.
 */
@Configuration(proxyBeanMethods = false)
class ProfileClientConfiguration {

	@Bean
	@Lazy
	RestClient profileRestClient(RestClient.Builder builder, @Value("${sample.profiles.url}") String url) {
		return builder.baseUrl(url).build();
	}

	@Bean
	@Lazy
	WebClient profileWebClient(WebClient.Builder builder, @Value("${sample.profiles.url}") String url) {
		return builder.baseUrl(url).build();
	}

}
