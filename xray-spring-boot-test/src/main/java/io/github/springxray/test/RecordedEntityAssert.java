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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a recorded segment or subsegment. Every failure shows the whole document.
 */
public final class RecordedEntityAssert extends AbstractAssert<RecordedEntityAssert, RecordedEntity> {

	RecordedEntityAssert(@Nullable RecordedEntity actual) {
		super(actual, RecordedEntityAssert.class);
	}

	/**
	 * Verify the name.
	 * @param expected the expected name
	 * @return this
	 */
	public RecordedEntityAssert hasName(String expected) {
		return has("name", entity().name(), expected);
	}

	/**
	 * Verify the id of the trace.
	 * @param expected the expected id, such as
	 * {@code 1-58406520-a006649127e371903a2de979}
	 * @return this
	 */
	public RecordedEntityAssert hasTraceId(String expected) {
		return has("trace id", entity().traceId(), expected);
	}

	/**
	 * Verify the id of the parent.
	 * @param expected the expected id, {@code null} if a trace is to start here
	 * @return this
	 */
	public RecordedEntityAssert hasParentId(@Nullable String expected) {
		return has("parent id", entity().parentId(), expected);
	}

	/**
	 * Verify the user.
	 * @param expected the expected user, {@code null} for none
	 * @return this
	 */
	public RecordedEntityAssert hasUser(@Nullable String expected) {
		return has("user", entity().user(), expected);
	}

	/**
	 * Verify the namespace.
	 * @param expected {@code aws}, {@code remote} or {@code null}
	 * @return this
	 */
	public RecordedEntityAssert hasNamespace(@Nullable String expected) {
		return has("namespace", entity().namespace(), expected);
	}

	/**
	 * Verify an annotation.
	 * @param key the key
	 * @param expected the expected value: a string, a number of any type or a boolean
	 * @return this
	 */
	public RecordedEntityAssert hasAnnotation(String key, Object expected) {
		return has("annotation '" + key + "'", entity().annotations().get(key), Json.asRead(expected));
	}

	/**
	 * Verify that there is no annotation of a key.
	 * @param key the key
	 * @return this
	 */
	public RecordedEntityAssert hasNoAnnotation(String key) {
		return has("annotation '" + key + "'", entity().annotations().get(key), null);
	}

	/**
	 * Verify a value of the metadata.
	 * @param namespace the namespace, {@code default} where none was given
	 * @param key the key
	 * @param expected the expected value; both sides are compared as JSON, so give a map
	 * for an object
	 * @return this
	 */
	public RecordedEntityAssert hasMetadata(String namespace, String key, @Nullable Object expected) {
		String what = "metadata '" + key + "' in namespace '" + namespace + "'";
		check(entity().metadata(namespace).containsKey(key), "to have %s, but it has none", what);
		return has(what, entity().metadata(namespace).get(key), Json.asRead(expected));
	}

	/**
	 * Verify the status of the HTTP response.
	 * @param expected the expected status
	 * @return this
	 */
	public RecordedEntityAssert hasHttpStatus(int expected) {
		return has("HTTP status", entity().value("http", "response", "status"), expected);
	}

	/**
	 * Verify the method of the HTTP request.
	 * @param expected the expected method
	 * @return this
	 */
	public RecordedEntityAssert hasHttpMethod(String expected) {
		return has("HTTP method", entity().value("http", "request", "method"), expected);
	}

	/**
	 * Verify the URL of the HTTP request.
	 * @param expected the expected URL: scheme, host, port and path
	 * @return this
	 */
	public RecordedEntityAssert hasUrl(String expected) {
		return has("URL", entity().value("http", "request", "url"), expected);
	}

	/**
	 * Verify that this is a fault, as with a status of 5xx.
	 * @return this
	 */
	public RecordedEntityAssert isFault() {
		return check(entity().isFault(), "to be a fault, but it is none");
	}

	/**
	 * Verify that this is no fault.
	 * @return this
	 */
	public RecordedEntityAssert isNotFault() {
		return check(!entity().isFault(), "to be no fault, but it is one");
	}

	/**
	 * Verify that this is an error of the caller, as with a status of 4xx.
	 * @return this
	 */
	public RecordedEntityAssert isError() {
		return check(entity().isError(), "to be an error, but it is none");
	}

	/**
	 * Verify that this is no error of the caller.
	 * @return this
	 */
	public RecordedEntityAssert isNotError() {
		return check(!entity().isError(), "to be no error, but it is one");
	}

	/**
	 * Verify that the caller was throttled.
	 * @return this
	 */
	public RecordedEntityAssert isThrottled() {
		return check(entity().isThrottle(), "to be throttled, but it is not");
	}

	/**
	 * Verify that neither this nor anything beneath it was in progress when it left.
	 * @return this
	 */
	public RecordedEntityAssert isComplete() {
		List<String> open = all(entity()).filter(RecordedEntity::isInProgress).map(RecordedEntity::name).toList();
		return check(open.isEmpty(), "to be complete, but %s in progress", open);
	}

	/**
	 * Verify that an exception of a class, not of a subclass, is recorded here, as cause
	 * of another or as reference to one of a subsegment too.
	 * @param type the class of the exception
	 * @return this
	 */
	public RecordedEntityAssert hasException(Class<? extends Throwable> type) {
		return hasException(type.getName());
	}

	/**
	 * Verify that an exception of a class, not of a subclass, is recorded here, as cause
	 * of another or as reference to one of a subsegment too.
	 * @param type the name of the class of the exception
	 * @return this
	 */
	public RecordedEntityAssert hasException(String type) {
		return exception((candidate) -> type.equals(candidate.type()), "of type " + type);
	}

	/**
	 * Verify that an exception with a message is recorded here, as cause of another or as
	 * reference to one of a subsegment too.
	 * @param expected the expected message
	 * @return this
	 */
	public RecordedEntityAssert hasExceptionMessage(String expected) {
		return exception((candidate) -> expected.equals(candidate.message()), "with message '" + expected + "'");
	}

	/**
	 * Verify that an exception is recorded here whose message contains a text.
	 * @param part what the message is to contain
	 * @return this
	 */
	public RecordedEntityAssert hasExceptionMessageContaining(String part) {
		return exception((candidate) -> candidate.message() != null && candidate.message().contains(part),
				"with a message containing '" + part + "'");
	}

	/**
	 * Verify that no exception is recorded here.
	 * @return this
	 */
	public RecordedEntityAssert hasNoException() {
		List<RecordedException> exceptions = entity().exceptions();
		return check(exceptions.isEmpty(), "to have no exception, but it has %s", describe(exceptions));
	}

	/**
	 * Verify that there is a subsegment of a name, at whatever depth.
	 * @param name the name
	 * @return this
	 * @see #subsegment(String)
	 */
	public RecordedEntityAssert hasSubsegment(String name) {
		return check(entity().find(name).isPresent(), "to have a subsegment '%s', but it has %s", name,
				all(entity()).skip(1).map(RecordedEntity::name).toList());
	}

	/**
	 * Verify that there is a subsegment of a name, at whatever depth, and go on with it.
	 * @param name the name
	 * @return the assertions on the first such subsegment
	 */
	public RecordedEntityAssert subsegment(String name) {
		hasSubsegment(name);
		return new RecordedEntityAssert(entity().subsegment(name));
	}

	/**
	 * Verify the names of the direct children, in their order.
	 * @param expected the expected names; none for no child
	 * @return this
	 */
	public RecordedEntityAssert hasSubsegmentsExactly(String... expected) {
		return has("subsegments", entity().subsegments().stream().map(RecordedEntity::name).toList(),
				Arrays.asList(expected));
	}

	/**
	 * Verify the names of the whole tree, in their order.
	 * @param expected a line for each node that starts with this one, those of children
	 * indented below their parent by tabs or spaces
	 * @return this
	 */
	public RecordedEntityAssert hasTree(String expected) {
		String wanted = TreeText.normalize(expected);
		String found = TreeText.of(entity());
		if (!found.equals(wanted)) {
			throw failureWithActualExpected(found, wanted, "%s",
					message("to have another tree (- expected, + recorded):\n" + TreeText.diff(wanted, found)));
		}
		return this;
	}

	private RecordedEntityAssert exception(Predicate<RecordedException> test, String what) {
		List<RecordedException> own = new ArrayList<>(entity().exceptions());
		List<String> references = own.stream().map(RecordedException::causeId).filter(Objects::nonNull).toList();
		all(entity()).skip(1)
			.flatMap((entity) -> entity.exceptions().stream())
			.filter((candidate) -> references.contains(candidate.id()))
			.forEach(own::add);
		return check(own.stream().anyMatch(test), "to have an exception %s, but it has %s", what, describe(own));
	}

	private static String describe(List<RecordedException> exceptions) {
		List<String> known = exceptions.stream()
			.filter((exception) -> exception.type() != null)
			.map((exception) -> exception.type() + ": " + exception.message())
			.toList();
		return known.isEmpty() ? "none" : known.toString();
	}

	private static Stream<RecordedEntity> all(RecordedEntity entity) {
		return Stream.concat(Stream.of(entity), entity.subsegments().stream().flatMap(RecordedEntityAssert::all));
	}

	private RecordedEntityAssert has(String what, @Nullable Object found, @Nullable Object expected) {
		if (!Objects.equals(found, expected)) {
			throw failureWithActualExpected(found, expected, "%s",
					message("to have " + what + " " + quote(expected) + ", but " + "it has " + quote(found)));
		}
		return this;
	}

	private RecordedEntityAssert check(boolean holds, String message, Object... arguments) {
		if (!holds) {
			throw failure("%s", message(message.formatted(arguments)));
		}
		return this;
	}

	private static String quote(@Nullable Object value) {
		return (value == null) ? "none" : (value instanceof String) ? "'" + value + "'" : value.toString();
	}

	private String message(String problem) {
		return "\nExpected " + entity() + " " + problem + "\nIts document:\n" + entity().json();
	}

	private RecordedEntity entity() {
		isNotNull();
		return this.actual;
	}

}
