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

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the value of a secret in a sentence that names it: a word behind the name, or
 * behind a verb, that messages about passwords are not made of.
 */
final class SecretProse {

	/**
	 * What may come next.
	 */
	enum State {

		/**
		 * The name was just read.
		 */
		NAMED,

		/**
		 * The name and a verb were just read.
		 */
		STATED,

		/**
		 * A sign says that the value may follow.
		 */
		SIGN,

		/**
		 * A verb says that the value follows.
		 */
		VALUE,

		/**
		 * Within a value of several words.
		 */
		WITHIN,

		/**
		 * Words of the message.
		 */
		MESSAGE

	}

	private static final int MAX_WORDS = 24;

	/**
	 * A longer word is none of a sentence.
	 */
	private static final int LONGEST_WORD = 200;

	private static final int LONGEST_MESSAGE = 400;

	private static final int SHORTEST_NUMBER = 4;

	private static final String ENDS_OF_WORDS = ",;()\"[]{}<>";

	private static final Set<String> CHANGES = Set.of("set", "changed", "reset", "equal", "updated", "due", "up");

	private static final Pattern LETTERS = Pattern.compile("[A-Za-z]++");

	private static final Pattern GOES_ON = Pattern.compile("[(\\[{<][^)\\]}>]*+[)\\]}>][A-Za-z0-9]");

	private final String text;

	private final OpenBrackets open;

	private final Redactions redactions;

	SecretProse(String text, OpenBrackets open, Redactions redactions) {
		this.text = text;
		this.open = open;
		this.redactions = redactions;
	}

	/**
	 * Redact what is a value behind a place.
	 */
	void redactAfter(int start, boolean strong, State first) {
		State state = first;
		String before = "";
		int at = start;
		for (int word = 0; word < MAX_WORDS; word++) {
			int quote = -1;
			for (; at < this.text.length() && quote < 0 && !isOfWord(at); at++) {
				char c = this.text.charAt(at);
				if (c == '\n' || c == '\r' || endsSentence(at)) {
					return;
				}
				if (c == '=' || c == ':') {
					state = SecretWords.isOwner(before) ? state : State.SIGN;
				}
				else if (c == ',' && state == State.NAMED) {
					state = State.MESSAGE;
				}
				else if (ValueEnd.isQuote(this.text, at) && (at > start || this.text.charAt(at) == '\u300c')
						&& opensQuote(at)) {
					quote = at;
				}
			}
			if (at >= this.text.length()) {
				return;
			}
			if (quote >= 0) {
				int end = endOfQuote(quote);
				String content = this.text.substring(quote + 1, Math.max(quote + 1, end - 1));
				if (isQuotedSecret(content, strong, state) && !SecretWords.isOwner(before)) {
					this.redactions.add(quote, end);
				}
				state = State.MESSAGE;
				at = end;
				continue;
			}
			int end = endOfWord(at);
			String current = strip(this.text.substring(at, Math.min(end, at + LONGEST_WORD)));
			if (end - at >= LONGEST_WORD || isSecret(current, before, strong, state)
					|| isSecret(withBrackets(at, end), before, strong, state)) {
				int valueEnd = Math.max(end, ValueEnd.ofWord(this.text, at, this.open));
				this.redactions.add(at, valueEnd);
				end = valueEnd;
				state = strong ? State.WITHIN : State.MESSAGE;
			}
			else {
				boolean link = SecretWords.isLink(current)
						|| (current.equals("to") && (state == State.NAMED || CHANGES.contains(before)));
				boolean stated = link && state == State.NAMED && !current.equals("be") && !current.equals("to");
				state = stated ? State.STATED : (link ? State.VALUE : State.MESSAGE);
				end = Math.max(at + current.length(), at + 1);
			}
			before = current;
			at = end;
		}
	}

	/**
	 * Return whether all up to the end of the clause are words of a message.
	 */
	boolean isMessage(int start, int end) {
		int words = 0;
		for (int at = start; at < end && end - start <= LONGEST_MESSAGE;) {
			if (!isOfWord(at)) {
				at++;
				continue;
			}
			int wordEnd = Math.min(end, endOfWord(at));
			if (wordEnd - at >= LONGEST_WORD) {
				return false;
			}
			String word = strip(this.text.substring(at, wordEnd));
			if (!SecretWords.isOrdinary(word) && !(words > 0 && SecretWords.isNumber(word))
					&& !SecretWords.isClass(word)) {
				return false;
			}
			words++;
			at = wordEnd;
		}
		return words > 0;
	}

	String wordAt(int start) {
		return strip(this.text.substring(start, Math.min(endOfWord(start), start + LONGEST_WORD)));
	}

	private static boolean isQuotedSecret(String content, boolean strong, State state) {
		if (content.isEmpty() || content.startsWith("${") || content.equals(RecordedText.REDACTED)) {
			return false;
		}
		boolean expected = isExpected(state);
		return (expected && strong) || (SecretWords.isLikeValue(content) && (expected || strong))
				|| (expected && content.length() >= 16 && LETTERS.matcher(content).matches());
	}

	private static boolean isSecret(String word, String before, boolean strong, State state) {
		if (word.isEmpty() || SecretWords.isLink(word) || SecretWords.isOrdinary(word) || word.startsWith("${")
				|| word.equals(RecordedText.REDACTED) || SecretWords.isClass(word)) {
			return false;
		}
		boolean expected = isExpected(state);
		if (SecretWords.isNumber(word)) {
			return (expected || state == State.WITHIN) && word.length() >= SHORTEST_NUMBER
					&& word.chars().allMatch(Character::isDigit);
		}
		if (state == State.MESSAGE) {
			return strong && SecretWords.isLikeValue(word) && !SecretWords.isOwner(before);
		}
		return strong || state == State.STATED || (expected && SecretWords.isLikeValue(word));
	}

	/**
	 * A word that goes on behind a bracket, as that was a part of it.
	 */
	private String withBrackets(int start, int end) {
		int whole = ValueEnd.ofWord(this.text, start, this.open);
		String word = this.text.substring(start, Math.min(Math.max(end, whole), start + LONGEST_WORD));
		return GOES_ON.matcher(word).find() ? word : "";
	}

	private static boolean isExpected(State state) {
		return state != State.MESSAGE && state != State.WITHIN;
	}

	private boolean isOfWord(int index) {
		char c = this.text.charAt(index);
		return c != '\u3001' && c != '\u3002' && !Character.isWhitespace(c) && ENDS_OF_WORDS.indexOf(c) < 0
				&& "=:.!?|".indexOf(c) < 0 && !(ValueEnd.isQuote(this.text, index));
	}

	private int endOfWord(int start) {
		int end = start;
		boolean withoutBlanks = SecretWords.isWithoutBlanks(this.text.charAt(start));
		while (end < this.text.length() && !Character.isWhitespace(this.text.charAt(end))
				&& SecretWords.isWithoutBlanks(this.text.charAt(end)) == withoutBlanks
				&& ENDS_OF_WORDS.indexOf(this.text.charAt(end)) < 0) {
			end++;
		}
		return end;
	}

	private boolean opensQuote(int index) {
		char before = this.text.charAt(index - 1);
		return Character.isWhitespace(before) || "([{=:,<".indexOf(before) >= 0 || SecretWords.isWithoutBlanks(before);
	}

	private int endOfQuote(int quote) {
		int line = this.text.indexOf('\n', quote);
		int end = ValueEnd.quoted(this.text, quote, 0);
		return (line >= 0) ? Math.min(line, end) : end;
	}

	private boolean endsSentence(int index) {
		boolean last = index + 1 >= this.text.length() || Character.isWhitespace(this.text.charAt(index + 1));
		return last && ".;!?".indexOf(this.text.charAt(index)) >= 0;
	}

	private static String strip(String word) {
		int end = word.length();
		while (end > 0 && ".:!?'`".indexOf(word.charAt(end - 1)) >= 0) {
			end--;
		}
		return word.substring(0, end);
	}

}
