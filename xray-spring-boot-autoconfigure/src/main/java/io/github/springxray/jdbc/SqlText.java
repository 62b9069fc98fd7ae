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
 * Finds out where the literals and comments of a statement end. Positions that are
 * negative mean that this depends on the dialect, or that they do not end at all.
 */
class SqlText {

	static final int UNKNOWN = -1;

	/**
	 * No database allows longer names.
	 */
	static final int MAX_NAME = 256;

	private final String sql;

	private final SqlDialect dialect;

	/**
	 * Up to here, it has been found that it does not matter whether the rest of the line
	 * is a comment.
	 */
	private int certainUntil;

	SqlText(String sql, SqlDialect dialect) {
		this.sql = sql;
		this.dialect = dialect;
	}

	int length() {
		return this.sql.length();
	}

	char at(int position) {
		return (position >= 0 && position < this.sql.length()) ? this.sql.charAt(position) : 0;
	}

	/**
	 * Return the end of a text in quotes. A quote after a backslash ends it in standard
	 * SQL and does not in MySQL. Three quotes open it in some dialects, and begin it with
	 * an escaped quote in the others.
	 */
	int endOfQuoted(int start) {
		char quote = at(start);
		int end = start + 1;
		if (this.dialect.isBackslashPlain()) {
			return endOfDoubled(start, quote);
		}
		while (end < length()) {
			char c = at(end);
			if (c == quote && at(end + 1) != quote) {
				boolean triple = at(start + 1) == quote && at(start + 2) == quote;
				return (!triple || (at(end - 1) == quote && at(end - 2) == quote)) ? end + 1 : UNKNOWN;
			}
			if (c == '\\' && at(end + 1) == quote) {
				return UNKNOWN;
			}
			end += (c == quote || c == '\\') ? 2 : 1;
		}
		return UNKNOWN;
	}

	/**
	 * Return the end of a text in which nothing but a second quote stands for a quote.
	 */
	private int endOfDoubled(int start, char quote) {
		int end = this.sql.indexOf(quote, start + 1);
		while (end >= 0 && at(end + 1) == quote) {
			end = this.sql.indexOf(quote, end + 2);
		}
		return after(end, 1);
	}

	/**
	 * Return the end of a name in brackets, which in SQLite cannot hold one that closes.
	 */
	int endOfBracketed(int start) {
		if (this.dialect == SqlDialect.SQLITE) {
			return after(this.sql.indexOf(']', start), 1);
		}
		return endOfDoubled(start, ']');
	}

	/**
	 * Return the end of a string in which a backslash escapes in any dialect that knows
	 * it.
	 */
	int endOfEscaped(int start) {
		for (int end = start + 1; end < length(); end++) {
			char c = at(end);
			if (c == '\'' && at(end + 1) != '\'') {
				return end + 1;
			}
			if (c == '\'' || c == '\\') {
				end++;
			}
		}
		return UNKNOWN;
	}

	/**
	 * Return the end of a string such as <code>q'[...]'</code>.
	 * @param start the position of the first quote
	 */
	int endOfCustomQuoted(int start) {
		char open = at(start + 1);
		int pair = "[{(<".indexOf(open);
		char close = (pair >= 0) ? "]})>".charAt(pair) : open;
		for (int end = start + 2; end < length(); end++) {
			if (at(end) == close && at(end + 1) == '\'') {
				return end + 2;
			}
		}
		return UNKNOWN;
	}

	/**
	 * Return where the text of a string such as {@code $tag$...$tag$} begins, or 0 if it
	 * is none.
	 */
	int startOfDollarQuoted(int start) {
		int end = start + 1;
		while (SqlCharacters.isWordPart(at(end)) && at(end) != '$' && end - start < MAX_NAME) {
			end++;
		}
		return (at(end) == '$' && !SqlCharacters.isDigit(at(start + 1))) ? end + 1 : 0;
	}

	int endOfDollarQuoted(int start, int textStart) {
		int end = this.sql.indexOf(this.sql.substring(start, textStart), textStart);
		// MySQL has names of dollars, too.
		boolean certain = end >= 0 && (this.dialect != SqlDialect.MYSQL || endsOutsideQuotes(textStart, end));
		return certain ? end + textStart - start : UNKNOWN;
	}

	int endOfNumber(int start) {
		boolean hexadecimal = (at(start + 1) | 0x20) == 'x';
		int end = start;
		while (SqlCharacters.isWordPart(at(end)) || at(end) == '.' || (!hexadecimal && isExponent(end))) {
			end++;
		}
		return end;
	}

	private boolean isExponent(int sign) {
		return (at(sign) == '-' || at(sign) == '+') && (at(sign - 1) | 0x20) == 'e'
				&& SqlCharacters.isDigit(at(sign + 1));
	}

	/**
	 * Return the end of a name in back quotes.
	 */
	int endOfBackQuoted(int start) {
		if (this.dialect.hasNamesInBackQuotes()) {
			return endOfDoubled(start, '`');
		}
		int end = this.sql.indexOf('`', start + 1);
		return (end >= 0 && endsOutsideQuotes(start + 1, end)) ? end + 1 : UNKNOWN;
	}

	int endOfLine(int start) {
		int end = this.sql.indexOf('\n', start);
		return (end >= 0) ? end : length();
	}

	/**
	 * Return whether two hyphens begin a comment, or may do so. MySQL takes them for
	 * operators if no white space follows.
	 */
	boolean isLineComment(int start) {
		return this.dialect != SqlDialect.MYSQL || at(start + 2) <= ' ';
	}

	/**
	 * Return the end of a comment behind two hyphens, which some databases end at a
	 * carriage return.
	 */
	int endOfLineComment(int start) {
		int end = endOfLine(start);
		int code = start + 2;
		if (SqlCharacters.isSpace(at(code)) || !this.dialect.isForeign()) {
			while (code < end && at(code) != '\r') {
				code++;
			}
		}
		return endsOutsideQuotes(code, end) ? end : UNKNOWN;
	}

	/**
	 * Return the end of a block comment, which may hold others in some dialects only, and
	 * is code for MySQL if it begins with an exclamation mark.
	 */
	int endOfBlockComment(int start) {
		if (Boolean.FALSE.equals(this.dialect.nestsComments()) && !isExecutable(start)) {
			return after(this.sql.indexOf("*/", start + 2), 2);
		}
		int depth = 1;
		int firstEnd = 0;
		int end = start + 2;
		while (end < length() && depth > 0) {
			if (at(end) == '*' && at(end + 1) == '/') {
				depth--;
				end += 2;
				firstEnd = (firstEnd > 0) ? firstEnd : end;
			}
			else if (at(end) == '/' && at(end + 1) == '*') {
				depth++;
				end += 2;
			}
			else {
				end++;
			}
		}
		boolean nested = Boolean.TRUE.equals(this.dialect.nestsComments());
		boolean code = !nested && isExecutable(start);
		boolean certain = depth == 0 && (nested || firstEnd == end || opensNothing(firstEnd, end - 2))
				&& (!code || opensNothing(start + 3, end - 2));
		return certain ? end : UNKNOWN;
	}

	/**
	 * Return whether MySQL reads a comment as code.
	 */
	private boolean isExecutable(int start) {
		return at(start + 2) == '!' || (at(start + 2) == 'M' && at(start + 3) == '!');
	}

	/**
	 * Return where the code in a comment begins that MySQL executes, depending on its
	 * version. A string in it that ends the comment would be read in two ways.
	 * @return the position, 0 if there is no such code, or {@link #UNKNOWN}
	 */
	int startOfExecutable(int start) {
		if (this.dialect != SqlDialect.MYSQL || !isExecutable(start)) {
			return 0;
		}
		int code = this.sql.indexOf('!', start) + 1;
		while (SqlCharacters.isDigit(at(code))) {
			code++;
		}
		int end = this.sql.indexOf("*/", code);
		return (end >= 0 && endsOutsideQuotes(code, end)) ? code : UNKNOWN;
	}

	/**
	 * Return whether what follows a bracket means the same to databases that have names
	 * in brackets and to those that have arrays.
	 */
	boolean isBracketCertain(int start) {
		if (this.dialect.hasArraysInBrackets()) {
			return true;
		}
		int end = start + 1;
		int limit = Math.min(length(), start + MAX_NAME);
		while (end < limit && (at(end) != ']' || at(end + 1) == ']')) {
			if (at(end) == '-' && at(end + 1) == '-') {
				return false;
			}
			end += (at(end) == ']') ? 2 : 1;
		}
		return end >= limit || endsOutsideQuotes(start + 1, end, false);
	}

	/**
	 * Return whether a part of the statement that some dialects read as code and others
	 * do not opens nothing that it does not close.
	 */
	boolean endsOutsideQuotes(int start, int end) {
		return endsOutsideQuotes(start, end, true);
	}

	private boolean endsOutsideQuotes(int start, int end, boolean brackets) {
		int position = start;
		while (position < end) {
			char c = at(position);
			if (c == '\'' || c == '"') {
				boolean custom = position > start && (at(position - 1) | 0x20) == 'q';
				position = custom ? UNKNOWN : endOfQuoted(position);
			}
			else if (c == '`') {
				position = this.sql.indexOf('`', position + 1) + 1;
			}
			else if ((c == '/' && at(position + 1) == '*') || (c == '$' && mayOpenString(position))
					|| (c == '[' && brackets && !isBracketCertain(position))) {
				return false;
			}
			else {
				position++;
			}
			if (position <= 0) {
				return false;
			}
		}
		return position == end;
	}

	/**
	 * Return whether a text in double quotes looks like a name.
	 */
	boolean isName(int start, int end) {
		if (start >= end || end - start > SqlText.MAX_NAME) {
			return false;
		}
		if (!SqlCharacters.isWordStart(at(start))) {
			return this.dialect.hasNamesInDoubleQuotes();
		}
		for (int i = start; i < end; i++) {
			char c = at(i);
			if (!SqlCharacters.isWordPart(c) && " -.#".indexOf(c) < 0) {
				return this.dialect.hasNamesInDoubleQuotes();
			}
		}
		return true;
	}

	/**
	 * Return whether the next line begins outside of quotes, be the rest of this one a
	 * comment or not.
	 */
	boolean isLineCertain(int start) {
		if (start >= this.certainUntil) {
			int end = endOfLine(start);
			if (!endsOutsideQuotes(start + 1, end)) {
				return false;
			}
			this.certainUntil = end;
		}
		return true;
	}

	/**
	 * Return whether a block comment ends in this line. If MySQL executes it in some
	 * versions only, a comment up to the end of the line ends there in the others.
	 */
	boolean closesBlockComment(int start) {
		int end = this.sql.indexOf("*/", start);
		return end >= 0 && end < endOfLine(start);
	}

	private boolean opensNothing(int start, int end) {
		for (int i = start; i < end; i++) {
			if ("'\"`[$#-/".indexOf(at(i)) >= 0) {
				return false;
			}
		}
		return true;
	}

	private static int after(int found, int length) {
		return (found >= 0) ? found + length : UNKNOWN;
	}

	private boolean mayOpenString(int dollar) {
		return !SqlCharacters.isDigit(at(dollar + 1)) && !SqlCharacters.isWordPart(at(dollar - 1));
	}

}
