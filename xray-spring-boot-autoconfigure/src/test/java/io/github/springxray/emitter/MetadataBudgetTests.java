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

package io.github.springxray.emitter;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import com.amazonaws.xray.entities.Segment;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.github.springxray.document.TestEntities;
import io.github.springxray.testsupport.SegmentDocumentSchema;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application puts on an entity beyond what a document can hold costs nothing: it
 * is not read.
 */
class MetadataBudgetTests {

	private final Segment segment = TestEntities.segment("root");

	@Test
	void objectsBeyondTheBudgetAreNotRead() {
		AtomicInteger reads = new AtomicInteger();
		for (int i = 0; i < 2000; i++) {
			this.segment.putMetadata("value" + i, new Large(reads, 9000));
		}
		JsonNode metadata = write().at("/metadata/default");
		assertThat(reads).hasValueLessThan(10);
		assertThat(metadata.size()).isBetween(6, 8);
		assertThat(metadata.get("_omitted").asText()).matches("19\\d\\d values left out: .*");
		assertThat(metadata.toString()).doesNotContain("not recorded").contains("x".repeat(9000));
	}

	@Test
	void objectsThatAreTooLargeEachAreNotReadForEver() {
		AtomicInteger reads = new AtomicInteger();
		for (int i = 0; i < 2000; i++) {
			this.segment.putMetadata("namespace" + i, "value", new Large(reads, 1_000_000));
		}
		write();
		assertThat(reads).hasValueLessThan(30);
	}

	@Test
	void valuesOfAKnownSizeComeBeforeObjects() {
		for (int i = 0; i < 20; i++) {
			this.segment.putMetadata("objects" + i, "value", new Large(new AtomicInteger(), 9000));
			this.segment.putMetadata("plain" + i, "value", i);
			this.segment.putMetadata("plain" + i, "text", "text");
		}
		JsonNode metadata = write().get("metadata");
		for (int i = 0; i < 20; i++) {
			assertThat(metadata.at("/plain" + i + "/value").intValue()).isEqualTo(i);
			assertThat(metadata.at("/plain" + i + "/text").asText()).isEqualTo("text");
		}
	}

	@Test
	void stringsBeyondTheBudgetAreLeftOutAndTheOthersKept() {
		for (int i = 0; i < 100; i++) {
			this.segment.putMetadata("text" + i, "x".repeat(9000));
		}
		this.segment.putMetadata("number", 1);
		this.segment.putAnnotation("kept", true);
		JsonNode document = write();
		JsonNode metadata = document.at("/metadata/default");
		assertThat(metadata.get("number").intValue()).isEqualTo(1);
		assertThat(metadata.size()).isEqualTo(8);
		assertThat(metadata.get("_omitted").asText()).startsWith("94 values left out");
		assertThat(document.at("/annotations/kept").booleanValue()).isTrue();
	}

	@Test
	void keysCountToo() {
		for (int i = 0; i < 2000; i++) {
			this.segment.putMetadata("k".repeat(200) + i, i);
		}
		assertThat(write().at("/metadata/default").size()).isBetween(200, 300);
	}

	@Test
	void aValueThatJustFitsIsKept() {
		this.segment.putMetadata("list", List.of("x".repeat(10 * 1024 - 4)));
		this.segment.putMetadata("longer", List.of("x".repeat(10 * 1024 - 3)));
		this.segment.putMetadata("text", "x".repeat(10 * 1024 - 2));
		this.segment.putMetadata("longer text", "x".repeat(10 * 1024 - 1));
		JsonNode metadata = write().at("/metadata/default");
		assertThat(metadata.at("/list/0").asText()).hasSize(10 * 1024 - 4);
		assertThat(metadata.get("longer").asText()).contains("longer than 10240 characters");
		assertThat(metadata.get("text").asText()).hasSize(10 * 1024 - 2);
		assertThat(metadata.get("longer text").asText()).contains("longer than 10240 characters");
	}

	@Test
	void aCollectionThatIsTooLargeIsNotGoneThrough() {
		AtomicInteger reads = new AtomicInteger();
		this.segment.putMetadata("list", new AbstractList<Integer>() {

			@Override
			public Integer get(int index) {
				return reads.incrementAndGet();
			}

			@Override
			public int size() {
				return 1_000_000;
			}

		});
		this.segment.putMetadata("map", new AbstractMap<String, Integer>() {

			@Override
			public Set<Map.Entry<String, Integer>> entrySet() {
				reads.incrementAndGet();
				return Set.of();
			}

			@Override
			public int size() {
				return 1_000_000;
			}

		});
		this.segment.putMetadata("array", new Object[100_000_000]);
		assertThat(write().at("/metadata/default")).hasSize(3)
			.allSatisfy((value) -> assertThat(value.asText()).contains("longer than 10240 characters"));
		assertThat(reads).hasValue(0);
	}

	@Test
	void longTextIsNotCopied() {
		AtomicInteger copies = new AtomicInteger();
		CharSequence text = new CharSequence() {

			@Override
			public int length() {
				return Integer.MAX_VALUE;
			}

			@Override
			public char charAt(int index) {
				return 'x';
			}

			@Override
			public CharSequence subSequence(int start, int end) {
				return "x".repeat(end - start);
			}

			@Override
			public String toString() {
				copies.incrementAndGet();
				return "copy";
			}

		};
		this.segment.putMetadata("text", text);
		this.segment.putAws("text", text);
		this.segment.getAnnotations().put("text", text);
		JsonNode document = write();
		assertThat(copies).hasValue(0);
		assertThat(document.at("/metadata/default/text").asText()).contains("longer than 10240 characters");
		assertThat(document.at("/aws/text").asText()).isEqualTo("x".repeat(250));
		assertThat(document.at("/annotations/text").asText()).isEqualTo("x".repeat(1000));
	}

	@Test
	void elementsOfABlockBeyondADocumentAreNotRead() {
		AtomicInteger reads = new AtomicInteger();
		this.segment.putAws("list", Collections.nCopies(1_000_000_000, new Object() {

			@Override
			public String toString() {
				reads.incrementAndGet();
				return "x".repeat(1000);
			}

		}));
		for (int i = 0; i < 2000; i++) {
			this.segment.putService("value" + i, new StringBuilder("x".repeat(1000)));
		}
		this.segment.putAnnotation("kept", true);
		JsonNode document = write();
		assertThat(reads).hasValueLessThan(100);
		assertThat(document.at("/annotations/kept").booleanValue()).isTrue();
	}

	private JsonNode write() {
		Parcel parcel = TestParcels.parcel(this.segment);
		return SegmentDocumentSchema.assertValid(TestParcels.documents(parcel).get(0).content());
	}

	public static final class Large {

		private final AtomicInteger reads;

		private final int size;

		Large(AtomicInteger reads, int size) {
			this.reads = reads;
			this.size = size;
		}

		public String getText() {
			this.reads.incrementAndGet();
			return "x".repeat(this.size);
		}

	}

}
