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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link RecordedUrls} keeps of a URL.
 */
class RecordedUrlsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			http://@host/a | http://host/a
			http://ada:hunter2@host:80/a?b=c | http://host:80/a
			http://ada:hunter2@host | http://host
			http://ada:hun/ter2@host/a | http://host/a
			http://host:hunter2/a | http://host:***
			http://host/a;b=hunter2 | http://host/a
			http://host/a#hunter2 | http://host/a
			http://ada:s@one,https://bob:t@two/a?b | http://one,https://two/a
			mongodb://ada:s@one:27017,two:27018/db?x | mongodb://one:27017,two:27018/db
			http://ada:s\\t@host | http://host
			""")
	void hostAndPathOfAUrlAreKept(String url, String kept) {
		assertThat(RecordedUrls.of(url)).isEqualTo(kept);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://host", "http://:80/a", "http://host:/a", "http://host:80/a", "http://[::1]:80/a",
			"http://one:80,two:81/a", "http://host/a:b", "http://${host}:${port}/a", "http://host:{port}/a" })
	void aUrlWithoutUserAndParametersStays(String url) {
		assertThat(RecordedUrls.of(url)).isEqualTo(url);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			jdbc:postgresql://ada:s@host:5432/db?x=y | jdbc:postgresql://host:5432/db
			jdbc:oracle:thin:ada/s@host:1521:orcl | jdbc:oracle:@host:1521:orcl
			jdbc:oracle:thin:ada/s@//host:1521/orcl?x=y | jdbc:oracle:@//host:1521/orcl
			jdbc:other:hunter2 | jdbc:other:***
			jdbc:hunter2 | jdbc:***
			jdbc:ada/hunter2@host;a=b | jdbc:@host
			jdbc:h2:mem:app;PASSWORD=s | jdbc:h2:mem:app
			jdbc:SQLITE:C:\\data\\a.db?x=y | jdbc:SQLITE:C:\\data\\a.db
			""")
	void ofAUrlOfADatabaseThePlaceIsKept(String url, String kept) {
		assertThat(RecordedUrls.of(url)).isEqualTo(kept);
	}

}
