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

package io.github.springxray.diagnostics;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.util.ClassUtils;

import io.github.springxray.recorder.StartupCheck;

/**
 * Finds tracers among the beans that trace the same requests and calls.
 */
final class OtherTracers implements StartupCheck {

	static final Map<String, String> TYPES = types();

	private static final String SDK_ALONE = "OpenTelemetrySdkAutoConfiguration";

	private final ListableBeanFactory beans;

	private final ClassLoader classLoader;

	private final Map<String, String> types;

	OtherTracers(ListableBeanFactory beans, ClassLoader classLoader) {
		this(beans, classLoader, TYPES);
	}

	OtherTracers(ListableBeanFactory beans, ClassLoader classLoader, Map<String, String> types) {
		this.beans = beans;
		this.classLoader = classLoader;
		this.types = types;
	}

	private static Map<String, String> types() {
		Map<String, String> types = new LinkedHashMap<>();
		types.put("io.micrometer.tracing.brave.bridge.BraveTracer", "Micrometer Tracing with Brave");
		types.put("io.micrometer.tracing.otel.bridge.OtelTracer", "Micrometer Tracing with OpenTelemetry");
		types.put("brave.Tracing", "Brave");
		types.put("io.opentelemetry.sdk.trace.SdkTracerProvider", "OpenTelemetry");
		types.put("io.opentelemetry.sdk.OpenTelemetrySdk", "OpenTelemetry");
		return types;
	}

	@Override
	public List<String> findings() {
		TreeSet<String> found = new TreeSet<>();
		this.types.forEach((type, title) -> {
			if (ClassUtils.isPresent(type, this.classLoader)) {
				Class<?> resolved = ClassUtils.resolveClassName(type, this.classLoader);
				if (Stream.of(this.beans.getBeanNamesForType(resolved, true, false)).anyMatch(this::traces)) {
					found.add(title);
				}
			}
		});
		return found.isEmpty() ? List.of()
				: List.of("Two tracers are at work: beside X-Ray, " + String.join(" and ", found)
						+ " traces the same requests and calls. If that is not meant, remove its dependency, "
						+ "or write xray.enabled=false.");
	}

	/**
	 * Spring Boot has a bean for OpenTelemetry wherever its SDK is, for logs and meters
	 * too. It traces if there is a provider of tracers, which is a bean of its own.
	 */
	private boolean traces(String name) {
		BeanDefinition definition = (this.beans instanceof ConfigurableListableBeanFactory known
				&& known.containsBeanDefinition(name)) ? known.getMergedBeanDefinition(name) : null;
		String factory = (definition != null) ? definition.getFactoryBeanName() : null;
		if (factory == null && definition instanceof RootBeanDefinition root) {
			Method method = root.getResolvedFactoryMethod();
			factory = (method != null) ? method.getDeclaringClass().getName() : null;
		}
		return factory == null || !factory.endsWith(SDK_ALONE);
	}

}
