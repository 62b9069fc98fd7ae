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

package io.github.springxray.http;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpUrls}.
 */
class HttpUrlsTests {

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
			http://example.com/a?token=1               | http://example.com/a
			http://example.com/a#part                  | http://example.com/a
			http://example.com/a#part?no=query         | http://example.com/a
			http://example.com?a=http://other/         | http://example.com
			http://user:secret@example.com:8080/a      | http://example.com:8080/a
			http://user@example.com                    | http://example.com
			http://us@er:se@cret@example.com/a         | http://example.com/a
			http://@example.com/a                      | http://example.com/a
			http://user:se/cret@example.com/a          | http://example.com/a
			http://user:se?cret@example.com/a?b        | http://example.com/a
			http://user:se#cret@example.com:80/a@b     | http://b
			http://example.com/users/me@example.org    | http://example.com/users/me@example.org
			http://example.com:8090/me@example.org     | http://example.com:8090/me@example.org
			http://example.com/a;jsessionid=1/b;c=d?e  | http://example.com/a/b
			http://example.com/;x                      | http://example.com/
			https://user:secret@[::1]:8443/a;b         | https://[::1]:8443/a
			/a;jsessionid=1?b                          | /a
			/users/me@example.org?b                    | /users/me@example.org
			//user:secret@example.com/a                | //example.com/a
			a/b;c                                      | a/b
			?a                                         | ""
			@                                          | @
			http://?                                   | http://
			http:?//a@b                                | http:
			""")
	void dropsWhatMayBeSecret(String url, String clean) {
		assertThat(HttpUrls.clean(url)).isEqualTo(clean);
	}

	@Test
	void returnsCleanUrlAsItIs() {
		String url = new String("https://example.com:8443/a/b%3Bc");
		assertThat(HttpUrls.clean(url)).isSameAs(url);
		assertThat(HttpUrls.clean("")).isEmpty();
	}

	@Test
	void neverThrowsAndLeavesNothingToDrop() {
		Random random = new Random(20);
		String alphabet = "ab:/?#;@[].";
		for (int i = 0; i < 200_000; i++) {
			StringBuilder url = new StringBuilder((i % 2 == 0) ? "http://" : "");
			int length = random.nextInt(16);
			for (int j = 0; j < length; j++) {
				url.append(alphabet.charAt(random.nextInt(alphabet.length())));
			}
			String clean = HttpUrls.clean(url.toString());
			assertThat(clean).as(url.toString()).doesNotContain("?", "#");
			assertThat(HttpUrls.of("http", "localhost", 80, url.toString())).as(url.toString())
				.startsWith("http://localhost")
				.doesNotContain("?", "#", ";");
		}
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			http,  example.com, 80,   /a,                http://example.com/a
			HTTPS, example.com, 443,  /a,                HTTPS://example.com/a
			http,  example.com, 443,  /a,                http://example.com:443/a
			https, example.com, 8443, "",                https://example.com:8443
			http,  example.com, -1,   /,                 http://example.com/
			http,  example.com, 0,    /,                 http://example.com/
			http,  ::1,         8080, /a;b=c/d;e?f#g,    http://[::1]:8080/a/d
			http,  [::1],       80,   /a,                http://[::1]/a
			http,  example.com, 80,   *,                 http://example.com/*
			http,  example.com, 80,   //user@host/a,     http://example.com//user@host/a
			""")
	void putsPartsTogether(String scheme, String host, int port, String path, String url) {
		assertThat(HttpUrls.of(scheme, host, port, path)).isEqualTo(url);
	}

	@ParameterizedTest
	@CsvSource({ "http://example.com/users/{id}?a={a},/users/{id}", "http://example.com,/", "http://example.com/,/",
			"/users/{id};a=1,/users/{id}", "users/{id},users/{id}", "//example.com/a,/a", "?a,/" })
	void readsThePathOfATemplate(String url, String path) {
		assertThat(HttpUrls.pathOf(url)).isEqualTo(path);
	}

	@Test
	void takesEmptyHost() {
		assertThat(HttpUrls.of("http", "", 80, "/a")).isEqualTo("http:///a");
	}

}
