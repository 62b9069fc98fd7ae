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
import java.sql.SQLException;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.TraceScope;

/**
 * The subsegment of a transaction. It is current on no thread, as a transaction need not
 * begin and end within the same subsegments of the application.
 */
final class Transaction {

	private final JdbcTracing tracing;

	private final TraceScope scope;

	private final Entity parent;

	private final Entity entity;

	private Transaction(JdbcTracing tracing, TraceScope scope, Entity parent, Entity entity) {
		this.tracing = tracing;
		this.scope = scope;
		this.parent = parent;
		this.entity = entity;
	}

	static @Nullable Transaction begin(JdbcTracing tracing, String dataSource) {
		Entity parent = tracing.recording();
		TraceScope scope = tracing.subsegments().begin("transaction", parent);
		Entity entity = scope.entity();
		if (parent == null || entity == null || !scope.isRecording()) {
			return null;
		}
		tracing.subsegments()
			.safely("describing a transaction",
					() -> entity.putMetadata(Execution.NAMESPACE, "data_source", dataSource));
		return new Transaction(tracing, scope, parent, entity);
	}

	static boolean isAutoCommit(Connection connection) {
		try {
			return connection.getAutoCommit();
		}
		catch (SQLException ex) {
			return true;
		}
	}

	static boolean isBegunBy(Method method, @Nullable Object @Nullable [] args) {
		return method.getName().equals("setAutoCommit") && args != null && Boolean.FALSE.equals(args[0]);
	}

	/**
	 * Return how a call ends a transaction.
	 * @return the outcome, {@code null} if it does not end it
	 */
	static @Nullable String outcomeOf(Method method, @Nullable Object @Nullable [] args) {
		boolean plain = args == null || args.length == 0;
		return switch (method.getName()) {
			case "commit" -> "commit";
			case "rollback" -> plain ? "rollback" : null;
			case "setAutoCommit" -> (!plain && args != null && Boolean.TRUE.equals(args[0])) ? "commit" : null;
			case "close", "abort" -> "close";
			default -> null;
		};
	}

	/**
	 * Statements are in this subsegment, unless the application has begun another one
	 * meanwhile, which they belong to more closely.
	 */
	Entity parentOf(Entity current) {
		return (current == this.parent) ? this.entity : current;
	}

	void end(String outcome, @Nullable Throwable failure) {
		this.tracing.subsegments()
			.safely("describing the end of a transaction",
					() -> this.entity.putMetadata(Execution.NAMESPACE, "outcome", outcome));
		if (failure != null) {
			this.tracing.recordFailure(this.entity, failure);
		}
		this.tracing.subsegments().end(this.scope, null);
	}

}
