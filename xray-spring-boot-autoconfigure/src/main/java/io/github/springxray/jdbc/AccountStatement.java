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

import java.util.Locale;
import java.util.Set;

/**
 * Finds the words that a password may follow without quotes, as in
 * {@code ALTER USER ... IDENTIFIED BY secret} of Oracle.
 */
class AccountStatement {

	private static final Set<String> VERBS = Set.of("alter", "create", "grant", "modify", "set");

	private static final Set<String> ACCOUNTS = Set.of("group", "login", "password", "role", "user");

	private static final Set<String> BETWEEN = Set.of("or", "replace");

	private static final int LONGEST = "identified".length();

	private boolean verb;

	private boolean account;

	private boolean identified;

	private int words;

	/**
	 * Begin with another statement.
	 */
	void restart() {
		this.words = 0;
		this.account = false;
		this.identified = false;
	}

	/**
	 * Note the next word of the statement.
	 * @return whether what follows it may be a password
	 */
	boolean isBeforeSecret(String sql, int start, int end) {
		if (end - start > LONGEST) {
			this.words++;
			this.identified = false;
			return false;
		}
		if (this.words > 1 && !this.account && !this.identified && (sql.charAt(start) | 0x20) != 'i') {
			return false;
		}
		String word = sql.substring(start, end).toLowerCase(Locale.ROOT);
		boolean secret = this.identified && word.equals("by");
		this.identified = word.equals("identified");
		if (this.words == 0) {
			this.verb = VERBS.contains(word);
			this.words++;
		}
		else if (this.words == 1 && !BETWEEN.contains(word)) {
			this.account = this.verb && ACCOUNTS.contains(word);
			this.words++;
		}
		return secret || (this.account && word.equals("password"));
	}

}
