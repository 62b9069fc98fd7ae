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
import java.util.Locale;
import java.util.Set;

/**
 * Finds the words that a secret may follow without quotes, as in
 * {@code ALTER USER ... IDENTIFIED BY secret} of Oracle. Where columns may have such
 * names, as in queries and definitions of tables, only {@code IDENTIFIED BY} counts.
 */
class AccountStatement {

	/**
	 * Statements that name columns, or have blocks in which other statements do.
	 */
	private static final Set<String> READ = Set.of("analyze", "begin", "call", "comment", "declare", "delete", "deny",
			"desc", "describe", "do", "drop", "exec", "execute", "explain", "fetch", "from", "grant", "if", "insert",
			"listen", "lock", "merge", "notify", "refresh", "reindex", "release", "replace", "return", "returning",
			"revoke", "rollback", "savepoint", "select", "show", "table", "truncate", "update", "upsert", "vacuum",
			"values", "where", "while", "with");

	private static final Set<String> DEFINING = Set.of("alter", "create", "modify", "recreate");

	private static final Set<String> DEFINED = Set.of("aggregate", "domain", "event", "extension", "function", "index",
			"operator", "package", "policy", "proc", "procedure", "publication", "routine", "rule", "schema",
			"sequence", "statistics", "synonym", "table", "tablespace", "trigger", "type", "view");

	private static final Set<String> ACCOUNTS = Set.of("group", "login", "password", "role", "user");

	private static final Set<String> BETWEEN = Set.of("algorithm", "bitmap", "clustered", "column", "definer",
			"editionable", "exists", "external", "force", "foreign", "fulltext", "global", "hash", "if", "local",
			"materialized", "merge", "multiset", "no", "nonclustered", "noneditionable", "not", "or", "public",
			"recursive", "replace", "row", "security", "spatial", "sql", "temp", "temporary", "temptable", "transient",
			"undefined", "unique", "unlogged", "virtual", "volatile");

	private static final Set<String> SECRETS = Set.of("credentials", "digest", "hash", "identity_value", "key_source",
			"passphrase", "passwd", "password", "pwd", "rekey", "salt", "secret", "token");

	private static final List<String> ENDS = List.of("_key", "_key_id", "_passphrase", "_passwd", "_password", "_pwd",
			"_secret", "_token");

	private static final Set<String> METHODS = Set.of("externally", "globally", "via", "with");

	private static final int LONGEST = 40;

	/**
	 * Whether the kind of the statement is still to be found.
	 */
	private boolean open = true;

	private boolean secrets;

	private String verb = "";

	private boolean identified;

	private boolean method;

	/**
	 * Begin with another statement.
	 */
	void restart() {
		this.open = true;
		this.secrets = false;
		this.verb = "";
		this.identified = false;
		this.method = false;
	}

	/**
	 * Note the next word of the statement.
	 * @return whether what follows it may be a secret
	 */
	boolean isBeforeSecret(String sql, int start, int end, int depth) {
		if (!this.open && !this.secrets && !this.identified && !this.method && (sql.charAt(start) | 0x20) != 'i') {
			return false;
		}
		String word = (end - start <= LONGEST) ? sql.substring(start, end).toLowerCase(Locale.ROOT) : "";
		boolean secret = isIdentified(word) || (!this.verb.isEmpty() && !this.open && isSecret(word, depth));
		if (this.open) {
			classify(word);
			// The kind of a thing may be what is secret, as in SET PASSWORD.
			secret |= !this.verb.equals(word) && this.secrets && isSecret(word, depth);
		}
		return secret;
	}

	private boolean isIdentified(String word) {
		boolean secret = (this.identified && word.equals("by"))
				|| (this.method && (word.equals("by") || word.equals("as") || word.equals("using")));
		this.method = (this.method && !word.equals("as")) || (this.identified && METHODS.contains(word));
		this.identified = word.equals("identified");
		return secret;
	}

	private void classify(String word) {
		if (this.verb.isEmpty()) {
			this.verb = word;
			boolean account = word.equals("grant") || word.equals("replace");
			this.secrets = !READ.contains(word) && !DEFINING.contains(word);
			this.open = account || DEFINING.contains(word) || word.equals("set");
		}
		else if (!BETWEEN.contains(word)) {
			this.open = false;
			this.secrets = DEFINING.contains(this.verb) ? !DEFINED.contains(word)
					: this.secrets || ACCOUNTS.contains(word);
		}
	}

	/**
	 * Columns may be listed where data is copied.
	 */
	private boolean isSecret(String word, int depth) {
		if (!this.secrets || (depth > 0 && this.verb.equals("copy"))) {
			return false;
		}
		return SECRETS.contains(word) || ENDS.stream().anyMatch(word::endsWith);
	}

}
