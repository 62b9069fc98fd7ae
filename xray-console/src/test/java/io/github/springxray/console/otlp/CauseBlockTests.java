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

package io.github.springxray.console.otlp;

import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class CauseBlockTests {

	private static JsonNode cause(TestSpan span, String language) throws Exception {
		JsonNode resource = TestSpan.resource(Map.of("service.name", "shop", "telemetry.sdk.language", language));
		return SpanDocuments.of(new OtlpResource(resource), span.json()).get(0).path("cause");
	}

	private static TestSpan exception(String type, String message, String stack) {
		return new TestSpan("INTERNAL", "job").event("exception",
				Map.of("exception.type", type, "exception.message", message, "exception.stacktrace", stack));
	}

	@Test
	void causesOfJavaAreChained() throws Exception {
		JsonNode exceptions = cause(exception("java.lang.IllegalStateException", "two\nlines", """
				java.lang.IllegalStateException: two
				lines
				\tat java.base/java.util.List.of(List.java:12)
				\tat app//shop.Shop$$Lambda/0x0000.run(Unknown Source)
				\tat shop.Native.call(Native Method)
				\tSuppressed: java.io.IOException: closing
				\t\tat shop.Hidden.close(Hidden.java:1)
				Caused by: java.sql.SQLException: no: connection
				\tat shop.Db.open(Db.java:7)
				\t... 2 more
				"""), "java").path("exceptions");
		assertThat(exceptions).hasSize(2);
		assertThat(exceptions.get(0).path("message").asString()).isEqualTo("two\nlines");
		assertThat(exceptions.get(0).path("stack").toString()).isEqualTo(
				"""
						[{"path":"List.java","line":12,"label":"java.util.List.of"},{"label":"shop.Shop$$Lambda/0x0000.run","line":0},\
						{"path":"Native Method","label":"shop.Native.call","line":0}]""");
		assertThat(exceptions.get(0).path("cause")).isEqualTo(exceptions.get(1).path("id"));
		assertThat(exceptions.get(1).path("type").asString()).isEqualTo("java.sql.SQLException");
		assertThat(exceptions.get(1).path("message").asString()).isEqualTo("no: connection");
		assertThat(exceptions.get(1).path("stack")).hasSize(1);
	}

	@Test
	void stacksOfOtherLanguagesAreRead() throws Exception {
		assertThat(cause(exception("TypeError", "x", """
				TypeError: x
				    at Object.<anonymous> (/app/index.js:12:5)
				    at node:internal/main:3:4
				"""), "nodejs").at("/exceptions/0/stack").toString()).isEqualTo(
				"""
						[{"path":"/app/index.js","line":12,"label":"Object.<anonymous>"},{"path":"node:internal/main","line":3}]""");
		assertThat(cause(exception("ValueError", "x", """
				Traceback (most recent call last):
				  File "/app/main.py", line 3, in <module>
				    run()
				  File "/app/run.py", line 7, in run
				    raise ValueError("x")
				ValueError: x
				"""), "python").at("/exceptions/0/stack").toString()).isEqualTo("""
				[{"path":"/app/run.py","line":7,"label":"run"},{"path":"/app/main.py","line":3,"label":"<module>"}]""");
		assertThat(cause(exception("System.Exception", "x", """
				System.Exception: x
				   at Shop.Run(String name) in /app/Shop.cs:line 5
				"""), "dotnet").at("/exceptions/0/stack").toString()).isEqualTo("""
				[{"path":"/app/Shop.cs","line":5,"label":"Shop.Run(String name)"}]""");
		assertThat(cause(exception("*errors.errorString", "x", """
				goroutine 1 [running]:
				main.run(0x1)
				\t/app/main.go:9 +0x1d
				"""), "go").at("/exceptions/0/stack").toString()).isEqualTo("""
				[{"label":"main.run(0x1)"},{"label":"/app/main.go:9 +0x1d"}]""");
	}

	@Test
	void errorWithoutExceptionHasItsMessage() throws Exception {
		assertThat(cause(new TestSpan("SERVER", "GET").error("no room"), "go").at("/exceptions/0/message").asString())
			.isEqualTo("no room");
		assertThat(cause(new TestSpan("SERVER", "GET").error("").attribute("error.type", "timeout"), "go")
			.at("/exceptions/0/type")
			.asString()).isEqualTo("timeout");
		assertThat(cause(new TestSpan("SERVER", "GET").error("").attribute("error.type", "500"), "go").isMissingNode())
			.isTrue();
	}

	@Test
	void callsFailElsewhere() throws Exception {
		TestSpan span = TestSpan.child("CLIENT", "GET").error("timeout");
		assertThat(cause(span, "java").at("/exceptions/0/remote").asBoolean()).isTrue();
		assertThat(cause(span, "java")).as("sent again").isEqualTo(cause(span, "java"));
	}

}
