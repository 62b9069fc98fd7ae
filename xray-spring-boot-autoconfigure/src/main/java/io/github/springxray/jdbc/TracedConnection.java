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
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Set;

import com.amazonaws.xray.entities.Entity;
import net.ttddyy.dsproxy.ConnectionInfo;
import net.ttddyy.dsproxy.proxy.ProxyJdbcObject;
import net.ttddyy.dsproxy.proxy.jdk.ConnectionInvocationHandler;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose statements are traced while something is recorded. At other times
 * its statements are those of the driver, so that a connection that is taken outside of a
 * segment and used in one loses nothing, and costs little outside of it.
 */
final class TracedConnection implements InvocationHandler {

	private static final Set<String> STATEMENTS = Set.of("createStatement", "prepareStatement", "prepareCall");

	/**
	 * What datasource-proxy answers in place of the connection.
	 */
	private static final Set<String> COMMON = Set.of("getTarget", "getProxyConfig", "unwrap", "isWrapperFor",
			"toString", "equals", "hashCode");

	private final TracedPool pool;

	private final PoolFacts facts;

	private final Connection connection;

	private final @Nullable String user;

	private final InvocationHandler datasourceProxy;

	private @Nullable ConnectionFacts known;

	private @Nullable Object metaData;

	private @Nullable Transaction transaction;

	private TracedConnection(TracedPool pool, Connection connection, @Nullable String user) {
		this.pool = pool;
		this.facts = pool.facts();
		this.connection = connection;
		this.user = user;
		this.datasourceProxy = new ConnectionInvocationHandler(connection, info(pool, connection), pool.config());
	}

	private static ConnectionInfo info(TracedPool pool, Connection connection) {
		ConnectionInfo info = new ConnectionInfo();
		info.setDataSourceName(pool.name());
		info.setConnectionId(pool.isCustomized() ? pool.config().getConnectionIdManager().getId(connection) : "");
		return info;
	}

	/**
	 * Return whether a connection is a traced one.
	 */
	static boolean is(Connection connection) {
		return Proxy.isProxyClass(connection.getClass())
				&& Proxy.getInvocationHandler(connection) instanceof TracedConnection;
	}

	/**
	 * Return the connection behind a traced one, or a connection that is none as it is.
	 */
	static Connection targetOf(Connection connection) {
		return is(connection) ? ((TracedConnection) Proxy.getInvocationHandler(connection)).connection : connection;
	}

	/**
	 * Make a connection a traced one.
	 */
	static Connection of(TracedPool pool, Connection connection, @Nullable String user) {
		return JdbcProxies.create(connection, Connection.class, new TracedConnection(pool, connection, user));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
		String name = method.getName();
		if (STATEMENTS.contains(name)) {
			boolean recording = this.pool.tracing().recording() != null;
			if (recording) {
				facts();
			}
			else {
				this.pool.tracing().reportOutside();
			}
			return invoke(proxy, method, args, recording);
		}
		Object result = this.pool.tracing().properties().isRecordTransactions()
				? invokeInTransaction(proxy, method, args) : invoke(proxy, method, args, COMMON.contains(name));
		return name.equals("getMetaData") ? named(result, proxy) : result;
	}

	private @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args,
			boolean throughDatasourceProxy) throws Throwable {
		return (throughDatasourceProxy || this.pool.isCustomized()) ? this.datasourceProxy.invoke(proxy, method, args)
				: JdbcProxies.invoke(method, this.connection, args);
	}

	/**
	 * Drivers return the same meta data each time.
	 */
	private @Nullable Object named(@Nullable Object metaData, Object proxy) {
		Object last = this.metaData;
		if (last == null || metaData != ((ProxyJdbcObject) last).getTarget()) {
			last = origin(proxy).name(metaData);
			this.metaData = (last instanceof ProxyJdbcObject) ? last : null;
		}
		return last;
	}

	private @Nullable Object invokeInTransaction(Object proxy, Method method, @Nullable Object @Nullable [] args)
			throws Throwable {
		String outcome = Transaction.outcomeOf(method, args);
		Throwable failure = null;
		try {
			return invoke(proxy, method, args, COMMON.contains(method.getName()));
		}
		catch (Throwable ex) {
			failure = ex;
			throw ex;
		}
		finally {
			Transaction transaction = this.transaction;
			if (outcome != null && transaction != null) {
				this.transaction = null;
				transaction.end(outcome, failure);
			}
			else if (failure == null && Transaction.isBegunBy(method, args)) {
				beginTransaction();
			}
		}
	}

	/**
	 * What is open on connections that never commit by themselves begins with the first
	 * statement.
	 */
	void beforeStatement() {
		if (this.transaction == null && this.pool.tracing().properties().isRecordTransactions()) {
			this.pool.tracing().subsegments().safely("looking for a transaction", () -> {
				if (!Transaction.isAutoCommit(this.connection)) {
					beginTransaction();
				}
			});
		}
	}

	private void beginTransaction() {
		if (this.transaction == null) {
			this.transaction = Transaction.begin(this.pool.tracing(), this.pool.name());
		}
	}

	TracedPool pool() {
		return this.pool;
	}

	/**
	 * Return how objects of the driver name this connection.
	 */
	BackReference.Origin origin(Object proxy) {
		return new BackReference.Origin(this.connection, proxy, null);
	}

	ConnectionFacts facts() {
		ConnectionFacts known = this.known;
		if (known == null) {
			known = this.facts.find(this.connection);
			this.known = known;
		}
		return (known != null) ? known : this.facts.unknown();
	}

	/**
	 * Return what a statement is a subsegment of.
	 */
	Entity parentOf(Entity current) {
		Transaction transaction = this.transaction;
		return (transaction != null) ? transaction.parentOf(current) : current;
	}

	/**
	 * Put on an entity what holds for this connection alone.
	 */
	void describe(Entity entity) {
		if (this.user != null) {
			entity.putSql("user", this.user);
		}
	}

}
