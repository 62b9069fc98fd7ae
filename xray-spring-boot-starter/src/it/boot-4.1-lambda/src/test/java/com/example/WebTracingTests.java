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
import java.util.List;
import java.util.Map;

import com.example.web.StreamHandler;
import com.example.web.WebApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application of Spring MVC in AWS's serverless Java container.
 */
@EnabledOnOs(OS.LINUX)
class WebTracingTests {

	private static final String HANDLER = "com.amazonaws.serverless.proxy.spring.SpringDelegatingLambdaContainerHandler";

	private static final String WITHOUT = "^(spring-cloud-function-(adapter-aws|context|core)|tomcat"
			+ "|spring-boot-(starter-)?(tomcat|webflux|netty|reactor)|spring-webflux|netty|reactor-netty)";

	private static LambdaFunction function;

	private int count;

	@BeforeAll
	static void start() throws IOException {
		function = new LambdaFunction(WebApplication.class, HANDLER, WITHOUT, Map.of());
	}

	@AfterAll
	static void stop() throws IOException {
		function.close();
	}

	@AfterEach
	void nothingWentWrong() {
		assertThat(function.output()).doesNotContain("Tracing failed").doesNotContain("AlreadyEmitted");
	}

	private Invocation get(String path, int sampled) throws InterruptedException {
		return get(function, path, sampled, ++this.count);
	}

	private static Invocation get(LambdaFunction function, String path, int sampled, int number)
			throws InterruptedException {
		return function.invoke("Root=" + root(number) + ";Parent=" + parent(number) + ";Sampled=" + sampled
				+ ";Lineage=1:abc:0", """
						{ "version": "2.0", "routeKey": "$default", "rawPath": "%1$s", "rawQueryString": "secret=1",
						  "headers": { "host": "api.example.com", "user-agent": "test", "accept": "application/json",
						    "x-forwarded-for": "192.0.2.1" },
						  "requestContext": { "accountId": "123456789012", "apiId": "api", "domainName": "api.example.com",
						    "http": { "method": "GET", "path": "%1$s", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1",
						      "userAgent": "test" },
						    "requestId": "id", "stage": "$default", "timeEpoch": 1 },
						  "isBase64Encoded": false }""".formatted(path));
	}

	private static String root(int number) {
		return "1-5759e988-bd862e3fe1be46a99427" + (1000 + number);
	}

	private static String parent(int number) {
		return "53995c3f42cd" + (1000 + number);
	}

	private JsonNode takeRequest(Invocation invocation, int status) {
		return takeRequest(invocation, status, this.count);
	}

	private static JsonNode takeRequest(Invocation invocation, int status, int number) {
		assertThat(invocation.failed()).as(invocation.body()).isFalse();
		assertThat(JsonMapper.shared().readTree(invocation.body()).get("statusCode").asInt()).isEqualTo(status);
		JsonNode request = invocation.document();
		assertThat(request.get("type").asString()).isEqualTo("subsegment");
		assertThat(request.get("trace_id").asString()).isEqualTo(root(number));
		assertThat(request.get("parent_id").asString()).isEqualTo(parent(number));
		assertThat(request.get("name").asString()).isEqualTo("users");
		assertThat(request.at("/http/response/status").asInt()).isEqualTo(status);
		assertThat(request.toString()).doesNotContain("in_progress").doesNotContain("secret");
		return request;
	}

	@Test
	void aRequestIsASubsegmentOfTheInvocation() throws Exception {
		JsonNode request = takeRequest(get("/users/1", 1), 200);
		assertThat(request.at("/http/request/method").asString()).isEqualTo("GET");
		assertThat(request.at("/http/request/url").asString()).isEqualTo("https://api.example.com/users/1");
		assertThat(request.at("/http/request/client_ip").asString()).isEqualTo("192.0.2.1");
		assertThat(request.at("/annotations/http_route").asString()).isEqualTo("/users/{id}");
		JsonNode service = request.at("/subsegments/0");
		assertThat(service.get("name").asString()).isEqualTo("find user");
		assertThat(service.at("/subsegments/0/sql/sanitized_query").asString()).startsWith("select ");
	}

	@Test
	void invocationsFollowOneAnother() throws Exception {
		takeRequest(get("/users/1", 1), 200);
		assertThat(get("/users/2", 0).documents()).isEmpty();
		JsonNode failed = takeRequest(get("/fail", 1), 500);
		assertThat(failed.get("fault").asBoolean()).isTrue();
		assertThat(failed.at("/annotations/http_route").asString()).isEqualTo("/fail");
		assertThat(failed.at("/cause/exceptions/0/message").asString()).isEqualTo("no users");
		JsonNode unknown = takeRequest(get("/unknown", 1), 404);
		assertThat(unknown.get("error").asBoolean()).isTrue();
		assertThat(takeRequest(get("/users/3", 1), 200).get("subsegments")).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/callable/1", "/deferred/1" })
	void anAsynchronousRequestIsCompleteWhenTheInvocationReturns(String path) throws Exception {
		for (int i = 0; i < 20; i++) {
			JsonNode request = takeRequest(get(path, 1), 200);
			assertThat(request.at("/annotations/http_route").asString()).isEqualTo(path.replace("1", "{id}"));
			if (path.startsWith("/callable")) {
				assertThat(request.at("/subsegments/0/name").asString()).isEqualTo("find user");
			}
			assertThat(get(path, 0).documents()).isEmpty();
		}
	}

	@Test
	void theOlderHandlerOfTheContainerDoesTheSame() throws Exception {
		try (LambdaFunction older = new LambdaFunction(WebApplication.class, StreamHandler.class.getName(), WITHOUT,
				Map.of())) {
			takeRequest(get(older, "/users/1", 1, 1), 200, 1);
			assertThat(get(older, "/users/1", 0, 2).documents()).isEmpty();
			JsonNode failed = get(older, "/fail", 1, 3).document();
			assertThat(failed.get("fault").asBoolean()).isTrue();
			assertThat(failed.at("/cause/exceptions/0/message").asString()).isEqualTo("no users");
			takeRequest(get(older, "/users/1", 1, 4), 200, 4);
		}
	}

	/**
	 * With the library, Spring stops what has a life cycle before the snapshot and starts
	 * it after.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "with", "without" })
	void aSnapshotFreezesNoIds(String crac) throws Exception {
		String without = crac.equals("without") ? WITHOUT + "|^crac-" : WITHOUT;
		Map<String, String> environment = Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start",
				"LOGGING_LEVEL_ORG_SPRINGFRAMEWORK_CONTEXT_SUPPORT", "debug");
		try (LambdaFunction restored = new LambdaFunction(WebApplication.class, HANDLER, without, environment)) {
			Invocation generator = get(restored, "/generator", 1, 1);
			assertThat(generator.body()).contains("SecureIdGenerator");
			takeRequest(generator, 200, 1);
			takeRequest(get(restored, "/users/1", 1, 2), 200, 2);
			assertThat(restored.calls()).isEqualTo(List.of("/2018-06-01/runtime/restore/next"));
			assertThat(restored.output()).doesNotContain("Tracing failed");
			assertThat(restored.output().contains("Restarting Spring-managed lifecycle beans after JVM restore"))
				.isEqualTo(crac.equals("with"));
		}
	}

}
