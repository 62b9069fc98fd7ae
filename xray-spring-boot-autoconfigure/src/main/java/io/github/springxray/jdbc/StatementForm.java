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

/**
 * The forms that statements have, by which it is told what words of them may be recorded.
 */
enum StatementForm {

	/** The first word is to come. */
	START(false),

	/** What begins blocks of statements. */
	BLOCK(false),

	/** A word that stands before a statement. */
	EXPLAIN(false),

	/** Queries and changes of data. */
	OPEN(false),

	/** What is defined is to come. */
	DEFINING(true),

	/** A definition of keywords, names and types. */
	DEFINITION(false),

	/** A call with arguments. */
	ARGUMENTS(true),

	/** A setting. */
	SETTING(true),

	/** A setting of SQLite. */
	PRAGMA(true),

	/** Privileges and those who have them. */
	GRANT(false),

	/** Rows that are read or written. */
	COPY(false),

	/** What is administered, with no more than its name. */
	NAMED(true),

	/** Nothing more may be recorded. */
	CLOSED(true);

	/**
	 * Whether words may be values.
	 */
	private final boolean words;

	StatementForm(boolean words) {
		this.words = words;
	}

	/**
	 * Return whether words may be values.
	 */
	boolean hasWordsForValues() {
		return this.words;
	}

	/**
	 * Return the form of a statement.
	 * @param word its first word
	 * @param end where that ends
	 * @param ahead what follows
	 */
	static StatementForm of(String word, int end, SqlAhead ahead) {
		if (word.equals("replace") && ahead.isFollowedBy(end, "user")) {
			return DEFINING;
		}
		if (StatementWords.OPEN.contains(word)) {
			return OPEN;
		}
		if (StatementWords.CALLS.contains(word)) {
			return ARGUMENTS;
		}
		if (StatementWords.BLOCKS.contains(word)) {
			return BLOCK;
		}
		if (StatementWords.NAMED.contains(word)) {
			return NAMED;
		}
		return switch (word) {
			case "call" -> ARGUMENTS;
			case "create", "alter" -> DEFINING;
			case "copy" -> COPY;
			case "deny", "grant", "revoke" -> GRANT;
			case "explain" -> EXPLAIN;
			case "load" -> ahead.isFollowedBy(end, "data") ? OPEN : CLOSED;
			case "pragma" -> PRAGMA;
			case "set" -> SETTING;
			case "start" -> ahead.isFollowedBy(end, "transaction") ? OPEN : CLOSED;
			default -> CLOSED;
		};
	}

}
