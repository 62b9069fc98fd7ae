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

class FilterExpressionTests {

	private static final String ROOT = ",\"end_time\":1794000002.5,\"fault\":true,\"user\":\"ada\","
			+ "\"http\":{\"request\":{\"method\":\"GET\",\"url\":\"http://localhost/users/7\","
			+ "\"user_agent\":\"curl/8\",\"client_ip\":\"127.0.0.1\"},\"response\":{\"status\":500}},"
			+ "\"annotations\":{\"tier\":\"gold\",\"count\":3,\"paid\":true}";

	private final StoredTrace trace = trace();

	private static StoredTrace trace() {
		TraceStore store = new TraceStore(1024 * 1024, Duration.ofHours(1), InstantSource.system());
		store.add(Documents.segment(Documents.TRACE, 1, ROOT));
		store.add(Documents.subsegment(2, 1, "DynamoDB", ",\"end_time\":1794000000.5,\"namespace\":\"aws\","
				+ "\"throttle\":true,\"error\":true,\"aws\":{\"table_name\":\"scores\"},\"annotations\":{\"deep\":\"x\"}"));
		store.add(Documents.subsegment(3, 1, "UserService.find", ",\"in_progress\":true"));
		return Objects.requireNonNull(store.trace(Documents.TRACE));
	}

	private boolean matches(String expression) throws FilterSyntaxException {
		return FilterExpression.parse(expression).matches(this.trace);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "service(\"users\")", "service(id(name: \"users\"))", "service(\"scores\")",
			"service(id(name: \"scores\", type: \"AWS::DynamoDB::Table\"))", "service(\"DynamoDB\") { throttle }",
			"service(\"users\") { responsetime > 2 AND fault }", "responsetime > 2", "responsetime >= 2.5",
			"responsetime = 2.5", "duration < 3", "fault", "fault = true", "!ok", "NOT error", "error = false",
			"error != true", "partial", "http.url CONTAINS \"/users\"", "http.url BEGINSWITH 'http://'",
			"http.url ENDSWITH \"/7\"", "http.method = \"GET\"", "http.status = 500", "http.status != 200",
			"http.useragent CONTAINS \"curl\"", "http.clientip = \"127.0.0.1\"", "annotation.tier = \"gold\"",
			"annotation[tier] = \"gold\"", "annotation[\"tier\"] != \"silver\"", "annotation.count >= 3",
			"annotation.paid = true", "annotation.paid != false", "annotation.deep", "annotation.deep CONTAINS \"x\"",
			"user = \"ada\"", "name = \"UserService.find\"", "id = \"" + Documents.TRACE + "\"", Documents.TRACE,
			"fault partial duration <3", "fault !ok (partial)", "ok error OR fault NOT ok",
			"fault and (error or !throttle)", "error OR fault AND partial", "FAULT AND NOT (ok)", "!!fault" })
	void matchesWhatItDescribes(String expression) throws FilterSyntaxException {
		assertThat(matches(expression)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "service(\"other\")", "service(\"UserService.find\")",
			"service(id(name: \"users\", type: \"AWS::DynamoDB::Table\"))", "service(\"users\") { throttle }",
			"responsetime > 2.5", "responsetime <= 1", "ok", "!fault", "fault = false", "throttle", "error",
			"http.url CONTAINS \"/orders\"", "http.status = 200", "http.status < 500", "annotation.tier = \"GOLD\"",
			"annotation.tier = 3", "annotation.missing", "annotation.missing != \"x\"", "annotation.count = \"3\"",
			"annotation.paid = false", "user = \"bob\"", "1-00000000-000000000000000000000000", "fault AND error",
			"ok !partial duration <3", "fault (ok)", "!partial" })
	void doesNotMatchWhatItDoesNotDescribe(String expression) throws FilterSyntaxException {
		assertThat(matches(expression)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			responsetime                 | 12 | Expected an operator such as = behind responsetime
			responsetime >               | 14 | Expected a number, not the end
			responsetime > "1"           | 15 | Expected a number
			responsetime > 1.2.3         | 15 | Not a number
			responsetime CONTAINS 1      | 13 | responsetime is a number
			http.url > "x"               | 9  | http.url is a text
			http.url = x                 | 11 | Expected a text in quotation marks, not x
			http.url = "x                | 11 | The quotation mark is not closed
			fault = 1                    | 8  | Expected true or false
			fault > true                 | 6  | Expected = or !=
			fault "error"                | 6  | Expected AND, OR or the end
			fault OR AND error           | 9  | Unknown keyword AND
			(fault                       | 6  | Expected ), not the end
			fault)                       | 5  | Expected AND, OR or the end, not )
			fault AND                    | 9  | Expected a keyword
			nonsense = 1                 | 0  | Unknown keyword nonsense
			fault ; error                | 6  | Unexpected character ;
			service(users)               | 8  | Expected a text in quotation marks
			service(id(kind: "x"))       | 11 | Expected name or type
			annotation.a > "x"           | 13 | > cannot be used with
			annotation.a = b             | 15 | Expected a text in quotation marks, a number, true or false
			annotation[] = 1             | 11 | Expected the key of an annotation
			""")
	void saysWhereItDoesNotParse(String expression, int position, String message) {
		assertThatExceptionOfType(FilterSyntaxException.class).isThrownBy(() -> FilterExpression.parse(expression))
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.position()).isEqualTo(position));
	}

	@Test
	void hasLimitsOfDepthAndLength() {
		for (String open : new String[] { "(", "!", "NOT ", "service() {" }) {
			assertThatExceptionOfType(FilterSyntaxException.class)
				.isThrownBy(() -> FilterExpression.parse(open.repeat(100)))
				.withMessageContaining("levels");
		}
		assertThatExceptionOfType(FilterSyntaxException.class)
			.isThrownBy(() -> FilterExpression.parse("fault" + " OR fault".repeat(1000)))
			.withMessageContaining("longer than");
	}

}
