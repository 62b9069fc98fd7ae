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
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

import io.github.springxray.context.RecordedPaths;
import io.github.springxray.context.RecordedText;
import io.github.springxray.http.HttpUrls;

/**
 * What is recorded of the values that observations have, which libraries and applications
 * have written: URLs as those of calls, all else without secrets. Most values are short
 * words, which are looked at no further. For the starter's own packages.
 */
public final class RecordedValues {

	private static final int MAX_KEYS = 2_000;

	/**
	 * A power of two. The same values come again and again, and looking for secrets takes
	 * longer than all else.
	 */
	private static final int CACHED = 1_024;

	private static final int MAX_CACHED_LENGTH = 300;

	/**
	 * Keys that are known by their form are no shorter.
	 */
	private static final int SHORTEST_KEY = 16;

	private static final int UUID = 36;

	private final AtomicReferenceArray<@Nullable Cleaned> cache = new AtomicReferenceArray<>(CACHED);

	private final Map<String, Boolean> secrets = new ConcurrentHashMap<>();

	/**
	 * Return what is recorded of a value.
	 * @param key what it is the value of
	 * @param value the value
	 * @return the value without secrets
	 */
	public String of(String key, String value) {
		return isSecret(key) ? RecordedText.REDACTED : ofText(value);
	}

	/**
	 * Return what is recorded of a text that is not the value of anything.
	 */
	String ofText(String value) {
		if (isPlain(value)) {
			return value;
		}
		int place = value.hashCode() & (CACHED - 1);
		Cleaned known = this.cache.get(place);
		if (known != null && known.value().equals(value)) {
			return known.recorded();
		}
		String recorded = clean(value);
		if (value.length() <= MAX_CACHED_LENGTH) {
			this.cache.set(place, new Cleaned(value, recorded));
		}
		return recorded;
	}

	/**
	 * Return what is recorded of a URL or a path.
	 */
	static String ofUrl(String url) {
		return RecordedPaths.of(HttpUrls.clean(url));
	}

	private static String clean(String value) {
		boolean url = value.indexOf(' ') < 0
				&& (value.startsWith("/") || (value.contains("://") && !value.startsWith("jdbc:")));
		return url ? ofUrl(value) : String.valueOf(RecordedText.of(value));
	}

	/**
	 * A value that is no longer than a word and has none of the signs that secrets come
	 * with, or an id.
	 */
	private static boolean isPlain(String value) {
		int length = value.length();
		boolean id = length == UUID;
		if (length >= SHORTEST_KEY && !id) {
			return false;
		}
		for (int i = 0; i < length; i++) {
			char c = value.charAt(i);
			boolean plain = id ? (c == '-' || Character.digit(c, 16) >= 0)
					: (Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
			if (!plain) {
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
			if (this.secrets.size() < MAX_KEYS) {
				this.secrets.put(key, secret);
			}
		}
		return secret;
	}

	/**
	 * A value and what is recorded of it.
	 *
	 * @param value the value
	 * @param recorded what is recorded
	 */
	private record Cleaned(String value, String recorded) {
	}

}
