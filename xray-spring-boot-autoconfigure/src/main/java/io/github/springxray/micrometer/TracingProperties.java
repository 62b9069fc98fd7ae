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

package io.github.springxray.micrometer;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

import io.github.springxray.recorder.StartupCheck;

/**
 * What the application says with {@code management.tracing}, Spring Boot's properties for
 * tracers. Baggage is as it says. For what X-Ray has properties of its own for, it is
 * told what to write instead: a setting that is silently not followed costs traces or
 * money.
 */
final class TracingProperties implements StartupCheck {

	private static final String PREFIX = "management.tracing.";

	/**
	 * Spring Boot switches the export off in tests by itself where this is.
	 */
	private static final String TEST_MODULE = "org.springframework.boot.micrometer.tracing.test.autoconfigure.AutoConfigureTracing";

	private final Environment environment;

	private final Binder binder;

	TracingProperties(Environment environment) {
		this.environment = environment;
		this.binder = Binder.get(environment);
	}

	List<String> remoteFields() {
		return isBaggageOn() ? listOf("baggage.remote-fields") : List.of();
	}

	List<String> tagFields() {
		return isBaggageOn() ? listOf("baggage.tag-fields") : List.of();
	}

	private boolean isBaggageOn() {
		return this.binder.bind(PREFIX + "baggage.enabled", Boolean.class).orElse(true);
	}

	private List<String> listOf(String name) {
		return this.binder.bind(PREFIX + name, Bindable.listOf(String.class)).orElse(List.of());
	}

	@Override
	public List<String> findings() {
		List<String> findings = new ArrayList<>();
		String probability = this.environment.getProperty(PREFIX + "sampling.probability");
		if (probability != null) {
			findings.add(refused("sampling.probability", probability,
					"X-Ray's rules decide. Write xray.sampling.strategy=local and xray.sampling.rate=" + probability
							+ ", or xray.sampling.strategy=all for everything"));
		}
		for (String name : List.of("propagation.type", "propagation.produce", "propagation.consume")) {
			List<String> formats = listOf(name);
			if (!formats.isEmpty()) {
				String property = name.endsWith("type") ? "produce" : name.substring(name.indexOf('.') + 1);
				findings.add(refused(name, String.join(",", formats),
						"Write xray.propagation." + property + "=" + formatsOf(formats)));
			}
		}
		List<String> correlated = listOf("baggage.correlation.fields");
		if (!correlated.isEmpty()) {
			findings.add(refused("baggage.correlation.fields", String.join(",", correlated),
					"Log lines have the ids of the trace only. Write management.tracing.baggage.tag-fields to have "
							+ "them as annotations, or put them into the MDC by yourself"));
		}
		boolean exported = this.binder.bind(PREFIX + "export.enabled", Boolean.class).orElse(true);
		if (!exported && !ClassUtils.isPresent(TEST_MODULE, getClass().getClassLoader())) {
			findings.add(refused("export.enabled", "false", "To send nothing, write xray.emitter.type=none"));
		}
		return findings;
	}

	private static String formatsOf(List<String> formats) {
		boolean w3c = formats.stream().anyMatch((format) -> format.trim().equalsIgnoreCase("w3c"));
		return w3c ? "xray,w3c" : "xray";
	}

	private static String refused(String name, String value, String instead) {
		return PREFIX + name + "=" + value + " is not followed by X-Ray's tracer. " + instead + ".";
	}

}
