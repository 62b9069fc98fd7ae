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

package io.github.springxray.servlet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServletTracedRequest}.
 */
class ServletTracedRequestTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/app/users;v=1/7");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final ServletTracedRequest traced = new ServletTracedRequest(this.request, this.response, false);

	@Test
	void thePathIsThatWithinTheApplicationAndThePathOfTheUrlIsAsItWasSent() {
		this.request.setServletPath("/users");
		assertThat(this.traced.path()).isEqualTo("/users");
		this.request.setPathInfo("/7");
		assertThat(this.traced.path()).isEqualTo("/users/7");
		assertThat(this.traced.urlPath()).startsWith("/app/users").endsWith("/7");
		assertThat(this.traced.method()).isEqualTo("POST");
	}

	@Test
	void headersAreReadAndAnswered() {
		this.request.addHeader("X-Test", "a");
		this.request.addHeader("X-Test", "b");
		assertThat(this.traced.header("x-test")).isEqualTo("a");
		assertThat(this.traced.headers("x-test")).containsExactly("a", "b");
		assertThat(this.traced.headers("absent")).isEmpty();
		this.traced.answer("X-Answer", "c");
		assertThat(this.response.getHeader("X-Answer")).isEqualTo("c");
	}

	@Test
	void theHostIsInLowerCase() {
		this.request.setServerName("Users.Example.COM");
		assertThat(this.traced.host()).isEqualTo("users.example.com");
		this.request.setServerName(null);
		assertThat(this.traced.host()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "8080,other:1,server", "0,users.example.com,users.example.com", "-1,users:443,users",
			"0,[::1]:443,[::1]", "0,[::1],[::1]", "0,' ',server", "0,,server" })
	void theHostThatWasAskedIsInAHeaderWhereThereIsNoServer(int port, String header, String expected) {
		MockHttpServletRequest asked = new MockHttpServletRequest() {

			@Override
			public String getServerName() {
				return "server";
			}

			@Override
			public int getServerPort() {
				return port;
			}

		};
		if (header != null) {
			asked.addHeader("Host", header);
		}
		assertThat(ServletTracedRequest.hostOf(asked)).isEqualTo(expected);
	}

}
