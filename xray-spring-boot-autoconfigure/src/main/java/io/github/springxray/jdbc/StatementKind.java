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
 * What a statement is by its first word, where that makes values of words: arguments of
 * procedures in SQL Server need no quotes, nor do values of settings, keys of encrypted
 * databases and passwords of connections.
 */
class StatementKind {

	private static final Set<String> KEPT_ARGUMENTS = Set.of("as", "block", "default", "function", "immediate", "into",
			"null", "out", "output", "procedure", "recompile", "using", "with");

	private static final Set<String> KEPT_SETTINGS = Set.of("default", "false", "local", "null", "off", "on", "true");

	private static final Set<String> ALTERED = Set.of("database", "login", "role", "session", "system", "user");

	private static final int LONGEST = 32;

	private String first = "";

	private String second = "";

	private int words;

	private boolean set;

	private boolean assigned;

	private boolean procedureNamed;

	private boolean dot;

	private boolean parameter;

	private boolean values;

	/**
	 * Begin with another statement.
	 */
	void restart() {
		this.first = "";
		this.second = "";
		this.words = 0;
		this.set = false;
		this.assigned = false;
		this.procedureNamed = false;
		this.dot = false;
		this.parameter = false;
		this.values = false;
	}

	void punctuation(char c) {
		this.dot = c == '.';
		this.parameter = c == '@' || c == ':';
		this.assigned |= this.set && c == '=';
		if (c == ';' || c == ',') {
			this.assigned &= this.first.equals("set") || this.first.equals("alter");
		}
	}

	/**
	 * Return whether text in double quotes is a string whatever stands before it.
	 */
	boolean hasStringsOnly() {
		return this.first.equals("prepare") || this.first.equals("execute") || this.first.equals("exec")
				|| this.first.equals("pragma") || this.first.equals("attach") || this.first.startsWith("sp_")
				|| (this.assigned && (this.first.equals("set") || this.first.equals("alter")));
	}

	boolean isInsert() {
		return this.first.equals("insert") || this.first.equals("replace");
	}

	/**
	 * Return whether the word {@code values} was read.
	 */
	boolean hasValues() {
		return this.values;
	}

	/**
	 * Note the next word of the statement.
	 * @return what it is
	 */
	Word word(String sql, int start, int end) {
		boolean afterDot = this.dot;
		boolean ofParameter = this.parameter;
		this.dot = false;
		this.parameter = false;
		if (this.words > 1 && !isOfInterest()) {
			this.values |= isValues(sql, start, end);
			return Word.OTHER;
		}
		String word = (end - start <= LONGEST) ? sql.substring(start, end).toLowerCase(Locale.ROOT) : "";
		this.words++;
		if (this.words == 1) {
			this.first = word;
			this.procedureNamed = word.startsWith("sp_") || word.startsWith("xp_");
			this.set = word.equals("set");
			return (word.equals("connect") || word.equals("conn")) ? Word.BEFORE_SECRET : Word.OTHER;
		}
		if (this.words == 2) {
			this.second = word;
		}
		this.values |= word.equals("values");
		return switch (this.first) {
			case "exec", "execute" -> argument(word, afterDot, ofParameter);
			case "set" -> setting(word, ofParameter);
			case "alter" -> altered(word, ofParameter);
			case "pragma" -> (word.endsWith("key") || word.startsWith("cipher")) ? Word.BEFORE_SECRET : Word.OTHER;
			case "copy" -> word.equals("stdin") ? Word.BEFORE_SECRET : Word.OTHER;
			case "attach" -> word.equals("key") ? Word.BEFORE_SECRET : Word.OTHER;
			default -> this.procedureNamed ? argument(word, afterDot, ofParameter) : Word.OTHER;
		};
	}

	private boolean isOfInterest() {
		return switch (this.first) {
			case "exec", "execute", "set", "pragma", "attach", "copy" -> true;
			case "alter" -> ALTERED.contains(this.second);
			default -> this.procedureNamed;
		};
	}

	private static boolean isValues(String sql, int start, int end) {
		return end - start == "values".length() && sql.regionMatches(true, start, "values", 0, end - start);
	}

	private Word argument(String word, boolean afterDot, boolean ofParameter) {
		if (afterDot || ofParameter || KEPT_ARGUMENTS.contains(word)) {
			return Word.OTHER;
		}
		if (!this.procedureNamed) {
			this.procedureNamed = true;
			return Word.OTHER;
		}
		return Word.VALUE;
	}

	private Word setting(String word, boolean ofParameter) {
		if (word.equals("to") && !this.assigned) {
			this.assigned = true;
			return Word.OTHER;
		}
		return (this.assigned && !ofParameter && !KEPT_SETTINGS.contains(word)) ? Word.VALUE : Word.OTHER;
	}

	private Word altered(String word, boolean ofParameter) {
		if (word.equals("set")) {
			this.set = true;
			return Word.OTHER;
		}
		return this.set ? setting(word, ofParameter) : Word.OTHER;
	}

	/**
	 * What a word is.
	 */
	enum Word {

		/** A value that needs no quotes. */
		VALUE,

		/** What follows may be a secret of any form. */
		BEFORE_SECRET,

		/** A word that may be recorded. */
		OTHER

	}

}
