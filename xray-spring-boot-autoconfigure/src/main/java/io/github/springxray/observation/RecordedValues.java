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

package io.github.springxray.observation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.springxray.context.RecordedPaths;
import io.github.springxray.context.RecordedText;
import io.github.springxray.http.HttpUrls;

/**
 * What is recorded of the values that observations have, which libraries and applications
 * have written: URLs as those of calls, all else without secrets. Most values are short
 * words, which are looked at no further. For the starter's own packages.
 */
public final class RecordedValues {

	/**
	 * Values of low cardinality come again and again.
	 */
	private static final int MAX_KNOWN = 2_000;

	/**
	 * Keys that are known by their form are no shorter.
	 */
	private static final int SHORTEST_KEY = 16;

	private final Map<String, String> known = new ConcurrentHashMap<>();

	private final Map<String, Boolean> secrets = new ConcurrentHashMap<>();

	/**
	 * Return what is recorded of a value of low cardinality.
	 */
	String ofLow(String key, String value) {
		if (isSecret(key)) {
			return RecordedText.REDACTED;
		}
		if (isPlain(value)) {
			return value;
		}
		String recorded = this.known.get(value);
		if (recorded == null) {
			recorded = clean(value);
			if (this.known.size() < MAX_KNOWN) {
				this.known.put(value, recorded);
			}
		}
		return recorded;
	}

	/**
	 * Return what is recorded of any value.
	 * @param key what it is the value of
	 * @param value the value
	 * @return the value without secrets
	 */
	public String of(String key, String value) {
		if (isSecret(key)) {
			return RecordedText.REDACTED;
		}
		return isPlain(value) ? value : clean(value);
	}

	/**
	 * Return what is recorded of a URL or a path.
	 */
	static String ofUrl(String url) {
		return RecordedPaths.of(HttpUrls.clean(url));
	}

	private static String clean(String value) {
		boolean url = value.startsWith("/") || (value.contains("://") && value.indexOf(' ') < 0);
		return String.valueOf(RecordedText.of(url ? ofUrl(value) : value));
	}

	/**
	 * A value that is no longer than a word and has none of the signs that secrets come
	 * with.
	 */
	private static boolean isPlain(String value) {
		if (value.length() >= SHORTEST_KEY) {
			return false;
		}
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (!(Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.')) {
				return false;
			}
		}
		return true;
	}

	/**
	 * The rule for texts knows which names are those of secrets.
	 */
	private boolean isSecret(String key) {
		Boolean secret = this.secrets.get(key);
		if (secret == null) {
			secret = String.valueOf(RecordedText.of(key + "=word")).endsWith(RecordedText.REDACTED);
			if (this.secrets.size() < MAX_KNOWN) {
				this.secrets.put(key, secret);
			}
		}
		return secret;
	}

}
