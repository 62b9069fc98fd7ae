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

/**
 * A word of an expression.
 *
 * @param kind what it is
 * @param text the word, or what is between the quotation marks
 * @param position the index of its first character
 */
record Token(Kind kind, String text, int position) {

	boolean is(String symbol) {
		return this.kind == Kind.SYMBOL && this.text.equals(symbol);
	}

	boolean isWord(String word) {
		return this.kind == Kind.WORD && this.text.equalsIgnoreCase(word);
	}

	String described() {
		return switch (this.kind) {
			case END -> "the end";
			case JSON -> "#" + this.text;
			case STRING -> "\"" + this.text + "\"";
			default -> this.text;
		};
	}

	/**
	 * What a word is.
	 */
	enum Kind {

		WORD, STRING, NUMBER, SYMBOL, JSON, END

	}

}
