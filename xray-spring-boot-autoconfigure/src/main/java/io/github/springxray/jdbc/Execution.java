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

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

import com.amazonaws.xray.entities.Entity;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.StatementType;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.TraceScope;

/**
 * One execution of a statement, or of a batch, and its subsegment.
 */
final class Execution {

	static final String NAMESPACE = "sql";

	private final JdbcTracing tracing;

	private final TraceScope scope;

	private final Entity entity;

	private final long start = System.nanoTime();

	private boolean ended;

	private Execution(JdbcTracing tracing, TraceScope scope, Entity entity) {
		this.tracing = tracing;
		this.scope = scope;
		this.entity = entity;
	}

	/**
	 * Begin a subsegment.
	 * @return the execution, {@code null} if it is not recorded
	 */
	static @Nullable Execution begin(JdbcTracing tracing, TracedConnection connection, ExecutionInfo info,
			List<QueryInfo> queries) {
		Entity current = tracing.recording();
		if (current == null) {
			return null;
		}
		ConnectionFacts facts = connection.facts();
		List<String> texts = new QueryTexts(queries);
		String shape = tracing.statements().shapeOf(texts, facts.databaseType());
		tracing.statements().count(current, shape);
		TraceScope scope = tracing.subsegments().begin(facts.name(), connection.parentOf(current));
		Entity entity = scope.entity();
		if (entity == null || !scope.isRecording()) {
			return null;
		}
		Execution execution = new Execution(tracing, scope, entity);
		tracing.subsegments().safely("describing a statement", () -> {
			entity.setNamespace("remote");
			entity.putAllSql(facts.sql());
			connection.describe(entity);
			tracing.callSites().record(entity);
			execution.describe(info, tracing.statements().recordedOf(texts, shape));
		});
		return execution;
	}

	private void describe(ExecutionInfo info, @Nullable String text) {
		if (text != null) {
			this.entity.putSql("sanitized_query", text);
		}
		if (info.getStatementType() == StatementType.PREPARED) {
			this.entity.putSql("preparation", "statement");
		}
		else if (info.getStatementType() == StatementType.CALLABLE) {
			this.entity.putSql("preparation", "call");
		}
		if (info.isBatch()) {
			this.entity.putMetadata(NAMESPACE, "batch_size", info.getBatchSize());
		}
	}

	/**
	 * End the subsegment, once.
	 */
	void end(ExecutionInfo info) {
		if (this.ended) {
			return;
		}
		this.ended = true;
		long nanos = System.nanoTime() - this.start;
		this.tracing.subsegments().safely("describing the end of a statement", () -> {
			this.tracing.statements().recordDuration(this.entity, nanos);
			recordAffected(info.getResult());
		});
		if (info.getThrowable() != null) {
			this.tracing.recordFailure(this.entity, info.getThrowable());
		}
		this.tracing.subsegments().end(this.scope, null);
	}

	/**
	 * End the subsegment if it is open still, because a listener of the application has
	 * failed.
	 */
	void abandon() {
		if (!this.ended) {
			this.ended = true;
			this.tracing.subsegments().end(this.scope, null);
		}
	}

	/**
	 * Record what a statement that returns no rows says it did.
	 * @param result a number of rows, or those of the parts of a batch, where negative
	 * ones are no numbers of rows
	 */
	void recordAffected(@Nullable Object result) {
		if (result instanceof Number number) {
			put("rows_affected", number.longValue());
		}
		else if (result instanceof int[] counts) {
			put("rows_affected", sum(Arrays.stream(counts).asLongStream()));
		}
		else if (result instanceof long[] counts) {
			put("rows_affected", sum(Arrays.stream(counts)));
		}
	}

	/**
	 * Add up the parts of a batch. Drivers that send it as one cannot tell.
	 */
	private static long sum(LongStream counts) {
		return counts.filter((count) -> count >= 0).reduce(Long::sum).orElse(-1);
	}

	/**
	 * Record how many rows were read, which is known long after the statement has run.
	 * Nobody sees it if the subsegment has left by then.
	 */
	void recordRead(long rows, long firstRowAt) {
		put("rows_read", rows);
		if (rows > 0) {
			put("time_to_first_row_ms", (firstRowAt - this.start) / 1_000 / 1_000.0);
		}
	}

	private void put(String key, Number value) {
		if (value.doubleValue() >= 0 && !this.entity.isEmitted()) {
			this.tracing.subsegments()
				.safely("recording numbers of rows", () -> this.entity.putMetadata(NAMESPACE, key, value));
		}
	}

	/**
	 * Statements as datasource-proxy has them.
	 */
	private static final class QueryTexts extends AbstractList<String> {

		private final List<QueryInfo> queries;

		QueryTexts(List<QueryInfo> queries) {
			this.queries = queries;
		}

		@Override
		public String get(int index) {
			return this.queries.get(index).getQuery();
		}

		@Override
		public int size() {
			return this.queries.size();
		}

	}

}
