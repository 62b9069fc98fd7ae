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

	private final SqlSanitizer delegate;

	private final ConcurrentLruCache<String, String> cache;

	CachingSqlSanitizer(SqlSanitizer delegate) {
		this.delegate = delegate;
		this.cache = new ConcurrentLruCache<>(MAX_STATEMENTS, delegate::sanitize);
	}

	@Override
	public String sanitize(String sql) {
		return (sql.length() <= MAX_LENGTH) ? this.cache.get(sql) : this.delegate.sanitize(sql);
	}

}
