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
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;

import net.ttddyy.dsproxy.ConnectionInfo;
import net.ttddyy.dsproxy.proxy.ProxyConfig;
import net.ttddyy.dsproxy.proxy.jdk.CallableStatementInvocationHandler;
import net.ttddyy.dsproxy.proxy.jdk.JdkJdbcProxyFactory;
import net.ttddyy.dsproxy.proxy.jdk.PreparedStatementInvocationHandler;
import net.ttddyy.dsproxy.proxy.jdk.StatementInvocationHandler;

/**
 * Makes the statements of datasource-proxy {@link TracedStatement traced ones}.
 */
final class TracingProxyFactory extends JdkJdbcProxyFactory {

	@Override
	public Statement createStatement(Statement statement, ConnectionInfo info, Connection connection,
			ProxyConfig config) {
		return create(statement, Statement.class, connection,
				new StatementInvocationHandler(statement, info, connection, config));
	}

	@Override
	public PreparedStatement createPreparedStatement(PreparedStatement statement, String query, ConnectionInfo info,
			Connection connection, ProxyConfig config, boolean generateKey) {
		return create(statement, PreparedStatement.class, connection,
				new PreparedStatementInvocationHandler(statement, query, info, connection, config, generateKey));
	}

	@Override
	public CallableStatement createCallableStatement(CallableStatement statement, String query, ConnectionInfo info,
			Connection connection, ProxyConfig config) {
		return create(statement, CallableStatement.class, connection,
				new CallableStatementInvocationHandler(statement, query, info, connection, config));
	}

	/**
	 * A connection that is fetched late may turn out to be traced already.
	 */
	private static <T extends Statement> T create(T statement, Class<T> type, Connection connection,
			InvocationHandler handler) {
		if (Proxy.isProxyClass(statement.getClass())
				&& Proxy.getInvocationHandler(statement) instanceof TracedStatement) {
			return statement;
		}
		TracedConnection traced = (TracedConnection) Proxy.getInvocationHandler(connection);
		return JdbcProxies.create(statement, type, new TracedStatement(traced, connection, statement, handler));
	}

}
