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

package com.example.users;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The application from what was written down when it was processed ahead of time, with a
 * UDP socket as X-Ray daemon.
 */
@ExtendWith(OutputCaptureExtension.class)
class AotTracingTests {

	@Test
	void requestsMethodsQueriesAndCallsAreTraced(CapturedOutput output) throws Exception {
		try (DatagramSocket daemon = daemon(); ConfigurableApplicationContext context = run(daemon)) {
			assertThat(get(context, "/remote").body()).isEqualTo("42");
			String traces = receive(daemon) + receive(daemon);
			assertThat(traces).contains("\"name\":\"users\"", "\"namespace\":\"remote\"", "UsersService.count",
					"\"sanitized_query\":\"select ?\"");
		}
		assertThat(output).contains("Starting AOT-processed UsersApplication")
			.contains("Traced: requests, annotated methods, ")
			.doesNotContain(" WARN ", " ERROR ");
	}

	@Test
	void tracingCanBeSwitchedOffWhereTheApplicationStarts(CapturedOutput output) throws Exception {
		try (DatagramSocket daemon = daemon();
				ConfigurableApplicationContext context = run(daemon, "--xray.enabled=false")) {
			HttpResponse<String> response = get(context, "/users");
			assertThat(response.body()).isEqualTo("42");
			assertThat(response.headers().firstValue("X-Amzn-Trace-Id").orElse("")).doesNotContain("Sampled=1");
			daemon.setSoTimeout(1);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> receive(daemon));
		}
		assertThat(output).contains("X-Ray tracing is off: xray.enabled is false.");
	}

	@Test
	void aSwitchThatWasDecidedBeforeIsToldOf(CapturedOutput output) throws Exception {
		try (DatagramSocket daemon = daemon();
				ConfigurableApplicationContext context = run(daemon, "--xray.methods.enabled=false")) {
			assertThat(context.isRunning()).isTrue();
		}
		assertThat(output).contains("xray.methods.enabled is false in vain: it was true");
	}

	private static DatagramSocket daemon() throws IOException {
		DatagramSocket daemon = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		daemon.setSoTimeout(20_000);
		return daemon;
	}

	private static ConfigurableApplicationContext run(DatagramSocket daemon, String... arguments) {
		String address = daemon.getLocalAddress().getHostAddress() + ":" + daemon.getLocalPort();
		String[] all = new String[arguments.length + 1];
		System.arraycopy(arguments, 0, all, 1, arguments.length);
		all[0] = "--xray.daemon.address=" + address;
		SpringApplication application = new SpringApplication(UsersApplication.class);
		// What was written down is found by the name of the class with the main method, which is not that of a test
		application.setMainApplicationClass(UsersApplication.class);
		return application.run(all);
	}

	private static HttpResponse<String> get(ConfigurableApplicationContext context, String path) throws Exception {
		String url = "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + path;
		return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
	}

	private static String receive(DatagramSocket daemon) throws IOException {
		DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
		daemon.receive(packet);
		return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
	}

}
