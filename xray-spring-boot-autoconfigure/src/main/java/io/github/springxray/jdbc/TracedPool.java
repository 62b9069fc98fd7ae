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

import java.sql.Connection;

import javax.sql.DataSource;

import net.ttddyy.dsproxy.proxy.ProxyConfig;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose connections are traced.
 */
final class TracedPool {

	private final String name;

	private final JdbcTracing tracing;

	private final boolean customized;

	private final ProxyConfig config;

	private final PoolFacts facts;

	/**
	 * Create a pool that shares all with another one but what its database is.
	 */
	private TracedPool(TracedPool other) {
		this.name = other.name;
		this.tracing = other.tracing;
		this.customized = other.customized;
		this.config = other.config;
		this.facts = new PoolFacts(other.name, other.tracing.faults());
	}

	TracedPool(String name, DataSource dataSource, JdbcTracing tracing) {
		this.name = name;
		this.tracing = tracing;
		this.customized = !tracing.customizers().isEmpty();
		ProxyDataSourceBuilder builder = ProxyDataSourceBuilder.create(name, dataSource);
		tracing.customizers().forEach((customizer) -> customizer.customize(name, builder));
		this.config = ProxyConfig.Builder.from(builder.build().getProxyConfig())
			.queryListener(new ExecutionListener(tracing))
			.jdbcProxyFactory(new TracingProxyFactory())
			.build();
		this.facts = new PoolFacts(name, tracing.faults());
	}

	/**
	 * Return whether connections need no proxy.
	 */
	boolean isIdle() {
		return !this.customized && this.tracing.isUnrecorded();
	}

	/**
	 * Return a pool for connections to what may be another database.
	 */
	TracedPool another() {
		return new TracedPool(this);
	}

	/**
	 * Return the connection in a form that is traced, or as it is if it is traced already
	 * or that fails.
	 * @param user the user that it was asked for, {@code null} for that of the pool
	 */
	Connection trace(Connection connection, @Nullable String user) {
		if (TracedConnection.is(connection)) {
			return connection;
		}
		try {
			return TracedConnection.of(this, connection, user);
		}
		catch (Throwable ex) {
			this.tracing.faults().record("tracing a connection", ex);
			return connection;
		}
	}

	PoolFacts facts() {
		return this.facts;
	}

	String name() {
		return this.name;
	}

	JdbcTracing tracing() {
		return this.tracing;
	}

	ProxyConfig config() {
		return this.config;
	}

	boolean isCustomized() {
		return this.customized;
	}

}
