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

package io.github.springxray.benchmarks.sidebyside;

import java.nio.file.Path;
import java.util.List;

/**
 * A way of tracing the application.
 */
enum Variant {

	NONE("none", "no tracing"),

	XRAY_STARTER("xray-starter", "xray-spring-boot-starter"),

	XRAY_STARTER_DEFAULT("xray-starter", "xray-spring-boot-starter, default sampling",
			"--xray.sampling.strategy=central"),

	XRAY_SDK("xray-sdk", "X-Ray SDK, wired by hand"),

	OPENTELEMETRY_STARTER("opentelemetry-starter", "OpenTelemetry's starter"),

	BOOT_OPENTELEMETRY("boot-opentelemetry", "Spring Boot's OpenTelemetry starter"),

	WEBFLUX_NONE("webflux/none", "WebFlux, no tracing", Propagation.LIMITED),

	WEBFLUX_NONE_AUTO("webflux/none", "WebFlux, no tracing, `auto`", Propagation.AUTO),

	WEBFLUX_XRAY_STARTER("webflux/xray-starter", "WebFlux, xray-spring-boot-starter", Propagation.LIMITED),

	WEBFLUX_XRAY_STARTER_AUTO("webflux/xray-starter", "WebFlux, xray-spring-boot-starter, `auto`", Propagation.AUTO),

	WEBFLUX_OPENTELEMETRY_STARTER("webflux/opentelemetry-starter", "WebFlux, OpenTelemetry's starter",
			Propagation.LIMITED),

	WEBFLUX_OPENTELEMETRY_STARTER_AUTO("webflux/opentelemetry-starter", "WebFlux, OpenTelemetry's starter, `auto`",
			Propagation.AUTO),

	WEBFLUX_BOOT_OPENTELEMETRY("webflux/boot-opentelemetry", "WebFlux, Spring Boot's OpenTelemetry starter",
			Propagation.LIMITED),

	WEBFLUX_BOOT_OPENTELEMETRY_AUTO("webflux/boot-opentelemetry",
			"WebFlux, Spring Boot's OpenTelemetry starter, `auto`", Propagation.AUTO);

	private final String folder;

	private final String title;

	private final List<String> arguments;

	Variant(String folder, String title, String... arguments) {
		this.folder = folder;
		this.title = title;
		this.arguments = List.of(arguments);
	}

	String title() {
		return this.title;
	}

	List<String> arguments() {
		return this.arguments;
	}

	/**
	 * Return whether this is an application of WebFlux.
	 */
	boolean isReactive() {
		return this.folder.startsWith("webflux/");
	}

	Path jar(Path root) {
		return root.resolve(this.folder).resolve("target/app.jar");
	}

	/**
	 * What Reactor propagates by itself.
	 */
	private static final class Propagation {

		static final String LIMITED = "--spring.reactor.context-propagation=limited";

		static final String AUTO = "--spring.reactor.context-propagation=auto";

	}

}
