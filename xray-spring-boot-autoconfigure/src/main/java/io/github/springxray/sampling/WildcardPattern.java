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

package io.github.springxray.sampling;

import org.jspecify.annotations.Nullable;

/**
 * A pattern of X-Ray, in which an asterisk stands for any text and a question mark for
 * one character. Case is ignored. Nothing is allocated to match a text.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html">Sampling
 * rules</a>
 */
public final class WildcardPattern {

	static final WildcardPattern ANY = new WildcardPattern("*");

	private final String text;

	private final char[] folded;

	private final boolean any;

	/**
	 * How long the text before the first wildcard is.
	 */
	private final int prefix;

	private WildcardPattern(String text) {
		this.text = text;
		StringBuilder folded = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			char next = fold(text.charAt(i));
			if (next != '*' || folded.isEmpty() || folded.charAt(folded.length() - 1) != '*') {
				folded.append(next);
			}
		}
		this.folded = folded.toString().toCharArray();
		this.any = this.folded.length == 1 && this.folded[0] == '*';
		this.prefix = lengthOfPrefix(this.folded);
	}

	private static int lengthOfPrefix(char[] pattern) {
		int length = 0;
		while (length < pattern.length && pattern[length] != '*' && pattern[length] != '?') {
			length++;
		}
		return length;
	}

	/**
	 * Compile a pattern.
	 * @param text the pattern as it is written
	 * @return the pattern
	 */
	public static WildcardPattern of(String text) {
		return text.equals("*") ? ANY : new WildcardPattern(text);
	}

	boolean isAny() {
		return this.any;
	}

	/**
	 * Return whether a text is of this pattern.
	 * @param value the text, {@code null} if it is not known, which only a pattern for
	 * every text fits
	 * @return {@code true} if it is
	 */
	public boolean matches(@Nullable String value) {
		return this.any || (value != null && matchesKnown(value));
	}

	private boolean matchesKnown(String value) {
		return hasPrefix(value) && matchesBehindPrefix(value);
	}

	/**
	 * Looks backwards, as paths differ at their end rather than where they begin.
	 */
	private boolean hasPrefix(String value) {
		char[] pattern = this.folded;
		int length = value.length();
		if (length < this.prefix || (length > this.prefix && this.prefix == pattern.length)) {
			return false;
		}
		for (int i = this.prefix - 1; i >= 0; i--) {
			if (pattern[i] != fold(value.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	private boolean matchesBehindPrefix(String value) {
		char[] pattern = this.folded;
		int length = value.length();
		int at = this.prefix;
		int next = this.prefix;
		int asterisk = -1;
		int resumeAt = 0;
		while (at < length) {
			if (next < pattern.length && pattern[next] == '*') {
				asterisk = next++;
				resumeAt = at;
			}
			else if (next < pattern.length && (pattern[next] == '?' || pattern[next] == fold(value.charAt(at)))) {
				at++;
				next++;
			}
			else if (asterisk >= 0) {
				// The last asterisk takes one character more
				next = asterisk + 1;
				at = ++resumeAt;
			}
			else {
				return false;
			}
		}
		return next == pattern.length || (next == pattern.length - 1 && pattern[next] == '*');
	}

	private static char fold(char character) {
		if (character < 128) {
			return (character >= 'A' && character <= 'Z') ? (char) (character + ('a' - 'A')) : character;
		}
		return Character.toLowerCase(Character.toUpperCase(character));
	}

	@Override
	public String toString() {
		return this.text;
	}

}
