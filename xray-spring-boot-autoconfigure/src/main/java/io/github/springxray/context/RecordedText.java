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

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of text that somebody else has written, such as the message of an
 * exception, whatever it is about. URLs lose user info, query and fragment; values of
 * what is called a password or a token, credentials of HTTP, and keys that are known by
 * their form are replaced. No method here throws.
 */
public final class RecordedText {

	/**
	 * What stands in the place of a secret.
	 */
	public static final String REDACTED = "***";

	/**
	 * More than is ever recorded of one text. Looking for secrets takes time for each
	 * character, and some patterns more.
	 */
	private static final int MAX_LENGTH = 4_000;

	/**
	 * More than a user and the half of a password.
	 */
	private static final int LONGEST_HALF = 500;

	private static final String SECRET_NAME = "(?:pass(?:word|wd|wort|phrase|code|key)?|pwd|pw|secret|token|nonce"
			+ "|credentials?|authorization|cookie|signature|sig|sas|otp|pin|jwt|bearer|session[-_. ]?id|jsessionid"
			+ "|(?:api|access|private|account|shared|encryption|master|auth|client|secret)[-_. ]?(?:key|code)|auth)";

	private static final String VALUE = "(?:\"(?:[^\"\\\\]|\\\\.)*+(?:\"|$)|'(?:[^'\\\\]|\\\\.|'')*+(?:'|$)|\\{[^}]*+(?:\\}|$)"
			+ "|\\[[^\\]]*+(?:\\]|$)|[^\\s,;&\"'<>)\\]}]++)";

	private static final List<Rule> RULES = List.of(
			new Rule("-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)", REDACTED),
			// Headers whose values have parts of any form
			new Rule(
					"(?i)\\b((?:proxy-)?authorization|(?:set-)?cookie2?|x-amz-security-token)(\"?'?\\s*+[=:]\\s*+)"
							+ "(?:\"[^\"]*+(?:\"|$)|'[^']*+(?:'|$)|\\[[^\\]]*+(?:\\]|$)|[^\\r\\n\\]}]++)",
					"$1$2" + REDACTED),
			new Rule("(?i)(?<![a-z0-9])((?:[a-z0-9]++[-_.]){0,8}?" + SECRET_NAME
					+ "|[a-z0-9_.-]*?(?:password|passwd|secret"
					+ "|token|credential|signature|apikey|accesskey)s?[a-z0-9_.-]*+)(\"?'?\\]?\\s*+(?:=>|:=|[=:])\\s*+)"
					+ VALUE, "$1$2" + REDACTED),
			new Rule("(?i)\\b(identified\\s+by|password|passphrase|passwd|pwd|secret)(\\s++(?:is\\s++|was\\s++)?)"
					+ "(?:\"[^\"]*+\"|'[^']*+')", "$1$2" + REDACTED),
			new Rule("\\b([Bb]earer|BEARER|[Bb]asic|BASIC|[Dd]igest|[Nn]egotiate|[Tt]oken|ApiKey|AWS4-HMAC-SHA256)"
					+ "(\\s++)(?=[a-z]*+[A-Z0-9._~+/=-])[A-Za-z0-9._~+/=-]{4,}+", "$1$2" + REDACTED),
			new Rule("\\beyJ[A-Za-z0-9_-]{4,}+(?:\\.[A-Za-z0-9_-]*+){1,4}+", REDACTED),
			new Rule("\\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{8,}+", REDACTED),
			new Rule(
					"\\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|[sr]k_(?:live|test)_|AIza|npm_)[A-Za-z0-9_-]{8,}+",
					REDACTED));

	/**
	 * In quotes a URL ends with them, elsewhere with white space.
	 */
	private static final Pattern URL = Pattern
		.compile("(?i)(?<=\")(?:jdbc:|[a-z][a-z0-9+.-]*+://)[^\"]*+|(?<=')(?:jdbc:|[a-z][a-z0-9+.-]*+://)[^']*+"
				+ "|(?<![a-z0-9+.-])(?:jdbc:|[a-z][a-z0-9+.-]*+://)[^\\s\"<>`]*+");

	/**
	 * User info, and queries, of what has no scheme.
	 */
	private static final List<Rule> PARTS_OF_URLS = List.of(new Rule("(?<![:\\w])//[^\\s\"'<>@]*+@", "//"), new Rule(
			"(?<![^\\s\"'(\\[=<,])(?!(?i:jdbc:))[^\\s\"'()\\[\\]@:/<>]*+:(?!//)[^\\s\"'<>]*@(?=[A-Za-z0-9_\\[])",
			REDACTED + "@"), new Rule("(?<=[A-Za-z0-9_/\\])}.-])\\?[A-Za-z0-9_.%\\[\\]-]++=[^\\s\"'<>]*+", ""));

	private RecordedText() {
	}

	/**
	 * Take secrets out of a text.
	 * @param text the text, {@code null} for none
	 * @return what may be recorded of it
	 */
	public static @Nullable String of(@Nullable String text) {
		if (text == null || text.isEmpty()) {
			return text;
		}
		try {
			return bounded(text);
		}
		catch (RuntimeException | StackOverflowError ex) {
			return REDACTED;
		}
	}

	/**
	 * What is cut in the middle is no longer known by its form, so the last word goes, or
	 * the end of a word without end.
	 */
	private static String bounded(String text) {
		if (text.length() <= MAX_LENGTH) {
			return redact(text);
		}
		int end = MAX_LENGTH;
		while (end > 0 && !Character.isWhitespace(text.charAt(end))) {
			end--;
		}
		if (end > 0) {
			return redact(text.substring(0, end));
		}
		String redacted = redact(text.substring(0, MAX_LENGTH));
		return redacted.substring(0, Math.max(0, redacted.length() - LONGEST_HALF));
	}

	private static String redact(String text) {
		String redacted = text;
		if (mayHaveUrl(redacted)) {
			redacted = URL.matcher(redacted)
				.replaceAll((match) -> Matcher.quoteReplacement(RecordedUrls.of(match.group())));
		}
		for (Rule rule : RULES) {
			redacted = rule.apply(redacted);
		}
		if (redacted.indexOf('@') >= 0 || redacted.indexOf('?') >= 0) {
			for (Rule rule : PARTS_OF_URLS) {
				redacted = rule.apply(redacted);
			}
		}
		return redacted;
	}

	private static boolean mayHaveUrl(String text) {
		return text.contains("://") || text.regionMatches(true, 0, "jdbc:", 0, 5) || text.contains("jdbc:")
				|| text.contains("JDBC:");
	}

	private record Rule(Pattern pattern, String replacement) {

		Rule(String regex, String replacement) {
			this(Pattern.compile(regex), replacement);
		}

		String apply(String text) {
			Matcher matcher = this.pattern.matcher(text);
			return matcher.find() ? matcher.replaceAll(this.replacement) : text;
		}

	}

}
