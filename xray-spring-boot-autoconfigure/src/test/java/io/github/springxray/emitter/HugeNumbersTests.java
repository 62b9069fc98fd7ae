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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.springxray.document.TestEntities;
import io.github.springxray.testsupport.SegmentDocumentSchema;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The digits of a number are not looked for where there are more than anybody can read.
 */
class HugeNumbersTests {

	/**
	 * Printing it would take much longer than any test may.
	 */
	private static final BigInteger HUGE = BigInteger.ONE.shiftLeft(400_000_000);

	private final Segment segment = TestEntities.segment("root");

	@ParameterizedTest(name = "{0} in {1}")
	@MethodSource("huge")
	void aNumberWithTooManyDigitsIsNotPrinted(String kind, String place, Object value, BiConsumer<Entity, Object> put) {
		put.accept(this.segment, value);
		this.segment.putAnnotation("kept", true);
		JsonNode document = SegmentDocumentSchema
			.assertValid(TestParcels.documents(TestParcels.parcel(this.segment)).get(0).content());
		assertThat(document.toString()).contains("not recorded");
		assertThat(document.at("/annotations/kept").booleanValue()).isTrue();
	}

	static Stream<Arguments> huge() {
		Map<String, Object> values = new HashMap<>();
		values.put("integer", HUGE);
		values.put("decimal", new BigDecimal(HUGE, 3));
		values.put("own class", new BigInteger(HUGE.toByteArray()) {
		});
		values.put("in a list", List.of(HUGE));
		values.put("key", Map.of(HUGE, 1));
		values.put("decimal key", Map.of(new BigDecimal(HUGE), 1));
		Map<String, Object> objects = new HashMap<>(values);
		objects.put("in a bean", new Wallet(HUGE, new BigDecimal(HUGE)));
		objects.put("as text", new Printed(HUGE));
		objects.put("node", BigIntegerNode.valueOf(HUGE));
		BiConsumer<Entity, Object> metadata = (entity, value) -> entity.putMetadata("value", value);
		BiConsumer<Entity, Object> aws = (entity, value) -> entity.putAws("value", value);
		BiConsumer<Entity, Object> annotations = (entity, value) -> entity.getAnnotations().put("value", value);
		return Stream
			.of(arguments("metadata", objects, metadata), arguments("aws", values, aws),
					arguments("annotations", Map.of("integer", HUGE, "decimal", values.get("decimal")), annotations))
			.flatMap((arguments) -> arguments);
	}

	private static Stream<Arguments> arguments(String place, Map<String, Object> values,
			BiConsumer<Entity, Object> put) {
		return values.entrySet().stream().map((entry) -> Arguments.of(entry.getKey(), place, entry.getValue(), put));
	}

	@Test
	void longNumbersThatFitAreWritten() {
		BigInteger number = BigInteger.TEN.pow(900);
		this.segment.putMetadata("plain", number);
		this.segment.putMetadata("list", List.of(number, new BigDecimal(number, 2)));
		this.segment.putMetadata("printed", new Printed(BigInteger.TEN));
		this.segment.putMetadata("keys", Map.of(BigInteger.TEN, 1));
		JsonNode metadata = write().at("/metadata/default");
		assertThat(metadata.get("list").get(0).bigIntegerValue()).isEqualTo(number);
		assertThat(metadata.get("printed").toString()).isEqualTo("{\"value\":\"10\"}");
		assertThat(metadata.get("keys").toString()).isEqualTo("{\"10\":1}");
	}

	private JsonNode write() {
		Parcel parcel = TestParcels.parcel(this.segment);
		return SegmentDocumentSchema.assertValid(TestParcels.documents(parcel).get(0).content());
	}

	record Wallet(BigInteger coins, BigDecimal worth) {

	}

	record Printed(@JsonFormat(shape = JsonFormat.Shape.STRING) BigInteger value) {

	}

}
