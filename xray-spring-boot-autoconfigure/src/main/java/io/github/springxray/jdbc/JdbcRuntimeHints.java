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

package io.github.springxray.jdbc;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;

import javax.sql.DataSource;

import net.ttddyy.dsproxy.proxy.ProxyJdbcObject;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.Advised;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.core.DecoratingProxy;
import org.springframework.core.InfrastructureProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/**
 * The proxies of JDBC's interfaces and what they call, so that a native image keeps them.
 * An object with more interfaces gets the proxy of the one that was asked for there.
 */
final class JdbcRuntimeHints implements RuntimeHintsRegistrar {

	private static final List<Class<?>> PROXIED = List.of(Connection.class, ConnectionBuilder.class, Statement.class,
			PreparedStatement.class, CallableStatement.class, ResultSet.class, DatabaseMetaData.class);

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		for (Class<?> type : PROXIED) {
			hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS);
			hints.proxies().registerJdkProxy(type, ProxyJdbcObject.class);
			hints.proxies().registerJdkProxy(ProxyJdbcObject.class, type);
		}
		hints.reflection().registerType(DataSource.class, MemberCategory.INVOKE_PUBLIC_METHODS);
		hints.proxies()
			.registerJdkProxy(DataSource.class, InfrastructureProxy.class, SpringProxy.class, Advised.class,
					DecoratingProxy.class);
		hints.reflection()
			.registerType(AbstractRoutingDataSource.class,
					(type) -> type.withMethod("determineTargetDataSource", List.of(), ExecutableMode.INVOKE));
	}

}
