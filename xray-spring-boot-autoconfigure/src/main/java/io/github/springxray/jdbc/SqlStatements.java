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

import java.time.Duration;
import java.util.List;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.Subsegments;
import io.github.springxray.recorder.TracingFaults;

/**
 * What is recorded of SQL statements, whichever way they go to a database. For the
 * starter's own packages.
 */
public final class SqlStatements {

	private final Subsegments subsegments;

	private final XRayJdbcProperties properties;

	private final StatementTexts texts;

	private final RepeatedStatements repeated;

	private final JdbcExceptionMessages messages;

	SqlStatements(Subsegments subsegments, TracingFaults faults, XRayJdbcProperties properties, SqlSanitizer sanitizer,
			JdbcExceptionMessages messages) {
		properties.validate();
		this.subsegments = subsegments;
		this.properties = properties;
		this.texts = new StatementTexts(properties.getSql(), sanitizer, faults);
		this.repeated = new RepeatedStatements(properties.getRepeatThreshold(),
				properties.getSql() != SqlRecording.OFF);
		this.messages = messages;
	}

	/**
	 * Return whether what belongs to an entity is recorded.
	 * @param entity the entity
	 * @return whether it is recorded
	 */
	public static boolean isRecording(Entity entity) {
		return (entity instanceof Subsegment subsegment) ? subsegment.isRecording()
				: entity.getParentSegment().isRecording() && entity.isSampled();
	}

	/**
	 * Return what statements of the same shape have in common, whatever is recorded.
	 * @param queries the statements of one execution
	 * @param databaseType what the database calls itself
	 * @return the text, {@code null} if it cannot be told
	 */
	public @Nullable String shapeOf(List<String> queries, @Nullable String databaseType) {
		return this.texts.shapeOf(queries, databaseType);
	}

	/**
	 * Return what is recorded of statements.
	 * @param queries the statements of one execution
	 * @param shape what {@link #shapeOf} says of them
	 * @return the text, {@code null} for nothing
	 */
	public @Nullable String recordedOf(List<String> queries, @Nullable String shape) {
		return this.texts.recordedOf(queries, shape);
	}

	/**
	 * Return whether transactions are recorded as subsegments.
	 * @return {@code true} if they are
	 */
	public boolean areTransactionsRecorded() {
		return this.properties.isRecordTransactions();
	}

	/**
	 * Count an execution among those of its segment.
	 * @param entity what it belongs to
	 * @param shape what {@link #shapeOf} says of it
	 */
	public void count(Entity entity, @Nullable String shape) {
		if (shape != null && this.repeated.isEnabled()) {
			this.subsegments.safely("counting repeated statements", () -> this.repeated.count(entity, shape));
		}
	}

	/**
	 * Say of a statement that takes too long that it does.
	 * @param entity its subsegment
	 * @param nanos how long it has taken, in nanoseconds
	 */
	public void recordDuration(Entity entity, long nanos) {
		Duration threshold = this.properties.getSlowQueryThreshold();
		if (threshold != null && nanos >= threshold.toNanos()) {
			entity.putAnnotation("slow_query", true);
		}
	}

	/**
	 * Describe what failed on an entity, without what the database says about values.
	 * @param entity its subsegment
	 * @param failure what was thrown or signalled
	 */
	public void recordFailure(Entity entity, Throwable failure) {
		this.subsegments.safely("recording an exception of a database",
				() -> new JdbcFailure(failure, this.messages).recordOn(entity));
	}

}
