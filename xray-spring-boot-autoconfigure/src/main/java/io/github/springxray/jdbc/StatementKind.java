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
 * What a statement is by its first words, and so which of its words may be recorded.
 * Queries, changes of data and definitions of tables have values in quotes only. In
 * whatever else there is, only words that are known to be harmless and the name of what
 * the statement is about are kept.
 */
class StatementKind {

	private static final int LONGEST = 40;

	private final SqlDialect dialect;

	private final SqlText sql;

	private final String source;

	private final LastToken last;

	private Form form = Form.START;

	private String first = "";

	private String previous = "";

	private int depth;

	/**
	 * The depth of the options that are read, 0 outside of them.
	 */
	private int options;

	/**
	 * Whether no other statement was read before.
	 */
	private boolean initial = true;

	/**
	 * Whether the name of what the statement is about was read, and all but what may
	 * follow it behind a dot.
	 */
	private boolean named;

	private boolean inName;

	private boolean variable;

	private boolean parameter;

	private boolean routine;

	private boolean elsewhere;

	private boolean harmless;

	private boolean values;

	private boolean columns;

	private boolean columnsEnded;

	StatementKind(SqlDialect dialect, SqlText sql, String source, LastToken last) {
		this.dialect = dialect;
		this.sql = sql;
		this.source = source;
		this.last = last;
	}

	/**
	 * Begin with another statement.
	 */
	void restart() {
		this.form = Form.START;
		this.first = "";
		this.previous = "";
		this.depth = 0;
		this.options = 0;
		this.named = false;
		this.inName = false;
		this.variable = false;
		this.parameter = false;
		this.routine = false;
		this.elsewhere = false;
		this.harmless = false;
		this.values = false;
		this.columns = false;
		this.columnsEnded = false;
	}

	/**
	 * Return whether nothing that follows in this statement may be recorded.
	 */
	boolean isClosed() {
		return this.form == Form.CLOSED;
	}

	/**
	 * Return whether values that follow one another are one, as they need not be
	 * literals.
	 */
	boolean foldsValues() {
		return this.form.words;
	}

	/**
	 * Return whether text in double quotes is a string whatever stands before it.
	 */
	boolean hasStringsOnly() {
		return switch (this.form) {
			case ARGUMENTS -> !this.first.equals("call") || (this.named && !this.last.is(LastToken.Kind.DOT));
			case SETTING -> this.named;
			case PRAGMA, CLOSED -> true;
			default -> this.first.equals("vacuum");
		};
	}

	/**
	 * Return whether what ends at a position is a column whatever quotes it has, as no
	 * value can stand there.
	 */
	boolean isColumn(int end) {
		boolean first = this.last.is(LastToken.Kind.OPEN);
		boolean next = this.last.is(LastToken.Kind.COMMA);
		if (this.form == Form.DEFINITION) {
			boolean key = this.previous.equals("key") || this.previous.equals("unique");
			return (first || next) && (key || (this.columns && !this.columnsEnded && this.depth == 1));
		}
		if (this.first.equals("update")) {
			return this.depth == 0 && (next || this.last.isWord("set")) && this.sql.following(end) == '=';
		}
		return isInsert() && !this.columnsEnded && this.depth == 1;
	}

	/**
	 * Return whether the word {@code values} was read.
	 */
	boolean hasValues() {
		return this.values;
	}

	void punctuation(int start, char c) {
		boolean adjacent = this.last.endsAt(start) && this.last.isName();
		this.parameter = (c == '@' || c == ':') && !adjacent && !this.last.is(LastToken.Kind.VALUE)
				&& !(c == ':' && this.sql.at(start - 1) == ':');
		this.inName &= c == '.' || c == ']' || (c == '[' && this.last.is(LastToken.Kind.DOT));
		switch (c) {
			case '(' -> {
				this.depth++;
				if (this.form == Form.DEFINITION && this.options == 0
						&& this.last.isWord(StatementWords.BEFORE_OPTIONS)) {
					this.options = this.depth;
				}
			}
			case ')' -> {
				this.depth--;
				this.options = (this.depth < this.options) ? 0 : this.options;
				this.columnsEnded |= this.columns && this.depth == 0;
			}
			case '=' -> {
				this.variable = false;
				this.named |= this.form == Form.SETTING;
			}
			default -> {
			}
		}
		boolean bounded = this.form == Form.NAMED || this.form == Form.DEFINING
				|| (this.form == Form.COPY && this.named);
		if (bounded && c != '.' && c != ';' && c != '?') {
			this.form = Form.CLOSED;
		}
	}

	/**
	 * Note a literal, which may stand for a name.
	 */
	void value() {
		this.inName = false;
		this.parameter = false;
		if (this.form == Form.DEFINING) {
			this.form = Form.NAMED;
		}
		this.named |= this.form != Form.COPY && this.form != Form.GRANT;
	}

	/**
	 * Note the next name that is in quotes or brackets.
	 * @return whether it is a value
	 */
	boolean isQuotedValue() {
		boolean ofParameter = this.parameter;
		this.parameter = false;
		this.previous = "";
		if (this.form == Form.START) {
			this.form = Form.ARGUMENTS;
		}
		if (this.form == Form.DEFINING) {
			this.form = Form.NAMED;
		}
		return switch (this.form) {
			case ARGUMENTS, SETTING, PRAGMA, NAMED -> !ofParameter(ofParameter) && !isOfName();
			case COPY -> this.named;
			case DEFINITION -> (this.options > 0) ? !isOption() : this.elsewhere && this.depth == 0 && !isOfName();
			default -> false;
		};
	}

	/**
	 * Note the next word of the statement.
	 * @return whether it is a value
	 */
	boolean isValue(int start, int end) {
		boolean afterDot = this.last.is(LastToken.Kind.DOT);
		boolean ofParameter = this.parameter;
		this.parameter = false;
		String word = (end - start <= LONGEST) ? this.source.substring(start, end).toLowerCase(Locale.ROOT) : "";
		if (this.form != Form.START && !afterDot && !ofParameter && beginsStatement(word)) {
			restart();
		}
		String before = this.previous;
		this.previous = word;
		boolean value = switch (this.form) {
			case START -> first(word, end);
			case EXPLAIN -> this.depth == 0 && !StatementWords.EXPLAIN_WORDS.contains(word) && first(word, end);
			case BLOCK -> block(word, end);
			case OPEN -> opened(word, before);
			case DEFINING -> defining(word);
			case DEFINITION -> defined(word, before);
			case NAMED -> named(word);
			case ARGUMENTS -> !ofParameter(ofParameter) && argument(word, end);
			case SETTING -> !ofParameter(ofParameter) && setting(word, end);
			case PRAGMA -> pragma(word);
			case GRANT -> grant(word, afterDot);
			case COPY -> copy(word);
			case CLOSED -> true;
		};
		this.initial = false;
		return value;
	}

	private boolean beginsStatement(String word) {
		boolean ended = this.last.mayEndStatement();
		return switch (this.form) {
			case ARGUMENTS -> (ended && StatementWords.CALLS.contains(word))
					|| (this.named && StatementWords.STATEMENTS.contains(word))
					|| (this.first.equals("prepare") && this.last.isWord("as"));
			case SETTING -> (ended && StatementWords.CALLS.contains(word))
					|| (this.dialect == SqlDialect.SQL_SERVER && StatementWords.STATEMENTS.contains(word));
			case OPEN -> ended && beginsBehindOpen(word);
			case DEFINITION -> (ended && StatementWords.CALLS.contains(word)) || (this.routine
					&& (StatementWords.BEFORE_STATEMENTS.contains(word) || word.equals("set") || this.last.isWord("as")
							|| this.last.isWord("is") || this.last.isWord("do")));
			case GRANT -> ended && this.named && StatementWords.CALLS.contains(word);
			default -> false;
		};
	}

	private boolean beginsBehindOpen(String word) {
		if (StatementWords.CALLS.contains(word)) {
			return true;
		}
		if (this.depth > 0) {
			return false;
		}
		return (word.equals("set") && StatementWords.WITHOUT_SET.contains(this.first))
				|| (StatementWords.BEFORE_STATEMENTS.contains(word) && StatementWords.CONDITIONS.contains(this.first))
				|| (this.dialect == SqlDialect.SQL_SERVER && StatementWords.ADMINISTERING.contains(word));
	}

	private boolean first(String word, int end) {
		this.first = word;
		if (word.equals("replace") && this.sql.isFollowedBy(end, "user")) {
			this.form = Form.DEFINING;
			return false;
		}
		boolean known = true;
		if (StatementWords.OPEN.contains(word)) {
			this.form = Form.OPEN;
		}
		else if (StatementWords.CALLS.contains(word)) {
			this.form = Form.ARGUMENTS;
		}
		else if (StatementWords.BLOCKS.contains(word)) {
			this.form = Form.BLOCK;
		}
		else if (StatementWords.NAMED.contains(word)) {
			this.form = Form.NAMED;
		}
		else {
			known = firstOfOne(word, end);
		}
		return !known && unknown(word, end);
	}

	private boolean firstOfOne(String word, int end) {
		this.form = switch (word) {
			case "call" -> Form.ARGUMENTS;
			case "create", "alter" -> Form.DEFINING;
			case "copy" -> Form.COPY;
			case "deny", "grant", "revoke" -> Form.GRANT;
			case "explain" -> Form.EXPLAIN;
			case "load" -> this.sql.isFollowedBy(end, "data") ? Form.OPEN : Form.CLOSED;
			case "start" -> this.sql.isFollowedBy(end, "transaction") ? Form.OPEN : Form.CLOSED;
			case "pragma" -> Form.PRAGMA;
			case "set" -> Form.SETTING;
			default -> Form.CLOSED;
		};
		return this.form != Form.CLOSED;
	}

	/**
	 * In blocks, and in SQL Server at the beginning, a procedure needs no word to call
	 * it.
	 */
	private boolean unknown(String word, int end) {
		if (isSystemProcedure(word) || (this.initial && this.dialect == SqlDialect.SQL_SERVER)
				|| this.sql.isCalled(end)) {
			this.form = Form.ARGUMENTS;
			this.named = true;
			this.inName = true;
			return false;
		}
		return !this.initial;
	}

	private boolean block(String word, int end) {
		return !StatementWords.BLOCK_WORDS.contains(word) && first(word, end);
	}

	private boolean opened(String word, String before) {
		this.values |= word.equals("values");
		if ((word.equals("into") && this.first.equals("vacuum")) || isIdentified(word, before)) {
			this.form = Form.CLOSED;
		}
		return isInsert() && !this.columnsEnded && inserted(word, before);
	}

	private static boolean isIdentified(String word, String before) {
		return before.equals("identified") && (word.equals("by") || word.equals("with") || word.equals("via"));
	}

	/**
	 * Some databases take rows in a format of their own behind the statement.
	 */
	private boolean inserted(String word, String before) {
		this.columnsEnded |= StatementWords.BEFORE_ROWS.contains(word);
		boolean format = this.dialect.isForeign() && this.depth == 0 && word.equals("format") && !this.columnsEnded
				&& !before.equals("into") && !before.equals("table");
		if (format) {
			this.form = Form.CLOSED;
		}
		return false;
	}

	private boolean defining(String word) {
		if (StatementWords.DEFINED.contains(word)) {
			this.form = Form.DEFINITION;
			this.routine = StatementWords.ROUTINES.contains(word);
			this.columns = this.first.equals("create") && (word.equals("table") || word.equals("index"));
			return false;
		}
		this.elsewhere |= StatementWords.ELSEWHERE.contains(word);
		if (word.equals("set")) {
			this.form = Form.SETTING;
		}
		else if (!StatementWords.MODIFIERS.contains(word) && !StatementWords.ADMINISTERED.contains(word)) {
			this.form = Form.NAMED;
			isOfName();
		}
		return false;
	}

	private boolean defined(String word, String before) {
		if (isIdentified(word, before)) {
			this.form = Form.CLOSED;
			return false;
		}
		this.columnsEnded |= word.equals("as") || word.equals("of");
		if (this.options > 0) {
			return !isOption() && !StatementWords.KEPT_SETTINGS.contains(word);
		}
		if (!this.elsewhere || this.depth > 0 || StatementWords.MODIFIERS.contains(word) || isOfName()) {
			return false;
		}
		this.form = Form.CLOSED;
		return true;
	}

	private boolean isOption() {
		return this.last.is(LastToken.Kind.OPEN) || this.last.is(LastToken.Kind.COMMA)
				|| this.last.is(LastToken.Kind.DOT) || this.last.isWord(StatementWords.BEFORE_OPTION);
	}

	private boolean named(String word) {
		if ((!this.named && word.equals("prepare")) || isOfName()) {
			return false;
		}
		this.form = (word.equals("set") && this.first.equals("alter")) ? Form.SETTING : Form.CLOSED;
		this.named = false;
		return this.form == Form.CLOSED;
	}

	/**
	 * Return whether what was read is the name that the statement is about, or a part of
	 * it.
	 */
	private boolean isOfName() {
		boolean next = this.last.is(LastToken.Kind.DOT) || this.last.is(LastToken.Kind.OPEN);
		if (!this.named || (this.inName && next)) {
			this.named = true;
			this.inName = true;
			return true;
		}
		this.inName = false;
		return false;
	}

	private boolean ofParameter(boolean ofParameter) {
		if (ofParameter) {
			this.named |= this.variable || this.form == Form.SETTING;
			this.variable = true;
		}
		return ofParameter;
	}

	private boolean argument(String word, int end) {
		this.named |= this.variable;
		if (!this.named) {
			if (this.first.equals("call") && word.equals("next") && this.sql.following(end) != '(') {
				this.form = Form.OPEN;
				return false;
			}
			if (StatementWords.BEFORE_PROCEDURE.contains(word)) {
				return false;
			}
		}
		if (isOfName() || StatementWords.KEPT_ARGUMENTS.contains(word)) {
			return false;
		}
		boolean function = this.depth > 0 && this.sql.following(end) == '(';
		return !function && !this.sql.isNameOfArgument(end);
	}

	private boolean setting(String word, int end) {
		if (!this.named) {
			if (StatementWords.OPEN_SETTINGS.contains(word)) {
				this.form = Form.OPEN;
				return false;
			}
			if (StatementWords.SETTING_MODIFIERS.contains(word)) {
				return false;
			}
		}
		if (this.depth == 0 && this.last.is(LastToken.Kind.COMMA) && this.sql.isAssigned(end)) {
			this.named = false;
		}
		return !isOfName() && !StatementWords.KEPT_SETTINGS.contains(word);
	}

	private boolean pragma(String word) {
		if (isOfName()) {
			this.harmless = StatementWords.PRAGMAS.contains(word);
			return false;
		}
		return !this.harmless && !StatementWords.KEPT_SETTINGS.contains(word);
	}

	private boolean grant(String word, boolean afterDot) {
		boolean grantee = this.last.is(LastToken.Kind.COMMA) || this.last.isWord(StatementWords.BEFORE_GRANTEE);
		if (word.equals("identified") || (this.named && !StatementWords.GRANT_WORDS.contains(word) && !grantee
				&& !afterDot)) {
			this.form = Form.CLOSED;
			return true;
		}
		this.named |= word.equals("to") || (word.equals("from") && !this.first.equals("grant"));
		return false;
	}

	private boolean copy(String word) {
		if (!this.named) {
			this.named = this.depth == 0 && (word.equals("from") || word.equals("to"));
			return false;
		}
		this.form = Form.CLOSED;
		return !Set.of("program", "stdin", "stdout").contains(word);
	}

	private boolean isInsert() {
		return this.first.equals("insert") || this.first.equals("replace");
	}

	private static boolean isSystemProcedure(String name) {
		return name.startsWith("sp_") || name.startsWith("xp_");
	}

	/**
	 * The forms of statements.
	 */
	private enum Form {

		/** The first word is to come. */
		START(false),

		/** What begins blocks of statements, or stands before a statement. */
		BLOCK(false), EXPLAIN(false),

		/** Queries and changes of data. */
		OPEN(false),

		/** What is defined is to come, and is known. */
		DEFINING(true), DEFINITION(false),

		/** A call with arguments. */
		ARGUMENTS(true),

		/** A setting, and what is set as such. */
		SETTING(true), PRAGMA(true),

		GRANT(false), COPY(false),

		/** What is administered, with no more than its name. */
		NAMED(true),

		/** Nothing more may be recorded. */
		CLOSED(true);

		/**
		 * Whether words may be values.
		 */
		private final boolean words;

		Form(boolean words) {
			this.words = words;
		}

	}

}
