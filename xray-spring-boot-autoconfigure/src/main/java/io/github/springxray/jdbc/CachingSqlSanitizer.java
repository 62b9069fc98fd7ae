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

package io.github.springxray.jdbc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ConcurrentLruCache;

/**
 * Remembers what has become of the statements that were seen last. Most applications send
 * the same few hundred texts all the time.
 */
class CachingSqlSanitizer implements SqlSanitizer {

	static final int MAX_STATEMENTS = 512;

	/**
	 * Bounds the characters that are kept, together with the number of statements. Longer
	 * texts usually have their values in them, so they do not come again.
	 */
	static final int MAX_LENGTH = 4096;

	private static final String UNKNOWN = "";

	/**
	 * An application has few kinds of databases.
	 */
	private static final int MAX_TYPES = 16;

	private final SqlSanitizer delegate;

	private final Map<String, ConcurrentLruCache<String, String>> caches = new ConcurrentHashMap<>();

	CachingSqlSanitizer(SqlSanitizer delegate) {
		this.delegate = delegate;
	}

	@Override
	public String sanitize(String sql) {
		return sanitize(sql, null);
	}

	@Override
	public String sanitize(String sql, @Nullable String databaseType) {
		if (sql.length() > MAX_LENGTH) {
			return this.delegate.sanitize(sql, databaseType);
		}
		String type = (databaseType != null) ? databaseType : UNKNOWN;
		ConcurrentLruCache<String, String> cache = this.caches.get(type);
		if (cache == null) {
			if (this.caches.size() >= MAX_TYPES) {
				return this.delegate.sanitize(sql, databaseType);
			}
			cache = this.caches.computeIfAbsent(type, (name) -> new ConcurrentLruCache<>(MAX_STATEMENTS,
					(statement) -> this.delegate.sanitize(statement, databaseType)));
		}
		return cache.get(sql);
	}

}
