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

package com.example.jobs;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application as its users start it, with a UDP socket as X-Ray daemon.
 */
@ExtendWith(OutputCaptureExtension.class)
class JobsTracingTests {

	@Test
	void eachJobOfBootsOwnModulesIsTracedOnce(CapturedOutput output) throws Exception {
		try (DatagramSocket daemon = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
			daemon.setSoTimeout(20_000);
			List<String> documents = new ArrayList<>();
			try (ConfigurableApplicationContext context = SpringApplication.run(JobsApplication.class,
					"--xray.daemon.address=127.0.0.1:" + daemon.getLocalPort(), "--xray.runners.enabled=true")) {
				documents.add(receive(daemon));
				documents.add(receive(daemon));
			}
			daemon.setSoTimeout(1);
			documents.addAll(rest(daemon));
			assertThat(documents).hasSize(2)
				.allSatisfy((document) -> assertThat(document).contains("\"name\":\"jobs\"")
					.doesNotContain("\"parent_id\"", "\"fault\""));
			assertThat(documents).filteredOn((document) -> document.contains("\"job\":\"importUsers\""))
				.singleElement()
				.satisfies((document) -> assertThat(document).contains("\"name\":\"load\"", "\"written\":3")
					.doesNotContain("JobLauncherApplicationRunner"));
			assertThat(documents).filteredOn((document) -> document.contains("\"job\":\"sales.report\""))
				.singleElement()
				.satisfies((document) -> assertThat(document).contains("\"name\":\"Reports.create\""));
		}
		assertThat(output).contains("jobs of Spring Batch", "jobs of Quartz").doesNotContain(" WARN ", " ERROR ");
	}

	private static List<String> rest(DatagramSocket daemon) throws IOException {
		List<String> documents = new ArrayList<>();
		while (true) {
			try {
				documents.add(receive(daemon));
			}
			catch (SocketTimeoutException ex) {
				return documents;
			}
		}
	}

	private static String receive(DatagramSocket daemon) throws IOException {
		DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
		daemon.receive(packet);
		return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8).split("\n", 2)[1];
	}

}
