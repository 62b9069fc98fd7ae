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
 * Finds where a value in a text ends: at the end of its quotes or brackets, or else of
 * its word. What does not end takes the rest of the text.
 */
final class ValueEnd {

	private static final String AFTER_A_WORD = ",;&\"'<>)]}\\";

	private ValueEnd() {
	}

	static int of(String text, int start) {
		int quote = start;
		while (quote < text.length() && text.charAt(quote) == '\\') {
			quote++;
		}
		if (isQuote(text, quote)) {
			return quoted(text, quote, quote - start);
		}
		if (isQuote(text, start + 1) && Character.isLetter(text.charAt(start))) {
			// A prefix of SQL
			return quoted(text, start + 1, 0);
		}
		if (start < text.length() && "{[<(".indexOf(text.charAt(start)) >= 0) {
			return bracketed(text, start);
		}
		return word(text, start);
	}

	private static boolean isQuote(String text, int index) {
		return index < text.length()
				&& (text.charAt(index) == '"' || text.charAt(index) == '\'' || text.charAt(index) == '`');
	}

	/**
	 * The quote that ends a value is escaped as often as the one that begins it. A quote
	 * that comes twice is one within the value.
	 */
	private static int quoted(String text, int begin, int escapes) {
		char quote = text.charAt(begin);
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
			else if ("{[<(".indexOf(c) >= 0) {
				depth++;
			}
			else if ("}]>)".indexOf(c) >= 0 && --depth == 0) {
				return i + 1;
			}
		}
		return text.length();
	}

	/**
	 * A bracket in the middle of a word is a part of it.
	 */
	private static int word(String text, int start) {
		for (int i = start; i < text.length(); i++) {
			char c = text.charAt(i);
			boolean within = ")]}>".indexOf(c) >= 0 && i + 1 < text.length()
					&& Character.isLetterOrDigit(text.charAt(i + 1));
			if (Character.isWhitespace(c) || (!within && AFTER_A_WORD.indexOf(c) >= 0)) {
				return i;
			}
		}
		return text.length();
	}

}
