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

package io.github.springxray.console.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Traces of a shop: a gateway, users, profiles and a worker, with what they call. The
 * same ones every time, but for the time at which they begin.
 */
final class SampleTraces {

	private static final String[] TENANTS = { "acme", "globex", "initech" };

	private static final String[] USERS = { "ada", "grace", "linus" };

	private SampleTraces() {
	}

	static String traceId(double start, int number) {
		return String.format("1-%08x-%024x", (long) start, number * 0x9e3779b97f4aL);
	}

	/**
	 * Return a visit of the shop, of which every tenth or so goes wrong.
	 */
	static List<Part> visit(double start, int number) {
		return switch (number % 11) {
			case 3 -> visit(start, number, "GET", "/users/13/orders", 500);
			case 5 -> visit(start, number, "GET", "/users/none", 404);
			case 7 -> visit(start, number, "POST", "/reports", 429);
			case 9 -> visit(start, number, "POST", "/users", 201);
			default -> visit(start, number, "GET", "/users/" + number, 200);
		};
	}

	private static List<Part> visit(double start, int number, String method, String path, int status) {
		String id = traceId(start, number);
		double slow = 1 + (number * 37 % 23) / 6.0 + ((number % 29 == 0) ? 9 : 0);
		Part gateway = Part.segment(id, "edge-gateway", start, 0.156 * slow)
			.http(method, "https://shop.example.com" + path, (status == 500) ? 502 : status);
		Part call = Part.subsegment("users", start + 0.003, 0.15 * slow)
			.with("namespace", "remote")
			.http(method, "http://users:8080" + path, status);
		Part users = Part.segment(id, "users", start + 0.005, 0.146 * slow)
			.calledBy(call)
			.http(method, "http://users:8080" + path, status)
			.with("origin", "AWS::ECS::Container")
			.with("user", USERS[number % USERS.length])
			.with("annotations", annotations(number, path))
			.with("metadata", Map.of("default", Map.of("page", 3, "accept", List.of("application/json", "*/*"))))
			.with("aws", Map.of("xray", Map.of("sdk", "X-Ray for Java", "sdk_version", "2.21.0")));
		users.add(Part.subsegment("Security.authenticate", start + 0.0055, 0.0021), find(start, slow, status));
		gateway.add(call);
		List<Part> parts = new ArrayList<>(List.of(gateway, users));
		profile(parts, id, users, start + 0.07 * slow, slow);
		if (method.equals("POST")) {
			worker(parts, id, users, start + 0.13 * slow, number);
		}
		return parts;
	}

	private static Map<String, Object> annotations(int number, String path) {
		Map<String, Object> annotations = new LinkedHashMap<>();
		annotations.put("http_route", path.replaceAll("\\d+", "{id}"));
		annotations.put("tenant", TENANTS[number % TENANTS.length]);
		annotations.put("premium", number % 2 == 0);
		return annotations;
	}

	private static Part find(double start, double slow, int status) {
		Part query = Part.subsegment("users@db.internal", start + 0.012, 0.021 * slow)
			.with("namespace", "remote")
			.with("sql", Map.of("url", "jdbc:postgresql://db.internal:5432/users", "database_type", "PostgreSQL",
					"sanitized_query", "select u.id, u.name, u.email from users u where u.id = ? and u.state = ?"));
		Part repository = Part.subsegment("UserRepository.findById", start + 0.011, 0.024 * slow).add(query);
		Part preferences = Part.subsegment("DynamoDB", start + 0.011 + 0.028 * slow, 0.019 * slow)
			.with("namespace", "aws")
			.with("aws", Map.of("operation", "GetItem", "table_name", "preferences", "region", "eu-central-1"));
		if (status == 429) {
			preferences.with("error", true).with("throttle", true);
		}
		Part find = Part.subsegment("UserService.find", start + 0.009, 0.12 * slow).add(repository, preferences);
		if (status == 500) {
			find.with("fault", true)
				.with("cause", Map.of("exceptions", List.of(
						exception("0000000000000001", "com.example.OrdersUnavailableException",
								"No orders of 13 in time", "0000000000000002"),
						exception("0000000000000002", "java.net.SocketTimeoutException", "Read timed out", null))));
		}
		return find;
	}

	private static Map<String, Object> exception(String id, String type, String message, @Nullable String cause) {
		Map<String, Object> exception = new LinkedHashMap<>();
		exception.put("id", id);
		exception.put("type", type);
		exception.put("message", message);
		exception.put("stack",
				List.of(frame("OrderClient.java", 61, "com.example.OrderClient.fetch"),
						frame("UserService.java", 88, "com.example.UserService.find"),
						frame("UserController.java", 34, "com.example.UserController.orders")));
		exception.put("truncated", 41);
		if (cause != null) {
			exception.put("cause", cause);
		}
		return exception;
	}

	private static Map<String, Object> frame(String path, int line, String label) {
		return Map.of("path", path, "line", line, "label", label);
	}

	private static void profile(List<Part> parts, String id, Part users, double start, double slow) {
		Part call = Part.subsegment("profiles", start, 0.055 * slow)
			.with("namespace", "remote")
			.http("GET", "http://profiles:8080/profiles/7", 200);
		users.add(call);
		Part avatar = Part.subsegment("S3", start + 0.004, 0.02 * slow)
			.with("namespace", "aws")
			.with("aws", Map.of("operation", "GetObject", "bucket_name", "avatars", "region", "eu-central-1"));
		Part maps = Part.subsegment("maps.example.org", start + 0.005 + 0.021 * slow, 0.026 * slow)
			.with("namespace", "remote")
			.http("GET", "https://maps.example.org/v2/geocode", (slow > 4) ? 404 : 200);
		parts.add(Part.segment(id, "profiles", start + 0.002, 0.051 * slow)
			.calledBy(call)
			.http("GET", "http://profiles:8080/profiles/7", 200)
			.with("annotations", Map.of("http_route", "/profiles/{id}"))
			.add(avatar, maps));
	}

	private static void worker(List<Part> parts, String id, Part users, double start, int number) {
		Part send = Part.subsegment("SQS", start, 0.012)
			.with("namespace", "aws")
			.with("aws", Map.of("operation", "SendMessage", "queue_url",
					"https://sqs.eu-central-1.amazonaws.com/123456789012/user-events"));
		users.add(send);
		Part worker = Part.segment(id, "event-worker", start + 0.08, 0.23)
			.calledBy(users)
			.with("origin", "AWS::Lambda::Function");
		Part render = Part.subsegment("render", start + 0.1, 0.19);
		if (number % 3 == 0) {
			worker.inProgress();
			render.inProgress();
		}
		parts.add(worker.add(Part.subsegment("redis", start + 0.085, 0.001).with("namespace", "remote"), render));
	}

	/**
	 * Return a trace of a segment and that many subsegments, in documents of the size
	 * that X-Ray takes.
	 */
	static List<Part> import5000(double start) {
		String id = traceId(start, 5000);
		Part root = Part.segment(id, "batch-import", start, 12).http("POST", "http://batch:8080/imports", 200);
		List<Part> parts = new ArrayList<>(List.of(root));
		IntStream.range(0, 100).forEach((chunk) -> {
			double from = start + 0.01 + chunk * 0.119;
			Part part = Part.subsegment("chunk " + chunk, from, 0.115).alone(id, root);
			IntStream.range(0, 49)
				.forEach((row) -> part.add(Part.subsegment("row " + row, from + 0.001 + row * 0.0023, 0.0019)));
			parts.add(part);
		});
		return parts;
	}

}
