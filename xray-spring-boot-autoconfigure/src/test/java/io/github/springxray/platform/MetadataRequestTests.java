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

package io.github.springxray.platform;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.InetAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MetadataRequest}.
 */
class MetadataRequestTests {

	private final FakeMetadata service = new FakeMetadata();

	@AfterEach
	void close() {
		this.service.close();
	}

	private String sendOnce() throws IOException {
		return new String(MetadataRequest.get(this.service.uri()).send(), StandardCharsets.UTF_8);
	}

	private String send() throws IOException {
		return Patience.untilAnswered(this::sendOnce);
	}

	@Test
	void asksForThePathWithItsHeaders() throws Exception {
		this.service.answer(FakeMetadata.ok("{}"));
		URI uri = URI.create(this.service.uri() + "/v4/a%20b?c=d");
		Patience.untilAnswered(() -> MetadataRequest.get(uri).header("X-One", "1").send());
		assertThat(this.service.take()).startsWith("GET /v4/a%20b?c=d HTTP/1.1\r\n")
			.contains("\r\nHost: 127.0.0.1:" + this.service.port() + "\r\n", "\r\nX-One: 1\r\n")
			.endsWith("\r\n\r\n");
	}

	@Test
	void putsNothing() throws Exception {
		this.service.answer(FakeMetadata.ok("{}"));
		Patience.untilAnswered(() -> MetadataRequest.put(this.service.uri()).send());
		assertThat(this.service.take()).startsWith("PUT / HTTP/1.1\r\n").contains("\r\nContent-Length: 0\r\n");
	}

	@ParameterizedTest
	@MethodSource
	void readsWhateverFormABodyHas(String answer) throws Exception {
		this.service.answer(FakeMetadata.raw(answer));
		assertThat(send()).isEqualTo("hello world");
	}

	static Stream<String> readsWhateverFormABodyHas() {
		return Stream.of("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello world",
				"HTTP/1.1 200 OK\r\ncontent-length:11\r\n\r\nhello world and what belongs to nobody",
				"HTTP/1.0 200 OK\r\n\r\nhello world", "HTTP/1.1 200\n\nhello world",
				"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;a=b\r\n world\r\n0\r\n\r\n");
	}

	@Test
	void isOverInTimeWhereNobodyAnswers() {
		this.service.answer(this.service.hanging());
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(this::sendOnce);
	}

	@Test
	void isOverInTimeWhereTheAnswerComesLater() {
		this.service.answer(this.service.slow(FakeMetadata.ok("{}")));
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(this::sendOnce);
	}

	@ParameterizedTest
	@MethodSource
	void isOverInTimeWhereAnAnswerHasNoEnd(String beginning, String more) {
		this.service.answer(this.service.endless(beginning, more));
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(this::sendOnce);
	}

	static Stream<List<String>> endless() {
		return Stream.of(List.of("HTTP/1.1 200 OK\r\n", "X: y\r\n"), List.of("H", "T"),
				List.of("HTTP/1.1 200 OK\r\n\r\n", "x"),
				List.of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"));
	}

	static Stream<org.junit.jupiter.params.provider.Arguments> isOverInTimeWhereAnAnswerHasNoEnd() {
		return endless().map((pair) -> org.junit.jupiter.params.provider.Arguments.of(pair.get(0), pair.get(1)));
	}

	@Test
	void failsWhereNobodyListens() throws IOException {
		URI uri = unused();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> MetadataRequest.get(uri).send())
			.isNotInstanceOf(MetadataException.class);
	}

	private static URI unused() throws IOException {
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return URI.create("http://127.0.0.1:" + free.getLocalPort());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello", "HTTP/1.1 200 OK\r\nContent-Le",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", "HTTP/1.1 500 Oh\r\n\r\n",
			"HTTP/1.1 503 Oh\r\n\r\n", "HTTP/1.1 429 Slowly\r\n\r\n" })
	void maySucceedNextTimeWhereTheServiceIsInTrouble(String answer) {
		this.service.answer(FakeMetadata.raw(answer));
		assertThatExceptionOfType(IOException.class).isThrownBy(this::send)
			.isNotInstanceOf(MetadataException.class)
			.isNotInstanceOf(SocketTimeoutException.class);
	}

	@ParameterizedTest
	@ValueSource(ints = { 201, 204, 301, 302, 307, 400, 401, 403, 404 })
	void takesNoOtherStatusForAnAnswer(int status) {
		this.service.answer(FakeMetadata.status(status));
		assertThatExceptionOfType(MetadataException.class).isThrownBy(this::send)
			.withMessageContaining(String.valueOf(status));
	}

	@ParameterizedTest
	@MethodSource
	void takesNoGarbageForAnAnswer(String answer) {
		this.service.answer(FakeMetadata.raw(answer));
		assertThatExceptionOfType(MetadataException.class).isThrownBy(this::send);
	}

	static Stream<String> takesNoGarbageForAnAnswer() {
		String ok = "HTTP/1.1 200 OK\r\n";
		String large = "x".repeat(1 << 20);
		return Stream.of("<html>\n<body>Welcome to our Wi-Fi</body></html>\n", "SSH-2.0-OpenSSH\r\n", "\r\n",
				"HTTP/2 200\r\n\r\n", "HTTP/1.1 OK\r\n\r\n", ok + "Content-Length: -1\r\n\r\n",
				ok + "Content-Length: many\r\n\r\n", ok + "Content-Length: 1048576\r\n\r\n" + large,
				ok + "\r\n" + large, ok + "X: " + large + "\r\n\r\n", ("X: y\r\n").repeat(100_000), large,
				ok + "Transfer-Encoding: chunked\r\n\r\n100000\r\n" + large,
				ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", ok + "Transfer-Encoding: chunked\r\n\r\n-5\r\n",
				ok + "Content-Length: 99999999999999999999\r\n\r\n");
	}

	@Test
	void followsNoRedirect() throws Exception {
		try (FakeMetadata other = new FakeMetadata()) {
			other.answer(FakeMetadata.ok("{}"));
			this.service.answer(FakeMetadata
				.raw("HTTP/1.1 302 Found\r\nLocation: " + other.uri() + "\r\nContent-Length: 0\r\n\r\n"));
			assertThatExceptionOfType(MetadataException.class).isThrownBy(this::send);
			assertThat(other.isAsked()).isFalse();
		}
	}

	/**
	 * None of them takes part, nor does code of the application run.
	 */
	@Test
	void goesPastWhatTheJvmHasForHttpClients() throws Exception {
		Map<String, String> proxies = Map.of("http.proxyHost", "127.0.0.1", "http.proxyPort", "1", "http.nonProxyHosts",
				"", "socksProxyHost", "127.0.0.1", "socksProxyPort", "1");
		ProxySelector selector = ProxySelector.getDefault();
		CookieHandler cookies = CookieHandler.getDefault();
		try {
			proxies.forEach(System::setProperty);
			ProxySelector.setDefault(new FailingProxySelector());
			CookieHandler.setDefault(new FailingCookieHandler());
			Authenticator.setDefault(new FailingAuthenticator());
			this.service.answer(FakeMetadata.ok("{}"));
			assertThat(send()).isEqualTo("{}");
			this.service.answer(FakeMetadata.raw("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n"));
			assertThatExceptionOfType(MetadataException.class).isThrownBy(this::send);
		}
		finally {
			proxies.keySet().forEach(System::clearProperty);
			ProxySelector.setDefault(selector);
			CookieHandler.setDefault(cookies);
			Authenticator.setDefault(null);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "169.254.170.2/v4", "https://169.254.170.2/", "file:///etc/passwd", "http://",
			"http:///v4", "http://a b/", "http://user:secret@169.254.170.2/", "http://[::1", "ftp://169.254.170.2",
			"http://169.254.170.2/\r\nX: y" })
	void takesNothingElseForTheAddressOfAService(String address) {
		assertThat(MetadataRequest.address(address)).isNull();
	}

	@Test
	void takesAddressesOfServices() {
		assertThat(MetadataRequest.address("http://169.254.170.2/v4/1")).hasPath("/v4/1");
		assertThat(MetadataRequest.address("http://[fd00:ec2::254]")).hasHost("[fd00:ec2::254]");
		assertThat(MetadataRequest.address(null)).isNull();
	}

	private static final class FailingProxySelector extends ProxySelector {

		@Override
		public List<java.net.Proxy> select(URI uri) {
			throw new AssertionError("asked for a proxy");
		}

		@Override
		public void connectFailed(URI uri, java.net.SocketAddress address, IOException failure) {
			throw new AssertionError("told of a failure");
		}

	}

	private static final class FailingCookieHandler extends CookieHandler {

		@Override
		public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
			throw new AssertionError("asked for cookies");
		}

		@Override
		public void put(URI uri, Map<String, List<String>> headers) {
			throw new AssertionError("given cookies");
		}

	}

	private static final class FailingAuthenticator extends Authenticator {

		@Override
		protected PasswordAuthentication getPasswordAuthentication() {
			throw new AssertionError("asked for a password");
		}

	}

}
