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

package com.example.batch;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.amazonaws.xray.AWSXRay;
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
class BatchTracingTests {

	@Test
	void startsCleanAndTracesWithoutAnythingToPatch(CapturedOutput output) throws Exception {
		try (DatagramSocket daemon = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
			daemon.setSoTimeout(20_000);
			String address = daemon.getLocalAddress().getHostAddress() + ":" + daemon.getLocalPort();
			try (ConfigurableApplicationContext context = SpringApplication.run(BatchApplication.class,
					"--xray.daemon.address=" + address)) {
				AWSXRay.beginSegment("nightly");
				assertThat(context.getBean(BatchJob.class).run()).isEqualTo("nightly");
				AWSXRay.endSegment();
				DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
				daemon.receive(packet);
				assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
					.contains("\"nightly\"", "\"BatchJob.run\"");
			}
		}
		assertThat(output).contains("Segments go to the X-Ray daemon at ").contains("Traced: annotated methods.")
			.doesNotContain(" WARN ", " ERROR ", "Exception");
	}

}
