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

package io.github.springxray.restclient;

import java.time.Duration;

import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * The request factories that Spring has.
 */
enum TestRequestFactory {

	SIMPLE(ClientHttpRequestFactoryBuilder.simple()),

	JDK(ClientHttpRequestFactoryBuilder.jdk()),

	/**
	 * It would repeat what is answered with 503, within one call.
	 */
	HTTP_COMPONENTS(ClientHttpRequestFactoryBuilder.httpComponents()
		.withHttpClientCustomizer(HttpClientBuilder::disableAutomaticRetries)),

	JETTY(ClientHttpRequestFactoryBuilder.jetty()),

	REACTOR(ClientHttpRequestFactoryBuilder.reactor());

	private final ClientHttpRequestFactoryBuilder<?> builder;

	TestRequestFactory(ClientHttpRequestFactoryBuilder<?> builder) {
		this.builder = builder;
	}

	/**
	 * The one that is in the JDK ends a body silently that is too short.
	 */
	boolean noticesThatAResponseIsCut() {
		// That of Java 17 does not, and that of Java 25 does
		return this != SIMPLE || Runtime.version().feature() >= 25;
	}

	ClientHttpRequestFactory create(int readTimeoutMillis) {
		return this.builder.build(HttpClientSettings.defaults()
			.withConnectTimeout(Duration.ofSeconds(20))
			.withReadTimeout(Duration.ofMillis(readTimeoutMillis)));
	}

}
