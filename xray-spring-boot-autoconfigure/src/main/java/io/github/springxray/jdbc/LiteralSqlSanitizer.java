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

import org.jspecify.annotations.Nullable;

/**
 * Puts {@code ?} in place of literals and leaves out comments. Where the database says
 * what it is, and no setting of a session changes how it reads a text, that decides.
 * Otherwise, where dialects read a text differently, what one of them takes for a literal
 * is never recorded; where they do not even agree on which quote ends a literal, the rest
 * of the statement is left out.
 */
class LiteralSqlSanitizer implements SqlSanitizer {

	/**
	 * What is not read is not recorded. Rows and lists are folded, so a statement of many
	 * megabytes could otherwise be read to its end for a few words.
	 */
	static final int READ_LIMIT = 256 * 1024;

	@Override
	public String sanitize(String sql) {
		return sanitize(sql, SqlDialect.UNKNOWN);
	}

	@Override
	public String sanitize(String sql, @Nullable String databaseType) {
		return sanitize(sql, SqlDialect.of(databaseType));
	}

	private static String sanitize(String sql, SqlDialect dialect) {
		boolean complete = sql.length() <= READ_LIMIT;
		String text = complete ? sql : sql.substring(0, READ_LIMIT);
		SqlTokens tokens = new SqlTokens(text, complete, false, dialect);
		String sanitized = tokens.sanitize();
		// Double quotes are known to be around names only when one of them stands where
		// no string can, which may be after others that were taken for strings.
		return tokens.hasQuotedNames() ? new SqlTokens(text, complete, true, dialect).sanitize() : sanitized;
	}

}
