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

package io.github.springxray.console.embedded;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A traced application with the console in it.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ ConsoleApplication.HelloController.class, ConsoleApplication.Failures.class })
class ConsoleApplication {

	static final String NO_SECURITY = "spring.autoconfigure.exclude="
			+ "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration";

	private static final List<String> DEFAULTS = List.of("server.port=0", "server.address=127.0.0.1",
			"spring.application.name=greetings", "spring.main.banner-mode=off", "server.shutdown=immediate",
			"xray.sampling.strategy=all", "xray.emitter.type=none", "xray.console.enabled=true");

	static ConfigurableApplicationContext run(WebApplicationType type, String... properties) {
		Map<String, String> all = new LinkedHashMap<>();
		for (List<String> each : List.of(DEFAULTS, List.of(properties))) {
			for (String property : each) {
				int equals = property.indexOf('=');
				all.put(property.substring(0, equals), property);
			}
		}
		String[] arguments = all.values().stream().map((property) -> "--" + property).toArray(String[]::new);
		return new SpringApplicationBuilder(ConsoleApplication.class).web(type).run(arguments);
	}

	static ConfigurableApplicationContext run(String... properties) {
		String[] all = Stream.concat(Stream.of(NO_SECURITY), Stream.of(properties)).toArray(String[]::new);
		return run(WebApplicationType.SERVLET, all);
	}

	@RestController
	static class HelloController {

		private static final Logger logger = LoggerFactory.getLogger(HelloController.class);

		@GetMapping("/hello")
		String hello() {
			logger.info("Somebody says hello");
			return "hello";
		}

	}

	/**
	 * What an application may do with its own errors.
	 */
	@ControllerAdvice
	static class Failures {

		@ExceptionHandler(Exception.class)
		String failed() {
			throw new IllegalStateException("not for the console");
		}

	}

}
