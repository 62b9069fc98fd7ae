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

package io.github.springxray.console.filter;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.springxray.console.store.Documents;
import io.github.springxray.console.store.StoredTrace;
import io.github.springxray.console.store.TraceStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Keywords about services, connections and root causes. The trace is a request that an
 * API passes on to a backend, whose table refuses it.
 */
class ElementFilterTests {

	private final StoredTrace trace = trace();

	private static StoredTrace trace() {
		TraceStore store = new TraceStore(1024 * 1024, Duration.ofHours(1), InstantSource.system());
		store.add(segment(1, 0, "api.example.com", 4, ",\"fault\":true,\"subsegments\":["
				+ "{\"id\":\"000000000000000a\",\"name\":\"validate\",\"start_time\":1794000000.1,\"end_time\":1794000000.2},"
				+ "{\"id\":\"000000000000000b\",\"name\":\"backend.example.com\",\"namespace\":\"remote\",\"fault\":true,"
				+ "\"start_time\":1794000000.3,\"end_time\":1794000003.9}]"));
		store.add(segment(2, 11, "backend.example.com", 3,
				",\"fault\":true,\"origin\":\"AWS::Lambda::Function\",\"subsegments\":["
						+ "{\"id\":\"000000000000000c\",\"name\":\"load\",\"fault\":true,\"start_time\":1794000000.5,\"end_time\":1794000003,"
						+ "\"cause\":{\"exceptions\":[{\"type\":\"StoreException\",\"message\":\"No answer\"}]},\"subsegments\":["
						+ "{\"id\":\"000000000000000d\",\"name\":\"DynamoDB\",\"namespace\":\"aws\",\"fault\":true,"
						+ "\"start_time\":1794000000.6,\"end_time\":1794000002.9,\"aws\":{\"table_name\":\"scores\"},"
						+ "\"cause\":{\"exceptions\":[{\"type\":\"AccessDenied\",\"message\":\"Access Denied for account_id: 1\"}]}}]}]"));
		return Objects.requireNonNull(store.trace(Documents.TRACE));
	}

	private static byte[] segment(long id, long parent, String name, int seconds, String more) {
		String caller = (parent != 0) ? ",\"parent_id\":\"%016x\"".formatted(parent) : "";
		return Documents
			.of("{\"trace_id\":\"%s\",\"id\":\"%016x\"%s,\"name\":\"%s\",\"start_time\":1794000000.%d,\"end_time\":179400000%d.4%s}"
				.formatted(Documents.TRACE, id, caller, name, id, seconds, more));
	}

	private boolean matches(String expression) throws FilterSyntaxException {
		return FilterExpression.parse(expression).matches(this.trace);
	}

	@ParameterizedTest
	@ValueSource(strings = { "edge(\"api.example.com\", \"backend.example.com\")",
			"edge(\"api.example.com\", \"backend.example.com\") { fault = true }",
			"edge(\"backend.example.com\", \"scores\") { remote responsetime > 2 }",
			"edge(id(name: \"backend.example.com\", type: \"AWS::Lambda::Function\"), id(type: \"AWS::DynamoDB::Table\"))",
			"edge(id(type: \"client\"), \"api.example.com\") { fault }", "edge() { inferred }",
			"edge(\"api.example.com\") { last OR first OR index >= 0 }", "!edge(\"scores\", \"api.example.com\")",
			"service(\"api.example.com\") { root = true and fault = true }", "service() { first and root }",
			"service() { last and inferred }", "service(\"backend.example.com\") { !root !first }",
			"service(\"scores\") { inferred remote type = \"AWS::DynamoDB::Table\" }",
			"service() { message = \"No answer\" }", "service() { index > 1 }", "root", "inferred", "remote",
			"type = \"AWS::Lambda::Function\"", "type BEGINSWITH \"AWS::DynamoDB\"", "message CONTAINS \"Denied\"",
			"name = \"AccessDenied\"", "name = \"backend.example.com\"", "json", "rootcause.json", "rootcause.fault",
			"rootcause.fault.service { name = \"backend.example.com\" }",
			"rootcause.fault.service { inferred and name = \"scores\" and type = \"AWS::DynamoDB::Table\" }",
			"rootcause.fault.service { last and inferred }", "rootcause.fault.service { index = 2 }",
			"rootcause.fault.entity { last and name = \"DynamoDB\" }", "rootcause.fault.entity { first root }",
			"rootcause.fault.exception { last and message = \"Access Denied for account_id: 1\" }",
			"rootcause.fault.exception { first and name = \"StoreException\" }",
			"rootcause.responsetime.entity { remote and coverage > 0.7 and name = \"backend.example.com\" }",
			"rootcause.responsetime.entity { last and coverage < 0.6 }", "rootcause.service { last }",
			"rootcause.json = #[{ \"Services\": [ { \"Name\": \"api.example.com\", \"EntityPath\": [ { \"Name\": \"api.example.com\" }, { \"Name\": \"backend.example.com\", \"Remote\": true } ] }, {\"Type\": \"AWS::Lambda::Function\"}, {\"Inferred\": true} ] }] AND fault",
			"json = #{\"Services\":[{},{},{}]}", "rootcause.error.json != #[{}]", "http.url OR fault",
			"!http.url !user" })
	void matchesWhatItDescribes(String expression) throws FilterSyntaxException {
		assertThat(matches(expression)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "edge(\"backend.example.com\", \"api.example.com\")",
			"edge(\"api.example.com\", \"backend.example.com\") { error }", "edge(\"api.example.com\", \"scores\")",
			"edge(id(name: \"api.example.com\", type: \"client\"), \"backend.example.com\")",
			"service(\"backend.example.com\") { root }", "service(\"backend.example.com\") { inferred }",
			"service(\"api.example.com\") { remote }", "service(\"api.example.com\") { last }",
			"service() { index > 9 }", "type = \"AWS::S3::Bucket\"", "message = \"\"", "name = \"validate2\"",
			"rootcause.error", "rootcause.error.service { first }", "rootcause.fault.entity { name = \"validate\" }",
			"rootcause.fault.entity { last and name = \"load\" }", "rootcause.fault.service { first and inferred }",
			"rootcause.fault.exception { message = \"No answer\" and last }",
			"rootcause.responsetime.entity { coverage > 1 }", "rootcause.json = #[{\"Services\":[{}]}]",
			"rootcause.json = #[{\"Services\":[{},{},{}]},{\"Services\":[{\"Name\":\"other\"}]}]",
			"rootcause.fault.json != #[{\"Services\":[{},{},{}]}]", "rootcause.error.json = #[]", "user", "http.url",
			"!remote", "root = false" })
	void doesNotMatchWhatItDoesNotDescribe(String expression) throws FilterSyntaxException {
		assertThat(matches(expression)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			first                        | 0  | within the braces
			coverage > 0.5               | 0  | within the braces
			fault AND last               | 10 | within the braces
			edge("a" "b")                | 9  | Expected ), not "b"
			edge("a",                    | 9  | Expected a text in quotation marks, not the end
			edge(id(name:                | 13 | Expected a text in quotation marks
			edge(id(                     | 8  | Expected name or type, not the end
			type > "x"                   | 5  | type is a text
			message = x                  | 10 | Expected a text in quotation marks
			rootcause.nonsense           | 0  | Unknown keyword rootcause.nonsense
			rootcause.fault.nonsense     | 0  | Unknown keyword
			rootcause.json = "x"         | 17 | Expected = or != and JSON
			rootcause.json > #[]         | 17 | Expected = or != and JSON
			rootcause.json = #[{]        | 17 | The JSON is not closed
			rootcause.json = #           | 17 | The JSON is not closed
			rootcause.json = #[nonsense] | 17 | What follows # is no JSON
			group.name = "none"          | 13 | There is no group "none"
			group.name > "none"          | 11 | Expected = or !=
			group.name                   | 10 | Expected an operator
			""")
	void saysWhereItDoesNotParse(String expression, int position, String message) {
		assertThatExceptionOfType(FilterSyntaxException.class).isThrownBy(() -> FilterExpression.parse(expression))
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.position()).isEqualTo(position));
	}

	@Test
	void groupStandsForItsExpression() throws FilterSyntaxException {
		FilterGroups groups = new FilterGroups();
		groups.put(new FilterGroup("slow", FilterGroups.arn("slow"), "responsetime > 3 OR error", false, false));
		groups.put(new FilterGroup("quick", FilterGroups.arn("quick"), "responsetime < 1", false, false));
		assertThat(FilterExpression.parse("group.name = \"slow\" AND fault", groups).matches(this.trace)).isTrue();
		assertThat(FilterExpression.parse("group.name = \"slow\" AND error", groups).matches(this.trace)).isFalse();
		assertThat(FilterExpression.parse("group.name != \"quick\"", groups).matches(this.trace)).isTrue();
		assertThat(
				FilterExpression.parse("group.arn = \"" + FilterGroups.arn("quick") + "\"", groups).matches(this.trace))
			.isFalse();
		groups.put(new FilterGroup("round", FilterGroups.arn("round"), "group.name = \"round\"", false, false));
		assertThatExceptionOfType(FilterSyntaxException.class)
			.isThrownBy(() -> FilterExpression.parse("group.name = \"round\"", groups));
	}

}
