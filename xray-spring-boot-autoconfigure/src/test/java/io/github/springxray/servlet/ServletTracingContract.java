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

package io.github.springxray.servlet;

import org.springframework.context.ConfigurableApplicationContext;

import io.github.springxray.contract.SettingsContract;

/**
 * The contract of a servlet container.
 */
abstract class ServletTracingContract extends SettingsContract {

	private static final String EXCLUDED = "spring.autoconfigure.exclude="
			+ "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
			+ "org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration,";

	private static final String SECURITY = "org.springframework.boot.security.autoconfigure.";

	private static final String WITHOUT_SECURITY = EXCLUDED + SECURITY
			+ "web.servlet.ServletWebSecurityAutoConfiguration," + SECURITY
			+ "web.servlet.SecurityFilterAutoConfiguration," + SECURITY
			+ "actuate.web.servlet.ManagementWebSecurityAutoConfiguration,";

	/**
	 * The configuration that brings the server.
	 */
	abstract Class<?> server();

	/**
	 * The auto-configuration that would serve the actuator with another server.
	 */
	abstract String managementOfAnotherServer();

	@Override
	protected final Class<?>[] application() {
		return new Class<?>[] { ContractApplication.class, server() };
	}

	@Override
	protected final String[] properties() {
		return new String[] { WITHOUT_SECURITY + managementOfAnotherServer() };
	}

	@Override
	protected final ConfigurableApplicationContext runWithSecurity(Object... propertiesAndConfigurations) {
		return run(new String[] { EXCLUDED + managementOfAnotherServer() }, propertiesAndConfigurations);
	}

}
