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

import java.util.List;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.ThrowableDescription;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.github.springxray.testsupport.SegmentDocumentSchema;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CauseWriter}.
 */
class CauseWriterTests {

	private final Segment segment = TestEntities.segment("users");

	@Test
	void writesExceptionsWithTheirCausesAndStacks() {
		this.segment.addException(new IllegalStateException("outer", new IllegalArgumentException("inner")));
		JsonNode cause = write().get("cause");
		assertThat(cause.get("working_directory").asText()).isNotEmpty();
		assertThat(cause.has("paths")).isFalse();
		JsonNode outer = cause.at("/exceptions/0");
		assertThat(outer.get("type").asText()).isEqualTo("java.lang.IllegalStateException");
		assertThat(outer.get("message").asText()).isEqualTo("outer");
		assertThat(outer.get("cause").asText()).isEqualTo(cause.at("/exceptions/1/id").asText());
		assertThat(outer.at("/stack/0/path").asText()).isEqualTo("CauseWriterTests.java");
		assertThat(outer.at("/stack/0/label").asText()).contains("CauseWriterTests.writesExceptions");
		assertThat(outer.at("/stack/0/line").intValue()).isPositive();
		assertThat(outer.has("remote")).isFalse();
		assertThat(outer.has("skipped")).isFalse();
	}

	@Test
	void refersToWhatAChildHasDescribed() {
		IllegalStateException exception = new IllegalStateException("once");
		Subsegment subsegment = TestEntities.subsegment(this.segment, "child");
		subsegment.addException(exception);
		this.segment.addException(exception);
		JsonNode document = write();
		assertThat(document.get("cause").isTextual()).isTrue();
		assertThat(document.get("cause").asText())
			.isEqualTo(document.at("/subsegments/0/cause/exceptions/0/id").asText());
	}

	@Test
	void givesALaterReferenceAnIdOfItsOwn() {
		this.segment.addException(new IllegalStateException("first"));
		ThrowableDescription reference = new ThrowableDescription();
		reference.setCause("53995c3f42cd8ad8");
		this.segment.getCause().addException(reference);
		JsonNode exceptions = write().at("/cause/exceptions");
		assertThat(exceptions.get(1).get("cause").asText()).isEqualTo("53995c3f42cd8ad8");
	}

	@Test
	void writesLinesOfNativeCodeAsZero() {
		ThrowableDescription description = new ThrowableDescription();
		description.setId("53995c3f42cd8ad8");
		description.setTruncated(3);
		description.setRemote(true);
		description.setStack(new StackTraceElement[] { new StackTraceElement("Native", "call", null, -2), null });
		this.segment.getCause().addException(description);
		JsonNode exception = write().at("/cause/exceptions/0");
		assertThat(exception.get("stack").toString()).isEqualTo("[{\"line\":0,\"label\":\"Native.call\"}]");
		assertThat(exception.get("truncated").intValue()).isEqualTo(3);
		assertThat(exception.get("remote").booleanValue()).isTrue();
	}

	@Test
	void cutsLongMessages() {
		this.segment.addException(new IllegalStateException("m".repeat(400)));
		assertThat(write().at("/cause/exceptions/0/message").asText()).hasSize(250);
	}

	@Test
	void writesPathsAndWhatWasSkipped() {
		ThrowableDescription description = new ThrowableDescription();
		description.setSkipped(2);
		description.setMessage("failed");
		this.segment.getCause().addException(description);
		this.segment.getCause().setPaths(List.of("/app", "/lib"));
		JsonNode cause = write().get("cause");
		assertThat(cause.get("paths").toString()).isEqualTo("[\"/app\",\"/lib\"]");
		assertThat(cause.at("/exceptions/0/skipped").intValue()).isEqualTo(2);
		assertThat(cause.at("/exceptions/0/id").asText()).hasSize(16);
		assertThat(cause.at("/exceptions/0").has("truncated")).isFalse();
		assertThat(cause.at("/exceptions/0").has("stack")).isFalse();
	}

	@Test
	void cutsLabelsThatAreTooLong() {
		ThrowableDescription description = new ThrowableDescription();
		description.setStack(new StackTraceElement[] { new StackTraceElement("t".repeat(246), "abc", "T.java", 1),
				new StackTraceElement("t".repeat(246), "abcd", "T.java", 1) });
		this.segment.getCause().addException(description);
		JsonNode stack = write().at("/cause/exceptions/0/stack");
		assertThat(stack.get(0).get("label").asText()).hasSize(250).endsWith("t.abc");
		assertThat(stack.get(1).get("label").asText()).hasSize(250).endsWith("t.abc");
	}

	@Test
	void saysHowManyExceptionsAndFramesWereLeftOut() {
		for (int i = 0; i < 12; i++) {
			ThrowableDescription description = new ThrowableDescription();
			description.setMessage("m".repeat(30));
			description.setTruncated(1);
			description.setStack(new StackTraceElement[] { new StackTraceElement("Type", "method", null, 1),
					new StackTraceElement("Type", "method", null, 2) });
			this.segment.getCause().addException(description);
		}
		EntityNode node = EntityNode.trees(this.segment, TestEntities.capture).get(0);
		byte[] fields = new DocumentWriter().writeFields(node, Limits.SHORTENED.get(3), 10_000);
		JsonNode exceptions = SegmentDocumentSchema.assertValid(fields).at("/cause/exceptions");
		assertThat(exceptions).hasSize(11);
		assertThat(exceptions.get(0).get("stack")).hasSize(1);
		assertThat(exceptions.get(0).get("truncated").intValue()).isEqualTo(2);
		assertThat(exceptions.get(10).get("message").asText()).startsWith("2 more left out");
	}

	@Test
	void keepsAMessageThatStandsAlone() {
		this.segment.getCause().setMessage("went wrong");
		assertThat(write().at("/cause/exceptions/0/message").asText()).isEqualTo("went wrong");
	}

	private JsonNode write() {
		return SegmentDocumentSchema.assertValid(new DocumentWriter().write(this.segment));
	}

}
