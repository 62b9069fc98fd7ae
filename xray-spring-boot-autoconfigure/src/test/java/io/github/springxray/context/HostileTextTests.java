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

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Texts that would keep {@link RecordedText} busy.
 */
class HostileTextTests {

	/**
	 * Work that grows with the square of the length would take minutes for the longest of
	 * these texts.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "a:", "a@", "a/", "http://", "password", "password ", "password: ", "password=", "token: ",
			"password, ", "\"", "'", "jdbc:", "eyJ", "a.b-", "?a=", "[", "(", "<", "<password ", "<a:password ",
			"tokens.", "apikey_", "-", "_", ".", "password=\"\\", "{", "<password>", "a://a:b", "a://a:b@", "%25",
			"%41", "&quot;", "\\u0041", "\\\"", "the password is x ", "user/x@", "a:1.2@",
			"-----BEGIN PRIVATE KEY-----", "-----BEGIN ", "mysql -p", "connect as a/", "card 1", "1 1", "A1a",
			"field 'a", "field 'password': rejected value [", "Authorization:\n a", "cookie=[", "Digest a=", "bearer ",
			"Value: \"", "'password' ", "\n", "password:\n", "password(", "setPassword(a", "\u5bc6\u7801 a", "$2a$",
			"{noop}", "identified by ", "--password ", "\u0301", "\u200b", "/bot1:", "api key ", "=:", "reset/a1b2c3/",
			"secret's ", "x", "[select " })
	@Timeout(20)
	void hostileTextsAreReadInTimeThatTheirLengthAllows(String part) {
		for (String prefix : List.of("", "password=\"", "the password is ", "x ")) {
			assertThat(RecordedText.of(prefix + part.repeat(5_000_000 / part.length())))
				.hasSizeLessThanOrEqualTo(20_000);
			String redacted = RecordedText.redact(prefix + part.repeat(12_000 / part.length()));
			assertThat(redacted).isNotNull();
		}
	}

}
