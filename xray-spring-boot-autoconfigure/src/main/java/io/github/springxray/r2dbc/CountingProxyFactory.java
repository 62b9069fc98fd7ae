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

import io.r2dbc.proxy.callback.ProxyFactory;
import io.r2dbc.proxy.callback.ProxyFactoryFactory;
import io.r2dbc.proxy.callback.QueriesExecutionContext;
import io.r2dbc.proxy.core.ConnectionInfo;
import io.r2dbc.proxy.core.QueryExecutionInfo;
import io.r2dbc.proxy.core.StatementInfo;
import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;

/**
 * Counts what is in the results of statements that are recorded, and leaves those of
 * others and all rows as the driver has made them.
 */
final class CountingProxyFactory implements ProxyFactory {

	private final ProxyFactory delegate;

	private CountingProxyFactory(ProxyFactory delegate) {
		this.delegate = delegate;
	}

	static ProxyFactoryFactory inPlaceOf(ProxyFactory delegate) {
		return (config) -> new CountingProxyFactory(delegate);
	}

	@Override
	public ConnectionFactory wrapConnectionFactory(ConnectionFactory factory) {
		return this.delegate.wrapConnectionFactory(factory);
	}

	@Override
	public Connection wrapConnection(Connection connection, ConnectionInfo info) {
		return this.delegate.wrapConnection(connection, info);
	}

	@Override
	public Batch wrapBatch(Batch batch, ConnectionInfo info) {
		return this.delegate.wrapBatch(batch, info);
	}

	@Override
	public Statement wrapStatement(Statement statement, StatementInfo info, ConnectionInfo connection) {
		return this.delegate.wrapStatement(statement, info, connection);
	}

	@Override
	public Result wrapResult(Result result, QueryExecutionInfo info, QueriesExecutionContext context) {
		QueryExecution execution = QueryExecution.of(info);
		return (execution != null) ? this.delegate.wrapResult(new CountedResult(result, execution), info, context)
				: result;
	}

	@Override
	public Row wrapRow(Row row, QueryExecutionInfo info) {
		return row;
	}

	@Override
	public Result.RowSegment wrapRowSegment(Result.RowSegment segment, QueryExecutionInfo info) {
		return segment;
	}

}
