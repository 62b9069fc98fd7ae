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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces values that stand apart from their names, as in messages about conversion and
 * validation: one part says which property it is, another one which value it had.
 */
final class MentionedSecrets {

	/**
	 * A name in quotes or brackets, behind the word for what it is, or in a tag.
	 */
	private static final Pattern MENTION = Pattern
		.compile("[\"'`\\[]([\\w.-]{1,100}+)[\"'`\\]]|(?i:\\b(?:property|name|key|field|header|param|parameter|path)"
				+ "\\s{0,3}+[:=]?\\s{0,3}+[\"']?)([\\w.\\[\\]-]{1,100}+)");

	private static final Pattern VALUE = Pattern
		.compile("(?i)\\b(?:(?:from string|input string:|(?:rejected |invalid )?value)\\s++(?=[\"'\\[`])"
				+ "|(?:value|input|actual|got|was)\"?\\s*+(?::|=>?)\\s*+|value\\s++(?=[^\\s\\d]{0,50}\\d)|'value':\\s*+)(?!\\[?\\*\\*\\*|\"?[$#]\\{)");

	/**
	 * Around a name, an index or a key.
	 */
	private static final Pattern BRACKETS = Pattern.compile("[\\[\\]]");

	private MentionedSecrets() {
	}

	static String replaceIn(String text) {
		Matcher values = VALUE.matcher(text);
		if (!values.find() || !mentionsSecret(text)) {
			return text;
		}
		Redactions redactions = new Redactions(text);
		OpenBrackets open = new OpenBrackets(text);
		int from = 0;
		while (values.find(from)) {
			open.advanceTo(values.start());
			int end = ValueEnd.of(text, values.end(), open);
			redactions.add(values.end(), end);
			from = Math.max(end, values.end());
		}
		return redactions.result();
	}

	private static boolean mentionsSecret(String text) {
		Matcher mentions = MENTION.matcher(text);
		while (mentions.find()) {
			String name = (mentions.group(1) != null) ? mentions.group(1) : mentions.group(2);
			if (BRACKETS.splitAsStream(name).anyMatch(MentionedSecrets::isSecret)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isSecret(String name) {
		SecretNames.Kind kind = SecretNames.kindOf(name, "");
		return kind == SecretNames.Kind.LOOSE || (kind != SecretNames.Kind.NONE && SecretNames.endsWithSecret(name));
	}

}
