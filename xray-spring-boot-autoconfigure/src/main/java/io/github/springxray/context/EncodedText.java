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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes one layer of encoding off a text: that of URLs, of HTML and XML, of JSON, and
 * other forms of the same characters.
 */
final class EncodedText {

	private static final Pattern ENCODED = Pattern.compile(
			"(?:%[0-9A-Fa-f]{2})++|\\\\u[0-9A-Fa-f]{4}|\\\\x[0-9A-Fa-f]{2}|\\\\[/\"\\\\nrt]|&(?:quot|apos|lt|gt|amp|nbsp|equals|colon);"
					+ "|&#(?:\\d{1,5}|x[0-9A-Fa-f]{1,4});|[\\u00ad\\u200b-\\u200f\\u2060\\ufeff]");

	/**
	 * The JDK sorts marks, and looks for the ends of words among them, in time that grows
	 * with the square of their number.
	 */
	private static final Pattern MANY_MARKS = Pattern.compile("(\\p{M}{4})\\p{M}++");

	private static final Map<String, String> ENTITIES = Map.of("&quot;", "\"", "&apos;", "'", "&lt;", "<", "&gt;", ">",
			"&amp;", "&", "&nbsp;", " ", "&equals;", "=", "&colon;", ":");

	private EncodedText() {
	}

	static String decode(String text) {
		String decoded = ENCODED.matcher(text)
			.replaceAll((match) -> Matcher.quoteReplacement(decodeOne(match.group())));
		if (decoded.chars().allMatch((c) -> c < 128)) {
			return decoded;
		}
		return Normalizer.normalize(withoutManyMarks(decoded), Normalizer.Form.NFKC);
	}

	/**
	 * Leave a few of the marks that stand upon one letter.
	 */
	static String withoutManyMarks(String text) {
		return MANY_MARKS.matcher(text).replaceAll("$1");
	}

	private static String decodeOne(String encoded) {
		return switch (encoded.charAt(0)) {
			case '%' -> URLDecoder.decode(encoded, StandardCharsets.UTF_8);
			case '\\' -> (encoded.length() == 2) ? escaped(encoded.charAt(1)) : character(encoded.substring(2), 16);
			case '&' -> ENTITIES.containsKey(encoded) ? ENTITIES.getOrDefault(encoded, "") : numbered(encoded);
			default -> "";
		};
	}

	private static String escaped(char c) {
		return switch (c) {
			case 'n' -> "\n";
			case 'r' -> "\r";
			case 't' -> "\t";
			default -> String.valueOf(c);
		};
	}

	private static String numbered(String entity) {
		String number = entity.substring(2, entity.length() - 1);
		return (number.charAt(0) == 'x') ? character(number.substring(1), 16) : character(number, 10);
	}

	private static String character(String number, int radix) {
		return String.valueOf((char) Integer.parseInt(number, radix));
	}

}
