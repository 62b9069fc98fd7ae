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

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import io.github.springxray.entity.HttpRequestFields;
import io.github.springxray.http.ClientIpRecording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link ClientAddress}.
 */
class ClientAddressTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	ClientAddressTests() {
		this.request.setRemoteAddr("10.0.0.1");
	}

	@Test
	void withoutAProxyItIsWhoeverIsConnected() {
		assertThat(recorded(this.request)).containsOnly(entry("client_ip", "10.0.0.1"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "198.51.100.7|198.51.100.7", "' 198.51.100.7 , 10.1.1.1, 10.2.2.2'|198.51.100.7" })
	void ofWhatProxiesClaimItIsTheFirst(String claimed, String expected) {
		this.request.addHeader("X-Forwarded-For", claimed);
		assertThat(recorded(this.request)).containsOnly(entry("client_ip", expected), entry("x_forwarded_for", true));
		assertThat(recorded(new HttpServletRequestWrapper(this.request))).containsOnly(entry("client_ip", expected),
				entry("x_forwarded_for", true));
	}

	@Test
	void whatAFilterHasFoundOutStands() {
		this.request.addHeader("X-Forwarded-For", "198.51.100.7");
		HttpServletRequestWrapper wrapper = new HttpServletRequestWrapper(this.request) {

			@Override
			public String getRemoteAddr() {
				return "203.0.113.9";
			}

		};
		assertThat(recorded(wrapper)).containsOnly(entry("client_ip", "203.0.113.9"), entry("x_forwarded_for", true));
		HttpServletRequestWrapper removing = new HttpServletRequestWrapper(this.request) {

			@Override
			public String getHeader(String name) {
				return null;
			}

		};
		assertThat(recorded(removing)).containsOnly(entry("client_ip", "10.0.0.1"), entry("x_forwarded_for", true));
	}

	@Test
	void anEmptyClaimIsNone() {
		this.request.addHeader("X-Forwarded-For", " ");
		assertThat(recorded(this.request)).containsOnly(entry("client_ip", "10.0.0.1"));
	}

	@Test
	void whatTomcatHasResolvedIsForwardedUnlessTheMachineItselfAsked() {
		this.request.setAttribute("org.apache.tomcat.request.forwarded", true);
		this.request.addHeader("X-Forwarded-For", "198.51.100.7");
		assertThat(recorded(this.request)).containsOnly(entry("client_ip", "10.0.0.1"), entry("x_forwarded_for", true));
		this.request.setRemoteAddr("127.0.0.1");
		assertThat(recorded(this.request)).containsOnly(entry("client_ip", "127.0.0.1"));
	}

	@Test
	void anAddressThatCannotBeReadIsLeftOutWithWhatBelongsToIt() {
		this.request.addHeader("X-Forwarded-For", "198.51.100.7");
		assertThat(recorded(this.request, ClientIpRecording.FALSE)).isEmpty();
	}

	@Test
	void theHostIsThatOfTheServerAndInLambdaThatOfTheHeader() {
		assertThat(ServletTracedRequest.hostOf(serverAt(1, "Header:8080"))).isEqualTo("server");
		assertThat(ServletTracedRequest.hostOf(serverAt(0, "Header:8080"))).isEqualTo("Header");
		assertThat(ServletTracedRequest.hostOf(serverAt(-1, "plain"))).isEqualTo("plain");
		assertThat(ServletTracedRequest.hostOf(serverAt(0, "[::1]"))).isEqualTo("[::1]");
		assertThat(ServletTracedRequest.hostOf(serverAt(0, "[::1]:80"))).isEqualTo("[::1]");
		assertThat(ServletTracedRequest.hostOf(serverAt(0, " "))).isEqualTo("server");
		assertThat(new ServletTracedRequest(serverAt(0, "Header:8080"), new MockHttpServletResponse(), false).host())
			.isEqualTo("header");
	}

	@Test
	void thePathIsThatOfTheServletAndWhatFollowsIt() {
		this.request.setServletPath("/app");
		assertThat(new ServletTracedRequest(this.request, new MockHttpServletResponse(), false).path())
			.isEqualTo("/app");
		this.request.setPathInfo("/users");
		assertThat(new ServletTracedRequest(this.request, new MockHttpServletResponse(), false).path())
			.isEqualTo("/app/users");
		assertThat(new ServletTracedRequest(this.request, new MockHttpServletResponse(), false).method()).isEmpty();
		this.request.setMethod("PUT");
		this.request.addHeader("A", "1");
		this.request.addHeader("A", "2");
		ServletTracedRequest traced = new ServletTracedRequest(this.request, new MockHttpServletResponse(), false);
		assertThat(traced.method()).isEqualTo("PUT");
		assertThat(traced.header("a")).isEqualTo("1");
		assertThat(traced.headers("a")).containsExactly("1", "2");
		assertThat(traced.headers("b")).isEmpty();
	}

	private static HttpServletRequest serverAt(int port, String header) {
		MockHttpServletRequest request = new MockHttpServletRequest() {

			@Override
			public String getServerName() {
				return "server";
			}

			@Override
			public int getServerPort() {
				return port;
			}

		};
		request.addHeader("Host", header);
		return request;
	}

	private static Map<String, Object> recorded(HttpServletRequest request) {
		return recorded(request, ClientIpRecording.TRUE);
	}

	private static Map<String, Object> recorded(HttpServletRequest request, ClientIpRecording recording) {
		ClientAddress client = ClientAddress.of(request, recording);
		return new HttpRequestFields(null, null, null, client.address(), client.forwarded());
	}

}
