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

package io.github.springxray.console.standalone;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends documents to a console that runs, at a steady rate, and asks it every second what
 * it has and how long it takes to say so. Started by hand.
 */
final class ConsoleLoad {

	private static final String HEADER = "{\"format\": \"json\", \"version\": 1}\n";

	private static final String MORE = """
			,"end_time":%1$.3f,"http":{"request":{"method":"GET","url":"http://localhost:8080/users/%2$d",
			"user_agent":"curl/8.0","client_ip":"127.0.0.1"},"response":{"status":200}},
			"annotations":{"http_route":"/users/{id}"},"aws":{"xray":{"sdk":"X-Ray for Java","sdk_version":"2.21.0"}},
			"subsegments":[{"id":"%3$016x","name":"UserService.find","start_time":%1$.3f,"end_time":%1$.3f,
			"subsegments":[{"id":"%4$016x","name":"H2","namespace":"remote","start_time":%1$.3f,"end_time":%1$.3f,
			"sql":{"url":"jdbc:h2:mem:users","sanitized_query":"SELECT id, name, email FROM users WHERE id = ?",
			"database_type":"H2"}}]}]}""";

	private ConsoleLoad() {
	}

	public static void main(String[] args) throws Exception {
		int perSecond = Integer.parseInt(args[0]);
		int seconds = Integer.parseInt(args[1]);
		HttpClient client = HttpClient.newHttpClient();
		InetSocketAddress daemon = new InetSocketAddress(InetAddress.getLoopbackAddress(), 2000);
		long start = System.nanoTime();
		try (DatagramSocket socket = new DatagramSocket()) {
			for (int second = 0; second < seconds; second++) {
				for (int i = 0; i < perSecond; i++) {
					if (i % 100 == 0) {
						long due = start + second * 1_000_000_000L + i * 1_000_000_000L / perSecond;
						LockSupport.parkNanos(due - System.nanoTime());
					}
					byte[] document = document((long) second * perSecond + i);
					socket.send(new DatagramPacket(document, document.length, daemon));
				}
				if (second % 5 == 4) {
					report(client, second + 1);
				}
			}
		}
	}

	private static byte[] document(long number) {
		double now = System.currentTimeMillis() / 1000.0;
		String head = "{\"trace_id\":\"1-%08x-%024x\",\"id\":\"%016x\",\"name\":\"users\",\"start_time\":%.3f"
			.formatted((long) now, number, number * 3 + 1, now);
		String more = MORE.formatted(now, number, number * 3 + 2, number * 3 + 3);
		return (HEADER + head + more).getBytes(StandardCharsets.UTF_8);
	}

	private static void report(HttpClient client, int second) throws IOException, InterruptedException {
		StringBuilder line = new StringBuilder(second + " s:");
		for (String path : new String[] { "status", "traces", "graph", "statistics" }) {
			URI uri = URI.create("http://127.0.0.1:8100/api/" + path);
			long start = System.nanoTime();
			String body = client
				.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString())
				.body();
			line.append(' ').append(path).append(' ').append((System.nanoTime() - start) / 1_000_000).append(" ms");
			if (path.equals("status")) {
				JsonNode status = new JsonMapper().readTree(body);
				line.append(' ').append(status.path("documents")).append(" bytes ").append(status.path("bytes"));
				line.append(" traces ").append(status.path("traces"));
			}
		}
		System.out.println(line);
	}

}
