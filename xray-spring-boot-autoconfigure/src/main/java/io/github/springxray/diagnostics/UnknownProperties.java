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

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.support.ResourcePropertySource;
import org.springframework.util.ClassUtils;

import io.github.springxray.recorder.NearestName;
import io.github.springxray.recorder.StartupCheck;

/**
 * Finds properties below {@code xray} in configuration files that nobody reads. Names of
 * environment variables and system properties belong to everybody: Kubernetes makes some
 * of the name of each service.
 */
final class UnknownProperties implements StartupCheck {

	private static final ConfigurationPropertyName CONSOLE = ConfigurationPropertyName.of("xray.console");

	static final String CONSOLE_CLASS = "io.github.springxray.console.XRayConsoleProperties";

	private static final Set<String> OTHERS = Set.of("systemEnvironment", "systemProperties", "commandLineArgs");

	private final ConfigurableEnvironment environment;

	private final ClassLoader classLoader;

	UnknownProperties(ConfigurableEnvironment environment, ClassLoader classLoader) {
		this.environment = environment;
		this.classLoader = classLoader;
	}

	@Override
	public List<String> findings() {
		Map<ConfigurationPropertyName, String> written = written();
		if (written.isEmpty()) {
			return List.of();
		}
		try {
			return compare(written);
		}
		catch (FileNotFoundException ex) {
			// Whoever has repackaged the jar has left it out
			return List.of();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<String> compare(Map<ConfigurationPropertyName, String> written) throws IOException {
		KnownProperties known = new KnownProperties(this.classLoader);
		if (!known.readOwn()) {
			return List.of();
		}
		written.keySet().removeIf(known::contain);
		if (!ClassUtils.isPresent(CONSOLE_CLASS, this.classLoader)) {
			// The same files serve where the console is left out
			written.keySet().removeIf(CONSOLE::isAncestorOf);
		}
		if (written.isEmpty()) {
			return List.of();
		}
		known.readAll();
		written.keySet().removeIf(known::contain);
		List<String> findings = new ArrayList<>();
		written.forEach((name, origin) -> findings.add("There is no property " + name + " (" + origin + ")."
				+ NearestName.question(name.toString(), known.names(name))));
		return findings;
	}

	private Map<ConfigurationPropertyName, String> written() {
		Map<ConfigurationPropertyName, String> written = new LinkedHashMap<>();
		for (PropertySource<?> source : this.environment.getPropertySources()) {
			ConfigurationPropertySource properties = OTHERS.contains(source.getName()) ? null
					: ConfigurationPropertySource.from(source);
			if (properties instanceof IterableConfigurationPropertySource all) {
				for (ConfigurationPropertyName name : all) {
					String origin = KnownProperties.ROOT.isAncestorOf(name) ? originOf(source, all, name) : null;
					if (origin != null) {
						written.putIfAbsent(name, origin);
					}
				}
			}
		}
		return written;
	}

	/**
	 * Return where in which file a property stands, {@code null} if it is in none.
	 */
	private static @Nullable String originOf(PropertySource<?> source, ConfigurationPropertySource properties,
			ConfigurationPropertyName name) {
		ConfigurationProperty property = properties.getConfigurationProperty(name);
		Origin origin = (property != null) ? property.getOrigin() : null;
		if (origin instanceof PropertySourceOrigin wrapped) {
			origin = wrapped.getOrigin();
		}
		for (Origin each = origin; each != null; each = Origin.parentsFrom(each).stream().findFirst().orElse(null)) {
			if (each instanceof TextResourceOrigin) {
				return String.valueOf(origin);
			}
		}
		return (source instanceof ResourcePropertySource) ? source.getName() : null;
	}

}
