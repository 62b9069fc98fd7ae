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

package io.github.springxray.redis;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left of errors of Redis.
 */
class RedisErrorsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					WRONGTYPE Operation against a key holding the wrong kind of value | WRONGTYPE Operation against a key holding the wrong kind of value
					ERR unknown command 'ada', with args beginning with: 'secret'      | ERR unknown command
					ERR value is not an integer or out of range                        | ERR value is not an integer or out of range
					MOVED 3999 10.0.0.7:6381                                           | MOVED
					ERR ada@example.com has no account                                 | ERR
					ada@example.com has no account                                     | error
					WRONGPASS invalid username-password pair                           | WRONGPASS
					NOPERM User ada has no permissions to access the 'x' key           | NOPERM
					ADA4711 is wrong                                                   | error
					""")
	void holdsNoValue(String error, String left) {
		assertThat(RedisErrors.withoutValues(error)).isEqualTo(left);
	}

}
