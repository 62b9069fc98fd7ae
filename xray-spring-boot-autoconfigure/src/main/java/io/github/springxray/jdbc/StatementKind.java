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
 * What a statement is by its first word, where that makes values of words: arguments of
 * procedures in SQL Server need no quotes, nor do values of settings, keys of encrypted
 * databases and passwords of connections.
 */
class StatementKind {

	private static final Set<String> KEPT_ARGUMENTS = Set.of("as", "block", "default", "function", "immediate", "into",
			"null", "out", "output", "procedure", "recompile", "using", "with");

	private static final Set<String> KEPT_SETTINGS = Set.of("default", "false", "local", "null", "off", "on", "true");

	private static final Set<String> ALTERED = Set.of("account", "database", "function", "group", "instance", "login",
			"pluggable", "procedure", "role", "routine", "server", "service", "session", "system", "user");

	/**
	 * Words that SQL Server reserves, so they end the arguments of a procedure.
	 */
	private static final Set<String> STATEMENTS = Set.of("alter", "begin", "commit", "create", "declare", "delete",
			"drop", "else", "end", "exec", "execute", "if", "insert", "merge", "print", "raiserror", "return",
			"rollback", "select", "set", "truncate", "update", "use", "waitfor", "while");

	private static final Set<String> CALLS = Set.of("exec", "execute", "prepare");

	private static final Set<String> BEFORE_ROWS = Set.of("default", "on", "returning", "select", "set", "values",
			"with");

	private static final Set<String> BODIES = Set.of("as", "begin", "insert", "merge", "return", "select", "update");

	private static final List<String> SECRETS = List.of("cipher", "passphrase", "password", "passwd", "secret",
			"token");

	private static final int LONGEST = 32;

	private final SqlDialect dialect;

	private String first = "";

	private String second = "";

	private String previous = "";

	private int words;

	private int depth;

	private boolean set;

	private boolean assigned;

	private boolean procedureNamed;

	private boolean variableNamed;

	private boolean arguments;

	private boolean routine;

	private boolean onlyName = true;

	private boolean dot;

	private boolean parameter;

	private boolean values;

	private boolean columnsEnded;

	StatementKind(SqlDialect dialect) {
		this.dialect = dialect;
	}

	/**
	 * Begin with another statement.
	 */
	void restart() {
		this.first = "";
		this.second = "";
		this.previous = "";
		this.words = 0;
		this.depth = 0;
		this.set = false;
		this.assigned = false;
		this.procedureNamed = false;
		this.variableNamed = false;
		this.arguments = false;
		this.routine = false;
		this.onlyName = true;
		this.dot = false;
		this.parameter = false;
		this.values = false;
		this.columnsEnded = false;
	}

	void punctuation(char c) {
		this.dot = c == '.' || (this.dot && c == '[');
		this.parameter = c == '@' || c == ':';
		this.assigned |= this.set && c == '=';
		switch (c) {
			case '(' -> this.depth++;
			case ')' -> this.depth--;
			case '=' -> this.variableNamed = false;
			case ',' ->
				this.assigned &= this.first.equals("set") || this.first.equals("alter") || this.first.equals("create");
			default -> {
			}
		}
	}

	/**
	 * Return whether text in double quotes is a string whatever stands before it.
	 */
	boolean hasStringsOnly() {
		return switch (this.first) {
			case "prepare", "execute", "exec", "pragma", "attach", "vacuum" -> true;
			case "set", "alter" -> this.assigned;
			default -> this.routine ? this.assigned : isSystemProcedure(this.first);
		};
	}

	/**
	 * Return whether the columns of an {@code insert} may come.
	 */
	boolean hasColumns() {
		return isInsert() && !this.columnsEnded;
	}

	/**
	 * Return whether the word {@code values} was read.
	 */
	boolean hasValues() {
		return this.values;
	}

	/**
	 * Note the next name that is in quotes or brackets.
	 * @return what it is
	 */
	Word quoted(String sql, int start, int end) {
		boolean afterDot = this.dot;
		boolean ofParameter = this.parameter;
		this.dot = false;
		this.parameter = false;
		this.words++;
		this.previous = "";
		String name = lowerCase(sql, start, end);
		if (this.words == 1 || (this.onlyName && afterDot)) {
			this.procedureNamed |= isSystemProcedure(name) || this.dialect == SqlDialect.SQL_SERVER;
			return Word.OTHER;
		}
		this.onlyName = false;
		return switch (this.first) {
			case "exec", "execute" -> argument(afterDot, ofParameter);
			case "pragma" -> isSecret(name) ? Word.BEFORE_SECRET : Word.OTHER;
			default -> {
				if (this.procedureNamed) {
					yield argument(afterDot, ofParameter);
				}
				yield (this.assigned && !ofParameter) ? Word.VALUE : Word.OTHER;
			}
		};
	}

	/**
	 * Note the next word of the statement.
	 * @param mayBegin whether another statement may begin with it
	 * @return what it is
	 */
	Word word(String sql, int start, int end, boolean mayBegin) {
		boolean afterDot = this.dot;
		boolean ofParameter = this.parameter;
		this.dot = false;
		this.parameter = false;
		if (mayBegin && !ofParameter && isOneOf(CALLS, sql, start, end)) {
			restart();
		}
		if (this.words > 1 && !isOfInterest()) {
			this.values |= isOneOf("values", sql, start, end);
			return Word.OTHER;
		}
		String word = lowerCase(sql, start, end);
		if (!afterDot && !ofParameter && endsWithStatement() && STATEMENTS.contains(word)) {
			restart();
		}
		String before = this.previous;
		this.previous = word;
		this.words++;
		if (this.words == 1) {
			return first(word);
		}
		if (this.words == 2) {
			this.second = word;
		}
		if (this.onlyName && afterDot) {
			this.procedureNamed |= isSystemProcedure(word) || this.dialect == SqlDialect.SQL_SERVER;
			return Word.OTHER;
		}
		this.onlyName = false;
		this.values |= word.equals("values");
		return switch (this.first) {
			case "exec", "execute" -> argument(word, afterDot, ofParameter);
			case "call" -> called(word, afterDot, ofParameter);
			case "set" -> setting(word, ofParameter);
			case "alter" -> altered(word, ofParameter);
			case "create" -> created(word, ofParameter);
			case "insert", "replace" -> inserted(word, before);
			case "pragma" -> isSecret(word) ? Word.BEFORE_SECRET : Word.OTHER;
			case "copy" -> word.equals("stdin") ? Word.BEFORE_SECRET : Word.OTHER;
			case "attach" -> (isSecret(word) || word.equals("using")) ? Word.BEFORE_SECRET : Word.OTHER;
			default -> this.procedureNamed ? argument(word, afterDot, ofParameter) : Word.OTHER;
		};
	}

	/**
	 * Return whether another statement may end this one, whose words are values.
	 */
	private boolean endsWithStatement() {
		return this.procedureNamed || (this.dialect == SqlDialect.SQL_SERVER && this.first.equals("set"));
	}

	private Word first(String word) {
		if (word.equals("explain")) {
			this.words = 0;
			return Word.OTHER;
		}
		this.first = word;
		this.procedureNamed = isSystemProcedure(word);
		this.set = word.equals("set");
		return (word.equals("connect") || word.equals("conn")) ? Word.BEFORE_SECRET : Word.OTHER;
	}

	private boolean isInsert() {
		return this.first.equals("insert") || this.first.equals("replace");
	}

	private boolean isOfInterest() {
		return switch (this.first) {
			case "exec", "execute", "call", "set", "pragma", "attach", "copy" -> true;
			case "alter" -> ALTERED.contains(this.second);
			case "create" -> this.routine || this.words < 4;
			case "insert", "replace" -> !this.columnsEnded;
			default -> this.procedureNamed || this.onlyName;
		};
	}

	private static boolean isSystemProcedure(String name) {
		return name.startsWith("sp_") || name.startsWith("xp_");
	}

	private static boolean isSecret(String name) {
		return name.endsWith("key") || SECRETS.stream().anyMatch(name::contains);
	}

	private static String lowerCase(String sql, int start, int end) {
		return (end - start <= LONGEST) ? sql.substring(start, end).toLowerCase(Locale.ROOT) : "";
	}

	private static boolean isOneOf(Set<String> words, String sql, int start, int end) {
		for (String word : words) {
			if (isOneOf(word, sql, start, end)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isOneOf(String word, String sql, int start, int end) {
		return end - start == word.length() && sql.regionMatches(true, start, word, 0, end - start);
	}

	private Word argument(String word, boolean afterDot, boolean ofParameter) {
		return KEPT_ARGUMENTS.contains(word) ? Word.OTHER : argument(afterDot, ofParameter);
	}

	private Word argument(boolean afterDot, boolean ofParameter) {
		if (ofParameter) {
			this.procedureNamed |= this.variableNamed;
			this.variableNamed = true;
			return Word.OTHER;
		}
		if (afterDot && !this.arguments) {
			return Word.OTHER;
		}
		if (!this.procedureNamed && !this.variableNamed) {
			this.procedureNamed = true;
			return Word.OTHER;
		}
		this.procedureNamed = true;
		this.arguments = true;
		return Word.VALUE;
	}

	/**
	 * The driver of SQL Server makes arguments without parentheses of those in a call.
	 */
	private Word called(String word, boolean afterDot, boolean ofParameter) {
		if (this.dialect == SqlDialect.SQL_SERVER || isSystemProcedure(word)) {
			return argument(word, afterDot, ofParameter);
		}
		return this.procedureNamed ? argument(word, afterDot, ofParameter) : Word.OTHER;
	}

	private Word created(String word, boolean ofParameter) {
		this.routine |= word.equals("function") || word.equals("procedure");
		this.set |= this.routine && word.equals("set");
		if (BODIES.contains(word)) {
			this.routine = false;
			this.set = false;
			this.assigned = false;
		}
		return this.set ? setting(word, ofParameter) : Word.OTHER;
	}

	/**
	 * Some databases take rows in a format of their own behind the statement.
	 */
	private Word inserted(String word, String before) {
		this.columnsEnded |= BEFORE_ROWS.contains(word);
		boolean format = this.dialect.isForeign() && this.depth == 0 && word.equals("format") && !this.columnsEnded
				&& !before.equals("into") && !before.equals("table");
		return format ? Word.BEFORE_SECRET : Word.OTHER;
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
