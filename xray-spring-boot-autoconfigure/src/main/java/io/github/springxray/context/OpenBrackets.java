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
 * The brackets and the quote that are open at a place of a text. The place only moves on,
 * so that the text is read once.
 */
final class OpenBrackets {

	private static final String OPENING = "([{<";

	private static final String CLOSING = ")]}>";

	private final String text;

	private final int[] depths = new int[OPENING.length()];

	private int position;

	private boolean quoted;

	private boolean singleQuoted;

	OpenBrackets(String text) {
		this.text = text;
	}

	/**
	 * Read up to a place that is not before the last one.
	 */
	void advanceTo(int index) {
		for (; this.position < index; this.position++) {
			char c = this.text.charAt(this.position);
			int opening = OPENING.indexOf(c);
			int closing = CLOSING.indexOf(c);
			if (opening >= 0) {
				this.depths[opening]++;
			}
			else if (closing >= 0) {
				this.depths[closing] = Math.max(0, this.depths[closing] - 1);
			}
			else if (c == '"') {
				this.quoted = !this.quoted;
			}
			else if (c == '\'') {
				this.singleQuoted = !isApostrophe(this.text, this.position) && !this.singleQuoted;
			}
			else if (c == '\n') {
				this.quoted = false;
				this.singleQuoted = false;
			}
		}
	}

	/**
	 * Return whether a character closes what was open already.
	 * @param closed how many of the kind were opened since
	 */
	boolean isClosedBy(char c, int since) {
		if (c == '"') {
			return this.quoted;
		}
		if (c == '\'') {
			return this.singleQuoted;
		}
		int closing = CLOSING.indexOf(c);
		return closing >= 0 && since == 0 && this.depths[closing] > 0;
	}

	static boolean isApostrophe(String text, int index) {
		return index > 0 && index + 1 < text.length() && Character.isLetter(text.charAt(index - 1))
				&& Character.isLetter(text.charAt(index + 1));
	}

}
