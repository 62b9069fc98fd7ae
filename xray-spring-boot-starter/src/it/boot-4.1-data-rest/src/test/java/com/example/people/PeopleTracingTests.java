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

package com.example.people;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.listeners.SegmentListener;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Data REST maps all repositories alike. Routes tell them apart.
 */
class PeopleTracingTests {

	private static final BlockingQueue<Segment> segments = new LinkedBlockingQueue<>();

	@Test
	void routesNameTheRepository() throws InterruptedException {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(PeopleApplication.class,
				Listening.class)
			.run("--server.port=0")) {
			RestClient client = RestClient
				.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port"));
			client.post()
				.uri("/api/persons")
				.contentType(MediaType.APPLICATION_JSON)
				.body("{\"name\": \"Ada\"}")
				.retrieve()
				.toBodilessEntity();
			assertThat(route()).isEqualTo("/api/persons");
			client.get().uri("/api/persons/1").retrieve().toBodilessEntity();
			assertThat(route()).isEqualTo("/api/persons/{id}");
			client.get().uri("/api/persons/search/findByName?name=Ada").retrieve().toBodilessEntity();
			assertThat(route()).isEqualTo("/api/persons/search/{search}");
			client.get().uri("/api").retrieve().toBodilessEntity();
			assertThat(route()).isEqualTo("/api");
		}
	}

	private static Object route() throws InterruptedException {
		Segment segment = segments.poll(20, TimeUnit.SECONDS);
		assertThat(segment).isNotNull();
		return segment.getAnnotations().get("http_route");
	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		@Bean
		SegmentListener listener() {
			return new SegmentListener() {

				@Override
				public void beforeEndSegment(Segment segment) {
					segments.add(segment);
				}

			};
		}

	}

}
