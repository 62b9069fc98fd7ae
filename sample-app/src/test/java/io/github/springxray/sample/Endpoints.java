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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls each endpoint once.
 */
final class Endpoints {

	private final HttpClient client = HttpClient.newHttpClient();

	private final String url;

	private Endpoints(String url) {
		this.url = url;
	}

	/**
	 * Call them all.
	 * @param url where the application listens
	 * @return the responses, by method, path and status, as in {@code GET /users/1 200}
	 */
	static Map<String, HttpResponse<String>> callAll(String url) throws IOException, InterruptedException {
		Endpoints endpoints = new Endpoints(url);
		Map<String, HttpResponse<String>> responses = new LinkedHashMap<>();
		endpoints.post("/users", "{\"name\": \"Ada\", \"email\": \"ada@example.com\"}", responses);
		endpoints.post("/users", "{\"name\": \"\", \"email\": \"nobody\"}", responses);
		endpoints.get("/users/1", responses);
		endpoints.get("/users/2", responses);
		endpoints.get("/users/1/file", responses);
		endpoints.get("/users/2/file", responses);
		endpoints.get("/steps", responses);
		endpoints.get("/manual", responses);
		endpoints.get("/fail", responses);
		endpoints.get("/async", responses);
		endpoints.get("/fan-out", responses);
		endpoints.get("/report", responses);
		return responses;
	}

	/**
	 * Register a user as Amazon API Gateway passes it on.
	 * @param url where the application listens
	 * @param header the trace header
	 */
	static void registerThroughGateway(String url, String header) throws IOException, InterruptedException {
		Endpoints endpoints = new Endpoints(url);
		Map<String, HttpResponse<String>> responses = new LinkedHashMap<>();
		endpoints.send(
				endpoints.request("/users?source=campaign-7")
					.header("Content-Type", "application/json")
					.header("X-Amzn-Trace-Id", header)
					.header("Authorization", "Bearer s3cr3t-token")
					.POST(BodyPublishers.ofString("{\"name\": \"Grace Hopper\", \"email\": \"grace@example.com\"}")),
				responses);
		assertThat(responses).containsKey("POST /users 201");
	}

	private void post(String path, String json, Map<String, HttpResponse<String>> responses)
			throws IOException, InterruptedException {
		send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)), responses);
	}

	private void get(String path, Map<String, HttpResponse<String>> responses)
			throws IOException, InterruptedException {
		send(request(path).GET(), responses);
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.url + path));
	}

	private void send(HttpRequest.Builder builder, Map<String, HttpResponse<String>> responses)
			throws IOException, InterruptedException {
		HttpRequest request = builder.build();
		HttpResponse<String> response = this.client.send(request, BodyHandlers.ofString());
		responses.put(request.method() + " " + request.uri().getPath() + " " + response.statusCode(), response);
	}

}
