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

package io.github.springxray.http;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.springxray.http.IncomingTrace.Decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link XRayTraceHeader}.
 */
class XRayTraceHeaderTests {

	private static final String ID = "1-5759e988-bd862e3fe1be46a994272793";

	private static final String OTHER_ID = "1-67891233-abcdef012345678912345678";

	private static final String PARENT = "53995c3f42cd8ad8";

	@ParameterizedTest
	@ValueSource(strings = { "Root=" + ID + ";Parent=" + PARENT + ";Sampled=1",
			"Sampled=1;Parent=" + PARENT + ";Root=" + ID, "  Root = " + ID + " ;\tParent= " + PARENT + " ; Sampled =1 ",
			"root=" + ID + ";PARENT=" + PARENT + ";sampled=1", ";;Root=" + ID + ";Parent=" + PARENT + ";Sampled=1;;",
			"Root=1-5759E988-BD862E3FE1BE46A994272793;Parent=53995C3F42CD8AD8;Sampled=1",
			"Self=" + OTHER_ID + ";Root=" + ID + ";Parent=" + PARENT + ";Sampled=1",
			"no field;Root=" + ID + ";Parent=" + PARENT + ";Sampled=1",
			"Root=" + ID + ";Parent=" + PARENT + ";Sampled=1;Root=" + OTHER_ID + ";Sampled=0" })
	void readsTraceParentAndDecision(String header) {
		IncomingTrace trace = parse(header);
		assertThat(trace.traceId()).hasToString(ID);
		assertThat(trace.parentId()).isEqualTo(PARENT);
		assertThat(trace.decision()).isEqualTo(Decision.SAMPLED);
		assertThat(trace.additional()).isEmpty();
	}

	@Test
	void readsEveryDecision() {
		assertThat(parse("Root=" + ID + ";Sampled=1").decision()).isEqualTo(Decision.SAMPLED);
		assertThat(parse("Root=" + ID + ";Sampled=0").decision()).isEqualTo(Decision.NOT_SAMPLED);
		assertThat(parse("Root=" + ID + ";Sampled=?").decision()).isEqualTo(Decision.REQUESTED);
		assertThat(parse("Root=" + ID + ";Sampled=true").decision()).isEqualTo(Decision.NONE);
		assertThat(parse("Root=" + ID).decision()).isEqualTo(Decision.NONE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ";", ",", "=", "Root", "Root=", "Root=" + ID + "0",
			"Root=2-5759e988-bd862e3fe1be46a994272793", "Root=1-5759e988-bd862e3fe1be46a99427279g",
			"Root=1-5759e988_bd862e3fe1be46a994272793", "Root=1-5759e98-8bd862e3fe1be46a994272793",
			"Root=1_5759e988-bd862e3fe1be46a994272793" })
	void ignoresHeaderWithMalformedRoot(String header) {
		assertThat(XRayTraceHeader.parse(header)).isNull();
		assertThat(XRayTraceHeader.parse(header + ";Self=" + ID)).isNull();
	}

	@Test
	void keepsFieldsOfEveryPrintableCharacter() {
		assertThat(parse("Root=" + ID + ";!~=a ~!;b\u007f=1;c=\u007f;d=\u001f").additional())
			.containsOnly(Map.entry("!~", "a ~!"));
	}

	@Test
	void ignoresDecisionAndFieldsBesideMalformedRoot() {
		assertThat(XRayTraceHeader.parse("Sampled=1;Lineage=a:1;Root=nonsense;Parent=" + PARENT)).isNull();
	}

	@Test
	void ignoresHeaderWithThePaddingOfDatadog() {
		assertThat(XRayTraceHeader.parse("Root=1-00000000-00000000" + PARENT + ";Parent=" + PARENT + ";Sampled=1"))
			.isNull();
	}

	@Test
	void ignoresHeaderWhoseTraceIsZero() {
		assertThat(XRayTraceHeader.parse("Root=1-5759e988-000000000000000000000000;Sampled=1")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "53995c3f42cd8ad", "53995c3f42cd8ad80", "53995c3f42cd8adg", "0000000000000000" })
	void dropsMalformedParent(String parent) {
		IncomingTrace trace = parse("Root=" + ID + ";Parent=" + parent + ";Sampled=1");
		assertThat(trace.traceId()).hasToString(ID);
		assertThat(trace.parentId()).isNull();
		assertThat(trace.decision()).isEqualTo(Decision.SAMPLED);
	}

	@Test
	void keepsDecisionWithoutRoot() {
		IncomingTrace trace = parse("Parent=" + PARENT + ";Sampled=0");
		assertThat(trace.traceId()).isNull();
		assertThat(trace.parentId()).isNull();
		assertThat(trace.decision()).isEqualTo(Decision.NOT_SAMPLED);
	}

	@Test
	void keepsUnknownFieldsInTheirOrder() {
		assertThat(parse("Lineage=25:1a2b:3;Root=" + ID + ";Foo= b=r ; Self=x").additional())
			.containsExactly(entry("Lineage", "25:1a2b:3"), entry("Foo", "b=r"));
	}

	@Test
	void keepsAtMostTenUnknownFields() {
		String unknown = IntStream.range(0, 20).mapToObj((i) -> "F" + i + "=" + i).collect(Collectors.joining(";"));
		IncomingTrace trace = parse(unknown + ";Root=" + ID);
		assertThat(trace.additional()).hasSize(10).containsEntry("F9", "9").doesNotContainKey("F10");
		assertThat(trace.traceId()).hasToString(ID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Evil=a\r\nSet-Cookie: b", "Evil=a\nb", "Ev\ril=a", "Evil=a\u0000b", "Evil=\u007F",
			"Evil=\u00e4", "E vil=a", "=a", "Evil=" })
	void dropsUnknownFieldsThatNoHeaderMayHave(String field) {
		assertThat(parse("Root=" + ID + ";" + field + ";Good=1").additional()).containsOnlyKeys("Good");
	}

	@Test
	void readsTheFirst1024CharactersOnly() {
		String filler = "F=" + "x".repeat(1000);
		IncomingTrace trace = parse(filler + ";Sampled=1;Root=" + ID);
		assertThat(trace.traceId()).isNull();
		assertThat(trace.decision()).isEqualTo(Decision.SAMPLED);
		assertThat(parse("Root=" + ID + ";F=" + "x".repeat(2000)).additional()).isEmpty();
		assertThat(XRayTraceHeader.parse("F".repeat(100_000))).isNull();
	}

	@Test
	void takesFirstTraceOfSeveralValues() {
		assertThat(parse("Root=" + ID + ";Sampled=1, Root=" + OTHER_ID + ";Sampled=0"))
			.isEqualTo(parse("Root=" + ID + ";Sampled=1"));
		assertThat(parse("Root=nonsense;Sampled=1,Root=" + ID + ";Sampled=0"))
			.isEqualTo(parse("Root=" + ID + ";Sampled=0"));
		assertThat(parse("Sampled=1,Root=" + ID)).isEqualTo(parse("Root=" + ID));
	}

	private static IncomingTrace parse(String header) {
		IncomingTrace trace = XRayTraceHeader.parse(header);
		assertThat(trace).isNotNull();
		return trace;
	}

}
