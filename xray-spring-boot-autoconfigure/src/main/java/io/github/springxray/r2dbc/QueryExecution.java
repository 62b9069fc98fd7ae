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

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import com.amazonaws.xray.entities.Entity;
import io.r2dbc.proxy.core.ExecutionType;
import io.r2dbc.proxy.core.QueryExecutionInfo;
import io.r2dbc.proxy.core.QueryInfo;
import io.r2dbc.spi.Connection;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.TraceScope;
import io.github.springxray.r2dbc.DatabaseFacts.Facts;

/**
 * One execution of a statement, or of a batch, and its subsegment. It goes on on
 * whichever threads the driver has.
 */
final class QueryExecution {

	private static final String NAMESPACE = "sql";

	private static final long UNKNOWN = -1;

	private final R2dbcTracing tracing;

	private final TraceScope scope;

	private final Entity entity;

	private final long start = System.nanoTime();

	private final AtomicBoolean ended = new AtomicBoolean();

	private final AtomicLong read = new AtomicLong(UNKNOWN);

	private final AtomicLong affected = new AtomicLong(UNKNOWN);

	private volatile long firstRowAt;

	private volatile @Nullable Throwable failureOfApplication;

	private QueryExecution(R2dbcTracing tracing, TraceScope scope, Entity entity) {
		this.tracing = tracing;
		this.scope = scope;
		this.entity = entity;
	}

	/**
	 * Return the execution that is recorded, {@code null} if it is not.
	 */
	static @Nullable QueryExecution of(QueryExecutionInfo info) {
		return info.getValueStore().get(QueryExecution.class, QueryExecution.class);
	}

	static void begin(R2dbcTracing tracing, DatabaseFacts database, QueryExecutionInfo info, Entity parent) {
		Connection connection = info.getConnectionInfo().getOriginalConnection();
		if (connection == null) {
			return;
		}
		Facts facts = database.of(connection);
		List<String> queries = info.getQueries().stream().map(QueryInfo::getQuery).toList();
		String shape = tracing.statements().shapeOf(queries, facts.databaseType());
		tracing.statements().count(parent, shape);
		TraceScope scope = tracing.subsegments().begin(facts.name(), parent);
		Entity entity = scope.entity();
		if (entity == null || !scope.isRecording()) {
			return;
		}
		info.getValueStore().put(QueryExecution.class, new QueryExecution(tracing, scope, entity));
		tracing.subsegments().safely("describing a statement of R2DBC", () -> {
			entity.setNamespace("remote");
			entity.putAllSql(facts.sql());
			String text = tracing.statements().recordedOf(queries, shape);
			if (text != null) {
				entity.putSql("sanitized_query", text);
			}
			describe(entity, info);
		});
	}

	/**
	 * A batch has many statements, and a statement may have many sets of parameters.
	 */
	private static void describe(Entity entity, QueryExecutionInfo info) {
		boolean batch = info.getType() == ExecutionType.BATCH;
		if (!batch && info.getBindingsSize() > 0) {
			entity.putSql("preparation", "statement");
		}
		int size = batch ? info.getBatchSize() : info.getBindingsSize();
		if (batch || size > 1) {
			entity.putMetadata(NAMESPACE, "batch_size", size);
		}
	}

	/**
	 * A row has been read.
	 */
	void read() {
		if (this.read.compareAndSet(UNKNOWN, 1)) {
			this.firstRowAt = System.nanoTime();
		}
		else {
			this.read.incrementAndGet();
		}
	}

	/**
	 * The database has said how many rows it has changed.
	 */
	void affected(long rows) {
		this.affected.compareAndSet(UNKNOWN, 0);
		this.affected.addAndGet(rows);
	}

	/**
	 * Call the application, whose failures are none of the database.
	 */
	<T> T byApplication(Supplier<T> mapping) {
		try {
			return mapping.get();
		}
		catch (Throwable ex) {
			this.failureOfApplication = ex;
			throw ex;
		}
	}

	/**
	 * End the subsegment, once.
	 */
	void end(@Nullable Throwable failure) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		this.tracing.subsegments().safely("describing the end of a statement of R2DBC", () -> {
			this.tracing.statements().recordDuration(this.entity, System.nanoTime() - this.start);
			put("rows_affected", this.affected.get());
			put("rows_read", this.read.get());
			if (this.read.get() > 0) {
				this.entity.putMetadata(NAMESPACE, "time_to_first_row_ms",
						(this.firstRowAt - this.start) / 1_000 / 1_000.0);
			}
		});
		if (failure != null && failure != this.failureOfApplication) {
			this.tracing.statements().recordFailure(this.entity, failure);
		}
		this.tracing.subsegments().end(this.scope, null);
	}

	private void put(String key, long rows) {
		if (rows >= 0) {
			this.entity.putMetadata(NAMESPACE, key, rows);
		}
	}

}
