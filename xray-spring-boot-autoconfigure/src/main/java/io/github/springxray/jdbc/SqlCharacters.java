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
 * What a character is in SQL.
 */
final class SqlCharacters {

	private SqlCharacters() {
	}

	static boolean isSpace(char c) {
		return c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
	}

	static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

	static boolean isWordStart(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
				|| (c > 127 && !isSpace(c) && Character.getType(c) != Character.CURRENCY_SYMBOL);
	}

	/**
	 * Return whether a character looks like a quote and is none to most databases.
	 */
	static boolean isTypographicQuote(char c) {
		if (c <= 127) {
			return false;
		}
		int type = Character.getType(c);
		return type == Character.INITIAL_QUOTE_PUNCTUATION || type == Character.FINAL_QUOTE_PUNCTUATION || c == '\u201E'
				|| c == '\u201A' || c == '\u00B4' || c == '\uFF07' || c == '\uFF02';
	}

	static boolean isWordPart(char c) {
		return isWordStart(c) || isDigit(c) || c == '$';
	}

}
