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

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Messages of databases, drivers and pools that name things of the schema or the server
 * at places where no value of a statement can be. What follows the part that is known is
 * not looked at, and not recorded.
 */
final class KnownDatabaseMessages {

	private static final String NAME = "(?:\"[\\w.$ -]++\"|'[\\w.$ -]++'|`[\\w.$ -]++`|[\\w.$]++)";

	private static final String THING = "(?:relation|table|schema|type|database|sequence|constraint|index|view"
			+ "|extension|materialized view|trigger|column family)";

	private static final List<Pattern> FORMS = forms(
			// PostgreSQL, and what speaks like it
			THING + " " + NAME + " (?:does not exist|already exists)", "permission denied for " + THING + " " + NAME,
			"duplicate key value violates unique constraint " + NAME,
			"null value in column " + NAME + "(?: of relation " + NAME + ")? violates not-null constraint",
			"(?:insert or update|update or delete) on table " + NAME + " violates foreign key constraint " + NAME
					+ "(?: on table " + NAME + ")?",
			"new row for relation " + NAME + " violates check constraint " + NAME, "deadlock detected",
			"sorry, too many clients already",
			"canceling statement due to (?:user request|statement timeout|lock timeout|conflict with recovery)",
			"could not serialize access due to (?:concurrent (?:update|delete)|read/write dependencies among transactions)",
			"current transaction is aborted, commands ignored until end of transaction block",
			"cannot execute [A-Z ]++in a read-only transaction", "terminating connection due to administrator command",
			"This connection has been closed", "An I/O error occurred while sending to the backend",
			"Connection to [\\w.\\[\\]:-]++ refused", "The connection attempt failed",
			// H2
			"(?:Table|Schema|View|Sequence|Index|Constraint) " + NAME + " (?:not found|already exists)",
			"Timeout trying to lock table " + NAME, "NULL not allowed for column " + NAME,
			"The database has been closed", "Connection is broken",
			// MySQL and MariaDB
			"Table " + NAME + " (?:doesn't exist|already exists)", "Unknown (?:database|table) " + NAME,
			"Deadlock found when trying to get lock", "Lock wait timeout exceeded", "Communications link failure",
			"Too many connections", "Column " + NAME + " cannot be null",
			"(?:Data truncation: )?(?:Data too long|Out of range value) for column " + NAME,
			"Query execution was interrupted", "Statement cancelled due to timeout or client request",
			// SQL Server
			"Invalid object name " + NAME, "Transaction \\(Process ID \\d++\\) was deadlocked",
			"The query has timed out", "Cannot insert the value NULL into column " + NAME + ", table " + NAME,
			// Oracle: the number tells all
			"(?:IO Error: Got minus one from a read call|(?:ORA|TNS|UCP)-\\d{4,5}(?:: table or view does not exist)?)",
			// Drivers and pools
			"(?:Connection|Statement|ResultSet|Result set|Pool|Data ?source)(?: is| has been| was)?(?: already)? closed",
			"[\\w.-]++ - Connection is not available, request timed out after \\d++ms"
					+ "(?: \\(total=\\d++, active=\\d++, idle=\\d++, waiting=\\d++\\))?",
			"Cannot get a connection, pool error Timeout waiting for idle object", "Failed to obtain JDBC Connection",
			"Interrupted during connection acquisition", "No operations allowed after (?:connection|statement) closed",
			"No suitable driver(?= found for |$)");

	private KnownDatabaseMessages() {
	}

	private static List<Pattern> forms(String... forms) {
		return List.of(forms)
			.stream()
			.map((form) -> Pattern.compile("(?:(?:ERROR|FATAL|PANIC): )?" + form, Pattern.CASE_INSENSITIVE))
			.toList();
	}

	/**
	 * Return the part of a message that is known to hold no value.
	 * @return the part at its beginning, {@code null} if none is known
	 */
	static @Nullable String partOf(String message) {
		for (Pattern form : FORMS) {
			Matcher matcher = form.matcher(message);
			if (matcher.lookingAt()) {
				return matcher.group();
			}
		}
		return null;
	}

}
