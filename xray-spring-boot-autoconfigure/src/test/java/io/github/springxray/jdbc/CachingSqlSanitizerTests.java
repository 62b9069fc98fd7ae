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

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link CachingSqlSanitizer}.
 */
class CachingSqlSanitizerTests {

	private final AtomicInteger calls = new AtomicInteger();

	private final CachingSqlSanitizer sanitizer = new CachingSqlSanitizer(
			(sql) -> "sql " + this.calls.incrementAndGet());

	@Test
	void sanitizesTheSameTextOnce() {
		assertThat(this.sanitizer.sanitize("select 1")).isEqualTo("sql 1");
		assertThat(this.sanitizer.sanitize(new StringBuilder("select 1").toString())).isEqualTo("sql 1");
		assertThat(this.sanitizer.sanitize("select 2")).isEqualTo("sql 2");
	}

	@Test
	void keepsNoLongTexts() {
		String longest = "x".repeat(CachingSqlSanitizer.MAX_LENGTH);
		assertThat(this.sanitizer.sanitize(longest)).isEqualTo(this.sanitizer.sanitize(longest));
		String tooLong = longest + "x";
		assertThat(this.sanitizer.sanitize(tooLong)).isNotEqualTo(this.sanitizer.sanitize(tooLong));
	}

	@Test
	void forgetsTheTextsThatWereNotSeenForTheLongestTime() {
		for (int i = 0; i < CachingSqlSanitizer.MAX_STATEMENTS * 2; i++) {
			this.sanitizer.sanitize("select " + i);
		}
		int before = this.calls.get();
		this.sanitizer.sanitize("select 0");
		assertThat(this.calls).hasValue(before + 1);
	}

	@Test
	void remembersNoFailure() {
		CachingSqlSanitizer failingOnce = new CachingSqlSanitizer((sql) -> {
			if (this.calls.incrementAndGet() == 1) {
				throw new IllegalStateException("expected");
			}
			return sql;
		});
		assertThatIllegalStateException().isThrownBy(() -> failingOnce.sanitize("a"));
		assertThat(failingOnce.sanitize("a")).isEqualTo("a");
	}

}
