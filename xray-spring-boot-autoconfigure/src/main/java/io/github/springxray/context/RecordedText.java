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
	 * Nobody encodes more often.
	 */
	private static final int MAX_LAYERS = 3;

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
					+ "(?:(?<=\\w);|[^\\s;{\"]{0,500}+[;{\"])[^\\r\\n]*+", "$1"),
			new Rule("(?i)(?<=[\"'])(jdbc:[a-z0-9+-]*+:(?://[\\w.:,/-]*+(?=;))?)"
					+ "(?:(?<=\\w);|[^\\s;{\"]{0,500}+[;{])[^\\r\\n\"]*+", "$1"),
			new Rule(
					"(?i)(field '[^']{0,100}?(?:pass|pwd|secret|token|key|code|pin|credential)[^']{0,100}+': rejected value \\[)"
							+ "(?:(?!\\]; codes)[^\\r\\n])*+",
					"$1" + REDACTED));

	private static final List<Rule> RULES = List.of(
			// Headers whose values have parts of any form
			new Rule("(?i)\\b((?:proxy-)?authorization|(?:set-)?cookie2?|x-amz-security-token)(\"?'?\\s*+[=:]\\s*+)"
					+ "(?:\"(?:[^\"\\\\]|\\\\.)*+(?:\"|$)|'[^']*+(?:'|$)|\\[[^\\]]*+(?:\\]|$)"
					+ "|[^\\r\\n\\]}]++(?:\\r?\\n[ \\t][^\\r\\n\\]}]++)*+)", "$1$2" + REDACTED),
			new Rule("(?i)\\b(identified\\s++(?:with\\s++\\S++\\s++)?by(?:\\s++password)?\\s++)"
					+ "(?:\"[^\"]*+\"|'[^']*+'|[^\\s\"';,]++)", "$1" + REDACTED),
			new Rule(
					"(?i)\\b((?:card|pan|iban)(?:[ -]?(?:number|no\\.?|nr\\.?))?[^\\w\\r\\n]{1,4}+)(?:[A-Z]{2})?\\d[\\d -]{10,30}+",
					"$1" + REDACTED + " "),
			new Rule("((?:^|[?&])code=)(?!\\d{1,5}\\b)[^\\s&\"'<>]++", "$1" + REDACTED),
			new Rule("(?<!\\S)(-u|--user|--proxy-user|-U)(\\s++|=)[^\\s:]++:\\S++", "$1$2" + REDACTED),
			new Rule(
					"(?<=\\s-[pPwa] ?)(?<![^\\s]-[pPwa])(?<=\\b(?:mysql\\w{0,10}|mariadb|sshpass|(?:docker|podman|helm|az|oc) login|ldap\\w{3,8}|redis-cli|mongo\\w{0,7}|sqlcmd|bcp|psql)\\b[^\\r\\n]{0,200})(?!-)[^\\s]++",
					REDACTED),
			new Rule(
					"(?i)(\\b(?:sqlplus|connect(?:ing|ed)?|conn|log(?:ged|ging)?[ -]?(?:in|on)|authenticat(?:e|ed|ing))\\s++"
							+ "(?:as\\s++|with\\s++)(?:user\\s++)?[\\w$#]++/)(?:\"[^\"]*+\"|[^\\s@]++)",
					"$1" + REDACTED),
			new Rule("\\b(userid\\s*+=\\s*+[\\w$#]++/)[^\\s@]++", "$1" + REDACTED),
			new Rule("\\b((?:HELLO \\d )?AUTH default )\\S++", "$1" + REDACTED),
			new Rule("(?i)(?:\"[^\"\\r\\n]{1,200}+\"|'[^'\\r\\n]{1,200}+'|(?<!\\S)(?=[^\\s\\d]{0,50}\\d)\\S{4,200}+)"
					+ "(\\s(?:(?:is|was)\\s(?:not\\s)?(?:an?|the|your|my)|as(?: the)?)\\s(?:(?:in)?(?:valid|correct)|wrong|right|acceptable|good|bad|known|unknown|registered|strong)?+\\s?"
					+ "(?:password|passphrase|passwd|secret|token|pin|(?:api|access|private)[ -]?key|otp|verification code))\\b",
					REDACTED + "$1"),
			new Rule("\\b(Digest|Hawk|OAuth|AWS4-[A-Z0-9-]++)(\\s++)(?=[A-Za-z0-9_-]++=)[^\\r\\n\\]}]++",
					"$1$2" + REDACTED),
			new Rule("\\b((?i:bearer)|Basic|BASIC|Digest|Negotiate|NTLM|DPoP|[Bb]asic|ApiKey|AWS4-HMAC-SHA256)"
					+ "(\\s++[\"'<\\[]?)(?=[a-z]*+[A-Z0-9._~+/=-])[A-Za-z0-9._~+/=-]{4,}+", "$1$2" + REDACTED));

	/**
	 * In quotes a URL ends with them, elsewhere with white space.
	 */
	private static final Pattern URL = Pattern.compile(
			"(?i)(?<=\")(?:jdbc:|[a-z][a-z0-9+.-]*+://)(?:[^\"\\\\]|\\\\.)*+|(?<=')(?:jdbc:|[a-z][a-z0-9+.-]*+://)[^']*+"
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
	 * User info, and queries, of what has no scheme. Coordinates of artifacts, versions
	 * and times stay.
	 */
	private static final List<Rule> PARTS_OF_URLS = List.of(new Rule("(?<![:\\w])//[^\\s\"'<>@]*+@", "//"), new Rule(
			"(?<![^\\s\"'(\\[=<,])(?!(?i:jdbc):)(?!(?i:mailto|sips?|xmpp|acct|git):[^\\s:@]*+@)(?![^\\s@]*+@sha\\d++:)(?!(?:[\\w.-]++:)++v?\\d++\\.\\d[\\w.-]*+@(?:jar|aar|war|pom|zip|klib|so|dll|tar|tgz|bundle|module)\\b)"
					+ "(?!\\d{1,2}:\\d{1,2}@)[^\\s\"'()\\[\\]@:/<>]{0,200}+:(?!//)[^\\s\"'<>]*@(?=[A-Za-z0-9_\\[])",
			REDACTED + "@"),
			// Oracle's form. Principals of Kerberos, images and versions look alike
			new Rule(
					"(?<![\\w/@.:$-])(?![\\w.-]++/[\\w.-]++@(?:(?:[A-Z0-9-]++\\.)++[A-Z]++\\b|v?\\d++\\.|v\\d|sha\\d|[0-9a-f]{6,}+\\b))"
							+ "([\\w$#]++/)(?:\"[^\"]*+\"|[^\\s@/\"']++(?:@(?=[^\\s@]*+@)[^\\s@]++)?)@(?=[\\w/\\[(])",
					"$1" + REDACTED + "@"),
			new Rule("(?<=[A-Za-z0-9_/\\])}.-])\\?[A-Za-z0-9_.%\\[\\]-]++=[^\\s\"'<>]*+", ""),
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
		catch (RuntimeException | StackOverflowError | LinkageError ex) {
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

	/**
	 * Secrets go before a layer of encoding does, as what is encoded in them would end
	 * them, and once more behind it. If there are none behind it, the text stays encoded.
	 */
	static String redact(String text) {
		String redacted = redactOnce(EncodedText.withoutManyMarks(text));
		String decoded = redacted;
		for (int layer = 0; layer < MAX_LAYERS; layer++) {
			String further = EncodedText.decode(decoded);
			if (further.equals(decoded)) {
				return redacted;
			}
			decoded = redactOnce(further);
			redacted = decoded.equals(further) ? redacted : decoded;
		}
		return redacted;
	}

	private static String redactOnce(String text) {
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
		redacted = KnownTokens.replaceIn(MentionedSecrets.replaceIn(redacted));
		redacted = NamedSecrets.replaceIn(redacted);
		if (redacted.indexOf('/') >= 0) {
			redacted = RecordedPaths.replaceIn(redacted);
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
