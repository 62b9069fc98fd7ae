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

package io.github.springxray.actuate;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Follows changes of {@code xray.enabled} and {@code xray.sampling.rate} that Spring
 * Cloud tells of, so that all instances can be switched together.
 */
final class EnvironmentSwitch implements ApplicationListener<EnvironmentChangeEvent> {

	private static final Log logger = LogFactory.getLog("io.github.springxray");

	private static final String ENABLED = "xray.enabled";

	private static final String RATE = "xray.sampling.rate";

	private static final String WHO = "a change of the configuration";

	private final TracingControl control;

	private final Environment environment;

	private final @Nullable Double configured;

	EnvironmentSwitch(TracingControl control, Environment environment) {
		this.control = control;
		this.environment = environment;
		this.configured = read(RATE, Double.class);
	}

	@Override
	public void onApplicationEvent(EnvironmentChangeEvent event) {
		Set<String> keys = event.getKeys();
		try {
			if (isAmong(keys, ENABLED)) {
				Boolean enabled = read(ENABLED, Boolean.class);
				this.control.change(enabled == null || enabled, null, null, WHO);
			}
			if (isAmong(keys, RATE)) {
				follow(read(RATE, Double.class));
			}
		}
		catch (BindException ex) {
			logger.warn(
					"A change of the configuration is not followed: " + ex.getName() + " has no value that it takes.");
		}
	}

	private void follow(@Nullable Double rate) {
		if (Objects.equals(rate, this.configured) || rate == null) {
			this.control.clearRate(WHO);
		}
		else if (rate >= 0 && rate <= 1) {
			this.control.change(null, rate, null, WHO);
		}
		else {
			logger.warn("A change of the configuration is not followed: " + RATE + " is a number from 0 to 1.");
		}
	}

	private <T> @Nullable T read(String property, Class<T> type) {
		return Binder.get(this.environment).bind(property, type).orElse(null);
	}

	private static boolean isAmong(Set<String> keys, String property) {
		return keys.stream().map((key) -> key.toLowerCase(Locale.ROOT).replace('_', '.')).anyMatch(property::equals);
	}

}
