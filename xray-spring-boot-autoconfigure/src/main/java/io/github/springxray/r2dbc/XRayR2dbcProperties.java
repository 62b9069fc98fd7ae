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
package io.github.springxray.r2dbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Which statements that are sent through R2DBC are traced. What is recorded of them is
 * decided by the properties of JDBC.
 */
@ConfigurationProperties("xray.patch.r2dbc")
public class XRayR2dbcProperties {

	/**
	 * Whether to trace the statements that are sent through connection factories of
	 * R2DBC. Defaults to xray.patch.enabled.
	 */
	private @Nullable Boolean enabled;

	/**
	 * Names of the connection factory beans that are not traced.
	 */
	private List<String> excludeConnectionFactories = new ArrayList<>();

	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	public List<String> getExcludeConnectionFactories() {
		return this.excludeConnectionFactories;
	}

	/**
	 * Return the names of what is not traced.
	 * @throws InvalidConfigurationPropertyValueException if one of them is blank
	 */
	Set<String> excluded() {
		if (this.excludeConnectionFactories.stream().anyMatch(String::isBlank)) {
			throw new InvalidConfigurationPropertyValueException("xray.patch.r2dbc.exclude-connection-factories",
					this.excludeConnectionFactories, "Write names of beans, such as ordersConnectionFactory.");
		}
		return Set.copyOf(this.excludeConnectionFactories);
	}

	public void setExcludeConnectionFactories(List<String> excludeConnectionFactories) {
		this.excludeConnectionFactories = excludeConnectionFactories;
	}

}
