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

package io.github.springxray.test;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * Tests for {@link RecordedEntityAssert}.
 */
class RecordedEntityAssertTests {

	private final RecordedEntity segment = RecordedEntityTests.parse(RecordedEntityTests.DOCUMENT);

	private final RecordedEntity audit = this.segment.subsegment("audit");

	@Test
	void acceptsWhatTheDocumentSays() {
		assertThat(this.segment).hasName("users")
			.hasTraceId("1-58406520-a006649127e371903a2de979")
			.hasParentId("00000000000000aa")
			.hasUser("ada")
			.hasNamespace(null)
			.hasAnnotation("tenant", "acme")
			.hasAnnotation("age", 42L)
			.hasAnnotation("vip", true)
			.hasNoAnnotation("other")
			.hasMetadata("default", "user", Map.of("name", "Ada", "langs", List.of("en")))
			.hasMetadata("default", "nothing", null)
			.hasHttpStatus(500)
			.hasHttpMethod("POST")
			.hasUrl("http://localhost/users")
			.isFault()
			.isError()
			.isThrottled()
			.hasSubsegment("insert")
			.hasSubsegmentsExactly("UserService.create", "audit");
		assertThat(this.audit).isComplete().isNotFault().isNotError().hasNoException().hasSubsegmentsExactly();
	}

	@Test
	void assertionsOfAssertJLeadHere() {
		Assertions.assertThat(this.segment).hasUser("ada");
	}

	@Test
	void failureShowsDocument() {
		fails(() -> assertThat(this.segment).hasName("orders"),
				"Expected segment 'users' [0000000000000001] to have name 'orders', but it has 'users'",
				"Its document:\n" + this.segment.json());
	}

	@Test
	void failureKeepsDescription() {
		fails(() -> assertThat(this.segment).as("the one").hasName("orders"), "[the one]");
	}

	@Test
	void failsOnOtherValue() {
		fails(() -> assertThat(this.segment).hasTraceId("1-2-3"), "trace id '1-2-3', but");
		fails(() -> assertThat(this.segment).hasParentId(null), "parent id none, but it has '00000000000000aa'");
		fails(() -> assertThat(this.segment).hasUser("bob"), "user 'bob', but it has 'ada'");
		fails(() -> assertThat(this.segment).hasNamespace("aws"), "namespace 'aws', but it has none");
		fails(() -> assertThat(this.segment).hasHttpStatus(200), "HTTP status 200, but it has 500");
		fails(() -> assertThat(this.audit).hasHttpMethod("GET"), "HTTP method 'GET', but it has none");
		fails(() -> assertThat(this.segment).hasUrl("http://other"), "URL 'http://other', but");
	}

	@Test
	void failsOnOtherAnnotation() {
		fails(() -> assertThat(this.segment).hasAnnotation("age", "42"), "annotation 'age' '42', but it has 42");
		fails(() -> assertThat(this.segment).hasAnnotation("none", 1), "annotation 'none' 1, but it has none");
		fails(() -> assertThat(this.segment).hasNoAnnotation("vip"), "annotation 'vip' none, but it has true");
	}

	@Test
	void failsOnOtherMetadata() {
		fails(() -> assertThat(this.segment).hasMetadata("default", "user", "Ada"),
				"metadata 'user' in namespace 'default' 'Ada', but it has {name=Ada, langs=[en]}");
		fails(() -> assertThat(this.segment).hasMetadata("other", "nothing", null),
				"metadata 'nothing' in namespace 'other', but it has none");
	}

	@Test
	void failsOnOtherState() {
		fails(() -> assertThat(this.audit).isFault(), "to be a fault, but it is none");
		fails(() -> assertThat(this.segment).isNotFault(), "to be no fault, but it is one");
		fails(() -> assertThat(this.audit).isError(), "to be an error, but it is none");
		fails(() -> assertThat(this.segment).isNotError(), "to be no error, but it is one");
		fails(() -> assertThat(this.audit).isThrottled(), "to be throttled, but it is not");
		fails(() -> assertThat(this.segment).isComplete(), "to be complete, but [insert] in progress");
	}

	@Test
	void findsExceptionsAndThoseTheyRefersTo() {
		assertThat(this.segment).hasException(IllegalStateException.class)
			.hasException(SQLException.class)
			.hasException("java.sql.SQLException")
			.hasExceptionMessage("outer")
			.hasExceptionMessage("inner")
			.hasExceptionMessageContaining("out");
		assertThat(this.segment).subsegment("UserService.create").hasException(SQLException.class);
	}

	@Test
	void failsOnOtherException() {
		fails(() -> assertThat(this.segment).hasException(Exception.class),
				"an exception of type java.lang.Exception, but it has [java.lang.IllegalStateException: outer, "
						+ "java.sql.SQLException: inner]");
		fails(() -> assertThat(this.audit).hasException("X"), "an exception of type X, but it has none");
		fails(() -> assertThat(this.segment).hasExceptionMessage("out"), "an exception with message 'out', but");
		fails(() -> assertThat(this.segment).hasExceptionMessageContaining("100 %"),
				"an exception with a message containing '100 %', but");
		fails(() -> assertThat(this.segment).hasNoException(),
				"to have no exception, but it has [java.lang.IllegalStateException: outer]");
	}

	@Test
	void failsOnOtherSubsegments() {
		fails(() -> assertThat(this.segment).hasSubsegment("update"),
				"a subsegment 'update', but it has [UserService.create, insert, audit]");
		fails(() -> assertThat(this.segment).subsegment("update"), "a subsegment 'update', but");
		fails(() -> assertThat(this.segment).hasSubsegmentsExactly("audit", "UserService.create"),
				"subsegments [audit, UserService.create], but it has [UserService.create, audit]");
	}

	@Test
	void comparesTreeHoweverItIsIndented() {
		assertThat(this.segment).hasTree("""
				users
				  UserService.create
				    insert
				  audit
				""").hasTree("users\n\tUserService.create\n\t\t\tinsert\n\taudit");
	}

	@Test
	void failureShowsDifferenceOfTrees() {
		Assertions.assertThatExceptionOfType(AssertionFailedError.class)
			.isThrownBy(() -> assertThat(this.segment).hasTree("""
					users
					  UserService.create
					    update
					  audit
					  mail
					"""))
			.withMessageContaining("""
					to have another tree (- expected, + recorded):
					  users
					    UserService.create
					-     update
					+     insert
					    audit
					-   mail
					Its document:
					""")
			.satisfies((ex) -> Assertions.assertThat(ex.isActualDefined()).isTrue());
	}

	@Test
	void failsOnSameNamesInAnotherShape() {
		fails(() -> assertThat(this.segment).hasTree("users\n UserService.create\n insert\n audit"), "-   insert",
				"+     insert");
	}

	@Test
	void failsOnNull() {
		Assertions.assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat((RecordedEntity) null).hasName("users"))
			.withMessageContaining("Expecting actual not to be null");
	}

	private static void fails(ThrowingCallable assertion, String... messages) {
		Assertions.assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(assertion)
			.satisfies((ex) -> Assertions.assertThat(ex).message().contains(messages));
	}

}
