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
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.TraceScope;

/**
 * The subsegment of a transaction, from where it is begun until it is committed or rolled
 * back, on whichever threads. It is current nowhere: statements are put beneath it.
 */
final class R2dbcTransaction {

	private static final String NAMESPACE = "sql";

	private final R2dbcTracing tracing;

	private final TraceScope scope;

	private final Entity parent;

	private final Entity entity;

	private R2dbcTransaction(R2dbcTracing tracing, TraceScope scope, Entity parent, Entity entity) {
		this.tracing = tracing;
		this.scope = scope;
		this.parent = parent;
		this.entity = entity;
	}

	/**
	 * Return the transaction of a connection that is recorded, {@code null} if there is
	 * none.
	 */
	static @Nullable R2dbcTransaction of(ConnectionInfo connection) {
		return connection.getValueStore().get(R2dbcTransaction.class, R2dbcTransaction.class);
	}

	/**
	 * Begin the transaction of a connection. A second one begins by itself where the
	 * first has not been ended, as some drivers allow.
	 */
	static void begin(R2dbcTracing tracing, String factory, ConnectionInfo connection, Entity parent) {
		if (of(connection) != null) {
			return;
		}
		TraceScope scope = tracing.subsegments().begin("transaction", parent);
		Entity entity = scope.entity();
		if (entity == null || !scope.isRecording()) {
			return;
		}
		tracing.subsegments()
			.safely("describing a transaction", () -> entity.putMetadata(NAMESPACE, "connection_factory", factory));
		connection.getValueStore().put(R2dbcTransaction.class, new R2dbcTransaction(tracing, scope, parent, entity));
	}

	/**
	 * Return whether a call begins a transaction.
	 */
	static boolean isBegunBy(MethodExecutionInfo info) {
		return info.getMethod().getName().equals("beginTransaction") || isAutoCommit(info, Boolean.FALSE);
	}

	/**
	 * Return how a call ends a transaction.
	 * @return the outcome, {@code null} if it does not end it
	 */
	static @Nullable String outcomeOf(MethodExecutionInfo info) {
		return switch (info.getMethod().getName()) {
			case "commitTransaction" -> "commit";
			case "rollbackTransaction" -> "rollback";
			case "setAutoCommit" -> isAutoCommit(info, Boolean.TRUE) ? "commit" : null;
			case "close" -> "close";
			default -> null;
		};
	}

	private static boolean isAutoCommit(MethodExecutionInfo info, Boolean value) {
		Object[] arguments = info.getMethodArgs();
		return info.getMethod().getName().equals("setAutoCommit") && arguments != null && arguments.length == 1
				&& value.equals(arguments[0]);
	}

	/**
	 * Statements are in this subsegment, unless the application has begun another one
	 * meanwhile, which they belong to more closely.
	 */
	@Nullable Entity parentOf(@Nullable Entity current) {
		return (current == this.parent) ? this.entity : current;
	}

	void end(ConnectionInfo connection, String outcome, @Nullable Throwable failure) {
		connection.getValueStore().remove(R2dbcTransaction.class);
		this.tracing.subsegments()
			.safely("describing the end of a transaction",
					() -> this.entity.putMetadata(NAMESPACE, "outcome", outcome));
		if (failure != null) {
			this.tracing.statements().recordFailure(this.entity, failure);
		}
		this.tracing.subsegments().end(this.scope, null);
	}

}
