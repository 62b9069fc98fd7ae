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
