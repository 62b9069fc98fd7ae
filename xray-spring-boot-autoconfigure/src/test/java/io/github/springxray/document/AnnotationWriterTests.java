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

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import com.amazonaws.xray.entities.Segment;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.github.springxray.testsupport.SegmentDocumentSchema;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AnnotationWriter}.
 */
class AnnotationWriterTests {

	private final Segment segment = TestEntities.segment("users");

	@Test
	void writesStringsNumbersAndBooleans() {
		this.segment.putAnnotation("text", "t");
		this.segment.putAnnotation("int", 1);
		this.segment.putAnnotation("float", 0.1f);
		this.segment.putAnnotation("decimal", new BigDecimal("1.50"));
		this.segment.putAnnotation("atomic", new AtomicLong(7));
		this.segment.putAnnotation("flag", true);
		JsonNode annotations = write();
		assertThat(annotations.get("text").asText()).isEqualTo("t");
		assertThat(annotations.get("int").intValue()).isEqualTo(1);
		assertThat(annotations.get("float").asText()).isEqualTo("0.1");
		assertThat(annotations.get("decimal").isNumber()).isTrue();
		assertThat(annotations.get("atomic").intValue()).isEqualTo(7);
		assertThat(annotations.get("flag").isBoolean()).isTrue();
	}

	@Test
	void writesNumbersThatJsonDoesNotHaveAsStrings() {
		this.segment.putAnnotation("nan", Double.NaN);
		this.segment.putAnnotation("infinite", Float.NEGATIVE_INFINITY);
		this.segment.putAnnotation("own", new OwnNumber());
		JsonNode annotations = write();
		assertThat(annotations.get("nan").textValue()).isEqualTo("NaN");
		assertThat(annotations.get("infinite").textValue()).isEqualTo("-Infinity");
		assertThat(annotations.get("own").textValue()).isEqualTo("\"},{\"injected\":1");
	}

	@Test
	void makesKeysLegalAndKeepsThemApart() {
		this.segment.putAnnotation("a.b", "x");
		this.segment.putAnnotation("a-b", "y");
		this.segment.putAnnotation("k\u00e9y", "z");
		this.segment.putAnnotation("", "empty");
		this.segment.putAnnotation("k".repeat(600), "long");
		assertThat(write().fieldNames()).toIterable()
			.containsExactlyInAnyOrder("a_b", "a_b_2", "k_y", "_", "k".repeat(500));
	}

	@Test
	void anEmptyKeyBecomesAnUnderscore() {
		this.segment.getAnnotations().put("", "value");
		assertThat(write().toString()).isEqualTo("{\"_\":\"value\"}");
	}

	@Test
	void cutsValuesAtAThousandCharacters() {
		this.segment.putAnnotation("key", "v".repeat(1200));
		assertThat(write().get("key").asText()).hasSize(1000);
	}

	@Test
	void leavesEachLegalCharacterOfAKeyAndNoOther() {
		this.segment.putAnnotation("azAZ09_", 1);
		assertThat(write().fieldNames()).toIterable().containsExactly("azAZ09_");
		this.segment.putAnnotation("`{@[/:^", 2);
		this.segment.putAnnotation("k".repeat(500), 3);
		this.segment.putAnnotation("k".repeat(499) + ".", 4);
		JsonNode annotations = write();
		assertThat(annotations.fieldNames()).toIterable()
			.containsExactlyInAnyOrder("azAZ09_", "_______", "k".repeat(500), "k".repeat(499) + "_");
		assertThat(annotations.get("_______").intValue()).isEqualTo(2);
		assertThat(annotations.get("k".repeat(500)).intValue()).isEqualTo(3);
	}

	@Test
	void keepsTheFirstFiftyByTheirKeysWhateverTheOrder() {
		for (int i = 150; i > 100; i--) {
			this.segment.putAnnotation("key" + i, i);
		}
		assertThat(write()).hasSize(50);
		this.segment.putAnnotation("key100", 100);
		JsonNode annotations = write();
		assertThat(annotations).hasSize(50);
		assertThat(annotations.get("key100").intValue()).isEqualTo(100);
		assertThat(annotations.has("key150")).isFalse();
	}

	@Test
	void keepsFiftyOfMore() {
		for (int i = 0; i < 80; i++) {
			this.segment.putAnnotation("key" + i, i);
		}
		assertThat(write()).hasSize(50);
	}

	@Test
	void writesTheStringOfAnyOtherValueEvenIfItThrows() {
		Map<String, Object> annotations = new HashMap<>();
		annotations.put("builder", new StringBuilder("text"));
		annotations.put("bad", new Throwing());
		annotations.put("none", null);
		this.segment.setAnnotations(annotations);
		JsonNode written = write();
		assertThat(written.get("builder").asText()).isEqualTo("text");
		assertThat(written.get("bad").asText()).contains("not recorded").contains("IllegalStateException");
		assertThat(written.has("none")).isFalse();
	}

	private JsonNode write() {
		return SegmentDocumentSchema.assertValid(new DocumentWriter().write(this.segment)).get("annotations");
	}

	static final class Throwing {

		@Override
		public String toString() {
			throw new IllegalStateException("secret");
		}

	}

	static final class OwnNumber extends Number {

		@Override
		public int intValue() {
			return 1;
		}

		@Override
		public long longValue() {
			return 1;
		}

		@Override
		public float floatValue() {
			return 1;
		}

		@Override
		public double doubleValue() {
			return 1;
		}

		@Override
		public String toString() {
			return "\"},{\"injected\":1";
		}

	}

}
