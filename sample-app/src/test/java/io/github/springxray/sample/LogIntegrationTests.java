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

package io.github.springxray.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The application with nothing of X-Ray in its environment.
 */
class LogIntegrationTests {

	private static final Map<String, String> trees = new HashMap<>();

	private static List<String> output = List.of();

	private static String startPage = "";

	private static String tracesOfConsole = "";

	@BeforeAll
	static void callAllEndpoints() throws Exception {
		UsersProcess users = UsersProcess.start(Map.of());
		Set<String> requests;
		try (users) {
			requests = Endpoints.callAll(users.url()).keySet();
			startPage = get(users, "/");
			tracesOfConsole = await().until(() -> get(users, "/xray/api/traces"),
					(traces) -> traces.contains("/fail") && traces.contains("/async"));
		}
		output = users.output();
		requests.forEach((request) -> trees.put(request, treeOf(request)));
	}

	@Test
	void eachRequestIsOneTree() {
		assertThat(trees).hasSize(12);
		assertThat(output).filteredOn((line) -> line.contains(" Trace 1-") && !line.contains("/profiles/")).hasSize(13);
	}

	@Test
	void startPageLinksToTheConsoleWhichHasTheTraces() {
		assertThat(startPage).contains("href=\"/xray/\"");
		assertThat(output).filteredOn((line) -> line.contains("X-Ray console at http://localhost:")).hasSize(1);
		requestsOf(trees).forEach((path) -> assertThat(tracesOfConsole).contains(path));
		assertThat(tracesOfConsole).doesNotContain("/xray/");
	}

	@Test
	void readmeShowsTheTrees() throws Exception {
		String readme = comparable(Files.readString(Path.of("README.md")));
		assertThat(readme).contains(trees.get("POST /users 201"), trees.get("GET /users/1 200"),
				trees.get("GET /report 200"), trees.get("GET /manual 200"), trees.get("GET /fail 500"),
				trees.get("GET /async 200"), trees.get("GET /fan-out 200"), trees.get("GET /users/1/file 200"),
				trees.get("GET /steps 200"));
	}

	@Test
	void readmeOfTheProjectShowsTheTreeOfARegistration() throws Exception {
		assertThat(comparable(Files.readString(Path.of("..", "README.md")))).contains(trees.get("POST /users 201"));
	}

	@Test
	void nothingGoesWrong() {
		assertThat(output).filteredOn((line) -> line.contains(" WARN ")).isEmpty();
	}

	/**
	 * Return the lines of the tree of a request, from {@code Trace} on.
	 */
	private static String treeOf(String request) {
		String[] parts = request.split(" ");
		String start = ".* Trace 1-.* users %s http://localhost:\\d+%s %s .*".formatted((Object[]) parts);
		int first = IntStream.range(0, output.size())
			.filter((i) -> output.get(i).matches(start))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No tree of " + request + " in\n" + String.join("\n", output)));
		StringBuilder tree = new StringBuilder(output.get(first).replaceFirst(".* Trace 1-", "Trace 1-"));
		output.stream()
			.skip(first + 1)
			.takeWhile((line) -> line.matches("[ \u2502]*[\u251C\u2514]\u2500 .*"))
			.forEach((line) -> tree.append('\n').append(line));
		return comparable(tree.toString());
	}

	private static List<String> requestsOf(Map<String, String> trees) {
		return trees.keySet().stream().map((request) -> request.split(" ")[1]).toList();
	}

	private static String get(UsersProcess users, String path) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(users.url() + path)).build();
		HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
		return response.body();
	}

	private static String comparable(String text) {
		return text.replaceAll("1-[0-9a-f]{8}-[0-9a-f]{24}", "<trace id>")
			.replaceAll("(localhost|127.0.0.1):\\d+", "$1:<port>")
			.replaceAll("time_to_first_row_ms=[0-9.]+", "time_to_first_row_ms=<time>")
			.replaceAll("\\d+(\\.\\d+)? ms", "<time>");
	}

}
