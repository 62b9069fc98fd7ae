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

package io.github.springxray.entity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.ThreadLocalStorage;
import com.amazonaws.xray.entities.Cause;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.ThrowableDescription;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.exceptions.AlreadyEmittedException;
import com.amazonaws.xray.strategy.RuntimeErrorContextMissingStrategy;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.entry;

/**
 * What code that was written for the SDK may rely on with a segment or a subsegment.
 */
@SuppressWarnings("deprecation")
abstract class EntityContract {

	static final TraceID TRACE_ID = TraceID.fromString("1-5759e988-bd862e3fe1be46a994272793");

	private static final ObjectMapper mapper = new ObjectMapper();

	final EntitySource source = source();

	final SentEntities sent = new SentEntities();

	final AWSXRayRecorder recorder = this.source.recorder(this.sent);

	abstract EntitySource source();

	@AfterEach
	void leaveNothingOnTheThread() {
		ThreadLocalStorage.clear();
	}

	enum Kind {

		SEGMENT, SUBSEGMENT

	}

	Segment segment(String name) {
		return this.source.segment(this.recorder, name, TRACE_ID);
	}

	Subsegment subsegment(Entity parent, String name) {
		Subsegment subsegment = this.source.subsegment(this.recorder, name, parent);
		parent.addSubsegment(subsegment);
		return subsegment;
	}

	Entity entity(Kind kind) {
		Segment segment = segment("orders");
		return (kind == Kind.SEGMENT) ? segment : subsegment(segment, "orders");
	}

	@ParameterizedTest
	@EnumSource
	void beginsWithWhatItNeeds(Kind kind) {
		double before = Math.floor(System.currentTimeMillis() / 1000d);
		Entity entity = entity(kind);
		assertThat(entity.getName()).isEqualTo("orders");
		assertThat(entity.getId()).matches("[0-9a-f]{16}").isNotEqualTo(entity(kind).getId());
		assertThat(entity.getStartTime()).isBetween(before, System.currentTimeMillis() / 1000d + 1);
		assertThat(entity.getEndTime()).isZero();
		assertThat(entity.isInProgress()).isTrue();
		assertThat(entity.isSampled()).isTrue();
		assertThat(entity.isEmitted()).isFalse();
		assertThat(entity.isFault() || entity.isError() || entity.isThrottle()).isFalse();
		assertThat(entity.getTraceId()).isEqualTo(TRACE_ID);
		assertThat(entity.getCreator()).isSameAs(this.recorder);
		assertThat(entity.getNamespace()).isNull();
		assertThat(entity.getParentId()).isNull();
		assertThat(entity.getReferenceCount()).isZero();
		assertThat(entity.getSubsegments()).isEmpty();
		assertThat(entity.getTotalSize().intValue()).isZero();
		assertThat(entity.getCause().getExceptions()).isEmpty();
		assertThat(List.of(entity.getHttp(), entity.getSql(), entity.getAnnotations())).allMatch(Map::isEmpty);
		assertThat(entity.getAws()).isEmpty();
		assertThat(entity.getMetadata()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void needsAName(Kind kind) {
		Segment segment = segment("orders");
		for (String name : new String[] { null, "", " " }) {
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> create(kind, segment, name))
				.withMessage("(Sub)segment name cannot be null or blank.");
		}
	}

	private Entity create(Kind kind, Segment segment, String name) {
		return (kind == Kind.SEGMENT) ? segment(name) : this.source.subsegment(this.recorder, name, segment);
	}

	@ParameterizedTest
	@EnumSource
	void keepsWhatIsSet(Kind kind) {
		Entity entity = entity(kind);
		Segment parent = segment("parent");
		AWSXRayRecorder other = this.source.recorder(new SentEntities());
		entity.setId("0123456789abcdef");
		entity.setStartTime(1.25);
		entity.setEndTime(2.5);
		entity.setFault(true);
		entity.setError(true);
		entity.setNamespace("remote");
		entity.setParent(parent);
		entity.setParentId("fedcba9876543210");
		entity.setCreator(other);
		entity.setInProgress(false);
		assertThat(entity.getId()).isEqualTo("0123456789abcdef");
		assertThat(entity.getStartTime()).isEqualTo(1.25);
		assertThat(entity.getEndTime()).isEqualTo(2.5);
		assertThat(entity.isFault()).isTrue();
		assertThat(entity.isError()).isTrue();
		assertThat(entity.getNamespace()).isEqualTo("remote");
		assertThat(entity.getParent()).isSameAs(parent);
		assertThat(entity.getParentId()).isEqualTo("fedcba9876543210");
		assertThat(entity.getCreator()).isSameAs(other);
		assertThat(entity.isInProgress()).isFalse();
		entity.setFault(false);
		entity.setError(false);
		entity.setParentId(null);
		entity.setInProgress(true);
		assertThat(entity.isFault() || entity.isError()).isFalse();
		assertThat(entity.getParentId()).isNull();
		assertThat(entity.isInProgress()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void keepsAnIdOfWhateverForm(Kind kind) {
		Entity entity = entity(kind);
		for (String id : new String[] { "1", "0000000000000000", "0123456789ABCDEF", "0123456789abcdeg",
				"ffffffffffffffff", "0123456789abcdef", "" }) {
			entity.setId(id);
			assertThat(entity.getId()).isEqualTo(id);
		}
	}

	@ParameterizedTest
	@EnumSource
	void isAnErrorAndNoFaultWhenThrottled(Kind kind) {
		Entity entity = entity(kind);
		entity.setFault(true);
		entity.setThrottle(true);
		assertThat(entity.isThrottle()).isTrue();
		assertThat(entity.isError()).isTrue();
		assertThat(entity.isFault()).isFalse();
		entity.setThrottle(false);
		assertThat(entity.isThrottle()).isFalse();
		assertThat(entity.isError()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void keepsWhatIsPutOnIt(Kind kind) {
		Entity entity = entity(kind);
		blocks().forEach((put, get) -> {
			put.accept(entity, Map.of("first", "1"));
			put.accept(entity, Map.of("second", "2"));
			put.accept(entity, Map.of("first", "3"));
			assertThat(get.apply(entity)).containsOnly(entry("first", "3"), entry("second", "2"));
			put.accept(entity, Map.of("third", "4"));
			assertThat(get.apply(entity)).hasSize(3).containsEntry("third", "4");
		});
	}

	@ParameterizedTest
	@EnumSource
	void keepsManyFields(Kind kind) {
		Entity entity = entity(kind);
		blocks().forEach((put, get) -> {
			Map<String, Object> expected = new HashMap<>();
			for (int i = 0; i < 300; i++) {
				put.accept(entity, Map.of("key" + (i % 200), "value" + i));
				expected.put("key" + (i % 200), "value" + i);
			}
			assertThat(get.apply(entity)).isEqualTo(expected);
		});
		for (int i = 0; i < 300; i++) {
			entity.putMetadata("space" + i % 3, "key" + i % 150, i);
		}
		assertThat(entity.getMetadata()).hasSize(3);
		entity.getMetadata().forEach((space, values) -> assertThat(values).hasSize(50));
		assertThat(entity.getMetadata().get("space2")).containsEntry("key149", 299);
	}

	/**
	 * The ways to put something, and where it is found.
	 */
	private static Map<BiConsumer<Entity, Map<String, Object>>, Function<Entity, Map<String, Object>>> blocks() {
		Map<BiConsumer<Entity, Map<String, Object>>, Function<Entity, Map<String, Object>>> blocks = new LinkedHashMap<>();
		blocks.put(each(Entity::putHttp), Entity::getHttp);
		blocks.put(each(Entity::putAws), Entity::getAws);
		blocks.put(each(Entity::putSql), Entity::getSql);
		blocks.put((entity, all) -> all.forEach((key, value) -> entity.putAnnotation(key, (String) value)),
				Entity::getAnnotations);
		return blocks;
	}

	private static BiConsumer<Entity, Map<String, Object>> each(Put put) {
		return (entity, all) -> all.forEach((key, value) -> put.put(entity, key, value));
	}

	@FunctionalInterface
	private interface Put {

		void put(Entity entity, String key, Object value);

	}

	@ParameterizedTest
	@EnumSource
	void keepsAllThatIsPutAtOnce(Kind kind) {
		Entity entity = entity(kind);
		Map<String, Object> all = new HashMap<>(Map.of("one", 1, "two", List.of(2)));
		entity.putHttp("zero", 0);
		entity.putAllHttp(all);
		entity.putAllAws(all);
		entity.putAllSql(all);
		all.clear();
		assertThat(entity.getHttp()).containsOnly(entry("zero", 0), entry("one", 1), entry("two", List.of(2)));
		assertThat(entity.getAws()).containsOnly(entry("one", 1), entry("two", List.of(2)));
		assertThat(entity.getSql()).containsOnly(entry("one", 1), entry("two", List.of(2)));
	}

	@ParameterizedTest
	@EnumSource
	void hasAnnotationsOfThreeTypes(Kind kind) {
		Entity entity = entity(kind);
		entity.putAnnotation("text", "value");
		entity.putAnnotation("number", 42);
		entity.putAnnotation("flag", true);
		assertThat(entity.getAnnotations()).containsOnly(entry("text", "value"), entry("number", 42),
				entry("flag", true));
	}

	@ParameterizedTest
	@EnumSource
	void hasMetadataByNamespace(Kind kind) {
		Entity entity = entity(kind);
		entity.putMetadata("key", "default");
		entity.putMetadata("mine", "key", List.of(1));
		entity.putMetadata("mine", "other", Map.of("a", "b"));
		entity.putMetadata("mine", "key", List.of(2));
		assertThat(entity.getMetadata()).containsOnlyKeys("default", "mine");
		assertThat(entity.getMetadata().get("default")).containsOnly(entry("key", "default"));
		assertThat(entity.getMetadata().get("mine")).containsOnly(entry("key", List.of(2)),
				entry("other", Map.of("a", "b")));
		entity.putMetadata("late", "key", 3);
		assertThat(entity.getMetadata().get("late")).containsOnly(entry("key", 3));
	}

	@ParameterizedTest
	@EnumSource
	void writesNullMetadataAsNull(Kind kind) {
		Entity entity = entity(kind);
		entity.putMetadata("key", null);
		entity.putMetadata("mine", "key", null);
		assertThat(entity.getMetadata().get("default").get("key")).hasToString("null");
		JsonNode metadata = read(entity.serialize()).path("metadata");
		assertThat(metadata.path("default").path("key").isNull()).isTrue();
		assertThat(metadata.path("mine").path("key").isNull()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void takesNoNull(Kind kind) {
		Entity entity = entity(kind);
		List<Consumer<Entity>> wrong = List.of((e) -> e.putHttp(null, "value"), (e) -> e.putHttp("key", null),
				(e) -> e.putAws(null, "value"), (e) -> e.putAws("key", null), (e) -> e.putSql(null, "value"),
				(e) -> e.putSql("key", null), (e) -> e.putAllHttp(null), (e) -> e.putAllAws(null),
				(e) -> e.putAllSql(null), (e) -> e.putAnnotation(null, "value"),
				(e) -> e.putAnnotation("key", (String) null), (e) -> e.putAnnotation("key", (Number) null),
				(e) -> e.putAnnotation("key", (Boolean) null), (e) -> e.putMetadata(null, "value"),
				(e) -> e.putMetadata("space", null, "value"), (e) -> e.putMetadata(null, "key", "value"),
				(e) -> e.putAllHttp(withNull()), (e) -> e.getHttp().put("key", null),
				(e) -> e.getAnnotations().put(null, "value"));
		for (Consumer<Entity> call : wrong) {
			assertThatNullPointerException().isThrownBy(() -> call.accept(entity));
		}
	}

	private static Map<String, Object> withNull() {
		Map<String, Object> map = new HashMap<>();
		map.put("key", null);
		return map;
	}

	@ParameterizedTest
	@EnumSource
	void givesMapsThatAreLive(Kind kind) {
		Entity entity = entity(kind);
		entity.putHttp("first", 1);
		entity.putAnnotation("first", 1);
		entity.putMetadata("first", 1);
		Map<String, Object> http = entity.getHttp();
		Map<String, Object> annotations = entity.getAnnotations();
		Map<String, Map<String, Object>> metadata = entity.getMetadata();
		entity.putHttp("second", 2);
		http.put("third", 3);
		annotations.remove("first");
		entity.putAnnotation("second", "2");
		entity.putMetadata("second", 2);
		entity.putMetadata("mine", "third", 3);
		metadata.get("default").remove("first");
		assertThat(http).isEqualTo(entity.getHttp()).containsOnlyKeys("first", "second", "third");
		assertThat(annotations).isEqualTo(entity.getAnnotations()).containsOnly(entry("second", "2"));
		assertThat(metadata).isEqualTo(entity.getMetadata()).containsOnlyKeys("default", "mine");
		assertThat(metadata.get("default")).containsOnly(entry("second", 2));
	}

	@ParameterizedTest
	@EnumSource
	void usesMapsThatAreSet(Kind kind) {
		Entity entity = entity(kind);
		entity.putHttp("before", 1);
		Map<String, Object> before = entity.getHttp();
		Map<String, Object> http = new HashMap<>(Map.of("set", 2));
		Map<String, Object> aws = new HashMap<>();
		Map<String, Object> sql = new HashMap<>();
		Map<String, Object> annotations = new HashMap<>();
		Map<String, Map<String, Object>> metadata = new HashMap<>();
		entity.setHttp(http);
		entity.setAws(aws);
		entity.setSql(sql);
		entity.setAnnotations(annotations);
		entity.setMetadata(metadata);
		entity.putHttp("after", 3);
		entity.putMetadata("key", 4);
		assertThat(entity.getHttp()).isSameAs(http).containsOnlyKeys("set", "after");
		assertThat(before).containsOnlyKeys("before");
		assertThat(entity.getAws()).isSameAs(aws);
		assertThat(entity.getSql()).isSameAs(sql);
		assertThat(entity.getAnnotations()).isSameAs(annotations);
		assertThat(entity.getMetadata()).isSameAs(metadata);
		assertThat(metadata.get("default")).containsOnly(entry("key", 4));
	}

	@ParameterizedTest
	@EnumSource
	void givesMapsThatCanBeIteratedWhileOthersWrite(Kind kind) {
		Entity entity = entity(kind);
		AtomicBoolean done = new AtomicBoolean();
		CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
			for (int i = 0; !done.get(); i = (i + 1) % 1000) {
				entity.putHttp("key" + i, i);
				entity.putAnnotation("key" + i, i);
				entity.putMetadata("space" + i % 7, "key" + i, i);
				entity.getSql().put("key" + i, i);
				entity.getSql().remove("key" + (i - 5));
				if (i == 999) {
					entity.getAnnotations().clear();
				}
			}
		});
		try {
			for (int i = 0; i < 2000; i++) {
				entity.getHttp().forEach((key, value) -> assertThat(value).isNotNull());
				new ArrayList<>(entity.getAnnotations().entrySet()).forEach((each) -> assertThat(each).isNotNull());
				entity.getMetadata().values().forEach((space) -> space.values().forEach(Object::hashCode));
				entity.getSql().keySet().forEach(Object::hashCode);
			}
		}
		finally {
			done.set(true);
		}
		writer.join();
	}

	@ParameterizedTest
	@EnumSource
	void describesExceptions(Kind kind) {
		Entity entity = entity(kind);
		entity.addException(new IllegalStateException("outer", new IllegalArgumentException("inner")));
		assertThat(entity.isFault()).isTrue();
		List<ThrowableDescription> exceptions = entity.getCause().getExceptions();
		assertThat(exceptions).extracting(ThrowableDescription::getMessage).containsExactly("outer", "inner");
		assertThat(exceptions.get(0).getCause()).isEqualTo(exceptions.get(1).getId());
		assertThat(entity.getCause().getWorkingDirectory()).isEqualTo(System.getProperty("user.dir"));
	}

	@ParameterizedTest
	@EnumSource
	void refersToAnExceptionOfAChild(Kind kind) {
		Entity entity = entity(kind);
		Subsegment child = subsegment(entity, "child");
		RuntimeException failure = new IllegalStateException("broken");
		child.addException(failure);
		entity.addException(failure);
		String id = child.getCause().getExceptions().get(0).getId();
		assertThat(entity.getCause().getExceptions().get(0).getCause()).isEqualTo(id);
		assertThat(read(entity.serialize()).path("cause").asText()).isEqualTo(id);
	}

	@ParameterizedTest
	@EnumSource
	void hasACauseThatCanBeChanged(Kind kind) {
		Entity entity = entity(kind);
		Cause cause = entity.getCause();
		ThrowableDescription description = new ThrowableDescription();
		description.setId("0123456789abcdef");
		description.setMessage("by hand");
		cause.addException(description);
		cause.setWorkingDirectory("/srv");
		assertThat(entity.getCause()).isSameAs(cause);
		entity.getCause().getExceptions().get(0).setMessage("changed");
		JsonNode written = read(entity.serialize()).path("cause");
		assertThat(written.path("working_directory").asText()).isEqualTo("/srv");
		assertThat(written.path("exceptions").get(0).path("message").asText()).isEqualTo("changed");
	}

	@ParameterizedTest
	@EnumSource
	void hasChildren(Kind kind) {
		Entity entity = entity(kind);
		List<Subsegment> children = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			children.add(subsegment(entity, "child " + i));
		}
		List<Subsegment> copy = entity.getSubsegmentsCopy();
		assertThat(copy).isEqualTo(children);
		entity.removeSubsegment(children.remove(4));
		entity.removeSubsegment(children.remove(0));
		assertThat(entity.getSubsegments()).isEqualTo(children);
		assertThat(copy).hasSize(10);
		copy.clear();
		assertThat(entity.getSubsegmentsCopy()).isEqualTo(children);
	}

	@ParameterizedTest
	@EnumSource
	void givesAListOfChildrenThatIsLive(Kind kind) {
		Entity entity = entity(kind);
		List<Subsegment> list = entity.getSubsegments();
		Subsegment first = subsegment(entity, "first");
		Subsegment second = subsegment(entity, "second");
		assertThat(list).containsExactly(first, second);
		list.remove(first);
		list.add(first);
		assertThat(entity.getSubsegmentsCopy()).containsExactly(second, first);
		list.set(0, first);
		list.remove(1);
		assertThat(entity.getSubsegmentsCopy()).containsExactly(first);
		list.add(0, second);
		list.removeIf((child) -> child == first);
		assertThat(entity.getSubsegmentsCopy()).containsExactly(second);
		assertThat(list.contains(second)).isTrue();
		assertThat(list.indexOf(second)).isZero();
		list.clear();
		assertThat(entity.getSubsegmentsCopy()).isEmpty();
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.get(0));
	}

	@ParameterizedTest
	@EnumSource
	void countsReferences(Kind kind) {
		Entity entity = entity(kind);
		entity.incrementReferenceCount();
		entity.incrementReferenceCount();
		assertThat(entity.getReferenceCount()).isEqualTo(2);
		assertThat(entity.getTotalSize().intValue()).isEqualTo(2);
		assertThat(entity.decrementReferenceCount()).isFalse();
		entity.setInProgress(false);
		assertThat(entity.decrementReferenceCount()).isTrue();
		assertThat(entity.getReferenceCount()).isZero();
		assertThat(entity.getTotalSize().intValue()).isEqualTo(2);
		entity.getTotalSize().decrement();
		assertThat(entity.getTotalSize().intValue()).isOne();
		entity.incrementReferenceCount();
		assertThat(entity.getTotalSize().intValue()).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	void hasALockThatCanBeTakenAgain(Kind kind) {
		Entity entity = entity(kind);
		ReentrantLock lock = entity.getSubsegmentsLock();
		lock.lock();
		try {
			assertThat(lock.tryLock()).isTrue();
			lock.unlock();
			entity.putAnnotation("key", 1);
			entity.addSubsegment(subsegment(entity, "child"));
			entity.addException(new IllegalStateException("broken"));
		}
		finally {
			lock.unlock();
		}
		assertThat(lock.isLocked()).isFalse();
		ReentrantLock other = new ReentrantLock();
		entity.setSubsegmentsLock(other);
		assertThat(entity.getSubsegmentsLock()).isSameAs(other);
		entity.putAnnotation("key", 2);
		assertThat(other.isLocked()).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void isEmittedOnce(Kind kind) {
		Entity entity = entity(kind);
		assertThat(entity.compareAndSetEmitted(true, false)).isFalse();
		assertThat(entity.compareAndSetEmitted(false, true)).isTrue();
		assertThat(entity.isEmitted()).isTrue();
		Entity other = entity(kind);
		other.setEmitted(false);
		assertThat(other.isEmitted()).isFalse();
		other.setEmitted(true);
		assertThat(other.isEmitted()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void asksTheStrategyWhenItIsChangedAfterItWasEmitted(Kind kind) {
		Entity entity = entity(kind);
		Subsegment child = subsegment(entity, "child");
		List<String> messages = new ArrayList<>();
		List<Class<?>> types = new ArrayList<>();
		this.recorder.setContextMissingStrategy((message, type) -> {
			messages.add(message);
			types.add(type);
		});
		entity.setEmitted(true);
		assertThat(messages).isEmpty();
		for (Consumer<Entity> change : changes(child)) {
			messages.clear();
			change.accept(entity);
			assertThat(messages).isNotEmpty().containsOnly("Segment orders has already been emitted.");
		}
		assertThat(types).containsOnly(AlreadyEmittedException.class);
	}

	@ParameterizedTest
	@EnumSource
	void throwsWhatTheStrategyThrows(Kind kind) {
		Entity entity = entity(kind);
		Subsegment child = subsegment(entity, "child");
		this.recorder.setContextMissingStrategy(new RuntimeErrorContextMissingStrategy());
		entity.setEmitted(true);
		for (Consumer<Entity> change : changes(child)) {
			assertThatExceptionOfType(AlreadyEmittedException.class).isThrownBy(() -> change.accept(entity));
		}
		assertThat(entity.getSubsegmentsLock().isLocked()).isFalse();
	}

	private List<Consumer<Entity>> changes(Subsegment child) {
		return List.of((e) -> e.setId("0123456789abcdef"), (e) -> e.setStartTime(1), (e) -> e.setEndTime(2),
				(e) -> e.setFault(true), (e) -> e.setError(true), (e) -> e.setThrottle(true),
				(e) -> e.setNamespace("aws"), (e) -> e.setSubsegmentsLock(new ReentrantLock()),
				(e) -> e.setHttp(Map.of()), (e) -> e.setAws(Map.of()), (e) -> e.setSql(Map.of()),
				(e) -> e.setMetadata(Map.of()), (e) -> e.setAnnotations(Map.of()), (e) -> e.setParent(null),
				(e) -> e.setInProgress(true), (e) -> e.setTraceId(TRACE_ID), (e) -> e.setParentId(null),
				(e) -> e.compareAndSetEmitted(true, true), (e) -> e.addSubsegment(child),
				(e) -> e.addException(new IllegalStateException()), (e) -> e.setHttp(new HashMap<>()),
				(e) -> e.putHttp("key", 1), (e) -> e.putAllHttp(Map.of("a", 1)), (e) -> e.setAws(new HashMap<>()),
				(e) -> e.putAws("key", 1), (e) -> e.putAllAws(Map.of("a", 1)), (e) -> e.setSql(new HashMap<>()),
				(e) -> e.putSql("key", 1), (e) -> e.putAllSql(Map.of("a", 1)), (e) -> e.setAnnotations(new HashMap<>()),
				(e) -> e.putAnnotation("key", "1"), (e) -> e.putAnnotation("key", 1),
				(e) -> e.putAnnotation("key", true), (e) -> e.setMetadata(new HashMap<>()),
				(e) -> e.putMetadata("key", 1), (e) -> e.putMetadata("space", "key", 1),
				Entity::incrementReferenceCount, Entity::decrementReferenceCount, (e) -> e.setCreator(this.recorder));
	}

	@ParameterizedTest
	@EnumSource
	void canBeReadAfterItWasEmitted(Kind kind) {
		Entity entity = entity(kind);
		entity.putHttp("key", 1);
		entity.putAnnotation("key", 2);
		entity.putMetadata("key", 3);
		Subsegment child = subsegment(entity, "child");
		entity.setEmitted(true);
		assertThat(entity.getHttp()).containsOnly(entry("key", 1));
		assertThat(entity.getAnnotations()).containsOnly(entry("key", 2));
		assertThat(entity.getMetadata().get("default")).containsOnly(entry("key", 3));
		assertThat(entity.getSubsegments()).containsExactly(child);
		entity.removeSubsegment(child);
		assertThat(entity.getSubsegments()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void isWrittenWithWhatItHas(Kind kind) {
		Entity entity = entity(kind);
		entity.setStartTime(1_700_000_000.25);
		entity.setEndTime(1_700_000_000.75);
		entity.setInProgress(false);
		entity.setFault(true);
		entity.putHttp("request", Map.of("method", "GET"));
		entity.putAws("operation", "GetItem");
		entity.putSql("sanitized_query", "select 1");
		entity.putAnnotation("tenant", "acme");
		entity.putMetadata("key", List.of(1, 2));
		Subsegment child = subsegment(entity, "child");
		JsonNode json = read(entity.serialize());
		assertThat(json.path("name").asText()).isEqualTo("orders");
		assertThat(json.path("id").asText()).isEqualTo(entity.getId());
		assertThat(json.path("start_time").asDouble()).isEqualTo(1_700_000_000.25);
		assertThat(json.path("end_time").asDouble()).isEqualTo(1_700_000_000.75);
		assertThat(json.path("fault").asBoolean()).isTrue();
		assertThat(json.path("http").path("request").path("method").asText()).isEqualTo("GET");
		assertThat(json.path("aws").path("operation").asText()).isEqualTo("GetItem");
		assertThat(json.path("sql").path("sanitized_query").asText()).isEqualTo("select 1");
		assertThat(json.path("annotations").path("tenant").asText()).isEqualTo("acme");
		assertThat(json.path("metadata").path("default").path("key")).hasSize(2);
		assertThat(json.path("subsegments").get(0).path("id").asText()).isEqualTo(child.getId());
		assertThat(json.path("subsegments").get(0).path("in_progress").asBoolean()).isTrue();
		assertThat(read(entity.prettySerialize())).isEqualTo(json);
		assertThat(entity.prettySerialize()).contains("\n");
	}

	@ParameterizedTest
	@EnumSource
	void isCurrentWhileSomethingRuns(Kind kind) {
		Entity entity = entity(kind);
		Segment other = segment("other");
		this.recorder.setTraceEntity(other);
		List<Entity> current = new ArrayList<>();
		entity.run(() -> current.add(this.recorder.getTraceEntity()));
		entity.run(() -> current.add(this.recorder.getTraceEntity()), this.recorder);
		assertThat(current).containsExactly(entity, entity);
		assertThat(this.recorder.getTraceEntity()).isSameAs(other);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> entity.run(() -> {
			throw new IllegalStateException("broken");
		}));
		assertThat(this.recorder.getTraceEntity()).isSameAs(other);
	}

	static JsonNode read(String json) {
		try {
			return mapper.readTree(json);
		}
		catch (JsonProcessingException ex) {
			throw new AssertionError(json, ex);
		}
	}

}
