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

/**
 * Replaces the values of what is called a password, a token and the like, however the two
 * are written beside each other. Names are found first and looked at then, so that a text
 * made of names is read once.
 */
final class NamedSecrets {

	private static final String QUALIFIER = "(?:(?:api|access|private|account|shared|encryption|master|auth|client"
			+ "|secret|session|subscription|signing|verification|one-time|security)[ ])?";

	/**
	 * A name and what stands between it and its value, escaped or encoded as well.
	 */
	private static final Pattern NAME = Pattern.compile("(?i)(?<![a-z0-9_.-])(" + QUALIFIER
			+ "[a-z0-9_.-]++)(\\\\u003d|\\\\*+[\"']?\\]?(?: (?:provided|given))?\\s*+(?:=>|->|\u2192|:=|[=:]|%3D|%3A)\\s*+)");

	private static final Pattern OPTION = Pattern.compile("(?<!\\S)(--?[A-Za-z][A-Za-z0-9_.-]*+)([ \\t]++)(?![-\\s])");

	private static final Pattern ELEMENT = Pattern.compile("<(?:[\\w.-]++:)?([\\w.-]++)(?:\\s[^<>]*+)?+(>)(?=[^<])");

	private static final Set<String> ROLES = Set.of("name", "key", "field", "header", "property", "param");

	private static final Set<String> WORDS = Set.of("pass", "pw", "pwd", "nonce", "auth", "authorization", "cookie",
			"cookies", "sig", "sas", "otp", "pin", "jwt", "bearer", "passcode", "passkey", "sid", "csrf", "cvv", "cvc");

	private static final Pattern BETWEEN_WORDS = Pattern.compile("[-_. ]");

	private static final Pattern QUOTES = Pattern.compile("[\"'\\\\]");

	/**
	 * Names of beans and settings that are about secrets and hold none.
	 */
	private static final Pattern HARMLESS = Pattern
		.compile("(?:service|encoder|decoder|provider|factory|repository|manager"
				+ "|controller|configuration|properties|filter|resolver|validator|generator|type|length|size|count|limit)$");

	private static final Pattern PARTS = Pattern.compile("password|passwd|passwort|passphrase|secret(?!ar)|credential"
			+ "|signature|token(?!iz)|(?:api|access|private|account|shared|encryption|master|auth|client|signing"
			+ "|subscription|functions|symmetric|instrumentation|license)key|samlresponse|rememberme");

	private static final Pattern ENDS = Pattern
		.compile(".*(?:pwd|sessionid|sessid|sid(?<=connect.?sid)|nonce|jwt|verifier"
				+ "|assertion|(?:auth|authorization|access|private|secret|security|verification|onetime)code"
				+ "|(?<!com|by|sur|tres|over|under|encom)pass|(?:bind|root|db|user|admin|ldap|my)pw)");

	private NamedSecrets() {
	}

	static String replaceIn(String text) {
		String options = (text.indexOf('-') >= 0) ? replace(text, OPTION) : text;
		String elements = (options.indexOf('<') >= 0) ? replace(options, ELEMENT) : options;
		return replace(elements, NAME);
	}

	private static String replace(String text, Pattern names) {
		Matcher matcher = names.matcher(text);
		StringBuilder replaced = null;
		boolean announced = false;
		int copied = 0;
		for (int from = 0; matcher.find(from);) {
			int value = matcher.end();
			String name = matcher.group(1);
			boolean secret = isSecret(name, matcher.group(2)) || (announced && name.equalsIgnoreCase("value"));
			int end = (secret || isRole(name)) ? ends(text, value, names) : value;
			announced = isRole(name) ? isSecret(QUOTES.matcher(text.substring(value, end)).replaceAll(""), "=")
					: announced && !secret;
			if (secret && end > value) {
				replaced = (replaced != null) ? replaced : new StringBuilder(text.length());
				replaced.append(text, copied, value).append(RecordedText.REDACTED);
				copied = end;
				from = end;
			}
			else {
				// What follows may be a name again
				from = value;
			}
		}
		return (replaced != null) ? replaced.append(text, copied, text.length()).toString() : text;
	}

	private static int ends(String text, int value, Pattern names) {
		if (names == ELEMENT) {
			int end = text.indexOf('<', value);
			return (end < 0) ? text.length() : end;
		}
		return ValueEnd.of(text, value);
	}

	private static boolean isRole(String name) {
		return ROLES.contains(name.toLowerCase(Locale.ROOT));
	}

	static boolean isSecret(String name, String separator) {
		String lower = name.toLowerCase(Locale.ROOT);
		String joined = BETWEEN_WORDS.matcher(lower).replaceAll("");
		if (HARMLESS.matcher(joined).find()) {
			return false;
		}
		if (PARTS.matcher(joined).find() || ENDS.matcher(joined).matches()) {
			return true;
		}
		String last = lower
			.substring(Math.max(lower.lastIndexOf('-'), Math.max(lower.lastIndexOf('_'), lower.lastIndexOf('.'))) + 1);
		return WORDS.contains(last) || (last.equals("session") && separator.indexOf('=') >= 0);
	}

}
