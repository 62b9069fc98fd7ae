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

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

import net.ttddyy.dsproxy.QueryInfo;
import org.jspecify.annotations.Nullable;

/**
 * A statement that datasource-proxy observes. It is passed by where it would only hold
 * the values of parameters.
 */
final class TracedStatement implements InvocationHandler {

	private static final ThreadLocal<@Nullable TracedStatement> EXECUTING = new ThreadLocal<>();

	private static final Set<String> OBSERVED = Set.of("addBatch", "clearBatch", "getTarget", "getProxyConfig",
			"unwrap", "isWrapperFor", "toString", "equals", "hashCode");

	private final TracedConnection connection;

	private final Statement statement;

	private final Object proxyOfConnection;

	private final InvocationHandler datasourceProxy;

	private @Nullable Object lastResult;

	private @Nullable Object proxyOfLastResult;

	private @Nullable Execution execution;

	private @Nullable TracedStatement enclosing;

	private @Nullable List<QueryInfo> executed;

	private @Nullable TracedResultSet rows;

	TracedStatement(TracedConnection connection, Object proxyOfConnection, Statement statement,
			InvocationHandler datasourceProxy) {
		this.connection = connection;
		this.proxyOfConnection = proxyOfConnection;
		this.statement = statement;
		this.datasourceProxy = datasourceProxy;
	}

	/**
	 * Return the statement that the calling thread is about to execute.
	 */
	static @Nullable TracedStatement executing() {
		return EXECUTING.get();
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
		String name = method.getName();
		if (name.startsWith("execute")) {
			return withRows(execute(proxy, method, args), proxy);
		}
		boolean observed = OBSERVED.contains(name) || this.connection.pool().isCustomized();
		if (name.equals("close") || name.equals("getMoreResults")) {
			finishRows();
		}
		Object result = observed ? this.datasourceProxy.invoke(proxy, method, args)
				: JdbcProxies.invoke(method, this.statement, args);
		return switch (name) {
			case "getResultSet" -> withRows(result, proxy);
			case "getGeneratedKeys", "getObject" -> (result instanceof ResultSet) ? origin(proxy).name(result) : result;
			case "getConnection" -> (result != null) ? this.proxyOfConnection : null;
			case "getUpdateCount", "getLargeUpdateCount" -> affected(result);
			default -> result;
		};
	}

	private @Nullable Object execute(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
		finishRows();
		this.lastResult = null;
		this.proxyOfLastResult = null;
		this.execution = null;
		TracedStatement previous = EXECUTING.get();
		this.enclosing = previous;
		EXECUTING.set(this);
		try {
			return this.datasourceProxy.invoke(proxy, method, args);
		}
		finally {
			if (this.execution != null) {
				this.execution.abandon();
			}
			this.enclosing = null;
			this.executed = null;
			if (previous != null) {
				EXECUTING.set(previous);
			}
			else {
				EXECUTING.remove();
			}
		}
	}

	/**
	 * Return whether the calling thread executes the same already. A pool in front of a
	 * traced data source executes each statement of its own by one of that.
	 * @param queries what this is about to execute
	 */
	boolean isWithinTheSame(List<QueryInfo> queries) {
		this.executed = queries;
		for (TracedStatement outer = this.enclosing; outer != null; outer = outer.enclosing) {
			if (outer.executed != null && texts(outer.executed).equals(texts(queries))) {
				return true;
			}
		}
		return false;
	}

	private static List<String> texts(List<QueryInfo> queries) {
		return queries.stream().map(QueryInfo::getQuery).toList();
	}

	private BackReference.Origin origin(Object proxy) {
		return new BackReference.Origin(this.statement, proxy, this.connection.origin(this.proxyOfConnection));
	}

	/**
	 * Results that the driver returns once more are the same to the application, too.
	 */
	private @Nullable Object withRows(@Nullable Object result, Object proxy) {
		if (!(result instanceof ResultSet resultSet)) {
			return result;
		}
		if (result != this.lastResult) {
			this.proxyOfLastResult = proxyOf(resultSet, proxy);
			this.lastResult = result;
		}
		return this.proxyOfLastResult;
	}

	private @Nullable Object proxyOf(ResultSet resultSet, Object proxy) {
		Execution execution = this.execution;
		if (execution == null) {
			return origin(proxy).name(resultSet);
		}
		try {
			TracedResultSet rows = new TracedResultSet(resultSet, origin(proxy), execution);
			ResultSet traced = JdbcProxies.create(resultSet, ResultSet.class, rows);
			finishRows();
			this.rows = rows;
			return traced;
		}
		catch (Throwable ex) {
			this.connection.pool().tracing().faults().record("observing a result set", ex);
			return resultSet;
		}
	}

	private @Nullable Object affected(@Nullable Object result) {
		if (this.execution != null) {
			this.execution.recordAffected(result);
		}
		return result;
	}

	private void finishRows() {
		if (this.rows != null) {
			this.rows.finish();
			this.rows = null;
		}
	}

	TracedConnection connection() {
		return this.connection;
	}

	@Nullable Execution execution() {
		return this.execution;
	}

	void setExecution(@Nullable Execution execution) {
		this.execution = execution;
	}

}
