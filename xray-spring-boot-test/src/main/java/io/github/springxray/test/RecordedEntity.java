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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * A segment or subsegment as it left: what its JSON document says, and nothing that the
 * application did to it afterwards. Immutable.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html">X-Ray
 * segment documents</a>
 */
public final class RecordedEntity implements AssertProvider<RecordedEntityAssert> {

	private final Map<String, Object> document;

	private final @Nullable String traceId;

	private final @Nullable String parentId;

	private final List<RecordedEntity> subsegments;

	private RecordedEntity(Map<String, Object> document, @Nullable String traceId, @Nullable String parentId) {
		this.document = document;
		this.traceId = traceId;
		this.parentId = parentId;
		List<RecordedEntity> children = new ArrayList<>();
		for (Object child : Json.array(document.get("subsegments"))) {
			children.add(new RecordedEntity(Json.object(child), traceId, Json.text(document.get("id"))));
		}
		this.subsegments = List.copyOf(children);
	}

	/**
	 * Read a document.
	 * @param json the JSON document of a segment or subsegment, in UTF-8
	 * @return the entity
	 * @throws IOException if this is not a JSON object
	 */
	public static RecordedEntity parse(byte[] json) throws IOException {
		if (!(Json.read(json) instanceof Map<?, ?> map)) {
			throw new IOException("Not a JSON object");
		}
		Map<String, Object> document = Json.object(map);
		return new RecordedEntity(document, Json.text(document.get("trace_id")), Json.text(document.get("parent_id")));
	}

	/**
	 * Return the name of the service, or of what the subsegment stands for.
	 * @return the name
	 */
	public String name() {
		return String.valueOf(this.document.get("name"));
	}

	/**
	 * Return the id of this segment or subsegment.
	 * @return 16 hexadecimal digits
	 */
	public String id() {
		return String.valueOf(this.document.get("id"));
	}

	/**
	 * Return the id of the trace. A subsegment within a document has that of the
	 * document.
	 * @return the id, such as {@code 1-58406520-a006649127e371903a2de979}
	 */
	public @Nullable String traceId() {
		return this.traceId;
	}

	/**
	 * Return the id of the parent. A subsegment within a document has that of what it is
	 * nested in.
	 * @return the id of the parent, {@code null} if a trace starts here
	 */
	public @Nullable String parentId() {
		return this.parentId;
	}

	/**
	 * Return whether this is the document of a subsegment that left on its own: one that
	 * was streamed ahead of its segment, ended after it, or is a request in AWS Lambda.
	 * @return {@code true} for a subsegment with a document of its own
	 */
	public boolean isIndependentSubsegment() {
		return "subsegment".equals(this.document.get("type"));
	}

	/**
	 * Return when this began.
	 * @return seconds since the epoch
	 */
	public double startTime() {
		return (value("start_time") instanceof Number number) ? number.doubleValue() : 0;
	}

	/**
	 * Return when this ended.
	 * @return seconds since the epoch, 0 if it is in progress
	 */
	public double endTime() {
		return (value("end_time") instanceof Number number) ? number.doubleValue() : 0;
	}

	/**
	 * Return how long this took.
	 * @return the duration in seconds, 0 if it is in progress
	 */
	public double duration() {
		return (endTime() != 0) ? endTime() - startTime() : 0;
	}

	/**
	 * Return whether this had not ended when its document left.
	 * @return {@code true} if it was in progress
	 */
	public boolean isInProgress() {
		return flag("in_progress");
	}

	/**
	 * Return whether the caller did something wrong, as with a status of 4xx.
	 * @return {@code true} for an error
	 */
	public boolean isError() {
		return flag("error");
	}

	/**
	 * Return whether this failed, as with a status of 5xx.
	 * @return {@code true} for a fault
	 */
	public boolean isFault() {
		return flag("fault");
	}

	/**
	 * Return whether the caller was turned away for calling too often, a status of 429.
	 * @return {@code true} if it was throttled
	 */
	public boolean isThrottle() {
		return flag("throttle");
	}

	/**
	 * Return the namespace of a call to something else.
	 * @return {@code aws}, {@code remote} or {@code null}
	 */
	public @Nullable String namespace() {
		return Json.text(value("namespace"));
	}

	/**
	 * Return the user of a segment.
	 * @return the user, {@code null} if none is recorded
	 */
	public @Nullable String user() {
		return Json.text(value("user"));
	}

	/**
	 * Return the kind of AWS resource that a segment ran on.
	 * @return the origin, such as {@code AWS::EC2::Instance}, or {@code null}
	 */
	public @Nullable String origin() {
		return Json.text(value("origin"));
	}

	/**
	 * Return the {@code http} block, with a {@code request} and a {@code response}.
	 * @return the block, empty if there is none
	 */
	public Map<String, Object> http() {
		return Json.object(value("http"));
	}

	/**
	 * Return the {@code sql} block.
	 * @return the block, empty if there is none
	 */
	public Map<String, Object> sql() {
		return Json.object(value("sql"));
	}

	/**
	 * Return the {@code aws} block.
	 * @return the block, empty if there is none
	 */
	public Map<String, Object> aws() {
		return Json.object(value("aws"));
	}

	/**
	 * Return the annotations.
	 * @return the annotations by key: strings, numbers and booleans
	 */
	public Map<String, Object> annotations() {
		return Json.object(value("annotations"));
	}

	/**
	 * Return the metadata of a namespace.
	 * @param namespace the namespace, {@code default} where none was given
	 * @return the metadata by key: JSON as maps, lists, strings, numbers and booleans
	 */
	public Map<String, Object> metadata(String namespace) {
		return Json.object(value("metadata", namespace));
	}

	/**
	 * Return the exceptions of this very entity, each followed by its causes. One that a
	 * subsegment has described already is only referred to.
	 * @return the exceptions, in the order of the document
	 */
	public List<RecordedException> exceptions() {
		if (value("cause") instanceof String id) {
			return List.of(new RecordedException(null, null, null, id, false, List.of()));
		}
		return Json.array(value("cause", "exceptions")).stream().map(RecordedEntity::exception).toList();
	}

	/**
	 * Return the children.
	 * @return the subsegments within this document, in its order
	 */
	public List<RecordedEntity> subsegments() {
		return this.subsegments;
	}

	/**
	 * Return the first subsegment of a name, at whatever depth.
	 * @param name the name of the subsegment
	 * @return the subsegment, searched for depth first
	 */
	public Optional<RecordedEntity> find(String name) {
		for (RecordedEntity child : this.subsegments) {
			Optional<RecordedEntity> found = child.name().equals(name) ? Optional.of(child) : child.find(name);
			if (found.isPresent()) {
				return found;
			}
		}
		return Optional.empty();
	}

	/**
	 * Return the first subsegment of a name, at whatever depth, which has to be there.
	 * @param name the name of the subsegment
	 * @return the subsegment, searched for depth first
	 * @throws AssertionError if there is none
	 */
	public RecordedEntity subsegment(String name) {
		return find(name).orElseThrow(() -> new AssertionError(
				"No subsegment '%s' in this tree:%n%s".formatted(name, TreeText.of(this).indent(2))));
	}

	/**
	 * Return any value of the document, by the names of the wire.
	 * @param path the keys from the outermost inwards, such as {@code http},
	 * {@code response}, {@code status}
	 * @return the value, {@code null} if there is none
	 */
	public @Nullable Object value(String... path) {
		Object value = this.document;
		for (String key : path) {
			value = Json.object(value).get(key);
		}
		return value;
	}

	/**
	 * Return the document, indented for people to read.
	 * @return the JSON
	 */
	public String json() {
		return Json.pretty(this.document);
	}

	@Override
	public RecordedEntityAssert assertThat() {
		return new RecordedEntityAssert(this);
	}

	/**
	 * Return whether the other is an entity with the same document.
	 */
	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof RecordedEntity entity && this.document.equals(entity.document);
	}

	@Override
	public int hashCode() {
		return this.document.hashCode();
	}

	@Override
	public String toString() {
		return (isIndependentSubsegment() ? "subsegment '" : "segment '") + name() + "' [" + id() + "]";
	}

	private boolean flag(String key) {
		return Boolean.TRUE.equals(value(key));
	}

	private static RecordedException exception(Object element) {
		Map<String, Object> exception = Json.object(element);
		List<String> stack = Json.array(exception.get("stack"))
			.stream()
			.map(Json::object)
			.map((frame) -> "%s (%s:%s)".formatted(frame.get("label"), frame.get("path"), frame.get("line")))
			.toList();
		return new RecordedException(Json.text(exception.get("id")), Json.text(exception.get("type")),
				Json.text(exception.get("message")), Json.text(exception.get("cause")),
				Boolean.TRUE.equals(exception.get("remote")), stack);
	}

}
