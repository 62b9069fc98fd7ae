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

package com.example;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Receives what the X-Ray daemon would.
 */
final class Daemon implements AutoCloseable {

	private static final String HEADER = "{\"format\": \"json\", \"version\": 1}";

	private final DatagramChannel channel;

	Daemon() throws IOException {
		this.channel = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
		this.channel.configureBlocking(false);
	}

	String address() throws IOException {
		return "127.0.0.1:" + ((InetSocketAddress) this.channel.getLocalAddress()).getPort();
	}

	/**
	 * Return what has arrived by now. On the loopback interface that is all that was sent.
	 */
	synchronized List<JsonNode> received() throws IOException {
		List<JsonNode> documents = new ArrayList<>();
		ByteBuffer buffer = ByteBuffer.allocate(65_536);
		while (this.channel.receive(buffer) != null) {
			String[] parts = StandardCharsets.UTF_8.decode(buffer.flip()).toString().split("\n", 2);
			assertThat(parts).hasSize(2);
			assertThat(parts[0]).isEqualTo(HEADER);
			documents.add(JsonMapper.shared().readTree(parts[1]));
			buffer.clear();
		}
		return documents;
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
