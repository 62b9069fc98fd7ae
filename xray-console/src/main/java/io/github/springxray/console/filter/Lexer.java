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

package io.github.springxray.console.filter;

import java.util.ArrayList;
import java.util.List;

import io.github.springxray.console.filter.Token.Kind;

/**
 * Splits an expression into words.
 */
final class Lexer {

	private static final String SYMBOLS = "()[]{}:,=!<>";

	private final String text;

	private int position;

	Lexer(String text) {
		this.text = text;
	}

	List<Token> tokens() throws FilterSyntaxException {
		List<Token> tokens = new ArrayList<>();
		while (true) {
			while (this.position < this.text.length() && Character.isWhitespace(this.text.charAt(this.position))) {
				this.position++;
			}
			if (this.position == this.text.length()) {
				tokens.add(new Token(Kind.END, "", this.position));
				return tokens;
			}
			tokens.add(next(this.text.charAt(this.position)));
		}
	}

	private Token next(char first) throws FilterSyntaxException {
		int start = this.position;
		if (first == '"' || first == '\'') {
			return string(first);
		}
		if (isDigit(first) || ((first == '-' || first == '.') && isDigit(at(start + 1)))) {
			return number();
		}
		if (Character.isLetter(first) || first == '_') {
			while (isWordPart(at(this.position))) {
				this.position++;
			}
			return new Token(Kind.WORD, this.text.substring(start, this.position), start);
		}
		if (first == '#') {
			return json();
		}
		if (SYMBOLS.indexOf(first) < 0) {
			throw new FilterSyntaxException("Unexpected character " + first, start);
		}
		boolean two = "!<>".indexOf(first) >= 0 && at(start + 1) == '=';
		this.position += two ? 2 : 1;
		return new Token(Kind.SYMBOL, this.text.substring(start, this.position), start);
	}

	private Token string(char quote) throws FilterSyntaxException {
		int start = this.position;
		StringBuilder value = new StringBuilder();
		for (this.position++; this.position < this.text.length(); this.position++) {
			char c = this.text.charAt(this.position);
			if (c == quote) {
				this.position++;
				return new Token(Kind.STRING, value.toString(), start);
			}
			char next = at(this.position + 1);
			if (c == '\\' && (next == quote || next == '\\')) {
				this.position++;
				c = next;
			}
			value.append(c);
		}
		throw new FilterSyntaxException("The quotation mark is not closed", start);
	}

	/**
	 * Read up to the bracket that closes the first one.
	 */
	private Token json() throws FilterSyntaxException {
		int start = this.position++;
		int depth = 0;
		boolean quoted = false;
		for (; this.position < this.text.length(); this.position++) {
			char c = this.text.charAt(this.position);
			if (quoted && c == '\\') {
				this.position++;
			}
			else if (c == '"') {
				quoted = !quoted;
			}
			else if (!quoted && (c == '[' || c == '{')) {
				depth++;
			}
			else if (!quoted && (c == ']' || c == '}')) {
				depth--;
			}
			if (depth == 0 && !Character.isWhitespace(c)) {
				break;
			}
		}
		if (depth != 0 || this.position == this.text.length()) {
			throw new FilterSyntaxException("The JSON is not closed", start);
		}
		this.position++;
		return new Token(Kind.JSON, this.text.substring(start + 1, this.position), start);
	}

	private Token number() throws FilterSyntaxException {
		int start = this.position++;
		while (isDigit(at(this.position)) || at(this.position) == '.') {
			this.position++;
		}
		String number = this.text.substring(start, this.position);
		if (number.indexOf('.') != number.lastIndexOf('.') || isWordPart(at(this.position))) {
			throw new FilterSyntaxException("Not a number", start);
		}
		return new Token(Kind.NUMBER, number, start);
	}

	private char at(int index) {
		return (index < this.text.length()) ? this.text.charAt(index) : 0;
	}

	private static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

	private static boolean isWordPart(char c) {
		return Character.isLetterOrDigit(c) || c == '_' || c == '.';
	}

}
