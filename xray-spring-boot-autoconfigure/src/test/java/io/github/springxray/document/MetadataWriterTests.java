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

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.amazonaws.xray.entities.Segment;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.github.springxray.entity.TraceEntity;
import io.github.springxray.testsupport.SegmentDocumentSchema;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MetadataWriter} and {@link MetadataValues}.
 */
public class MetadataWriterTests {

	private final Segment segment = TestEntities.segment("users");

	@Test
	void writesAnyJsonByNamespace() {
		this.segment.putMetadata("a", List.of(1, "two", Map.of("three", 3)));
		this.segment.putMetadata("none", null);
		this.segment.putMetadata("users", "user", new User("Jane", 7));
		JsonNode metadata = write();
		assertThat(metadata.at("/default/a").toString()).isEqualTo("[1,\"two\",{\"three\":3}]");
		assertThat(metadata.at("/default/none").isNull()).isTrue();
		assertThat(metadata.at("/users/user").toString()).isEqualTo("{\"name\":\"Jane\",\"age\":7}");
	}

	@Test
	void writesTimesAsIsoWithoutAModuleOfJackson() {
		this.segment.putMetadata("time",
				Map.of("instant", Instant.EPOCH, "date", LocalDate.EPOCH, "duration", Duration.ofSeconds(3)));
		this.segment.putMetadata("optional", Optional.of(Instant.EPOCH));
		JsonNode metadata = write();
		assertThat(metadata.at("/default/time/instant").asText()).isEqualTo("1970-01-01T00:00:00Z");
		assertThat(metadata.at("/default/time/date").asText()).isEqualTo("1970-01-01");
		assertThat(metadata.at("/default/time/duration").asText()).isEqualTo("PT3S");
		assertThat(metadata.at("/default/optional").asText()).isEqualTo("1970-01-01T00:00:00Z");
	}

	@Test
	void movesReservedNamespacesAside() {
		this.segment.putMetadata("AWS.lambda", "key", "value");
		assertThat(write().at("/_AWS.lambda/key").asText()).isEqualTo("value");
	}

	/**
	 * Defect of the SDK: the whole trace is lost, an empty document is sent.
	 */
	@Test
	void metadataThatJacksonCannotWriteCostsNothingElse() {
		this.segment.putMetadata("bad", new ThrowingGetter());
		this.segment.putMetadata("good", "value");
		this.segment.putAnnotation("kept", true);
		JsonNode document = document();
		assertThat(document.at("/metadata/default/bad").asText()).contains(ThrowingGetter.class.getName())
			.contains("not recorded")
			.doesNotContain("secret");
		assertThat(document.at("/metadata/default/good").asText()).isEqualTo("value");
		assertThat(document.at("/annotations/kept").booleanValue()).isTrue();
		assertThat(this.segment.serialize()).isEmpty();
	}

	@Test
	void cyclicMetadataBecomesAPlaceholder() {
		Node node = new Node();
		node.next = node;
		Node first = new Node();
		first.next = new Node();
		first.next.next = first;
		List<Object> list = new ArrayList<>();
		list.add(list);
		this.segment.putMetadata("self", node);
		this.segment.putMetadata("two", first);
		this.segment.putMetadata("list", list);
		JsonNode metadata = write().get("default");
		assertThat(metadata).hasSize(3)
			.allSatisfy((value) -> assertThat(value.asText()).startsWith("(").contains("not recorded"));
	}

	@Test
	void metadataWithoutAnEndBecomesAPlaceholder() {
		Iterable<Integer> endless = () -> new Iterator<>() {

			@Override
			public boolean hasNext() {
				return true;
			}

			@Override
			public Integer next() {
				return 1;
			}

		};
		this.segment.putMetadata("endless", endless);
		this.segment.putMetadata("long", Collections.nCopies(100, "x".repeat(1000)));
		JsonNode metadata = write().get("default");
		assertThat(metadata.get("endless").asText()).contains("longer than 10240 characters");
		assertThat(metadata.get("long").asText()).contains("longer than 10240 characters");
	}

	@Test
	void metadataWithErrorsBecomesAPlaceholder() {
		this.segment.putMetadata("overflow", new Overflowing());
		this.segment.putMetadata("keys", Map.of(new AnnotationWriterTests.Throwing(), 1));
		this.segment.putMetadata("empty", new Object());
		JsonNode metadata = write().get("default");
		assertThat(metadata.get("overflow").asText()).contains("not recorded");
		assertThat(metadata.get("keys").asText()).contains("not recorded").doesNotContain("secret");
		assertThat(metadata.get("empty").toString()).isEqualTo("{}");
	}

	@Test
	void survivesMapsThatThrowOnIteration() {
		Map<String, Object> throwing = new LinkedHashMap<>() {

			@Override
			public void forEach(java.util.function.BiConsumer<? super String, ? super Object> action) {
				throw new java.util.ConcurrentModificationException();
			}

		};
		throwing.put("key", "value");
		this.segment.setMetadata(Map.of("throwing", throwing, "good", Map.of("key", "value")));
		assertThat(write().at("/good/key").asText()).isEqualTo("value");
	}

	@Test
	void keysThatAreTooLongAreCutAndStayApart() {
		String key = "k".repeat(250);
		this.segment.putMetadata(key + "1", 1);
		this.segment.putMetadata(key + "2", true);
		JsonNode written = write().get("default");
		assertThat(written).hasSize(2).extracting(JsonNode::asText).containsExactlyInAnyOrder("1", "true");
		assertThat(written.has(key)).isTrue();
		assertThat(written.has(key + "_2")).isTrue();
	}

	@Test
	void textOfAnyKindIsReadUpToItsLimit() {
		this.segment.putMetadata("short", List.of(new StringBuilder("text"), new StringBuffer("too")));
		this.segment.putMetadata("long", List.of(new StringBuilder("x".repeat(20_000))));
		JsonNode written = write().get("default");
		assertThat(written.get("short").toString()).isEqualTo("[\"text\",\"too\"]");
		assertThat(written.get("long").asText()).contains("longer than 10240 characters");
	}

	@Test
	void whatIsPutAfterTheEndIsNotReadButNamed() {
		TraceEntity ended = TestEntities.capture.copyOf(this.segment);
		ended.putMetadata("flag", true);
		ended.putMetadata("late", List.of("late"));
		JsonNode written = SegmentDocumentSchema
			.assertValid(new DocumentWriter().writeAll(EntityNode.trees(ended), 60_000).documents().get(0));
		assertThat(written.at("/metadata/default/flag").booleanValue()).isTrue();
		assertThat(written.at("/metadata/default/late").asText()).contains("put after the end");
	}

	private JsonNode document() {
		return SegmentDocumentSchema.assertValid(new DocumentWriter().write(this.segment));
	}

	private JsonNode write() {
		return document().get("metadata");
	}

	record User(String name, int age) {

	}

	public static final class Node {

		public Node next;

	}

	public static final class ThrowingGetter {

		public String getFirst() {
			return "secret";
		}

		public String getSecond() {
			throw new IllegalStateException("secret");
		}

	}

	static final class Overflowing {

		public String getText() {
			return getText() + "x";
		}

	}

}
