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

import java.util.Locale;
import java.util.Set;

/**
 * The token that was read last, which tells what the next one may be.
 */
class LastToken {

	private static final Set<String> BEFORE_TABLES = Set.of("join", "into", "update", "table");

	private static final Set<String> BEFORE_DEFINED = Set.of("constraint", "exists", "extension", "index", "references",
			"schema", "sequence", "view");

	private static final Set<String> BEFORE_TEMPORARY_TABLES = Set.of("from", "join", "into", "update", "table",
			"exists");

	private static final Set<String> BEFORE_VALUES = Set.of("and", "between", "by", "case", "distinct", "else",
			"having", "in", "interval", "is", "like", "limit", "not", "offset", "on", "or", "return", "select", "set",
			"then", "top", "values", "when", "where");

	private static final Set<String> BEFORE_PRIVILEGES = Set.of("as", "deny", "for", "grant", "revoke");

	private final String sql;

	private Kind kind = Kind.START;

	private int start;

	private int end;

	LastToken(String sql) {
		this.sql = sql;
	}

	void set(Kind kind, int start, int end) {
		this.kind = kind;
		this.start = start;
		this.end = end;
	}

	boolean is(Kind kind) {
		return this.kind == kind;
	}

	boolean isName() {
		return this.kind == Kind.WORD || this.kind == Kind.NAME;
	}

	/**
	 * Return whether nothing is between this token and a position.
	 */
	boolean endsAt(int position) {
		return this.kind != Kind.START && this.end == position;
	}

	boolean isWord(String word) {
		return this.kind == Kind.WORD && this.end - this.start == word.length()
				&& this.sql.regionMatches(true, this.start, word, 0, word.length());
	}

	/**
	 * Return whether a name must follow, which may be in quotes of any kind.
	 */
	boolean isBeforeTable() {
		return isWord(BEFORE_TABLES);
	}

	/**
	 * Return whether the name of something that is defined must follow.
	 */
	boolean isBeforeDefined() {
		return isWord(BEFORE_DEFINED);
	}

	boolean isBeforeTemporaryTable() {
		return isWord(BEFORE_TEMPORARY_TABLES);
	}

	/**
	 * Return whether a plus or minus that follows is the sign of a number.
	 */
	boolean isBeforeValue() {
		return switch (this.kind) {
			case START, OPEN, COMMA, SIGN, OPERATOR -> true;
			case WORD -> isWord(BEFORE_VALUES);
			default -> false;
		};
	}

	/**
	 * Return whether another statement may begin behind this token, for which SQL Server
	 * needs no semicolon.
	 */
	boolean mayEndStatement() {
		return switch (this.kind) {
			case VALUE, CLOSE, NAME -> true;
			case WORD -> isWord("else") || isWord("on") || isWord("return")
					|| !(isWord(BEFORE_VALUES) || isWord(BEFORE_TEMPORARY_TABLES) || isWord(BEFORE_PRIVILEGES));
			default -> false;
		};
	}

	boolean isAssignment() {
		return this.kind == Kind.OPERATOR && this.sql.charAt(this.start) == '=';
	}

	boolean isComparison() {
		return isWord("like") || (this.kind == Kind.OPERATOR && "=<>!~".indexOf(this.sql.charAt(this.start)) >= 0);
	}

	boolean isWord(Set<String> words) {
		return this.kind == Kind.WORD
				&& words.contains(this.sql.substring(this.start, this.end).toLowerCase(Locale.ROOT));
	}

	enum Kind {

		START, WORD, NAME, VALUE, DOT, COMMA, OPEN, CLOSE, SIGN, OPERATOR

	}

}
