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

package io.github.springxray.entity;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import com.amazonaws.xray.AWSXRayRecorder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FlatMapTests {

	private final AWSXRayRecorder recorder = new OwnEntities().recorder(new SentEntities());

	@Test
	void isAMapOfWhatHasAValue() {
		Map<String, Object> expected = new LinkedHashMap<>();
		expected.put("method", "GET");
		expected.put("url", "http://example.com");
		expected.put("client_ip", "192.0.2.1");
		expected.put("x_forwarded_for", true);
		HttpRequestFields fields = new HttpRequestFields("GET", "http://example.com", null, "192.0.2.1", true);
		assertThat(fields).isEqualTo(expected).hasSameHashCodeAs(expected).hasToString(expected.toString()).hasSize(4);
		assertThat(new HashMap<>(fields)).isEqualTo(expected);
		Map<String, Object> seen = new LinkedHashMap<>();
		fields.forEach(seen::put);
		assertThat(seen).isEqualTo(expected);
		assertThat(fields.get("user_agent")).isNull();
		assertThat(fields.containsKey("user_agent")).isFalse();
		assertThat(fields.containsKey("url")).isTrue();
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> fields.put("url", "other"));
	}

	@Test
	void hasTheFieldsOfAResponse() {
		assertThat(new HttpResponseFields(404, 12)).isEqualTo(Map.of("status", 404, "content_length", 12L));
		assertThat(new HttpResponseFields(0, -1)).isEmpty();
		assertThat(new HttpResponseFields(204, 0)).isEqualTo(Map.of("status", 204, "content_length", 0L));
	}

	@Test
	void hasTheFieldsOfAStatement() {
		assertThat(new SqlFields("jdbc:h2:mem", "sa", "H2", "2.4", "2.4", "statement", "select ?"))
			.isEqualTo(Map.of("url", "jdbc:h2:mem", "user", "sa", "database_type", "H2", "database_version", "2.4",
					"driver_version", "2.4", "preparation", "statement", "sanitized_query", "select ?"));
	}

	@Test
	void canStandForAWholeBlockThatIsChangedLater() {
		TraceSegment segment = OwnEntities.FACTORY.segment(this.recorder, "orders", null);
		SqlFields fields = new SqlFields("jdbc:h2:mem", null, "H2", null, null, null, null);
		segment.putAllSql(fields);
		assertThat(segment.block(Block.SQL)).isSameAs(fields);
		segment.putSql("user", "sa");
		assertThat(segment.getSql()).isEqualTo(Map.of("url", "jdbc:h2:mem", "database_type", "H2", "user", "sa"));
		assertThat(fields).hasSize(2);
		TraceSegment other = OwnEntities.FACTORY.segment(this.recorder, "orders", null);
		other.putAllSql(fields);
		other.getSql().put("user", "jo");
		other.putSql("preparation", "call");
		assertThat(other.getSql()).hasSize(4);
		assertThat(fields).hasSize(2);
	}

	@Test
	void becomesAMapThatCanBeChangedForWhoAsksForIt() {
		TraceSegment segment = OwnEntities.FACTORY.segment(this.recorder, "orders", null);
		segment.putHttp("request", new HttpRequestFields("GET", "http://example.com/secret", null, null, false));
		@SuppressWarnings("unchecked")
		Map<String, Object> request = (Map<String, Object>) segment.getHttp().get("request");
		request.put("url", "http://example.com");
		assertThat(segment.read(Block.HTTP).get("request"))
			.isEqualTo(Map.of("method", "GET", "url", "http://example.com"));
	}

	@Test
	void canBeSharedBySegments() {
		Map<String, Object> context = new HashMap<>(Map.of("xray", Map.of("sdk", "test")));
		SharedFields shared = SharedFields.of(context);
		context.clear();
		TraceSegment first = OwnEntities.FACTORY.segment(this.recorder, "first", null);
		TraceSegment second = OwnEntities.FACTORY.segment(this.recorder, "second", null);
		first.putAllAws(shared);
		second.putAllAws(shared);
		first.setRuleName("rule");
		first.putAws("region", "eu-west-1");
		assertThat(first.getAws())
			.isEqualTo(Map.of("xray", Map.of("sdk", "test", "rule_name", "rule"), "region", "eu-west-1"));
		assertThat(second.getAws()).isEqualTo(Map.of("xray", Map.of("sdk", "test")));
	}

}
