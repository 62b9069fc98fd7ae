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

package com.example.function;

import java.util.function.Function;

import reactor.core.publisher.Mono;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClient;

@SpringBootApplication
public class FunctionApplication {

	public static void main(String[] args) {
		SpringApplication.run(FunctionApplication.class, args);
	}

	@Bean
	RestClient greetings(RestClient.Builder builder, Environment environment) {
		return builder.baseUrl(environment.getRequiredProperty("downstream.url")).build();
	}

	@Bean
	Function<String, String> greet(RestClient greetings) {
		return (name) -> {
			if ("nobody".equals(name)) {
				throw new IllegalArgumentException("nobody to greet");
			}
			return greetings.get().uri("/hello").retrieve().body(String.class) + ", " + name;
		};
	}

	@Bean
	Function<Mono<String>, Mono<String>> greetLater(RestClient greetings) {
		return (names) -> names.map((name) -> greetings.get().uri("/hello").retrieve().body(String.class) + ", " + name);
	}

}
