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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.github.springxray.testsupport.SegmentDocumentSchema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DocumentSplitter}, through {@link DocumentWriter#writeAll}.
 */
class DocumentSplitterTests {

	private static final int LIMIT = 63 * 1024;

	private final DocumentWriter writer = new DocumentWriter();

	private final Segment segment = TestEntities.segment("root");

	@Test
	void keepsOneDocumentThatFits() {
		TestEntities.subsegment(this.segment, "child");
		List<byte[]> documents = this.writer.writeAll(this.segment, LIMIT);
		assertThat(documents).hasSize(1);
		assertThat(documents.get(0)).isEqualTo(this.writer.write(this.segment));
	}

	/**
	 * Defect of the SDK: only the first level of children is split off.
	 */
	@Test
	void splitsALargeSegmentAtEveryLevelAndLosesNothing() {
		Map<String, String> parents = new HashMap<>();
		grow(this.segment, 4, parents);
		List<JsonNode> documents = split(this.segment);
		assertThat(documents).hasSizeGreaterThan(1);
		Map<String, String> written = new HashMap<>();
		documents.forEach((document) -> collect(document, document.path("parent_id").asText(null), written));
		parents.put(this.segment.getId(), null);
		assertThat(written).isEqualTo(parents);
		JsonNode last = documents.get(documents.size() - 1);
		assertThat(last.get("id").asText()).isEqualTo(this.segment.getId());
		assertThat(documents.subList(0, documents.size() - 1))
			.allSatisfy((document) -> assertThat(document.get("type").asText()).isEqualTo("subsegment"));
		assertThat(text(documents)).contains("\"filler\"").doesNotContain("left out");
	}

	@Test
	void splitsOffWhatIsInProgressToo() {
		for (int i = 0; i < 10; i++) {
			fill(TestEntities.subsegment(this.segment, "open" + i), 9);
		}
		List<JsonNode> documents = split(this.segment);
		assertThat(documents.get(0).get("in_progress").booleanValue()).isTrue();
		assertThat(documents.stream().flatMap((document) -> TestEntities.names(document).stream())).hasSize(11)
			.contains("root", "open0", "open9");
	}

	@Test
	void splitsALargeSubsegmentThatIsSentOnItsOwn() {
		Subsegment late = TestEntities.subsegment(this.segment, "late");
		for (int i = 0; i < 10; i++) {
			fill(TestEntities.subsegment(late, "child" + i), 9);
		}
		List<JsonNode> documents = split(late);
		JsonNode last = documents.get(documents.size() - 1);
		assertThat(last.get("parent_id").asText()).isEqualTo(this.segment.getId());
		assertThat(documents.get(0).get("parent_id").asText()).isEqualTo(late.getId());
	}

	/**
	 * What makes a document of a subsegment takes room too: its type, trace and parent.
	 */
	@Test
	void keepsTheLimitWhateverTheSizeOfWhatIsSplitOff() {
		int limit = DocumentWriter.MIN_LIMIT;
		for (int size = limit - 450; size < limit - 100; size++) {
			Segment root = TestEntities.segment("root");
			TestEntities.end(TestEntities.subsegment(root, "first")).putMetadata("filler", "f".repeat(size));
			Subsegment parent = TestEntities.end(TestEntities.subsegment(root, "parent"));
			TestEntities.end(TestEntities.subsegment(parent, "second")).putMetadata("filler", "f".repeat(size / 2));
			TestEntities.end(TestEntities.subsegment(parent, "third")).putMetadata("filler", "f".repeat(size / 2));
			List<byte[]> documents = this.writer.writeAll(root, limit);
			assertThat(documents).as("with " + size)
				.allSatisfy((document) -> assertThat(document).hasSizeLessThanOrEqualTo(limit));
			if (size % 50 == 0) {
				assertThat(documents.stream()
					.flatMap((document) -> TestEntities.names(SegmentDocumentSchema.assertValid(document)).stream()))
					.containsExactlyInAnyOrder("root", "first", "parent", "second", "third");
			}
		}
	}

	/**
	 * Room that is not needed is not given away.
	 */
	@Test
	void splitsNothingOffThatFits() {
		int limit = DocumentWriter.MIN_LIMIT;
		Segment root = TestEntities.segment("root");
		TestEntities.end(TestEntities.subsegment(root, "one")).putMetadata("filler", "f".repeat(limit / 2));
		TestEntities.end(TestEntities.subsegment(root, "two")).putMetadata("filler", "f".repeat(limit / 2));
		TestEntities.end(TestEntities.subsegment(root, "three")).putMetadata("filler", "f".repeat(limit / 4));
		List<byte[]> documents = this.writer.writeAll(root, limit);
		assertThat(documents).hasSize(2);
		assertThat(TestEntities.names(SegmentDocumentSchema.assertValid(documents.get(1)))).contains("root", "three")
			.hasSize(3);
	}

	/**
	 * Defect of the SDK: a subsegment over 64 kB is lost.
	 */
	@Test
	void replacesTheMetadataOfASubsegmentThatIsTooLargeAlone() {
		Subsegment large = TestEntities.subsegment(this.segment, "large");
		fill(large, 100);
		large.putMetadata("small", 1);
		large.putMetadata("list", List.of("f".repeat(100)));
		large.putAnnotation("kept", "whole");
		List<JsonNode> documents = split(this.segment);
		JsonNode written = documents.get(0).at("/subsegments/0");
		assertThat(documents).hasSize(1);
		assertThat(written.at("/metadata/default/filler0").asText()).contains("not recorded");
		assertThat(written.at("/metadata/default/list").asText()).endsWith("not recorded: longer than 64 characters)");
		assertThat(written.at("/metadata/default/small").intValue()).isEqualTo(1);
		assertThat(written.at("/annotations/kept").asText()).isEqualTo("whole");
	}

	@Test
	void shortensStacksVisibly() {
		for (int i = 0; i < 30; i++) {
			IllegalStateException exception = new IllegalStateException("m".repeat(200));
			StackTraceElement[] stack = new StackTraceElement[50];
			Arrays.fill(stack, new StackTraceElement("com.example.Type" + "x".repeat(60), "method", "Type.java", 1));
			exception.setStackTrace(stack);
			this.segment.addException(exception);
		}
		this.segment.putMetadata("one", 1);
		this.segment.putMetadata("two", 2);
		JsonNode document = split(this.segment).get(0);
		assertThat(document.at("/metadata/default/_omitted").asText())
			.isEqualTo("2 values left out: the document was too large");
		JsonNode exceptions = document.at("/cause/exceptions");
		assertThat(exceptions).hasSize(30);
		assertThat(exceptions.get(0).get("stack").size()).isEqualTo(10);
		assertThat(exceptions.get(0).get("truncated").intValue()).isPositive();
	}

	@Test
	void shortensWhateverIsTooLargeAndMarksIt() {
		for (int i = 0; i < 50; i++) {
			this.segment.putAnnotation("annotation" + i + "k".repeat(400), "\u4e16".repeat(1000));
		}
		JsonNode annotations = split(this.segment).get(0).get("annotations");
		assertThat(annotations).hasSize(50)
			.allSatisfy((annotation) -> assertThat(annotation.asText()).endsWith("\u2026"));
	}

	@Test
	void writesSomethingOfAnEntityThatIsTooLargeInEveryWay() {
		List<String> elements = IntStream.range(0, 5000).mapToObj((i) -> "\u4e16".repeat(250)).toList();
		Map<String, Object> wide = new HashMap<>();
		for (int i = 0; i < 300; i++) {
			wide.put("key" + i + "\u4e16".repeat(240), Map.of("a", elements, "b", elements));
			this.segment.putMetadata("namespace" + i, "key", elements);
			this.segment.putAnnotation("annotation" + i + "k".repeat(480), "\u4e16".repeat(1000));
		}
		this.segment.putAws("wide", wide);
		this.segment.putService("wide", wide);
		for (int i = 0; i < 2000; i++) {
			this.segment.addException(new IllegalStateException("\u4e16".repeat(300)));
		}
		JsonNode document = split(this.segment).get(0);
		assertThat(document.get("name").asText()).isEqualTo("root");
		assertThat(document.toString()).contains("left out: the document was too large");
		byte[] smallest = this.writer.writeAll(this.segment, DocumentWriter.MIN_LIMIT).get(0);
		assertThat(smallest).hasSizeLessThanOrEqualTo(DocumentWriter.MIN_LIMIT);
		JsonNode written = SegmentDocumentSchema.assertValid(smallest);
		assertThat(written.at("/annotations/_omitted").intValue()).isPositive();
		assertThat(written.at("/metadata/_omitted/_omitted").asText())
			.isEqualTo("300 namespaces left out: the document was too large");
		assertThat(written.at("/aws/_omitted").asText()).isEqualTo("1 more left out: the document was too large");
	}

	@Test
	void saysHowManyElementsAreLeftOut() {
		List<String> elements = IntStream.range(0, 150).mapToObj((i) -> "\u4e16".repeat(250)).toList();
		this.segment.putAws("list", elements);
		this.segment.putService("map",
				elements.stream().collect(Collectors.toMap((text) -> "key" + UUID.randomUUID(), (text) -> text)));
		JsonNode document = split(this.segment).get(0);
		assertThat(document.at("/aws/list")).hasSize(51)
			.last()
			.extracting(JsonNode::asText)
			.isEqualTo("100 more left out: the document was too large");
		assertThat(document.at("/service/map")).hasSize(51);
		assertThat(document.at("/service/map/_omitted").asText())
			.isEqualTo("100 more left out: the document was too large");
	}

	@Test
	void countsWhatWasShortenedAndNotWhatWasSplitOff() {
		for (int i = 0; i < 10; i++) {
			fill(TestEntities.subsegment(this.segment, "child"), 9);
		}
		assertThat(shortened()).isZero();
		fill(TestEntities.subsegment(this.segment, "large"), 100);
		assertThat(shortened()).isEqualTo(1);
		fill(TestEntities.subsegment(this.segment, "larger"), 200);
		assertThat(shortened()).isEqualTo(2);
	}

	private int shortened() {
		return this.writer.writeAll(EntityNode.trees(this.segment, TestEntities.capture), LIMIT).shortened();
	}

	@Test
	void splitsOffTheLargestFirstWhateverTheOrder() {
		int limit = DocumentWriter.MIN_LIMIT;
		TestEntities.subsegment(this.segment, "small").putMetadata("filler", "f".repeat(limit / 4));
		TestEntities.subsegment(this.segment, "large").putMetadata("filler", "f".repeat(limit - 500));
		TestEntities.subsegment(this.segment, "smaller").putMetadata("filler", "f".repeat(limit / 5));
		List<byte[]> documents = this.writer.writeAll(this.segment, limit);
		assertThat(documents).hasSize(2);
		assertThat(TestEntities.names(SegmentDocumentSchema.assertValid(documents.get(0)))).containsExactly("large");
	}

	@Test
	void keepsTheLimitHoweverWideOrDeepATreeIs() {
		for (int i = 0; i < 3000; i++) {
			TestEntities.subsegment(this.segment, "wide");
		}
		assertThat(split(this.segment).size()).isGreaterThan(1);
		Segment deep = TestEntities.segment("deep");
		Entity parent = deep;
		for (int i = 1; i < EntityNode.MAX_DEPTH; i++) {
			parent = TestEntities.subsegment(parent, "deep");
		}
		assertThat(this.writer.writeAll(deep, DocumentWriter.MIN_LIMIT)).hasSizeGreaterThan(1)
			.allSatisfy((document) -> assertThat(document).hasSizeLessThanOrEqualTo(DocumentWriter.MIN_LIMIT));
	}

	@Test
	void splitsWhatIsNestedTooDeep() {
		Set<String> names = new HashSet<>(Set.of("root"));
		Entity parent = this.segment;
		for (int i = 0; i < 3000; i++) {
			parent = TestEntities.subsegment(parent, "level" + i);
			names.add(parent.getName());
		}
		List<String> written = new ArrayList<>();
		split(this.segment).forEach((document) -> written.addAll(TestEntities.names(document)));
		assertThat(written).containsExactlyInAnyOrderElementsOf(names);
		SegmentDocumentSchema.assertValid(this.writer.write(this.segment));
	}

	@Test
	void refusesALimitThatNothingFitsIn() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.writer.writeAll(this.segment, 1000))
			.withMessageContaining("8192");
	}

	private List<JsonNode> split(Entity entity) {
		List<JsonNode> documents = new ArrayList<>();
		for (byte[] document : this.writer.writeAll(entity, LIMIT)) {
			assertThat(document).hasSizeLessThanOrEqualTo(LIMIT);
			documents.add(SegmentDocumentSchema.assertValid(document));
		}
		return documents;
	}

	private void grow(Entity parent, int levels, Map<String, String> parents) {
		for (int i = 0; i < 5; i++) {
			Subsegment child = TestEntities.end(TestEntities.subsegment(parent, "level" + levels + "-" + i));
			parents.put(child.getId(), parent.getId());
			fill(child, 1);
			if (levels > 1) {
				grow(child, levels - 1, parents);
			}
		}
	}

	private static void fill(Entity entity, int kilobytes) {
		for (int i = 0; i < kilobytes; i++) {
			entity.putMetadata((kilobytes > 1) ? "filler" + i : "filler", "f".repeat(1000));
		}
	}

	private static void collect(JsonNode node, String parent, Map<String, String> written) {
		String id = node.get("id").asText();
		assertThat(written).doesNotContainKey(id);
		written.put(id, parent);
		node.path("subsegments").forEach((child) -> collect(child, id, written));
	}

	private static String text(List<JsonNode> documents) {
		return documents.toString();
	}

}
