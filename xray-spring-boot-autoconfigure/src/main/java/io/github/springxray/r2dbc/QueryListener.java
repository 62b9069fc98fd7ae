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

import com.amazonaws.xray.entities.Entity;
import io.r2dbc.proxy.core.ConnectionInfo;
import io.r2dbc.proxy.core.MethodExecutionInfo;
import io.r2dbc.proxy.core.QueryExecutionInfo;
import io.r2dbc.proxy.core.ValueStore;
import io.r2dbc.proxy.listener.ProxyExecutionListener;
import io.r2dbc.spi.Connection;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.jdbc.SqlStatements;
import io.github.springxray.r2dbc.ConnectionFactoryInterceptor.CreatedBy;
import io.github.springxray.recorder.Departures;

/**
 * Begins a subsegment when the result of a statement is subscribed to, and ends it when
 * all results have been read or nobody wants more of them. Nothing is thrown.
 */
final class QueryListener implements ProxyExecutionListener {

	/**
	 * A constant in the class file: its class needs a library that may be absent.
	 */
	private static final String KEY = EntityThreadLocalAccessor.KEY;

	private final R2dbcTracing tracing;

	private final DatabaseFacts facts;

	QueryListener(R2dbcTracing tracing, DatabaseFacts facts) {
		this.tracing = tracing;
		this.facts = facts;
	}

	@Override
	public void beforeQuery(QueryExecutionInfo info) {
		this.tracing.subsegments().safely("beginning to trace a statement of R2DBC", () -> {
			Entity caller = callerOf(info.getValueStore(), info.getConnectionInfo());
			R2dbcTransaction transaction = R2dbcTransaction.of(info.getConnectionInfo());
			Entity parent = (transaction != null) ? transaction.parentOf(caller) : caller;
			if (parent == null) {
				this.tracing.subsegments().outside("A statement");
			}
			else if (SqlStatements.isRecording(parent)) {
				QueryExecution.begin(this.tracing, this.facts, info, parent);
			}
		});
	}

	/**
	 * The subscriber knows, or the thread that subscribes, or whoever waits for a
	 * connection of a pool.
	 */
	private @Nullable Entity callerOf(ValueStore values, ConnectionInfo connection) {
		Object known = valueOf(values, KEY);
		if (known instanceof Entity entity) {
			return entity;
		}
		Entity current = this.tracing.subsegments().current();
		if (current == null && valueOf(connection.getValueStore(), CreatedBy.class) instanceof CreatedBy createdBy) {
			Entity creator = createdBy.entity();
			return (creator != null && !Departures.hasLeft(creator.getParentSegment())) ? creator : null;
		}
		return current;
	}

	private static @Nullable Object valueOf(ValueStore values, Object key) {
		ContextView context = values.get(ContextView.class, ContextView.class);
		return (context != null) ? context.getOrDefault(key, null) : null;
	}

	@Override
	public void afterQuery(QueryExecutionInfo info) {
		QueryExecution execution = QueryExecution.of(info);
		if (execution != null) {
			this.tracing.subsegments()
				.safely("ending to trace a statement of R2DBC", () -> execution.end(info.getThrowable()));
		}
	}

	/**
	 * Transactions begin when the application has asked for one, and their time includes
	 * what it takes to begin and to end them.
	 */
	@Override
	public void beforeMethod(MethodExecutionInfo info) {
		ConnectionInfo connection = info.getConnectionInfo();
		if (connection != null && this.tracing.statements().areTransactionsRecorded()
				&& info.getTarget() instanceof Connection && R2dbcTransaction.isBegunBy(info)) {
			this.tracing.subsegments().safely("beginning to trace a transaction of R2DBC", () -> {
				Entity caller = callerOf(info.getValueStore(), connection);
				if (caller != null && SqlStatements.isRecording(caller)) {
					R2dbcTransaction.begin(this.tracing, this.facts.beanName(), connection, caller);
				}
			});
		}
	}

	@Override
	public void afterMethod(MethodExecutionInfo info) {
		ConnectionInfo connection = info.getConnectionInfo();
		if (connection == null || !(info.getTarget() instanceof Connection)) {
			return;
		}
		this.tracing.subsegments().safely("ending to trace a transaction of R2DBC", () -> {
			R2dbcTransaction transaction = R2dbcTransaction.of(connection);
			if (transaction == null) {
				return;
			}
			Throwable failure = info.getThrown();
			String outcome = (failure != null && R2dbcTransaction.isBegunBy(info)) ? "none"
					: R2dbcTransaction.outcomeOf(info);
			if (outcome != null) {
				transaction.end(connection, outcome, failure);
			}
		});
	}

}
