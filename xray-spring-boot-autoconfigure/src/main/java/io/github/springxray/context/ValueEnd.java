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

package io.github.springxray.context;

/**
 * Finds where a value in a text ends: at the end of its quotes or brackets, or else at
 * the end of its clause, as a value may have blanks and commas. A clause ends with its
 * line, or with the bracket or the quote that was opened before it.
 */
final class ValueEnd {

	private static final String QUOTES = "\"'`\u201c\u201e\u00ab\u2018\u300c";

	private static final String CLOSING_QUOTES = "\"'`\u201d\u201c\u00bb\u2019\u300d";

	private ValueEnd() {
	}

	/**
	 * Return the end of a value.
	 * @param open what is open where the value starts
	 */
	static int of(String text, int start, OpenBrackets open) {
		int quote = start;
		while (quote < text.length() && text.charAt(quote) == '\\') {
			quote++;
		}
		int end = start;
		if (isQuote(text, quote)) {
			end = quoted(text, quote, quote - start);
		}
		else if (start + 1 < text.length() && (text.charAt(start + 1) == '\'' || text.charAt(start + 1) == '"')
				&& Character.isLetter(text.charAt(start))) {
			// A prefix of SQL
			end = quoted(text, start + 1, 0);
		}
		else if (start < text.length() && "{[<(".indexOf(text.charAt(start)) >= 0) {
			end = bracketed(text, start);
		}
		boolean goesOn = end < text.length() && Character.isLetterOrDigit(text.charAt(end));
		return (end == start || goesOn) ? clause(text, end, open) : end;
	}

	static boolean isQuote(String text, int index) {
		return index < text.length() && QUOTES.indexOf(text.charAt(index)) >= 0;
	}

	/**
	 * Return the end of a word that is a value. A bracket in the middle of a word is a
	 * part of it.
	 */
	static int ofWord(String text, int start, OpenBrackets open) {
		int end = start;
		int depth = 0;
		while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && !closes(text, end, open, depth)) {
			depth += depthOf(text.charAt(end));
			end++;
		}
		while (end > start + 1 && ".,;:!?".indexOf(text.charAt(end - 1)) >= 0) {
			end--;
		}
		return end;
	}

	/**
	 * The quote that ends a value is escaped as often as the one that begins it. A quote
	 * that comes twice is one within the value.
	 */
	static int quoted(String text, int begin, int escapes) {
		char quote = CLOSING_QUOTES.charAt(QUOTES.indexOf(text.charAt(begin)));
		int backslashes = 0;
		for (int i = begin + 1; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == quote && ((escapes > 0) ? backslashes <= escapes : backslashes % 2 == 0)) {
				if (escapes > 0 || i + 1 >= text.length() || text.charAt(i + 1) != quote) {
					return i + 1;
				}
				i++;
			}
			backslashes = (c == '\\') ? backslashes + 1 : 0;
		}
		return text.length();
	}

	private static int bracketed(String text, int start) {
		int depth = 0;
		for (int i = start; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '"') {
				i = quoted(text, i, 0) - 1;
			}
			else {
				depth += depthOf(c);
				if (depth == 0) {
					return i + 1;
				}
			}
		}
		return text.length();
	}

	private static int clause(String text, int start, OpenBrackets open) {
		int depth = 0;
		for (int i = start; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '\n' || c == '\r' || closes(text, i, open, depth)) {
				return i;
			}
			depth = Math.max(0, depth + depthOf(c));
		}
		return text.length();
	}

	private static boolean closes(String text, int index, OpenBrackets open, int depth) {
		char c = text.charAt(index);
		boolean within = index + 1 < text.length() && Character.isLetterOrDigit(text.charAt(index + 1));
		return !within && open.isClosedBy(c, depth);
	}

	private static int depthOf(char c) {
		return switch (c) {
			case '(', '[', '{', '<' -> 1;
			case ')', ']', '}', '>' -> -1;
			default -> 0;
		};
	}

}
