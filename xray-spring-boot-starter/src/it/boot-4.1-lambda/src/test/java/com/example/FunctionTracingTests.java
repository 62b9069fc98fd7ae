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
import java.util.HashMap;
import java.util.Map;

import com.example.function.FunctionApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Functions of Spring Cloud Function, through its adapter for AWS.
 */
@EnabledOnOs(OS.LINUX)
class FunctionTracingTests {

	private static final String HANDLER = "org.springframework.cloud.function.adapter.aws.FunctionInvoker";

	private static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";

	private static final String OTHER_ROOT = "1-67891233-abcdef012345678912345678";

	private static final String PARENT = "53995c3f42cd8ad8";

	private static LambdaFunction function;

	@BeforeAll
	static void start() throws IOException {
		function = start("greet", Map.of());
	}

	private static LambdaFunction start(String name, Map<String, String> more) throws IOException {
		Map<String, String> environment = new HashMap<>(more);
		environment.put("SPRING_CLOUD_FUNCTION_DEFINITION", name);
		return new LambdaFunction(FunctionApplication.class, HANDLER,
				"^(aws-serverless|spring-cloud-function-serverless|tomcat|spring-boot-(starter-)?tomcat)", environment);
	}

	@AfterAll
	static void stop() throws IOException {
		function.close();
	}

	private static Invocation invoke(LambdaFunction function, String root, int sampled, String name)
			throws InterruptedException {
		return function.invoke("Root=" + root + ";Parent=" + PARENT + ";Sampled=" + sampled + ";Lineage=1:abc:0",
				'"' + name + '"');
	}

	private static JsonNode take(Invocation invocation, String root, String name) {
		JsonNode document = invocation.document();
		assertThat(document.get("type").asString()).isEqualTo("subsegment");
		assertThat(document.get("trace_id").asString()).isEqualTo(root);
		assertThat(document.get("parent_id").asString()).isEqualTo(PARENT);
		assertThat(document.get("name").asString()).isEqualTo(name);
		assertThat(document.toString()).doesNotContain("in_progress");
		return document;
	}

	@Test
	void invocationsFollowOneAnother() throws Exception {
		Invocation first = invoke(function, ROOT, 1, "Ada");
		assertThat(first.body()).isEqualTo("\"hello, Ada\"");
		assertThat(take(first, ROOT, "greet").at("/subsegments/0/name").asString()).isEqualTo("127.0.0.1");
		assertThat(function.calls()).singleElement()
			.asString()
			.matches("Root=" + ROOT + ";Parent=[0-9a-f]{16};Sampled=1;Lineage=1:abc:0");

		assertThat(invoke(function, OTHER_ROOT, 0, "Ada").documents()).isEmpty();
		assertThat(function.calls()).containsExactly("Root=" + OTHER_ROOT + ";Sampled=0;Lineage=1:abc:0");

		Invocation failed = invoke(function, OTHER_ROOT, 1, "nobody");
		assertThat(failed.failed()).isTrue();
		JsonNode document = take(failed, OTHER_ROOT, "greet");
		assertThat(document.get("fault").asBoolean()).isTrue();
		assertThat(document.toString()).contains("nobody to greet");

		JsonNode next = take(invoke(function, ROOT, 1, "Ada"), ROOT, "greet");
		assertThat(next.get("subsegments")).hasSize(1);
		assertThat(function.output()).doesNotContain("Tracing failed");
	}

	@Test
	void aReactiveFunctionEndsWithItsResult() throws Exception {
		try (LambdaFunction reactive = start("greetLater", Map.of())) {
			Invocation invocation = invoke(reactive, ROOT, 1, "Ada");
			assertThat(invocation.body()).isEqualTo("\"hello, Ada\"");
			assertThat(take(invocation, ROOT, "greetLater").at("/subsegments/0/http/response/status").asInt())
				.isEqualTo(200);
			take(invoke(reactive, OTHER_ROOT, 1, "Ada"), OTHER_ROOT, "greetLater");
		}
	}

	/**
	 * As in a function that knows nothing of Spring Cloud Function.
	 */
	@Test
	void whatAPlainFunctionCallsIsASubsegmentOfTheInvocation() throws Exception {
		try (LambdaFunction plain = start("greet", Map.of("XRAY_LAMBDA_FUNCTIONS_ENABLED", "false"))) {
			JsonNode call = take(invoke(plain, ROOT, 1, "Ada"), ROOT, "127.0.0.1");
			assertThat(call.get("namespace").asString()).isEqualTo("remote");
			assertThat(plain.calls()).containsExactly(
					"Root=" + ROOT + ";Parent=" + call.get("id").asString() + ";Sampled=1;Lineage=1:abc:0");
			assertThat(invoke(plain, OTHER_ROOT, 0, "Ada").documents()).isEmpty();
			assertThat(plain.calls()).containsExactly("Root=" + OTHER_ROOT + ";Sampled=0;Lineage=1:abc:0");
		}
	}

}
