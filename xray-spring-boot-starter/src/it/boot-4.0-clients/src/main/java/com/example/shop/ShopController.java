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

package com.example.shop;

import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Calls itself and its database.
 */
@RestController
class ShopController {

	private final RestTemplate restTemplate;

	private final RestClient restClient;

	private final WebClient webClient;

	private final JdbcTemplate jdbc;

	ShopController(RestTemplateBuilder restTemplate, RestClient.Builder restClient, WebClient.Builder webClient,
			JdbcTemplate jdbc) {
		this.restTemplate = restTemplate.build();
		this.restClient = restClient.build();
		this.webClient = webClient.build();
		this.jdbc = jdbc;
	}

	@GetMapping("/shop")
	String shop(@RequestHeader("Host") String host) {
		String url = "http://" + host + "/header";
		this.jdbc.queryForObject("SELECT 'secret' FROM DUAL", String.class);
		return String.join("\n", this.restTemplate.getForObject(url, String.class),
				this.restClient.get().uri(url).retrieve().body(String.class),
				this.webClient.get().uri(url).retrieve().bodyToMono(String.class).block());
	}

	@GetMapping("/header")
	String header(@RequestHeader("X-Amzn-Trace-Id") String header) {
		return header;
	}

}
