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

import java.lang.reflect.Method;
import java.util.Locale;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.Wrapped;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

import io.github.springxray.jdbc.DatabaseAddress;

/**
 * Where a connection factory leads to. Drivers do not tell; what remembers the options
 * that it was made with does, as the factories of Spring Boot do. Of those only what is
 * no secret is looked at, and by the rules that hold for the URLs of JDBC.
 *
 * @param address the database
 * @param url the URL with driver, hosts and database only
 * @param user who is asked for, {@code null} if that is not known
 */
record FactoryAddress(DatabaseAddress address, String url, @Nullable String user) {

	private static final int MAX_WRAPPERS = 20;

	private static final String JDBC = "jdbc:";

	/**
	 * Return the address.
	 * @return the address, {@code null} if nobody knows
	 */
	static @Nullable FactoryAddress of(ConnectionFactory factory) {
		Object next = factory;
		for (int i = 0; i < MAX_WRAPPERS && next != null; i++) {
			if (optionsOf(next) instanceof ConnectionFactoryOptions options) {
				return of(options);
			}
			next = (next instanceof Wrapped<?> wrapped) ? wrapped.unwrap() : null;
		}
		return null;
	}

	/**
	 * Known by its method: its class is one of Spring Boot's that may be absent.
	 */
	private static @Nullable Object optionsOf(Object factory) {
		Method method = ReflectionUtils.findMethod(factory.getClass(), "getOptions");
		if (method == null || method.getReturnType() != ConnectionFactoryOptions.class) {
			return null;
		}
		ReflectionUtils.makeAccessible(method);
		return ReflectionUtils.invokeMethod(method, factory);
	}

	static FactoryAddress of(ConnectionFactoryOptions options) {
		String driver = valueOf(options, ConnectionFactoryOptions.DRIVER, "").toLowerCase(Locale.ROOT);
		String protocol = valueOf(options, ConnectionFactoryOptions.PROTOCOL, "");
		while ((driver.equals("pool") || driver.equals("proxy")) && !protocol.isEmpty()) {
			int end = protocol.indexOf(':');
			driver = ((end < 0) ? protocol : protocol.substring(0, end)).toLowerCase(Locale.ROOT);
			protocol = (end < 0) ? "" : protocol.substring(end + 1);
		}
		DatabaseAddress address = DatabaseAddress.parse(JDBC + jdbcUrl(driver, protocol, options));
		String user = valueOf(options, ConnectionFactoryOptions.USER, "");
		return new FactoryAddress(address, "r2" + address.url().substring("j".length()), user.isEmpty() ? null : user);
	}

	private static String jdbcUrl(String driver, String protocol, ConnectionFactoryOptions options) {
		String host = valueOf(options, ConnectionFactoryOptions.HOST, "");
		String port = valueOf(options, ConnectionFactoryOptions.PORT, "");
		String database = valueOf(options, ConnectionFactoryOptions.DATABASE, "");
		String server = port.isEmpty() ? host : host + ":" + port;
		return switch (driver) {
			case "h2" -> "h2:" + (host.isEmpty() ? protocol + ":" : protocol + "://" + server + "/") + database;
			case "mssql", "sqlserver" -> "sqlserver://" + server + ";databaseName=" + database;
			case "oracle" -> "oracle:thin:@//" + server + "/" + database;
			case "postgres" -> "postgresql://" + server + "/" + database;
			default -> driver + "://" + server + "/" + database;
		};
	}

	private static String valueOf(ConnectionFactoryOptions options, Option<?> option, String otherwise) {
		Object value = options.getValue(option);
		return (value != null) ? value.toString() : otherwise;
	}

}
