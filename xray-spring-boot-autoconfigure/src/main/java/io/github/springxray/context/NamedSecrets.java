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

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.springxray.context.SecretNames.Kind;
import io.github.springxray.context.SecretProse.State;

/**
 * Replaces the values of what is called a password, a token and the like, however the two
 * are written beside each other. Names are found first and looked at then, so that a text
 * made of names is read once.
 */
final class NamedSecrets {

	private static final String LETTER = "[\\p{L}\\p{M}\\p{N}_&&[^\\p{IsHan}\\p{IsKatakana}\\p{IsHiragana}\\p{IsHangul}\\p{IsThai}]]";

	private static final Pattern NAME = Pattern
		.compile(
				"(?<![\\p{L}\\p{N}_])(?:" + SecretNames.PHRASES + ")(?![\\p{L}\\p{N}_])|" + SecretNames.WITHOUT_BLANKS
						+ "|" + LETTER + "++(?:[.-]++" + LETTER + "++)*+",
				Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

	/**
	 * What stands between a name and its value, escaped or encoded as well.
	 */
	private static final Pattern SEPARATOR = Pattern.compile("(?i)(?:\\\\*+[\"'`\u201d\u2019\u00bb]|\\[?\\]){0,4}+"
			+ "(?: (?:provided|given|supplied|entered|is set to|set to|changed to)| ?\\.{2,})?\\s*+"
			+ "(=>|->|<-|\u2192|\u21d2|:=|[!?~]?={1,3}+|:++|\uff1a|\uff1d|%3D|%3A|\\\\u003d)(?:[ \\t]*+[|>][+-]?[ \\t]*+\\r?\\n)?\\s*+");

	private static final Pattern OPTION = Pattern.compile("[ \\t]++(?![-\\s])");

	private static final Pattern HARMLESS_VALUE = Pattern.compile(
			"(?i)(?:yes|no|true|false|null|nil|none|undefined|\"\"|''|\\[\\]|\\(\\)|\\{\\}|\\*{3,}+|[$#]\\{[\\w.-]{0,100}+\\}"
					+ "|rejected value \\[\\*\\*\\*\\]|[\\[<(]?(?:protected|redacted|hidden|masked|omitted)[\\])>]?)"
					+ "(?![\\p{L}\\p{N}_$@#%&*+/-])");

	/**
	 * Parameters of a method in place of arguments, or where a frame of a stack is from.
	 */
	private static final Pattern TYPES = Pattern.compile(
			"\\((?:e?s\\)|\\)|(?:(?:[a-z]\\w*+\\.)++[A-Z][\\w$.]*+|String|Object|CharSequence|int|long|boolean|char|byte)"
					+ "(?:<[\\w.?, ]*+>)?(?:\\[\\]|\\.\\.\\.)?[,)]|\\w++\\.(?:java|kt|groovy|scala)(?::\\d++)?\\)|Native Method)");

	/**
	 * Words before a token that is one of a parser.
	 */
	private static final Set<String> OF_PARSERS = Set.of("unexpected", "unrecognized", "illegal", "next", "last",
			"current", "offending", "extraneous", "expected", "stray", "unterminated", "first", "end", "start", "stop",
			"each", "per", "the-next", "second", "third");

	private static final int LONGEST_PREFIX = 20;

	private static final int LONGEST_TAG = 300;

	private final String text;

	private final OpenBrackets open;

	private final Redactions redactions;

	private final SecretProse prose;

	private final Matcher separator;

	private NamedSecrets(String text) {
		this.text = text;
		this.open = new OpenBrackets(text);
		this.redactions = new Redactions(text);
		this.prose = new SecretProse(text, this.open, this.redactions);
		this.separator = SEPARATOR.matcher(text);
	}

	static String replaceIn(String text) {
		return new NamedSecrets(text).replace();
	}

	private String replace() {
		Matcher names = NAME.matcher(this.text);
		String before = "";
		int last = 0;
		for (int from = 0; names.find(from);) {
			String name = names.group();
			before = isBlank(last, names.start()) ? before : "";
			Kind kind = SecretNames.kindOf(name, before);
			if (kind != Kind.NONE) {
				redactAfter(names.start(), names.end(), name, before, kind);
			}
			// What is a value is not read for names
			from = Math.max(names.end(), this.redactions.end());
			before = name.toLowerCase(Locale.ROOT);
			last = names.end();
		}
		return this.redactions.result();
	}

	private boolean isBlank(int start, int end) {
		return end - start == 1 && (this.text.charAt(start) == ' ' || this.text.charAt(start) == '/');
	}

	private void redactAfter(int start, int end, String name, String before, Kind kind) {
		this.open.advanceTo(start);
		int content = contentOfElement(start, end);
		if (content > 0) {
			int next = this.text.indexOf("</", content);
			this.redactions.add(content, (next < 0) ? this.text.length() : next);
		}
		else if (this.separator.region(end, this.text.length()).lookingAt()) {
			boolean colon = this.separator.group(1).startsWith(":") && this.separator.end() > this.separator.end(1);
			assigned(this.separator.end(), colon, name, before, kind);
		}
		else if (end < this.text.length() && this.text.charAt(end) == '(') {
			if (!TYPES.matcher(this.text).region(end, this.text.length()).lookingAt()) {
				argument(end, kind);
			}
		}
		else if (kind != Kind.LOOSE || isDigitName(name)) {
			if (start > 0 && this.text.charAt(start - 1) == '-' && isOption(end)) {
				int value = this.separatorEnd(end);
				this.redactions.add(value, ValueEnd.isQuote(this.text, value) ? ValueEnd.quoted(this.text, value, 0)
						: ValueEnd.ofWord(this.text, value, this.open));
			}
			else {
				inSentence(start, end, name, before, kind);
			}
		}
	}

	private void inSentence(int start, int end, String name, String before, Kind kind) {
		if (end >= this.text.length() || !SecretNames.endsWithSecret(name) || isOfParser(name, before)) {
			return;
		}
		if (kind == Kind.LOOSE) {
			loose(separatorEnd(end), name);
			return;
		}
		boolean quoted = start > 0 && this.text.charAt(start - 1) == this.text.charAt(end)
				&& ValueEnd.isQuote(this.text, end);
		char next = this.text.charAt(end);
		boolean partOfPath = start > 0 && "/$.".indexOf(this.text.charAt(start - 1)) >= 0 && !isUser(before);
		boolean separate = Character.isWhitespace(next) || quoted || ",;|\"'`[<{".indexOf(next) >= 0
				|| ValueEnd.isQuote(this.text, end) || Character.isIdeographic(next) || next >= '\u3040';
		if (!partOfPath && separate) {
			State state = (quoted || ",;|".indexOf(next) >= 0) ? State.MESSAGE : State.NAMED;
			this.prose.redactAfter(quoted ? end + 1 : end, kind == Kind.STRONG, state);
		}
	}

	private void assigned(int value, boolean colon, String name, String before, Kind kind) {
		if (value >= this.text.length()
				|| HARMLESS_VALUE.matcher(this.text).region(value, this.text.length()).lookingAt()
				|| (colon && isOfParser(name, before))) {
			return;
		}
		boolean looseColon = colon && name.toLowerCase(Locale.ROOT).endsWith("signature");
		if (kind == Kind.LOOSE || looseColon) {
			loose(value, name);
			return;
		}
		boolean strong = kind == Kind.STRONG;
		boolean sentence = colon && !ValueEnd.isQuote(this.text, value);
		if (sentence && !strong) {
			String first = this.prose.wordAt(value);
			if (SecretWords.isOrdinary(first) || SecretWords.isClass(first)) {
				this.prose.redactAfter(value, true, State.MESSAGE);
				return;
			}
		}
		int end = ValueEnd.of(this.text, value, this.open);
		if (!(sentence && strong && this.prose.isMessage(value, end))) {
			this.redactions.add(value, end);
		}
	}

	private void loose(int value, String name) {
		if (value >= this.text.length()) {
			return;
		}
		boolean quoted = ValueEnd.isQuote(this.text, value);
		int start = quoted ? value + 1 : value;
		String word = this.prose.wordAt(start);
		int ampersand = word.indexOf('&');
		word = (ampersand >= 0) ? word.substring(0, ampersand) : word;
		boolean number = isDigitName(name) && word.matches("\\d{4,}");
		if (number || SecretWords.isLikeValue(word)) {
			this.redactions.add(value, quoted ? ValueEnd.quoted(this.text, value, 0) : value + word.length());
		}
	}

	private void argument(int bracket, Kind kind) {
		if (kind != Kind.LOOSE) {
			int end = ValueEnd.of(this.text, bracket, this.open);
			boolean closed = this.text.charAt(end - 1) == ')';
			this.redactions.add(bracket + 1, closed ? end - 1 : end);
		}
	}

	/**
	 * Return where the content of an element starts whose tag has the name, 0 if there is
	 * none.
	 */
	private int contentOfElement(int start, int end) {
		boolean attribute = start > 0 && ValueEnd.isQuote(this.text, end)
				&& this.text.charAt(start - 1) == this.text.charAt(end);
		if (!attribute && !isInTag(start)) {
			return 0;
		}
		for (int i = end; i < this.text.length() && i < end + LONGEST_TAG; i++) {
			char c = this.text.charAt(i);
			if (c == '<' || c == '\n' || (attribute && c == '=')
					|| (c == '/' && i + 1 < this.text.length() && this.text.charAt(i + 1) == '>')) {
				return 0;
			}
			if (c == '>') {
				return ("-=".indexOf(this.text.charAt(i - 1)) < 0) ? i + 1 : 0;
			}
			if (i == end && !attribute && !Character.isWhitespace(c)) {
				return 0;
			}
		}
		return 0;
	}

	private boolean isInTag(int start) {
		int from = Math.max(0, start - LONGEST_PREFIX);
		String before = this.text.substring(from, start);
		int tag = before.lastIndexOf('<');
		return before.endsWith("<") || (before.endsWith(":") && tag >= 0 && before.charAt(tag + 1) != '/');
	}

	private boolean isOption(int end) {
		return OPTION.matcher(this.text).region(end, this.text.length()).lookingAt();
	}

	private int separatorEnd(int end) {
		int value = end;
		while (value < this.text.length() && Character.isWhitespace(this.text.charAt(value))) {
			value++;
		}
		return value;
	}

	private static boolean isOfParser(String name, String before) {
		String lower = name.toLowerCase(Locale.ROOT);
		return (lower.equals("token") || lower.equals("pass")) && OF_PARSERS.contains(before);
	}

	private static boolean isDigitName(String name) {
		String lower = name.toLowerCase(Locale.ROOT);
		return lower.endsWith("pin") || lower.endsWith("card");
	}

	private static boolean isUser(String before) {
		return before.startsWith("user") || before.equals("login") || before.equals("name");
	}

}
