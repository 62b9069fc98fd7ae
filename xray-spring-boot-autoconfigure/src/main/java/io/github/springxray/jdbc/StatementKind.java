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

	private final SqlAhead ahead;

	private final Definition definition;

	private final ObjectName name;

	private final InsertedRows rows;

	private final String source;

	private final LastToken last;

	private StatementForm form = StatementForm.START;

	private String first = "";

	private String previous = "";

	private int depth;

	/**
	 * Whether no other statement was read before.
	 */
	private boolean initial = true;

	private boolean parameter;

	private boolean harmless;

	StatementKind(SqlDialect dialect, SqlText sql, String source, LastToken last) {
		this.dialect = dialect;
		this.sql = sql;
		this.ahead = new SqlAhead(source);
		this.definition = new Definition(last);
		this.name = new ObjectName(last);
		this.rows = new InsertedRows(dialect);
		this.source = source;
		this.last = last;
	}

	/**
	 * Begin with another statement.
	 */
	void restart() {
		this.form = StatementForm.START;
		this.first = "";
		this.previous = "";
		this.depth = 0;
		this.parameter = false;
		this.harmless = false;
		this.definition.restart();
		this.name.restart();
		this.rows.restart();
	}

	/**
	 * Return whether nothing that follows in this statement may be recorded.
	 */
	boolean isClosed() {
		return this.form == StatementForm.CLOSED;
	}

	/**
	 * Return whether values that follow one another are one, as they need not be
	 * literals.
	 */
	boolean foldsValues() {
		return this.form.hasWordsForValues();
	}

	/**
	 * Return whether text in double quotes is a string whatever stands before it.
	 */
	boolean hasStringsOnly() {
		return switch (this.form) {
			case ARGUMENTS -> !this.first.equals("call") || (this.name.isBegun() && !this.last.is(LastToken.Kind.DOT));
			case SETTING -> this.name.isBegun();
			case PRAGMA, CLOSED -> true;
			default -> this.first.equals("vacuum");
		};
	}

	/**
	 * Return whether what ends at a position is a column whatever quotes it has, as no
	 * value can stand there.
	 */
	boolean isColumn(int end) {
		if (this.form == StatementForm.DEFINITION) {
			return this.definition.isBeforeColumn(this.depth, this.previous);
		}
		if (this.form == StatementForm.OPEN && this.dialect.hasNamesInDoubleQuotes()
				&& (this.last.isWord("as") || this.last.isWord("collate"))) {
			return true;
		}
		if (this.first.equals("update")) {
			return this.depth == 0 && (this.last.is(LastToken.Kind.COMMA) || this.last.isWord("set"))
					&& this.ahead.following(end) == '=';
		}
		return this.rows.isBeforeColumn(this.first, this.depth);
	}

	/**
	 * Return whether the word {@code values} was read.
	 */
	boolean hasValues() {
		return this.rows.hasValues();
	}

	void punctuation(int start, char c) {
		boolean adjacent = this.last.endsAt(start) && this.last.isName();
		this.parameter = (c == '@' || c == ':') && !adjacent && !this.last.is(LastToken.Kind.VALUE)
				&& !(c == ':' && this.sql.at(start - 1) == ':');
		this.name.punctuation(c);
		switch (c) {
			case '(' -> this.definition.open(++this.depth);
			case ')' -> this.definition.close(--this.depth);
			default -> {
			}
		}
		if (c == '=' && (this.form == StatementForm.SETTING || this.sql.at(start - 1) == ':')) {
			this.name.begin();
		}
		boolean bounded = this.form == StatementForm.NAMED || this.form == StatementForm.DEFINING
				|| (this.form == StatementForm.COPY && this.name.isBegun());
		if (bounded && c != '.' && c != ';' && c != '?') {
			this.form = StatementForm.CLOSED;
		}
	}

	/**
	 * Note a literal, which may stand for a name.
	 */
	void value() {
		this.name.end();
		this.parameter = false;
		if (this.form == StatementForm.DEFINING) {
			this.form = StatementForm.NAMED;
		}
		if (this.form != StatementForm.COPY && this.form != StatementForm.GRANT) {
			this.name.begin();
		}
	}

	/**
	 * Note the next name that is in quotes or brackets.
	 * @return whether it is a value
	 */
	boolean isQuotedValue() {
		boolean ofParameter = this.parameter;
		this.parameter = false;
		if (this.form == StatementForm.START) {
			this.form = StatementForm.ARGUMENTS;
		}
		if (this.form == StatementForm.DEFINING) {
			this.form = StatementForm.NAMED;
		}
		return switch (this.form) {
			case ARGUMENTS, SETTING, PRAGMA, NAMED -> !ofParameter(ofParameter) && !this.name.isNext();
			case COPY -> this.name.isBegun();
			case DEFINITION ->
				this.definition.isQuotedValue() || (this.definition.isElsewhere(this.depth) && !this.name.isNext());
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
		if (this.form != StatementForm.START && !afterDot && !ofParameter && beginsStatement(word)) {
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
					|| (this.name.isBegun() && StatementWords.STATEMENTS.contains(word))
					|| (this.first.equals("prepare") && this.last.isWord("as"));
			case SETTING -> (ended && StatementWords.CALLS.contains(word))
					|| (this.dialect == SqlDialect.SQL_SERVER && StatementWords.STATEMENTS.contains(word));
			case OPEN -> ended && (StatementWords.CALLS.contains(word)
					|| (this.depth == 0 && StatementWords.followsOpen(this.first, word, this.dialect)));
			case DEFINITION ->
				(ended && StatementWords.CALLS.contains(word)) || this.definition.isBeforeStatement(word);
			case GRANT -> ended && this.name.isBegun() && StatementWords.CALLS.contains(word);
			default -> false;
		};
	}

	private boolean first(String word, int end) {
		this.first = word;
		this.form = StatementForm.of(word, end, this.ahead);
		return this.form == StatementForm.CLOSED && unknown(word, end);
	}

	/**
	 * In blocks, and in SQL Server at the beginning, a procedure needs no word to call
	 * it.
	 */
	private boolean unknown(String word, int end) {
		if (StatementWords.isSystemProcedure(word) || (this.initial && this.dialect == SqlDialect.SQL_SERVER)
				|| this.ahead.isCalled(end)) {
			this.form = StatementForm.ARGUMENTS;
			this.name.read();
			return false;
		}
		return !this.initial;
	}

	private boolean block(String word, int end) {
		boolean kept = StatementWords.BLOCK_WORDS.contains(word)
				&& (this.first.equals("end") || !StatementWords.CONDITIONS.contains(word));
		return !kept && first(word, end);
	}

	private boolean opened(String word, String before) {
		if ((word.equals("into") && this.first.equals("vacuum")) || StatementWords.isBeforePassword(word, before)
				|| this.rows.isBeforeFormat(this.first, word, before, this.depth)) {
			this.form = StatementForm.CLOSED;
		}
		return false;
	}

	private boolean defining(String word) {
		if (this.definition.begins(this.first, word)) {
			this.form = StatementForm.DEFINITION;
			return false;
		}
		if (word.equals("set")) {
			this.form = StatementForm.SETTING;
		}
		else if (!StatementWords.MODIFIERS.contains(word) && !StatementWords.ADMINISTERED.contains(word)) {
			this.form = StatementForm.NAMED;
			this.name.read();
		}
		return false;
	}

	private boolean defined(String word, String before) {
		if (StatementWords.isBeforePassword(word, before)) {
			this.form = StatementForm.CLOSED;
			return false;
		}
		if (this.definition.isValue(word, before, this.depth)) {
			return true;
		}
		if (!this.definition.isElsewhere(this.depth) || StatementWords.MODIFIERS.contains(word) || this.name.isNext()) {
			return false;
		}
		this.form = StatementForm.CLOSED;
		return true;
	}

	private boolean named(String word) {
		if ((!this.name.isBegun() && word.equals("prepare")) || this.name.isNext()) {
			return false;
		}
		this.form = (word.equals("set") && this.first.equals("alter")) ? StatementForm.SETTING : StatementForm.CLOSED;
		this.name.beginAgain();
		return this.form == StatementForm.CLOSED;
	}

	private boolean ofParameter(boolean ofParameter) {
		if (ofParameter) {
			this.name.variable();
			if (this.form == StatementForm.SETTING) {
				this.name.begin();
			}
		}
		return ofParameter;
	}

	private boolean argument(String word, int end) {
		this.name.word();
		if (!this.name.isBegun()) {
			if (this.first.equals("call") && word.equals("next") && this.ahead.following(end) != '(') {
				this.form = StatementForm.OPEN;
				return false;
			}
			if (StatementWords.BEFORE_PROCEDURE.contains(word)) {
				return false;
			}
		}
		if (this.name.isNext() || StatementWords.KEPT_ARGUMENTS.contains(word)) {
			return false;
		}
		boolean function = this.depth > 0 && this.ahead.following(end) == '(';
		return !function && !this.ahead.isNameOfArgument(end);
	}

	private boolean setting(String word, int end) {
		if (!this.name.isBegun()) {
			if (StatementWords.OPEN_SETTINGS.contains(word)) {
				this.form = StatementForm.OPEN;
				return false;
			}
			if (StatementWords.SETTING_MODIFIERS.contains(word)) {
				return false;
			}
		}
		if (this.depth == 0 && this.last.is(LastToken.Kind.COMMA) && this.ahead.isAssigned(end)) {
			this.name.beginAgain();
		}
		return !this.name.isNext() && !StatementWords.KEPT_SETTINGS.contains(word);
	}

	private boolean pragma(String word) {
		if (this.name.isNext()) {
			this.harmless = StatementWords.PRAGMAS.contains(word);
			return false;
		}
		return !this.harmless && !StatementWords.KEPT_SETTINGS.contains(word);
	}

	private boolean grant(String word, boolean afterDot) {
		boolean grantee = this.last.is(LastToken.Kind.COMMA) || this.last.isWord(StatementWords.BEFORE_GRANTEE);
		if (word.equals("identified")
				|| (this.name.isBegun() && !StatementWords.GRANT_WORDS.contains(word) && !grantee && !afterDot)) {
			this.form = StatementForm.CLOSED;
			return true;
		}
		if (word.equals("to") || (word.equals("from") && !this.first.equals("grant"))) {
			this.name.begin();
		}
		return false;
	}

	private boolean copy(String word) {
		if (!this.name.isBegun()) {
			if (this.depth == 0 && (word.equals("from") || word.equals("to"))) {
				this.name.begin();
			}
			return false;
		}
		this.form = StatementForm.CLOSED;
		return !Set.of("program", "stdin", "stdout").contains(word);
	}

}
