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
import java.util.Map;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TraceTree}.
 */
class TraceTreeTests {

	private final Segment segment = TestEntities.segment("users");

	@Test
	void printsATrace() {
		this.segment.putHttp("request", Map.of("method", "POST", "url", "http://localhost:8080/users"));
		this.segment.putHttp("response", Map.of("status", 201));
		this.segment.putAnnotation("tenant", "acme");
		this.segment.putAnnotation("paid", true);
		Subsegment service = TestEntities.subsegment(this.segment, "UserService.create");
		service.putMetadata("class", "UserService");
		Subsegment query = TestEntities.subsegment(service, "users@h2");
		query.putSql("sanitized_query", "INSERT INTO users\n\t VALUES (?, ?)");
		Subsegment mail = TestEntities.subsegment(service, "mail");
		mail.addException(new IllegalStateException("no route"));
		Subsegment open = TestEntities.subsegment(this.segment, "dynamodb");
		open.putAws("operation", "GetItem");
		open.setThrottle(true);
		List.of(this.segment, service, query, mail).forEach(TestEntities::end);
		assertThat(print(this.segment)).isEqualTo("""
				Trace 1-5759e988-bd862e3fe1be46a994272793 users POST http://localhost:8080/users 201 500.0 ms \
				{paid=true, tenant=acme}
				├─ UserService.create 250.0 ms [default.class="UserService"]
				│  ├─ users@h2 INSERT INTO users VALUES (?, ?) 250.0 ms
				│  └─ mail 250.0 ms fault IllegalStateException: no route
				└─ dynamodb GetItem in progress throttle""");
	}

	@Test
	void printsASubsegmentThatWasSentOnItsOwn() {
		Subsegment late = TestEntities.end(TestEntities.subsegment(this.segment, "late"));
		assertThat(print(late)).isEqualTo(
				"Trace 1-5759e988-bd862e3fe1be46a994272793 (beneath " + this.segment.getId() + ") late 250.0 ms");
	}

	@Test
	void printsWhatASubsegmentOnItsOwnIsBeneath() {
		Subsegment parent = TestEntities.subsegment(this.segment, "parent");
		Subsegment late = TestEntities.end(TestEntities.subsegment(parent, "late"));
		assertThat(print(late)).contains("(beneath " + parent.getId() + ") late");
		late.setParent(null);
		assertThat(print(late)).contains("(beneath " + this.segment.getId() + ") late");
	}

	@Test
	void textOfOthersNeitherStartsALineNorSteersATerminal() {
		String evil = "a\nTrace 1-forged\r\u001b[31mred\u0007\u009b2J\u202eevil\u2028b\u0085c\u0000";
		this.segment.putHttp("request", Map.of("method", evil, "url", evil));
		this.segment.putAnnotation("key", evil);
		this.segment.putAnnotation(evil, "v");
		this.segment.putMetadata(evil, evil, evil);
		Subsegment child = TestEntities.subsegment(this.segment, evil);
		child.putSql("sanitized_query", evil);
		child.putAws("operation", evil);
		child.addException(new IllegalStateException(evil));
		String printed = print(this.segment);
		assertThat(printed.lines()).hasSize(2);
		assertThat(printed.replace(System.lineSeparator(), "")
			.codePoints()
			.filter((c) -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
					|| Character.getType(c) == Character.LINE_SEPARATOR))
			.isEmpty();
		assertThat(printed).contains("a Trace 1-forged ?[31mred??2J?evil b?c?");
	}

	@Test
	void cutsLongText() {
		this.segment.putAnnotation("key", "v".repeat(1000));
		this.segment.putMetadata("key", List.of("m".repeat(1000)));
		this.segment.addException(new IllegalStateException("e".repeat(1000)));
		assertThat(print(this.segment)).hasSizeLessThan(500)
			.contains("v\u2026}")
			.contains("m\u2026]")
			.contains("e\u2026 {");
	}

	@Test
	void endsATreeThatIsTooLong() {
		for (int i = 0; i < 600; i++) {
			TestEntities.subsegment(this.segment, "child");
		}
		assertThat(print(this.segment).lines()).hasSize(502).last().isEqualTo("(100 more)");
	}

	@Test
	void survivesMetadataThatCannotBeWritten() {
		this.segment.putMetadata("bad", new MetadataWriterTests.ThrowingGetter());
		assertThat(print(this.segment)).contains("[default.bad=\"(").doesNotContain("secret");
	}

	private static String print(Entity entity) {
		return new TraceTree().format(EntityNode.trees(entity, TestEntities.capture).get(0))
			.replace(System.lineSeparator(), "\n");
	}

}
