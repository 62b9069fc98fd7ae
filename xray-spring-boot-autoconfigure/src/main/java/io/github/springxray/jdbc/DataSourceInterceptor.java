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

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ConnectionBuilder;

import javax.sql.DataSource;

import com.amazonaws.xray.entities.Entity;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.InfrastructureProxy;

import io.github.springxray.context.TraceScope;
import io.github.springxray.recorder.LoggedFault;

/**
 * Traces the connections that a data source gives away. All else is left to the data
 * source. What it needs is looked up with the first connection, as data sources are
 * created before most other beans.
 */
class DataSourceInterceptor implements MethodInterceptor {

	private static final Log logger = LogFactory.getLog(DataSourceInterceptor.class);

	private final String name;

	private final DataSource dataSource;

	private final ObjectProvider<JdbcTracing> provider;

	private volatile @Nullable TracedPool pool;

	private volatile boolean broken;

	DataSourceInterceptor(String name, DataSource dataSource, ObjectProvider<JdbcTracing> provider) {
		this.name = name;
		this.dataSource = dataSource;
		this.provider = provider;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Method method = invocation.getMethod();
		if (method.getName().equals("isWrapperFor") && invocation.getArguments()[0] == TracedDataSource.class) {
			return true;
		}
		if (method.getDeclaringClass() == InfrastructureProxy.class) {
			return this.dataSource;
		}
		giveBack(invocation);
		if (Connection.class.isAssignableFrom(method.getReturnType())) {
			TracedPool pool = pool();
			return (pool == null || pool.isIdle()) ? invocation.proceed() : connect(pool, invocation);
		}
		if (ConnectionBuilder.class.isAssignableFrom(method.getReturnType())) {
			TracedPool pool = pool();
			return (pool != null) ? build(pool, invocation) : invocation.proceed();
		}
		return method.getName().equals("unwrap")
				? JdbcProxies.invoke(method, this.dataSource, invocation.getArguments()) : invocation.proceed();
	}

	/**
	 * A data source is given back its own connections, as to close or to evict them. It
	 * would not know our proxies.
	 */
	private static void giveBack(MethodInvocation invocation) {
		@Nullable Object[] arguments = invocation.getArguments();
		for (int i = 0; i < arguments.length; i++) {
			if (arguments[i] instanceof Connection connection) {
				arguments[i] = TracedConnection.targetOf(connection);
			}
		}
	}

	final DataSource dataSource() {
		return this.dataSource;
	}

	/**
	 * Get a builder of connections that are traced.
	 * @param pool where they come from
	 * @param invocation gets the builder
	 */
	@Nullable Object build(TracedPool pool, MethodInvocation invocation) throws Throwable {
		Object builder = invocation.proceed();
		return (builder instanceof ConnectionBuilder target) ? TracedConnectionBuilder.of(pool, target) : builder;
	}

	/**
	 * Get a connection and trace it.
	 * @param pool where it comes from
	 * @param invocation gets it
	 */
	@Nullable Object connect(TracedPool pool, MethodInvocation invocation) throws Throwable {
		return connect(pool, invocation::proceed, invocation.getArguments());
	}

	final @Nullable Object connect(TracedPool pool, Connecting connecting, @Nullable Object[] arguments)
			throws Throwable {
		JdbcTracing tracing = pool.tracing();
		HandedOut inside = new HandedOut();
		Connecting remembering = () -> {
			try (inside) {
				inside.open();
				return connecting.connect();
			}
			catch (Throwable ex) {
				tracing.thrownByDataSource(ex);
				throw ex;
			}
		};
		Entity parent = tracing.properties().isRecordConnections() ? tracing.recording() : null;
		if (parent == null) {
			return trace(pool, remembering.connect(), arguments, inside);
		}
		TraceScope scope = tracing.subsegments().begin("connection", parent);
		Entity entity = scope.entity();
		Object connection;
		try {
			if (entity != null) {
				tracing.subsegments()
					.safely("describing a connection",
							() -> entity.putMetadata(Execution.NAMESPACE, "data_source", this.name));
			}
			connection = remembering.connect();
		}
		catch (Throwable ex) {
			if (entity != null) {
				tracing.recordFailure(entity, ex);
			}
			throw ex;
		}
		finally {
			tracing.subsegments().end(scope, null);
		}
		return trace(pool, connection, arguments, inside);
	}

	/**
	 * What the data source has built around a connection that is traced stays as it is.
	 */
	private static @Nullable Object trace(TracedPool pool, @Nullable Object connection, @Nullable Object[] arguments,
			HandedOut inside) {
		if (connection instanceof Connection target && !inside.isAnyOpen()) {
			String user = (arguments.length == 2 && arguments[0] instanceof String first) ? first : null;
			Connection traced = pool.trace(target, user);
			HandedOut.add(traced);
			return traced;
		}
		return connection;
	}

	/**
	 * A bean that the recorder needs may use the database while it is created itself.
	 * What it does is not traced.
	 */
	private @Nullable TracedPool pool() {
		TracedPool pool = this.pool;
		if (pool == null && !this.broken) {
			try {
				pool = create(this.provider.getObject());
			}
			catch (BeansException ex) {
				logger.debug("A connection is not traced because the recorder is not available yet", ex);
			}
		}
		return pool;
	}

	/**
	 * Without the lock of the bean factory, and customized once.
	 */
	private synchronized @Nullable TracedPool create(JdbcTracing tracing) {
		if (this.pool == null && !this.broken) {
			try {
				this.pool = new TracedPool(this.name, this.dataSource, tracing);
			}
			catch (Throwable ex) {
				this.broken = true;
				logger.warn("The data source '" + this.name + "' is not traced", LoggedFault.of(ex));
			}
		}
		return this.pool;
	}

	/**
	 * Gets a connection.
	 */
	interface Connecting {

		@Nullable Object connect() throws Throwable;

	}

}
