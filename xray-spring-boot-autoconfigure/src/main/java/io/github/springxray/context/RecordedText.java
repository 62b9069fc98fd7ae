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

	/**
	 * Values in JDBC URLs may have blanks, in braces and quotes or without. So a URL with
	 * parameters takes the rest of its line along. Validation names the field before the
	 * value.
	 */
	private static final List<Rule> FIRST = List.of(
			new Rule("(?i)(?<![\\w\"'])(jdbc:[a-z0-9+-]*+:(?://[\\w.:,/-]*+(?=;))?)"
					+ "(?:(?<=\\w);|[^\\s;{\"]*+[;{\"])[^\\r\\n]*+", "$1"),
			new Rule("(?i)(?<=[\"'])(jdbc:[a-z0-9+-]*+:(?://[\\w.:,/-]*+(?=;))?)"
					+ "(?:(?<=\\w);|[^\\s;{\"]*+[;{])[^\\r\\n\"]*+", "$1"),
			new Rule("(?i)(field '[^']{0,100}?(?:password|passwd|pwd|secret|token)[^']{0,100}+': rejected value \\[)"
					+ "[^\\]]*+", "$1" + REDACTED));

	private static final List<Rule> RULES = List.of(
			new Rule("-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\\s\\S]*?(?:-----END [A-Z0-9 ]{0,40}KEY|$)",
					REDACTED),
			// Headers whose values have parts of any form
			new Rule("(?i)\\b((?:proxy-)?authorization|(?:set-)?cookie2?|x-amz-security-token)(\"?'?\\s*+[=:]\\s*+)"
					+ "(?:\"(?:[^\"\\\\]|\\\\.)*+(?:\"|$)|'[^']*+(?:'|$)|\\[[^\\]]*+(?:\\]|$)"
					+ "|[^\\r\\n\\]}]++(?:\\r?\\n[ \\t][^\\r\\n\\]}]++)*+)", "$1$2" + REDACTED),
			new Rule(
					"(?i)(?:(?<=[sg]et)|\\b)(identified\\s++(?:with\\s++\\S++\\s++)?by|password|passphrase|passwd|pwd|secret)"
							+ "(\\s++(?:is\\s++|was\\s++|password\\s++|for\\s++\\S++\\s++(?:=|to)\\s++(?:password)?)?|\\s*+(?=\\())"
							+ "\\(?[a-z]?(?:\"[^\"]*+\"|'[^']*+')",
					"$1$2" + REDACTED),
			// A word with digits and letters in it is hardly prose
			new Rule(
					"(?i)\\b(pgpassword|password|passphrase|passwd|pwd|secret|token|(?:api|access)[-_ ]?key|identified by"
							+ "|x-amz-(?:signature|credential|security-token))"
							+ "(\\s++(?:is\\s++|was\\s++|returned\\s++)?[<\\[(`]?)(?=[a-z]{0,40}[0-9])(?=[0-9]{0,40}[a-z])"
							+ "[a-z0-9._~+/=!$%*-]{6,}+",
					"$1$2" + REDACTED),
			new Rule("((?:^|[?&])code=)[^\\s&\"'<>]++", "$1" + REDACTED),
			new Rule("(?<!\\S)(-u|--user)(\\s++)[^\\s:]++:\\S++", "$1$2" + REDACTED),
			new Rule("\\b(Digest|Hawk|OAuth|AWS4-[A-Z0-9-]++)(\\s++)(?=[A-Za-z0-9_-]++=)[^\\r\\n\\]}]++",
					"$1$2" + REDACTED),
			new Rule("\\b((?i:bearer)|Basic|BASIC|Digest|Negotiate|NTLM|DPoP|[Bb]asic|[Tt]oken|ApiKey|AWS4-HMAC-SHA256)"
					+ "(\\s++[\"'<\\[]?)(?=[a-z]*+[A-Z0-9._~+/=-])[A-Za-z0-9._~+/=-]{4,}+", "$1$2" + REDACTED),
			new Rule("\\beyJ[A-Za-z0-9_-]{4,}+(?:\\.[A-Za-z0-9_-]*+){1,4}+", REDACTED),
			new Rule(
					"\\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{8,}+(?:[\\s:/,;|]{1,3}+[A-Za-z0-9/+]{40}+=*+|[:/][^\\s,;\"'/]++)?",
					REDACTED),
			new Rule("\\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeprs][.-]|xapp-|[sr]k_(?:live|test)_|AIza|npm_|whsec_"
					+ "|dckr_pat_|pypi-|ya29\\.|hvs\\.)[A-Za-z0-9_.-]{8,}+", REDACTED),
			new Rule("\\b(?:sk-|SG\\.)[A-Za-z0-9_.-]{20,}+", REDACTED));

	/**
	 * In quotes a URL ends with them, elsewhere with white space.
	 */
	private static final Pattern URL = Pattern
		.compile("(?i)(?<=\")(?:jdbc:|[a-z][a-z0-9+.-]*+://)[^\"]*+|(?<=')(?:jdbc:|[a-z][a-z0-9+.-]*+://)[^']*+"
				+ "|(?<![a-z0-9+.-])(?:jdbc:(?:\\{[^}]*+\\}|\"[^\"]*+\"(?=@)|[^\\s\"<>`])*+|[a-z][a-z0-9+.-]*+://[^\\s\"<>`]*+)");

	/**
	 * Encoded URLs, those that the JDK cannot read and quotes to the end of the line, and
	 * user info that ends the URL too early.
	 */
	private static final List<Rule> BROKEN_URLS = List.of(
			new Rule("(?i)(?<![a-z0-9+.-])([a-z][a-z0-9+.-]*+(?:%3A|:)%2F%2F)[^\\s\"'<>]++", "$1" + REDACTED),
			new Rule("( at index \\d++: [^\\s?#]*+)[?#][^\\r\\n]*+", "$1"),
			new Rule("(://)[^\\s/@:\"'<>]*+:(?!\\d*+(?:[,/\\s\"'?#]|$))[^\\r\\n/]{1,200}?@(?=[A-Za-z0-9\\[])", "$1"));

	/**
	 * User info, and queries, of what has no scheme.
	 */
	private static final List<Rule> PARTS_OF_URLS = List.of(new Rule("(?<![:\\w])//[^\\s\"'<>@]*+@", "//"), new Rule(
			"(?<![^\\s\"'(\\[=<,])(?!(?i:jdbc:))[^\\s\"'()\\[\\]@:/<>]{0,200}+:(?!//)[^\\s\"'<>]*@(?=[A-Za-z0-9_\\[])",
			REDACTED + "@"), new Rule("(?<=[A-Za-z0-9_/\\])}.-])\\?[A-Za-z0-9_.%\\[\\]-]++=[^\\s\"'<>]*+", ""),
			new Rule("(?<![^\\s\"'(\\[=,:])(/[^\\s?\"'<>]*+)\\?[^\\s\"'<>]++", "$1"));

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
		for (Rule rule : FIRST) {
			redacted = rule.apply(redacted);
		}
		if (redacted.contains("//") || redacted.contains("%2") || redacted.contains(" at index ")) {
			for (Rule rule : BROKEN_URLS) {
				redacted = rule.apply(redacted);
			}
		}
		if (mayHaveUrl(redacted)) {
			redacted = URL.matcher(redacted)
				.replaceAll((match) -> Matcher.quoteReplacement(RecordedUrls.of(match.group())));
		}
		for (Rule rule : RULES) {
			redacted = rule.apply(redacted);
		}
		redacted = NamedSecrets.replaceIn(redacted);
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
