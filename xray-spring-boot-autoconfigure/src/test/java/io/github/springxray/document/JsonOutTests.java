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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.springxray.document.Utf8Buffer.OverLimitException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JsonOut} and {@link Utf8Buffer}, against Jackson.
 */
class JsonOutTests {

	private static final long SEED = 42;

	private static final int ROUNDS = 20_000;

	/**
	 * The edges of what has an encoding of its own.
	 */
	private static final int[] EDGES = { 0, 0x1F, ' ', '"', '\\', '/', 0x7E, 0x7F, 0x80, 0xFF, 0x7FF, 0x800, 0x2028,
			0x2029, 0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xE000, 0xFEFF, 0xFFFD, 0xFFFF };

	private static final JsonFactory jackson = JsonFactory.builder()
		.enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
		.build();

	private final JsonOut json = new JsonOut();

	private final Random random = new Random(SEED);

	@Test
	void escapesEachCharacterAsJacksonDoes() throws IOException {
		for (char c = 0; c < Character.MAX_VALUE; c++) {
			assertEscapesLikeJackson("a" + c + "b");
		}
	}

	@Test
	void escapesRandomStringsAsJacksonDoes() throws IOException {
		for (int i = 0; i < ROUNDS; i++) {
			assertEscapesLikeJackson(randomString());
		}
	}

	@Test
	void escapesRandomNamesOfFieldsAsJacksonDoes() throws IOException {
		for (int i = 0; i < ROUNDS; i++) {
			String name = randomString();
			assertThat(write((out) -> {
				out.startObject();
				out.field(name);
				out.value(true);
				out.endObject();
			})).isEqualTo("{" + jackson((out) -> out.writeString(Text.repair(name))) + ":true}");
		}
	}

	@Test
	void keepsJsonThatIsThere() {
		String there = "{\"a\":[\"\u00e9\\n\ud83d\ude00\"]}";
		assertThat(write((out) -> out.raw(there))).isEqualTo(there);
	}

	@Test
	void writesIntegersLikeTheirStrings() {
		for (int i = 0; i < ROUNDS; i++) {
			assertWritesLikeItsString(this.random.nextLong() >> this.random.nextInt(Long.SIZE));
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, 9, 10, -10, Long.MIN_VALUE, Long.MAX_VALUE })
	void writesTheEdgesOfIntegers(long value) {
		assertWritesLikeItsString(value);
	}

	@Test
	void writesMicrosecondsLikeBigDecimal() {
		for (int i = 0; i < ROUNDS; i++) {
			long micros = this.random.nextLong() >>> this.random.nextInt(1, Long.SIZE);
			// Several in a row within one second
			assertWritesSeconds(micros);
			assertWritesSeconds(micros - micros % 1_000_000);
			assertWritesSeconds(micros - micros % 1000);
		}
		assertWritesSeconds(0);
		assertWritesSeconds(1);
		assertWritesSeconds(999_999);
		assertWritesSeconds(Long.MAX_VALUE);
	}

	@Test
	void setsTheCommas() {
		assertThat(write((out) -> {
			out.startObject();
			out.field(JsonOut.encode("b"), "x");
			out.field(JsonOut.encode("c"), 1);
			out.field(JsonOut.encode("d"), false);
			out.field("e");
			out.startArray();
			out.value("{");
			out.value("[");
			out.value(":");
			out.value(2);
			out.value(3);
			out.value(true);
			out.value(false);
			out.startObject();
			out.endObject();
			out.raw("null");
			out.raw("");
			out.startString();
			out.part("y");
			out.part('.');
			out.part("\"");
			out.endString();
			out.endArray();
			out.endObject();
		})).isEqualTo(
				"{\"b\":\"x\",\"c\":1,\"d\":false,\"e\":[\"{\",\"[\",\":\",2,3,true,false,{},null,null,\"y.\\\"\"]}");
	}

	@Test
	void takesExactlyAsManyBytesAsItMay() {
		String text = "\u20ac".repeat(3000);
		int size = 2 + 3 * text.length();
		this.json.begin(size);
		this.json.value(text);
		assertThat(this.json.toByteArray()).hasSize(size);
		this.json.begin(size - 1);
		assertThatExceptionOfType(OverLimitException.class).isThrownBy(() -> {
			this.json.value(text);
			this.json.toByteArray();
		});
	}

	@Test
	void endsEarlyWhenItIsOverTheLimit() {
		this.json.begin(10_000);
		assertThatExceptionOfType(OverLimitException.class).isThrownBy(() -> {
			while (true) {
				this.json.value("and so on");
			}
		});
		this.json.begin(10_000);
		this.json.value("usable");
		assertThat(this.json.toByteArray()).asString(StandardCharsets.UTF_8).isEqualTo("\"usable\"");
	}

	private void assertEscapesLikeJackson(String string) throws IOException {
		assertThat(write((out) -> out.value(string))).isEqualTo(jackson((out) -> out.writeString(Text.repair(string))));
		assertThat(write((out) -> {
			out.startString();
			out.part(string);
			out.endString();
		})).isEqualTo(write((out) -> out.value(string)));
	}

	private void assertWritesLikeItsString(long value) {
		assertThat(write((out) -> out.value(value))).isEqualTo(Long.toString(value));
	}

	private void assertWritesSeconds(long micros) {
		String written = write((out) -> out.seconds(micros));
		BigDecimal expected = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
		assertThat(written).isEqualTo(expected.toPlainString());
	}

	private String write(Consumer<JsonOut> content) {
		this.json.begin(Integer.MAX_VALUE);
		content.accept(this.json);
		return new String(this.json.toByteArray(), StandardCharsets.UTF_8);
	}

	private static String jackson(JacksonContent content) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (JsonGenerator generator = jackson.createGenerator(out)) {
			content.write(generator);
		}
		return out.toString(StandardCharsets.UTF_8);
	}

	private String randomString() {
		StringBuilder string = new StringBuilder();
		int length = this.random.nextInt(40);
		for (int i = 0; i < length; i++) {
			int kind = this.random.nextInt(10);
			if (kind < 7) {
				string.append((char) this.random.nextInt(128));
			}
			else if (kind < 8) {
				string.append((char) EDGES[this.random.nextInt(EDGES.length)]);
			}
			else {
				string.appendCodePoint(this.random.nextInt(Character.MAX_CODE_POINT + 1));
			}
		}
		return string.toString();
	}

	private interface JacksonContent {

		void write(JsonGenerator generator) throws IOException;

	}

}
