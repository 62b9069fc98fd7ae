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

package io.github.springxray.logging;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Finds out whether another tracer puts {@code traceId} and {@code spanId} into the MDC.
 * That is one behind Micrometer, as its bridges do, unless it is the one that does
 * nothing; Brave with what it brings for logging; and the agent of OpenTelemetry if it is
 * told to use these names. No bean is created to find out.
 */
final class OtherTracers {

	/**
	 * What connects Micrometer to a tracer.
	 */
	private static final List<String> BRIDGES = List.of("io.micrometer.tracing.brave.bridge.BraveTracer",
			"io.micrometer.tracing.otel.bridge.OtelTracer");

	private static final String NOOP_CONFIGURATION = "NoopTracerAutoConfiguration";

	/**
	 * The tracer of the starter, which leaves these keys to this package.
	 */
	private static final String OWN_TRACER = "xrayMicrometerTracer";

	private static final List<String> BRAVE_LOGGING = List.of("brave.context.slf4j.MDCScopeDecorator",
			"brave.context.log4j2.ThreadContextScopeDecorator", "brave.context.log4j12.MDCScopeDecorator");

	private static final String TRACER = "io.micrometer.tracing.Tracer";

	private static final String BRAVE = "brave.Tracing";

	private static final String AGENT_KEY = "otel.instrumentation.common.logging.trace-id";

	static final List<String> LOOKED_FOR = Stream.of(BRIDGES, BRAVE_LOGGING, List.of(TRACER, BRAVE))
		.flatMap(List::stream)
		.toList();

	private final ConfigurableListableBeanFactory beans;

	private final Environment environment;

	private volatile @Nullable Boolean found;

	OtherTracers(ConfigurableListableBeanFactory beans, Environment environment) {
		this.beans = beans;
		this.environment = environment;
	}

	/**
	 * Return whether nobody else puts these keys. Asked when the first trace begins, as
	 * the definitions of all beans are there by then.
	 */
	boolean areAbsent() {
		Boolean known = this.found;
		if (known == null) {
			known = isMicrometerTracing() || isBraveLogging() || isAgentLogging();
			this.found = known;
		}
		return !known;
	}

	/**
	 * Return whether a tracer behind Micrometer is on the class path, which may or may
	 * not be used.
	 */
	static boolean isBridgePresent(@Nullable ClassLoader classLoader) {
		return BRIDGES.stream().anyMatch((name) -> ClassUtils.isPresent(name, classLoader));
	}

	private boolean isMicrometerTracing() {
		for (String name : namesOf(TRACER)) {
			if (!name.equals(OWN_TRACER) && !isNoop(name)) {
				return true;
			}
		}
		return false;
	}

	private boolean isNoop(String name) {
		BeanDefinition definition = this.beans.containsBeanDefinition(name) ? this.beans.getMergedBeanDefinition(name)
				: null;
		if (definition == null) {
			return false;
		}
		String factory = definition.getFactoryBeanName();
		if (factory == null && definition instanceof RootBeanDefinition root) {
			// What was processed ahead of time has a method, and no bean that it is of
			Method method = root.getResolvedFactoryMethod();
			factory = (method != null) ? method.getDeclaringClass().getName() : null;
		}
		return factory != null && factory.endsWith(NOOP_CONFIGURATION);
	}

	private boolean isBraveLogging() {
		return BRAVE_LOGGING.stream().anyMatch((name) -> ClassUtils.isPresent(name, this.beans.getBeanClassLoader()))
				&& namesOf(BRAVE).length > 0;
	}

	private boolean isAgentLogging() {
		return ThreadIds.TRACE_ID.equals(this.environment.getProperty(AGENT_KEY))
				|| ThreadIds.TRACE_ID.equals(System.getenv("OTEL_INSTRUMENTATION_COMMON_LOGGING_TRACE_ID"));
	}

	private String[] namesOf(String type) {
		try {
			return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beans,
					ClassUtils.forName(type, this.beans.getBeanClassLoader()), true, false);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return new String[0];
		}
	}

}
