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

package io.github.springxray.console.web;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AccessRulesTests {

	private final AccessRules rules = new AccessRules(false, List.of("Console.Example"));

	private static int status(AccessRules rules, FakeRequest request) {
		Refusal refusal = rules.check(request, AccessRules::isJson);
		return (refusal != null) ? refusal.status() : 200;
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "localhost:8100", "LOCALHOST", "app.localhost:1", "127.0.0.1:8100",
			"127.1.2.3", "[::1]:8100", "[::1]", "console.example", "console.example:80" })
	void answersUnderNamesThatNoSiteCanHave(String host) {
		assertThat(status(this.rules, new FakeRequest("GET").header("Host", host))).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "evil.example:8100", "localhost.evil.example", "127.0.0.1.evil.example",
			"notlocalhost", "[::2]", "[::1", "192.168.0.1", "10.0.0.1:8100", " " })
	void refusesNamesThatSiteCanPointHere(String host) {
		assertThat(status(this.rules, new FakeRequest("GET").header("Host", host))).isEqualTo(403);
	}

	@Test
	void refusesRequestsWithoutHost() {
		assertThat(status(this.rules, new FakeRequest("GET"))).isEqualTo(403);
	}

	@Test
	void refusesOtherMachinesUnlessTheyMay() {
		FakeRequest request = new FakeRequest("GET").header("Host", "localhost").remote();
		assertThat(status(this.rules, request)).isEqualTo(403);
		assertThat(status(new AccessRules(true, List.of()), request)).isEqualTo(200);
	}

	@Test
	void anyNameMayBeAllowed() {
		FakeRequest request = new FakeRequest("GET").header("Host", "evil.example");
		assertThat(status(new AccessRules(false, List.of("*")), request)).isEqualTo(200);
	}

	@Test
	void changesNeedJsonAndSameOrigin() {
		FakeRequest put = new FakeRequest("PUT").header("Host", "localhost:8100");
		assertThat(status(this.rules, put)).isEqualTo(415);
		put.header("Content-Type", "text/plain; application/json");
		assertThat(status(this.rules, put)).isEqualTo(415);
		put.header("Content-Type", "application/json; charset=utf-8");
		assertThat(status(this.rules, put)).isEqualTo(200);
		put.header("Origin", "http://localhost:8100").header("Sec-Fetch-Site", "same-origin");
		assertThat(status(this.rules, put)).isEqualTo(200);
		for (String origin : List.of("http://localhost:9999", "null", "http://evil.example", "::", "")) {
			put.header("Origin", origin);
			assertThat(status(this.rules, put)).as(origin).isEqualTo(403);
		}
		put.header("Origin", "http://localhost:8100").header("Sec-Fetch-Site", "same-site");
		assertThat(status(this.rules, put)).isEqualTo(403);
		assertThat(status(this.rules,
				new FakeRequest("DELETE").header("Host", "localhost").header("Origin", "http://evil.example")))
			.isEqualTo(403);
	}

	@Test
	void postOfNothingNeedsNoTypeOutsideOfBrowsers() {
		FakeRequest post = new FakeRequest("POST").header("Host", "localhost:8100");
		assertThat(status(this.rules, post)).isEqualTo(200);
		assertThat(status(this.rules, post.header("Content-Length", "0"))).isEqualTo(200);
		assertThat(status(this.rules, post.header("Content-Length", "1"))).isEqualTo(415);
		post.header("Content-Length", "0").header("Origin", "http://localhost:8100");
		assertThat(status(this.rules, post)).isEqualTo(415);
	}

	/**
	 * A request without a server.
	 */
	private static final class FakeRequest implements ConsoleRequest {

		private final String method;

		private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

		private boolean local = true;

		FakeRequest(String method) {
			this.method = method;
		}

		FakeRequest header(String name, String value) {
			this.headers.put(name, value);
			return this;
		}

		FakeRequest remote() {
			this.local = false;
			return this;
		}

		@Override
		public String method() {
			return this.method;
		}

		@Override
		public String path() {
			return "/";
		}

		@Override
		public String basePath() {
			return "";
		}

		@Override
		public @Nullable String query() {
			return null;
		}

		@Override
		public @Nullable String header(String name) {
			return this.headers.get(name);
		}

		@Override
		public boolean isLocal() {
			return this.local;
		}

		@Override
		public InputStream body() {
			return InputStream.nullInputStream();
		}

	}

}
