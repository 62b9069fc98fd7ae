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

package io.github.springxray.document;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import com.amazonaws.xray.entities.AWSLogReference;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.springxray.context.TraceLink;
import io.github.springxray.context.TraceLinks;
import io.github.springxray.testsupport.SegmentDocumentSchema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link DocumentWriter}.
 */
class DocumentWriterTests {

	private final DocumentWriter writer = new DocumentWriter();

	private final Segment segment = TestEntities.segment("users");

	@Test
	void writesWhatASegmentHas() {
		this.segment.setParentId("53995c3f42cd8ad8");
		this.segment.setUser("jane");
		this.segment.setOrigin("AWS::ECS::Container");
		this.segment.setResourceArn("arn:aws:ecs:eu-west-1:123456789012:container/1");
		this.segment.putService("version", "1.2.3");
		this.segment.putHttp("request", Map.of("method", "GET", "url", "http://localhost/users", "traced", true));
		this.segment.putHttp("response", Map.of("status", 503, "content_length", 12L));
		this.segment.setFault(true);
		JsonNode document = write(TestEntities.end(this.segment));
		assertThat(document.get("name").asText()).isEqualTo("users");
		assertThat(document.get("id").asText()).isEqualTo(this.segment.getId());
		assertThat(document.get("trace_id").asText()).isEqualTo(TestEntities.TRACE_ID);
		assertThat(document.get("parent_id").asText()).isEqualTo("53995c3f42cd8ad8");
		assertThat(document.get("user").asText()).isEqualTo("jane");
		assertThat(document.get("origin").asText()).isEqualTo("AWS::ECS::Container");
		assertThat(document.get("resource_arn").asText()).endsWith("container/1");
		assertThat(document.at("/service/version").asText()).isEqualTo("1.2.3");
		assertThat(document.at("/http/request/traced").isBoolean()).isTrue();
		assertThat(document.at("/http/response/status").intValue()).isEqualTo(503);
		assertThat(document.get("fault").booleanValue()).isTrue();
	}

	@Test
	void leavesOutWhatIsNotThere() {
		JsonNode document = write(TestEntities.end(this.segment));
		assertThat(document.fieldNames()).toIterable()
			.containsExactlyInAnyOrder("name", "id", "start_time", "end_time", "trace_id");
	}

	@ParameterizedTest
	@CsvSource({ "1700000000.0,1700000000", "1700000000.25,1700000000.25", "1700000000.123456,1700000000.123456",
			"1700000000.000001,1700000000.000001", "1700000000.9999999,1700000001" })
	void writesTimesAsPlainNumbersToTheMicrosecond(double time, String expected) {
		this.segment.setStartTime(time);
		assertThat(text(this.segment)).contains("\"start_time\":" + expected + ",");
	}

	@Test
	void writesAnyTimeOfOurDaysToTheMicrosecond() {
		Random random = new Random(42);
		for (int i = 0; i < 10_000; i++) {
			double time = random.nextDouble(1_000_000_000, 4_000_000_000d);
			this.segment.setStartTime(time);
			BigDecimal written = write(this.segment).get("start_time").decimalValue();
			assertThat(written.scale()).isLessThanOrEqualTo(6);
			assertThat(written.subtract(new BigDecimal(time)).abs()).isLessThan(new BigDecimal("0.000001"));
			assertThat(written.doubleValue()).isCloseTo(time, within(1e-6));
		}
	}

	@ParameterizedTest
	@CsvSource({ "0,0", "-1,0", "NaN,0", "-Infinity,0", "4.9E-324,0", "0.1,0.1", "1e12,1000000000000",
			"Infinity,9223372036854.775807" })
	void writesOddTimesAsNumbers(double time, String expected) {
		this.segment.setStartTime(time);
		assertThat(text(this.segment)).contains("\"start_time\":" + expected + ",");
	}

	@Test
	void writesNoFieldTwiceWhenAMapChangesMeanwhile() {
		Map<String, Object> request = new HashMap<>();
		request.put("method", new Object() {

			@Override
			public String toString() {
				request.put("late " + request.size(), "x");
				return "GET";
			}

		});
		request.put("url", "http://localhost");
		this.segment.putHttp("request", request);
		String text = text(this.segment);
		assertThat(text).containsOnlyOnce("\"method\":\"GET\"").containsOnlyOnce("\"url\"");
	}

	@Test
	void keepsKeysApartThatAreCut() throws IOException {
		this.segment.putHttp("request", Map.of("method", "GET", "k".repeat(250) + 1, "a", "k".repeat(250) + 2, "b"));
		Map<String, Object> response = new HashMap<>();
		response.put("status", 200);
		response.put("k".repeat(250) + 1, "a");
		response.put("k".repeat(250) + 2, "b");
		response.put(null, "no key");
		response.put("no value", null);
		this.segment.putHttp("response", response);
		JsonNode http = new ObjectMapper().readTree(text(this.segment)).get("http");
		assertThat(http.get("request")).hasSize(3);
		assertThat(http.get("response")).hasSize(3);
		assertThat(http.at("/response/status").intValue()).isEqualTo(200);
	}

	@Test
	void writesAgainAfterADocumentThatWasTooLarge() {
		this.segment.putHttp("request", Map.of("url", "http://localhost"));
		byte[] before = this.writer.write(this.segment);
		Segment large = TestEntities.segment("large");
		for (int i = 0; i < 40; i++) {
			large.putMetadata("key" + i, "x".repeat(5000));
		}
		assertThat(this.writer.writeAll(large, DocumentWriter.MIN_LIMIT)).hasSize(1);
		assertThat(this.writer.write(large)).hasSizeGreaterThan(200_000);
		assertThat(this.writer.write(this.segment)).isEqualTo(before);
	}

	@Test
	void writesEndOrInProgressButNeverBoth() {
		JsonNode open = write(this.segment);
		assertThat(open.get("in_progress").booleanValue()).isTrue();
		assertThat(open.has("end_time")).isFalse();
		this.segment.setEndTime(1_700_000_001);
		assertThat(write(this.segment).has("end_time")).isFalse();
		this.segment.setInProgress(false);
		JsonNode ended = write(this.segment);
		assertThat(ended.get("end_time").doubleValue()).isEqualTo(1_700_000_001);
		assertThat(ended.has("in_progress")).isFalse();
	}

	@Test
	void writesInProgressWhileTheEndIsNotYetVisible() {
		this.segment.setInProgress(false);
		assertThat(write(this.segment).get("in_progress").booleanValue()).isTrue();
	}

	@Test
	void makesNamesLegal() {
		Subsegment subsegment = TestEntities.subsegment(this.segment, "Users$Proxy(1)<x>,\u00e9 \ud83d\ude00");
		subsegment.setNamespace("nonsense");
		JsonNode document = write(this.segment);
		assertThat(document.at("/subsegments/0/name").asText()).isEqualTo("Users_Proxy_1__x__\u00e9 _");
		assertThat(document.at("/subsegments/0").has("namespace")).isFalse();
	}

	@Test
	void writesWhatASubsegmentHas() {
		Subsegment subsegment = TestEntities.subsegment(this.segment, "users@h2");
		subsegment.setNamespace("remote");
		subsegment.setThrottle(true);
		subsegment.addPrecursorId("53995c3f42cd8ad8");
		subsegment.putSql("url", "jdbc:h2:mem:users");
		subsegment.putSql("sanitized_query", "x".repeat(5000));
		JsonNode written = write(this.segment).at("/subsegments/0");
		assertThat(written.get("namespace").asText()).isEqualTo("remote");
		assertThat(written.get("throttle").booleanValue()).isTrue();
		assertThat(written.get("error").booleanValue()).isTrue();
		assertThat(written.at("/precursor_ids/0").asText()).isEqualTo("53995c3f42cd8ad8");
		assertThat(written.at("/sql/sanitized_query").asText()).hasSize(4000);
		assertThat(written.has("type")).isFalse();
		assertThat(written.has("trace_id")).isFalse();
		assertThat(written.has("parent_id")).isFalse();
	}

	@Test
	void makesASubsegmentAnIndependentDocument() {
		Subsegment parent = TestEntities.subsegment(this.segment, "parent");
		Subsegment subsegment = TestEntities.subsegment(parent, "child");
		TestEntities.subsegment(subsegment, "grandchild");
		JsonNode document = write(subsegment);
		assertThat(document.get("type").asText()).isEqualTo("subsegment");
		assertThat(document.get("trace_id").asText()).isEqualTo(TestEntities.TRACE_ID);
		assertThat(document.get("parent_id").asText()).isEqualTo(parent.getId());
		assertThat(TestEntities.names(document)).containsExactlyInAnyOrder("child", "grandchild");
	}

	@Test
	void leavesOutWhatIsNotSampledWithItsChildren() {
		Subsegment quiet = TestEntities.subsegment(this.segment, "quiet");
		TestEntities.subsegment(quiet, "beneath");
		quiet.setSampledFalse();
		TestEntities.subsegment(this.segment, "loud");
		assertThat(TestEntities.names(write(this.segment))).containsExactlyInAnyOrder("users", "loud");
	}

	@Test
	void writesLogReferencesAndLeavesOutWhatIsEmpty() {
		AWSLogReference reference = new AWSLogReference();
		reference.setLogGroup("group");
		this.segment.putAws("cloudwatch_logs", List.of(reference));
		this.segment.putAws("ec2", Map.of());
		this.segment.putAws("list", List.of());
		this.segment.putAws("xray",
				Map.of("sdk", "X-Ray for Java", "sampled", true, "other", new StringBuilder("text")));
		JsonNode aws = write(this.segment).get("aws");
		assertThat(aws.get("cloudwatch_logs").toString()).isEqualTo("[{\"log_group\":\"group\"}]");
		assertThat(aws.has("ec2")).isFalse();
		assertThat(aws.has("list")).isFalse();
		assertThat(aws.at("/xray/other").asText()).isEqualTo("text");
	}

	@Test
	void survivesBlocksThatContainThemselves() {
		Map<String, Object> cycle = new HashMap<>();
		cycle.put("self", cycle);
		this.segment.putAws("cycle", cycle);
		assertThat(write(this.segment).at("/aws/cycle/self").isObject()).isTrue();
	}

	@Test
	void cutsLongStringsButNoSurrogatePair() {
		String pairs = "x" + "\ud83d\ude00".repeat(200);
		this.segment.setUser(pairs);
		this.segment.putHttp("request", Map.of("url", "u".repeat(300), "user_agent", pairs));
		JsonNode document = write(this.segment);
		assertThat(document.get("user").asText()).hasSize(249).endsWith("\ud83d\ude00");
		assertThat(document.at("/http/request/url").asText()).hasSize(250);
		assertThat(document.at("/http/request/user_agent").asText()).hasSize(249);
	}

	@Test
	void replacesLoneSurrogatesEverywhere() {
		this.segment.setUser("a\ud83db");
		this.segment.putAnnotation("a", "\ude00");
		this.segment.putMetadata("\ud83d", Map.of("k\ude00", "v\ud83d"));
		JsonNode document = write(this.segment);
		assertThat(document.get("user").asText()).isEqualTo("a\ufffdb");
		assertThat(document.at("/annotations/a").asText()).isEqualTo("\ufffd");
		assertThat(document.at("/metadata/default").toString()).isEqualTo("{\"\ufffd\":{\"k\ufffd\":\"v\ufffd\"}}");
	}

	@Test
	void writesLinksToOtherTraces() {
		TraceID other = TraceID.fromString("1-5759e988-000000000000000000000001");
		TraceLinks.add(this.segment,
				List.of(new TraceLink(other, "53995c3f42cd8ad8", Map.of("message_id", "a", "n", 1)),
						new TraceLink(other, "000000000000000a", Map.of())));
		JsonNode document = write(TestEntities.end(this.segment));
		assertThat(document.get("links")).hasSize(2);
		assertThat(document.at("/links/0/trace_id").asText()).isEqualTo("1-5759e988-000000000000000000000001");
		assertThat(document.at("/links/0/id").asText()).isEqualTo("53995c3f42cd8ad8");
		assertThat(document.at("/links/0/attributes/message_id").asText()).isEqualTo("a");
		assertThat(document.at("/links/0/attributes/n").intValue()).isEqualTo(1);
		assertThat(document.at("/links/1").has("attributes")).isFalse();
	}

	@Test
	void writesAsManyLinksAsADocumentMayHave() {
		for (int i = 0; i < 3; i++) {
			List<TraceLink> links = IntStream.range(8 * i, 8 * i + 8)
				.mapToObj((id) -> new TraceLink(this.segment.getTraceId(), String.format("%016x", id), Map.of()))
				.toList();
			TraceLinks.add(this.segment, links);
		}
		JsonNode links = write(TestEntities.end(this.segment)).get("links");
		assertThat(links).hasSize(20);
		assertThat(links.get(19).get("id").asText()).isEqualTo("0000000000000013");
	}

	private JsonNode write(Entity entity) {
		return SegmentDocumentSchema.assertValid(this.writer.write(entity));
	}

	private String text(Entity entity) {
		return new String(this.writer.write(entity), StandardCharsets.UTF_8);
	}

}
