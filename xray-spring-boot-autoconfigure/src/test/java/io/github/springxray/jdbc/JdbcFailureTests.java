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

import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.ThrowableDescription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

import org.springframework.jdbc.BadSqlGrammarException;

import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages as databases write them, and what is recorded of them.
 */
class JdbcFailureTests {

	private final AWSXRayRecorder recorder = AWSXRayRecorderBuilder.standard()
		.withEmitter(new RecordedTraces())
		.build();

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					PostgreSQL | 23505 | `ERROR: duplicate key value violates unique constraint "users_email_key"
					  Detail: Key (email)=(secret) already exists.` | `ERROR: duplicate key value violates unique constraint "users_email_key"`
					PostgreSQL | 42P01 | `ERROR: relation "nowhere" does not exist
					  Position: 15` | ERROR: relation "nowhere" does not exist
					PostgreSQL | 42601 | ERROR: syntax error at or near "secret" | syntax error or access rule violation
					PostgreSQL | 22023 | ERROR: invalid input syntax for type integer: "secret" | data exception
					PostgreSQL | 99999 | ERROR: secret is not allowed | database error
					H2 | 23505 | Unique index or primary key violation: "PUBLIC.X ON PUBLIC.T(E) VALUES ('secret')"; SQL statement: insert | integrity constraint violation
					H2 | 42S02 | Table "NOWHERE" not found; SQL statement: select 'secret' from nowhere [42102-240] | Table "NOWHERE" not found
					H2 | 42000 | Syntax error in SQL statement "select [*]'secret'" | syntax error or access rule violation
					MySQL | 23000 | Duplicate entry 'secret' for key 'users.email' | integrity constraint violation
					MySQL | 42000 | You have an error in your SQL syntax; check the manual for the right syntax to use near 'secret' | syntax error or access rule violation
					MySQL | 40001 | Deadlock found when trying to get lock | Deadlock found when trying to get lock
					Microsoft SQL Server | 23000 | Violation of UNIQUE KEY. The duplicate key value is (secret). | integrity constraint violation
					Oracle | 08000 | IO Error: Got minus one from a read call | IO Error: Got minus one from a read call
					Oracle | | ORA-20001: secret | ORA-20001
					PostgreSQL | 42703 | ERROR: column "secret" does not exist | syntax error or access rule violation
					H2 | 42S22 | Column "secret" not found; SQL statement: select "secret" | syntax error or access rule violation
					MySQL | 42S22 | Unknown column 'secret' in 'where clause' | syntax error or access rule violation
					MySQL | 08001 | No suitable driver found for jdbc:mysql://h/d?password=secret | No suitable driver
					PostgreSQL | 08001 | The connection attempt failed. secret | The connection attempt failed
					PostgreSQL | 08001 | Connection to db.example.com:5432 refused. Check secret | Connection to db.example.com:5432 refused
					PostgreSQL | 0A000 | ERROR: cannot cast "secret" | feature not supported
					MySQL | 28000 | Access denied for user 'secret'@'localhost' | invalid authorization specification
					H2 | 57014 | Statement was canceled or secret | operator intervention
					H2 | 4 | secret | database error
					""")
	void messageIsKeptOnlyUpToValues(String databaseType, @Nullable String state, String message, String recorded) {
		SQLException failure = databaseType.equals("PostgreSQL") ? new PSQLException(message, state(state))
				: new SQLException(message, state, 17);
		assertThat(describe(failure, false).get(0).getMessage()).isEqualTo(recorded).doesNotContain("secret");
		assertThat(describe(failure, true).get(0).getMessage()).isEqualTo(message);
	}

	@Test
	void batchQuotesItsStatements() {
		BatchUpdateException failure = new BatchUpdateException("Batch entry 0 insert secret was aborted", "42P01",
				new int[0]);
		failure.initCause(new SQLException("ERROR: relation \"x\" does not exist", "42P01"));
		assertThat(describe(failure, false)).extracting(ThrowableDescription::getMessage)
			.containsExactly("syntax error or access rule violation", "ERROR: relation \"x\" does not exist");
	}

	@Test
	void causesMayTellValuesToo() {
		SQLException failure = new SQLException("secret", "22018",
				new NumberFormatException("For input string: \"secret\""));
		assertThat(describe(failure, false)).extracting(ThrowableDescription::getMessage)
			.containsExactly("data exception", null);
		SQLException broken = new SQLException("gone", "08006", new IOException("Broken pipe"));
		assertThat(describe(broken, false)).extracting(ThrowableDescription::getMessage)
			.containsExactly("connection exception", "Broken pipe");
	}

	@Test
	void allThatIsBeneathAnExceptionOfJdbcIsFiltered() {
		Exception deepest = new UnknownHostException("app:secret@host");
		SQLException failure = new SQLException("secret", "08001", new IOException("The connection to secret failed",
				new IllegalStateException("secret", new IOException("secret", deepest))));
		assertThat(describe(failure, false)).extracting(ThrowableDescription::getMessage)
			.containsExactly("connection exception", null, null, null, null);
		SQLException unreachable = new SQLException("secret", "08001",
				new IllegalStateException("secret", new UnknownHostException("db.example.com")));
		assertThat(describe(unreachable, false)).extracting(ThrowableDescription::getMessage)
			.containsExactly("connection exception", null, "db.example.com");
	}

	@Test
	void exceptionsOfFrameworksThatQuoteTheStatementDoNotTellIt() {
		SQLException cause = new SQLException("ERROR: relation \"nowhere\" does not exist", "42P01");
		assertThat(
				describe(new BadSqlGrammarException("StatementCallback", "select 'secret' from nowhere", cause), false))
			.extracting(ThrowableDescription::getMessage)
			.containsOnly("ERROR: relation \"nowhere\" does not exist");
	}

	@Test
	void whateverADataSourceThrowsIsFiltered() {
		JdbcExceptionMessages messages = new JdbcExceptionMessages(false);
		Exception thrown = new IllegalStateException("Cannot open jdbc:x:secret",
				new IllegalArgumentException("password secret"));
		assertThat(messages.filter(thrown, List.of(), thrown.getMessage())).isEqualTo(thrown.getMessage());
		messages.thrownByDataSource(thrown);
		assertThat(messages.filter(thrown, List.of(), thrown.getMessage())).isNull();
		assertThat(messages.filter(thrown.getCause(), List.of(thrown), "password secret")).isNull();
		Exception caller = new IllegalStateException("its own", thrown);
		assertThat(messages.filter(caller, List.of(), "its own")).isEqualTo("its own");
	}

	@Test
	void exceptionsThatRepeatTheMessageGetWhatIsLeftOfIt() {
		SQLException cause = new SQLException("Duplicate entry 'secret' for key 'users.email'", "23000");
		RuntimeException spring = new IllegalStateException(
				"PreparedStatementCallback; SQL [insert secret]; " + cause.getMessage(),
				new IllegalArgumentException(cause.getMessage(), cause));
		assertThat(describe(spring, false)).extracting(ThrowableDescription::getMessage)
			.containsOnly("integrity constraint violation");
		assertThat(describe(new IllegalStateException("its own", cause), false).get(0).getMessage())
			.isEqualTo("its own");
		assertThat(describe(spring, true).get(0).getMessage()).contains("secret");
	}

	private static PSQLState state(String state) {
		for (PSQLState candidate : PSQLState.values()) {
			if (candidate.getState().equals(state)) {
				return candidate;
			}
		}
		throw new IllegalArgumentException(state);
	}

	@Test
	void stateAndCodeAreMetadata() {
		Segment segment = this.recorder.beginSegment("test");
		new JdbcFailure(new SQLException("gone", "08006", 17), new JdbcExceptionMessages(false)).recordOn(segment);
		this.recorder.endSegment();
		assertThat(segment.isFault()).isTrue();
		assertThat(segment.getMetadata().get("sql")).containsEntry("sql_state", "08006")
			.containsEntry("vendor_code", 17);
	}

	private List<ThrowableDescription> describe(Throwable failure, boolean raw) {
		Segment segment = this.recorder.beginSegment("test");
		new JdbcFailure(failure, new JdbcExceptionMessages(raw)).recordOn(segment);
		this.recorder.endSegment();
		return segment.getCause().getExceptions();
	}

}
