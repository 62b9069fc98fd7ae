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

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;

import com.amazonaws.xray.AWSXRayRecorder;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.test.XRayTestAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is recorded on a segment of exceptions of databases, whether JDBC is traced or
 * not.
 */
class XRayJdbcMessagesAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayJdbcAutoConfiguration.class, XRayJdbcMessagesAutoConfiguration.class,
				XRayTestAutoConfiguration.class))
		.withPropertyValues("xray.name=test");

	@ParameterizedTest
	@ValueSource(strings = { "xray.patch.jdbc.enabled=true", "xray.patch.jdbc.enabled=false" })
	void valuesInMessagesOfDatabasesAreNotRecordedOnASegment(String property) {
		this.contextRunner.withPropertyValues(property).run((context) -> {
			assertThat(context).hasSingleBean(JdbcExceptionMessages.class);
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			for (Throwable failure : failures()) {
				recorder.beginSegment("test").addException(failure);
				recorder.endSegment();
				assertThat(context.getBean(RecordedTraces.class).takeSegment("test").json()).as(failure.toString())
					.doesNotContain("hunter2");
			}
		});
	}

	@Test
	void nothingIsFilteredIfTracingIsOff() {
		this.contextRunner.withPropertyValues("xray.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(JdbcExceptionMessages.class));
	}

	private static List<Throwable> failures() {
		String insert = "insert into t values ('hunter2]')";
		SQLException syntax = new SQLException("near \"hunter2\": syntax error", "42000");
		SQLException next = new BatchUpdateException("Batch entry 0 insert 'hunter2' was aborted", "23505", 0,
				new int[0]);
		next.setNextException(new SQLException("Key (a)=(hunter2) exists", "23505"));
		IllegalStateException suppressing = new IllegalStateException("closed");
		suppressing.addSuppressed(new SQLException("value hunter2", "22001"));
		return List.of(syntax, next, suppressing, new SQLException("hunter2"), new SQLException("hunter2", "08001"),
				new SQLException("x", new IllegalArgumentException("no hunter2")),
				new BadSqlGrammarException("task", insert, syntax),
				new UncategorizedSQLException("task", insert, syntax),
				new CannotGetJdbcConnectionException("no", new SQLException("user app:hunter2", "28000")),
				new DataIntegrityViolationException("could not execute [insert into t values ('hunter2')]", next),
				new DataIntegrityViolationException("PreparedStatementCallback; SQL [" + insert + "]"),
				new IllegalArgumentException("At 1:9 [select o from O o where o.n = 'hunter2']"),
				new IllegalStateException(syntax), new IllegalStateException("failed: " + syntax.getMessage(), syntax),
				new R2dbcNonTransientResourceException("no hunter2", "08001"),
				new IllegalStateException(new R2dbcNonTransientResourceException("no hunter2")));
	}

}
