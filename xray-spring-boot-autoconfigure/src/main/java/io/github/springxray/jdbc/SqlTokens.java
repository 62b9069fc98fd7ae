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

import io.github.springxray.jdbc.LastToken.Kind;

/**
 * Goes through a statement once, token by token, and writes what may be recorded of it.
 */
class SqlTokens {

	private static final Set<String> STRING_PREFIXES = Set.of("b", "bx", "e", "g", "gx", "n", "nq", "q", "r", "ux",
			"x");

	private final SqlDialect dialect;

	private final SqlText sql;

	private final String source;

	private final boolean complete;

	private final SqlWriter writer;

	private final StatementKind kind;

	private final LastToken last;

	private final boolean doubleQuotedNames;

	private boolean foundQuotedName;

	/**
	 * Whether a comment is open that MySQL executes.
	 */
	private boolean inExecutable;

	/**
	 * Create a new instance.
	 * @param source the statement
	 * @param complete whether that is all of the statement
	 * @param doubleQuotedNames whether double quotes are known to be around names
	 * @param dialect how the database reads it
	 */
	SqlTokens(String source, boolean complete, boolean doubleQuotedNames, SqlDialect dialect) {
		this.dialect = dialect;
		this.sql = new SqlText(source, dialect);
		this.source = source;
		this.last = new LastToken(source);
		this.kind = new StatementKind(dialect, this.sql, source, this.last);
		this.complete = complete;
		this.writer = new SqlWriter(source.length());
		this.doubleQuotedNames = doubleQuotedNames;
	}

	/**
	 * Return whether it was found that double quotes are around names, which was not
	 * known. The sanitised text is not complete then.
	 */
	boolean hasQuotedNames() {
		return this.foundQuotedName && !this.doubleQuotedNames;
	}

	String sanitize() {
		int position = 0;
		while (position >= 0 && position < this.sql.length() && !this.writer.isFull() && !hasQuotedNames()) {
			position = next(position);
		}
		if (position < 0 || !this.complete) {
			this.writer.cut();
		}
		return this.writer.toString();
	}

	/**
	 * Write the token at a position.
	 * @return the end of the token, or {@link SqlText#UNKNOWN} if the rest cannot be told
	 * apart
	 */
	private int next(int start) {
		char c = this.sql.at(start);
		char following = this.sql.at(start + 1);
		if (SqlCharacters.isSpace(c)) {
			return skip(start + 1);
		}
		if (SqlCharacters.isTypographicQuote(c)) {
			return value(start, SqlText.UNKNOWN);
		}
		if (SqlCharacters.isWordStart(c)) {
			return word(start);
		}
		if (SqlCharacters.isDigit(c) || (c == '.' && SqlCharacters.isDigit(following) && !this.last.endsAt(start))) {
			return number(start, start);
		}
		if (c == '-' && following == '-' && this.sql.isLineComment(start)) {
			return skip((this.inExecutable && this.sql.closesBlockComment(start)) ? SqlText.UNKNOWN
					: this.sql.endOfLineComment(start));
		}
		if (c == '/' && following == '*') {
			return comment(start);
		}
		if (this.inExecutable && c == '*' && following == '/') {
			this.inExecutable = false;
			return skip(start + 2);
		}
		if (c == '/' && following == '/') {
			return this.sql.isLineCertain(start) ? skip(this.sql.endOfLine(start)) : SqlText.UNKNOWN;
		}
		return switch (c) {
			case '\'' -> string(start, start);
			case '"' -> doubleQuoted(start, start);
			case '`' -> backQuoted(start);
			case '$' -> dollar(start);
			case '#' -> hash(start);
			default -> punctuation(start, c);
		};
	}

	private int comment(int start) {
		int code = this.sql.startOfExecutable(start);
		if (code > 0) {
			this.inExecutable = true;
			return skip(code);
		}
		return (code == 0) ? skip(this.sql.endOfBlockComment(start)) : SqlText.UNKNOWN;
	}

	private int punctuation(int start, char c) {
		if (c == '[' && this.dialect.hasNamesInBrackets()) {
			int end = this.sql.endOfBracketed(start);
			return name(start, end);
		}
		this.kind.punctuation(start, c);
		if (c != ';') {
			leaveOutRest();
		}
		switch (c) {
			case '(' -> this.writer.open(this.source, start, this.last.isWord("in"));
			case '[' -> {
				if (!this.sql.isBracketCertain(start)) {
					return SqlText.UNKNOWN;
				}
				this.writer.open(this.source, start, true);
			}
			case ')', ']' -> this.writer.close(this.source, start);
			case ',' -> this.writer.comma(this.source, start);
			case ';' -> {
				this.writer.mute(false);
				this.writer.append(this.source, start, start + 1);
				this.kind.restart();
			}
			default -> this.writer.append(this.source, start, start + 1);
		}
		return token(switch (c) {
			case '(', '[' -> Kind.OPEN;
			case ')', ']', '}' -> Kind.CLOSE;
			case ',' -> Kind.COMMA;
			case '?' -> Kind.VALUE;
			case '.' -> Kind.DOT;
			case '-', '+' -> this.last.isBeforeValue() ? Kind.SIGN : Kind.OPERATOR;
			default -> Kind.OPERATOR;
		}, start, start + 1);
	}

	private int skip(int end) {
		this.writer.space();
		return end;
	}

	private int token(Kind kind, int start, int end) {
		this.last.set(kind, start, end);
		return end;
	}

	private int write(Kind kind, int start, int end) {
		this.writer.append(this.source, start, end);
		return token(kind, start, end);
	}

	/**
	 * Write a name in quotes or brackets, unless it stands for a value.
	 */
	private int name(int start, int end) {
		if (end < 0 || end - start > SqlText.MAX_NAME) {
			return value(start, end);
		}
		leaveOutRest();
		return this.kind.isQuotedValue() ? value(start, end) : write(Kind.NAME, start, end);
	}

	/**
	 * Write nothing more of this statement where nothing of it may be recorded.
	 */
	private void leaveOutRest() {
		if (this.kind.isClosed() && !this.writer.isMuted()) {
			if (!this.last.is(Kind.VALUE)) {
				this.writer.space();
				this.writer.value();
			}
			this.writer.mute(true);
		}
	}

	private int value(int start, int end) {
		leaveOutRest();
		if (!this.last.is(Kind.VALUE) || !this.kind.foldsValues()) {
			this.writer.value();
		}
		this.kind.value();
		return token(Kind.VALUE, start, end);
	}

	private int word(int start) {
		int end = start + 1;
		while (SqlCharacters.isWordPart(this.sql.at(end))) {
			end++;
		}
		char following = this.sql.at(end);
		if (following == '\'' && end - start <= 2 && STRING_PREFIXES.contains(lowerCase(start, end))) {
			return prefixedString(start, end);
		}
		if (following == '&' && end - start == 1 && (this.source.charAt(start) | 0x20) == 'u') {
			if (this.sql.at(end + 1) == '\'') {
				return string(start, end + 1);
			}
			if (this.sql.at(end + 1) == '"') {
				return doubleQuoted(start, end + 1);
			}
		}
		if (end - start > SqlText.MAX_NAME) {
			return value(start, end);
		}
		leaveOutRest();
		return this.kind.isValue(start, end) ? value(start, end) : write(Kind.WORD, start, end);
	}

	private int prefixedString(int start, int quote) {
		char prefix = (char) (this.source.charAt(quote - 1) | 0x20);
		if (prefix == 'q' && this.dialect.hasCustomQuotes()) {
			return value(start, this.sql.endOfCustomQuoted(quote));
		}
		return (prefix == 'e' && this.dialect.hasEscapedStrings()) ? value(start, this.sql.endOfEscaped(quote))
				: string(start, quote);
	}

	private int string(int start, int quote) {
		int end = this.sql.endOfQuoted(quote);
		if (end < 0 && this.source.startsWith("\\'", quote + 1) && this.sql.at(quote + 3) != '\''
				&& this.last.isWord("escape")) {
			// As it must be a single character, it is no quote that MySQL would escape.
			end = quote + 3;
		}
		return value(start, end);
	}

	/**
	 * What double quotes are around is a name in standard SQL and a string in MySQL. It
	 * must be a name behind {@code join} and next to a dot, and if one is, all are.
	 */
	private int doubleQuoted(int start, int quote) {
		int end = this.sql.endOfQuoted(quote);
		if (end < 0 || start != quote || !this.sql.isName(quote + 1, end - 1)) {
			return value(start, end);
		}
		char following = this.sql.at(end + 1);
		if (this.kind.hasStringsOnly()) {
			return value(start, end);
		}
		boolean qualified = (this.last.is(Kind.DOT) && this.last.endsAt(start))
				|| (this.sql.at(end) == '.' && (following == '"' || SqlCharacters.isWordStart(following)));
		boolean table = qualified || this.last.isBeforeTable()
				|| (this.writer.depth() == 0 && this.last.isWord("from"));
		this.foundQuotedName |= table;
		boolean name = this.last.isBeforeDefined() || this.kind.isColumn(end)
				|| (this.doubleQuotedNames && (table || mayBeColumn()));
		return name ? name(start, end) : value(start, end);
	}

	/**
	 * SQLite takes a name that it does not know for a string, so there only a place where
	 * no string can be makes a name. Elsewhere it is enough that no value has to be
	 * there.
	 */
	private boolean mayBeColumn() {
		if (this.dialect.takesUnknownNamesForStrings()) {
			return this.last.isWord("as");
		}
		boolean value = this.writer.depth() > 0 && (this.kind.hasValues() || this.writer.isInList());
		return !this.last.isComparison() && !this.last.isWord("default") && !value;
	}

	private int backQuoted(int start) {
		int end = this.sql.endOfBackQuoted(start);
		return name(start, end);
	}

	/**
	 * Write a number, and leave out its sign.
	 */
	private int number(int start, int digits) {
		int end = this.sql.endOfNumber(digits);
		if (this.last.endsAt(start) && this.sql.at(start - 1) == '?') {
			return token(Kind.VALUE, start, end);
		}
		if (this.last.endsAt(start) && this.last.is(Kind.SIGN)) {
			this.writer.dropLast();
		}
		return value(start, end);
	}

	/**
	 * Behind a dollar may be a parameter, an amount of money, or a string in quotes made
	 * of dollars. No more than 99 parameters are expected.
	 */
	private int dollar(int start) {
		int end = start + 1;
		while (SqlCharacters.isDigit(this.sql.at(end))) {
			end++;
		}
		if (end > start + 1) {
			boolean fraction = this.sql.at(end) == '.' && SqlCharacters.isDigit(this.sql.at(end + 1));
			boolean parameter = this.dialect != SqlDialect.SQL_SERVER && end - start <= 3 && !fraction
					&& !SqlCharacters.isWordPart(this.sql.at(end));
			leaveOutRest();
			return parameter ? write(Kind.VALUE, start, end) : number(start, start + 1);
		}
		leaveOutRest();
		int text = this.sql.startOfDollarQuoted(start);
		if (text > 0 && !this.dialect.hasDollarQuotes()) {
			return value(start, SqlText.UNKNOWN);
		}
		return (text > 0) ? value(start, this.sql.endOfDollarQuoted(start, text))
				: write(Kind.OPERATOR, start, start + 1);
	}

	/**
	 * A hash begins a comment in MySQL, an operator of PostgreSQL, or the name of a
	 * temporary table in SQL Server, and is a part of names in Oracle.
	 */
	private int hash(int start) {
		if (this.dialect == SqlDialect.MYSQL) {
			return skip((this.inExecutable && this.sql.closesBlockComment(start)) ? SqlText.UNKNOWN
					: this.sql.endOfLine(start));
		}
		boolean comment = this.dialect.isForeign() || this.dialect == SqlDialect.H2
				|| this.dialect == SqlDialect.STANDARD;
		if (!comment) {
			leaveOutRest();
			return write(Kind.OPERATOR, start, start + 1);
		}
		if (!this.sql.isLineCertain(start)) {
			return SqlText.UNKNOWN;
		}
		int end = start + 1;
		while (this.sql.at(end) == '#') {
			end++;
		}
		char following = this.sql.at(end);
		boolean operator = end == start + 1 && (following == '>' || (following == '-' && this.sql.at(end + 1) != '-'));
		boolean partOfName = this.last.endsAt(start) && (this.last.is(Kind.WORD) || this.last.is(Kind.DOT));
		boolean table = SqlCharacters.isWordStart(following) && this.last.isBeforeTemporaryTable();
		if (!operator && !partOfName && !table) {
			return skip(this.sql.endOfLine(start));
		}
		leaveOutRest();
		return write(Kind.OPERATOR, start, end);
	}

	private String lowerCase(int start, int end) {
		return this.source.substring(start, end).toLowerCase(Locale.ROOT);
	}

}
