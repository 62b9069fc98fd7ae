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

package io.github.springxray.test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RecordedEntity}.
 */
class RecordedEntityTests {

	static final String DOCUMENT = """
			{
				"name": "users", "id": "0000000000000001", "parent_id": "00000000000000aa",
				"trace_id": "1-58406520-a006649127e371903a2de979",
				"start_time": 1.5, "end_time": 2.75, "fault": true, "error": true, "throttle": true,
				"user": "ada", "origin": "AWS::EC2::Instance",
				"http": {
					"request": {"method": "POST", "url": "http://localhost/users"},
					"response": {"status": 500}
				},
				"aws": {"xray": {"sdk": "X-Ray for Java"}},
				"annotations": {"tenant": "acme", "age": 42, "vip": true},
				"metadata": {"default": {"user": {"name": "Ada", "langs": ["en"]}, "nothing": null}},
				"cause": {"exceptions": [
					{"id": "e2", "type": "java.lang.IllegalStateException", "message": "outer", "cause": "e1",
						"stack": [{"path": "Users.java", "line": 7, "label": "Users.create"}]}
				]},
				"subsegments": [
					{
						"name": "UserService.create", "id": "0000000000000002", "start_time": 1.6, "end_time": 1.7,
						"subsegments": [
							{"name": "insert", "id": "0000000000000003", "start_time": 1.6, "in_progress": true,
								"namespace": "remote", "sql": {"sanitized_query": "insert into users"},
								"cause": {"exceptions": [
									{"id": "e1", "type": "java.sql.SQLException", "message": "inner", "remote": true}
								]}}
						],
						"cause": "e1"
					},
					{"name": "audit", "id": "0000000000000004", "start_time": 1.7, "end_time": 1.8}
				]
			}
			""";

	private final RecordedEntity segment = parse(DOCUMENT);

	@Test
	void readsWhatIdentifies() {
		assertThat(this.segment.name()).isEqualTo("users");
		assertThat(this.segment.id()).isEqualTo("0000000000000001");
		assertThat(this.segment.traceId()).isEqualTo("1-58406520-a006649127e371903a2de979");
		assertThat(this.segment.parentId()).isEqualTo("00000000000000aa");
		assertThat(this.segment.isIndependentSubsegment()).isFalse();
		assertThat(this.segment).hasToString("segment 'users' [0000000000000001]");
		assertThat(parse("{\"name\": \"late\", \"type\": \"subsegment\"}").isIndependentSubsegment()).isTrue();
	}

	@Test
	void nestedSubsegmentBelongsToTraceAndParent() {
		RecordedEntity insert = this.segment.subsegment("insert");
		assertThat(insert.traceId()).isEqualTo(this.segment.traceId());
		assertThat(insert.parentId()).isEqualTo("0000000000000002");
	}

	@Test
	void readsTimes() {
		assertThat(this.segment.startTime()).isEqualTo(1.5);
		assertThat(this.segment.endTime()).isEqualTo(2.75);
		assertThat(this.segment.duration()).isEqualTo(1.25);
		assertThat(this.segment.isInProgress()).isFalse();
		RecordedEntity insert = this.segment.subsegment("insert");
		assertThat(insert.isInProgress()).isTrue();
		assertThat(insert.endTime()).isZero();
		assertThat(insert.duration()).isZero();
	}

	@Test
	void readsStates() {
		assertThat(this.segment.isFault()).isTrue();
		assertThat(this.segment.isError()).isTrue();
		assertThat(this.segment.isThrottle()).isTrue();
		RecordedEntity audit = this.segment.subsegment("audit");
		assertThat(audit.isFault()).isFalse();
		assertThat(audit.isError()).isFalse();
		assertThat(audit.isThrottle()).isFalse();
	}

	@Test
	void readsBlocks() {
		assertThat(this.segment.http()).containsEntry("response", Map.of("status", 500));
		assertThat(this.segment.aws()).containsKey("xray");
		assertThat(this.segment.user()).isEqualTo("ada");
		assertThat(this.segment.origin()).isEqualTo("AWS::EC2::Instance");
		RecordedEntity insert = this.segment.subsegment("insert");
		assertThat(insert.namespace()).isEqualTo("remote");
		assertThat(insert.sql()).containsEntry("sanitized_query", "insert into users");
		assertThat(insert.http()).isEmpty();
		assertThat(this.segment.value("http", "request", "method")).isEqualTo("POST");
		assertThat(this.segment.value("http", "nothing", "method")).isNull();
	}

	@Test
	void readsAnnotationsAndMetadata() {
		assertThat(this.segment.annotations())
			.containsExactlyInAnyOrderEntriesOf(Map.of("tenant", "acme", "age", 42, "vip", true));
		assertThat(this.segment.metadata("default")).containsEntry("user",
				Map.of("name", "Ada", "langs", List.of("en")));
		assertThat(this.segment.metadata("other")).isEmpty();
	}

	@Test
	void readsExceptions() {
		assertThat(this.segment.exceptions()).containsExactly(new RecordedException("e2",
				"java.lang.IllegalStateException", "outer", "e1", false, List.of("Users.create (Users.java:7)")));
		assertThat(this.segment.subsegment("insert").exceptions())
			.containsExactly(new RecordedException("e1", "java.sql.SQLException", "inner", null, true, List.of()));
		assertThat(this.segment.subsegment("UserService.create").exceptions())
			.containsExactly(new RecordedException(null, null, null, "e1", false, List.of()));
		assertThat(this.segment.subsegment("audit").exceptions()).isEmpty();
	}

	@Test
	void findsSubsegmentsDepthFirst() {
		assertThat(this.segment.subsegments()).extracting(RecordedEntity::name)
			.containsExactly("UserService.create", "audit");
		assertThat(this.segment.find("insert")).map(RecordedEntity::id).contains("0000000000000003");
		assertThat(this.segment.find("users")).isEmpty();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.segment.subsegment("none"))
			.withMessageContaining("No subsegment 'none' in this tree")
			.withMessageContaining("UserService.create");
	}

	@Test
	void isImmutable() {
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.segment.annotations().put("key", "value"));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.segment.metadata("default").clear());
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.segment.subsegments().clear());
	}

	@Test
	void showsItsDocument() throws IOException {
		assertThat(this.segment.json()).contains("\"name\" : \"users\",\n");
		assertThat(RecordedEntity.parse(this.segment.json().getBytes(StandardCharsets.UTF_8))).isEqualTo(this.segment);
	}

	@Test
	void takesNothingButObjects() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> RecordedEntity.parse("[]".getBytes()));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> RecordedEntity.parse(new byte[0]));
	}

	static RecordedEntity parse(String json) {
		try {
			return RecordedEntity.parse(json.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
