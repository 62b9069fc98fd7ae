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

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.document.TestEntities;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Objects of the application are read by the thread that ends an entity, without a lock,
 * and by no other thread. Whatever they do, the rest of the trace arrives.
 */
class ApplicationObjectsTests {

	private static final Map<String, BiConsumer<Entity, Object>> PLACES = new LinkedHashMap<>();

	static {
		PLACES.put("metadata", (entity, value) -> namespace(entity).put("value", value));
		PLACES.put("http", (entity, value) -> entity.getHttp().put("value", value));
		PLACES.put("aws", (entity, value) -> entity.getAws().put("value", value));
		PLACES.put("sql", (entity, value) -> entity.getSql().put("value", value));
		PLACES.put("annotations", (entity, value) -> entity.getAnnotations().put("value", value));
		PLACES.put("service", (entity, value) -> ((Segment) entity).getService().put("value", value));
	}

	private static final Map<String, BiConsumer<Entity, Map<String, Object>>> BLOCKS = new LinkedHashMap<>();

	static {
		BLOCKS.put("metadata", (entity, map) -> entity.setMetadata(Map.of("value", map)));
		BLOCKS.put("http", Entity::setHttp);
		BLOCKS.put("aws", Entity::setAws);
		BLOCKS.put("sql", Entity::setSql);
		BLOCKS.put("annotations", Entity::setAnnotations);
		BLOCKS.put("service", (entity, map) -> ((Segment) entity).setService(map));
	}

	private static final ObjectMapper mapper = new ObjectMapper();

	private static final LinkedBlockingQueue<byte[]> sent = new LinkedBlockingQueue<>();

	private static final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final Watched watched = new Watched();

	@BeforeAll
	static void start() {
		TestPropertyValues.of("xray.emitter.type=log").applyTo(context);
		context.registerBean(TraceSender.class,
				() -> (documents) -> documents.forEach((document) -> sent.add(document.content())));
		context.register(XRayEmitterAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayAutoConfiguration.class);
		context.refresh();
	}

	@AfterAll
	static void close() {
		context.close();
	}

	@TestFactory
	Stream<DynamicTest> anObjectInAnyPlaceIsReadByTheThreadThatEndsTheEntity() {
		return PLACES.keySet()
			.stream()
			.flatMap((place) -> this.watched.all()
				.keySet()
				.stream()
				.map((kind) -> DynamicTest.dynamicTest(kind + " in " + place, () -> readsAtTheEnd(place, kind))));
	}

	private void readsAtTheEnd(String place, String kind) throws Exception {
		Watched objects = new Watched();
		Object value = objects.all().get(kind);
		JsonNode document = traceOf(objects, (segment) -> PLACES.get(place).accept(segment, value), (segment) -> {
		});
		assertThat(objects.threads()).as(place).isSubsetOf(Thread.currentThread().getName());
		assertThat(document.at(pathOf(place)).isMissingNode()).as(document.toString()).isFalse();
	}

	private static String pathOf(String place) {
		return place.equals("metadata") ? "/metadata/default/value" : "/" + place + "/value";
	}

	@TestFactory
	Stream<DynamicTest> aMapOfTheApplicationInThePlaceOfABlockIsReadByTheThreadThatEndsTheEntity() {
		return BLOCKS.keySet()
			.stream()
			.flatMap((block) -> this.watched.maps()
				.keySet()
				.stream()
				.map((kind) -> DynamicTest.dynamicTest(kind + " as " + block, () -> readsBlockAtTheEnd(block, kind))));
	}

	private void readsBlockAtTheEnd(String block, String kind) throws Exception {
		Watched objects = new Watched();
		Map<String, Object> map = objects.maps().get(kind);
		JsonNode document = traceOf(objects, (segment) -> BLOCKS.get(block).accept(segment, map), (segment) -> {
		});
		assertThat(objects.threads()).containsOnly(Thread.currentThread().getName());
		JsonNode written = document.at(block.equals("metadata") ? "/metadata/value" : "/" + block);
		if (kind.equals("map that throws")) {
			assertThat(written.toString()).contains("not recorded: IllegalStateException");
		}
		else {
			assertThat(written.get("a").asText()).isEqualTo("value of a");
		}
	}

	@TestFactory
	Stream<DynamicTest> anObjectThatComesAfterTheEndIsNotReadByAnotherThread() {
		return PLACES.keySet()
			.stream()
			.filter((place) -> !place.equals("service"))
			.flatMap((place) -> this.watched.all()
				.keySet()
				.stream()
				.map((kind) -> DynamicTest.dynamicTest(kind + " in " + place, () -> leavesAloneLater(place, kind))));
	}

	private void leavesAloneLater(String place, String kind) throws Exception {
		Watched objects = new Watched();
		Object value = objects.all().get(kind);
		JsonNode child = traceOf(objects, (segment) -> {
		}, (late) -> PLACES.get(place).accept(late, value)).at("/subsegments/0");
		assertThat(objects.threads()).doesNotContain("xray-emitter");
		assertThat(child.at(pathOf(place)).toString()).contains("not recorded: put after the end");
	}

	@TestFactory
	Stream<DynamicTest> aMapThatIsSetAfterTheEndIsNotReadByAnotherThread() {
		return BLOCKS.keySet()
			.stream()
			.filter((block) -> !block.equals("service"))
			.flatMap((block) -> this.watched.maps()
				.keySet()
				.stream()
				.map((kind) -> DynamicTest.dynamicTest(kind + " as " + block, () -> leavesBlockAlone(block, kind))));
	}

	private void leavesBlockAlone(String block, String kind) throws Exception {
		Watched objects = new Watched();
		Map<String, Object> map = objects.maps().get(kind);
		JsonNode child = traceOf(objects, (segment) -> {
		}, (late) -> BLOCKS.get(block).accept(late, map)).at("/subsegments/0");
		assertThat(objects.threads()).doesNotContain("xray-emitter");
		assertThat(child.get(block).toString()).contains("not recorded: put after the end");
	}

	@Test
	void idsAndPathsInCollectionsOfTheApplicationAreReadByTheThreadThatEndsTheEntity() throws Exception {
		JsonNode document = traceOf(this.watched, (segment) -> {
			segment.getCause().setPaths(this.watched.paths());
			segment.getCause().setMessage("failed");
		}, (segment) -> {
		}, (child) -> child.setPrecursorIds(this.watched.strings()));
		assertThat(this.watched.threads()).containsOnly(Thread.currentThread().getName());
		assertThat(document.at("/cause/paths/0").asText()).isEqualTo("53995c3f42cd8ad8");
		assertThat(document.at("/subsegments/0/precursor_ids/0").asText()).isEqualTo("53995c3f42cd8ad8");
	}

	/**
	 * Defect of the SDK: it asks an exception for its message and stack under the lock of
	 * the entity, which may wait for another thread of the trace.
	 */
	@Test
	void anExceptionIsReadByTheThreadThatAddsItAndWithoutALock() throws Exception {
		Watched objects = new Watched();
		JsonNode document = traceOf(objects, (segment) -> segment.addException(objects.exception()), (child) -> {
		});
		assertThat(objects.threads()).containsOnly(Thread.currentThread().getName());
		assertThat(document.at("/cause/exceptions/0/message").asText()).isEqualTo("message");
		assertThat(document.at("/cause/exceptions/0/stack").size()).isPositive();
	}

	@Test
	void whatTheApplicationSendsByItselfIsReadByTheThreadThatSendsIt() throws Exception {
		Segment segment = TestEntities.segment("by hand");
		segment.putAws("xray", Collections.unmodifiableMap(new HashMap<>(Map.of("sdk", "X-Ray for Java"))));
		Subsegment child = TestEntities.subsegment(segment, "child");
		Subsegment grandchild = TestEntities.subsegment(child, "grandchild");
		grandchild.putMetadata("value", this.watched.all().get("bean"));
		grandchild.getAws().put("value", this.watched.all().get("own map"));
		TestEntities.end(grandchild);
		TestEntities.end(child);
		assertThat(context.getBean(QueueingEmitter.class).sendSegment(TestEntities.end(segment))).isTrue();
		JsonNode document = mapper.readTree(sent.poll(20, TimeUnit.SECONDS));
		assertThat(this.watched.threads()).containsOnly(Thread.currentThread().getName());
		assertThat(document.at("/aws/xray/sdk").asText()).isEqualTo("X-Ray for Java");
		JsonNode deepest = document.at("/subsegments/0/subsegments/0");
		assertThat(deepest.at("/metadata/default/value/value").intValue()).isEqualTo(1);
		assertThat(deepest.at("/aws/value/a").asText()).isEqualTo("value of a");
	}

	@Test
	void whatIsSentInProgressKeepsItsObjects() throws Exception {
		AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
		Segment segment = recorder.beginSegment("goes on");
		Object bean = this.watched.all().get("bean");
		segment.putMetadata("value", bean);
		recorder.sendSegment(segment);
		JsonNode document = mapper.readTree(sent.poll(20, TimeUnit.SECONDS));
		assertThat(document.at("/in_progress").booleanValue()).isTrue();
		assertThat(document.at("/aws/xray/sdk").asText()).isEqualTo("X-Ray for Java");
		assertThat(document.at("/metadata/default/value").asText()).contains("still in progress");
		assertThat(segment.getMetadata().get("default").get("value")).isSameAs(bean);
		recorder.endSegment();
		assertThat(mapper.readTree(sent.poll(20, TimeUnit.SECONDS)).at("/metadata/default/value/value").intValue())
			.isEqualTo(1);
	}

	@Test
	void whatAnObjectThrowsIsCountedAndNotWritten() throws Exception {
		run((segment) -> {
			segment.putMetadata("value", this.watched.all().get("throwing"));
			segment.putAws("value", this.watched.all().get("throwing"));
			segment.putHttp("value", this.watched.all().get("throwing list"));
		}, (segment) -> {
		}, (child) -> {
		}, (document, faults) -> {
			assertThat(faults).isEqualTo(3);
			assertThat(document.toString()).doesNotContain("hunter2");
		});
	}

	@Test
	void aValueThatIsReplacedWhileItIsReadStays() throws Exception {
		Object other = new Object() {

			@Override
			public boolean equals(Object any) {
				throw new IllegalStateException("asked");
			}

			@Override
			public int hashCode() {
				return 1;
			}

			@Override
			public String toString() {
				return "other";
			}

		};
		run((segment) -> segment.putAws("value", new Object() {

			@Override
			public String toString() {
				segment.putAws("value", other);
				return "first";
			}

		}), (segment) -> {
		}, (child) -> {
		}, (document, faults) -> assertThat(faults).isZero());
	}

	private JsonNode traceOf(Watched objects, Consumer<Segment> before, Consumer<Entity> after) throws Exception {
		return traceOf(objects, before, after, (child) -> {
		});
	}

	@SuppressWarnings("deprecation")
	private JsonNode traceOf(Watched objects, Consumer<Segment> before, Consumer<Entity> after,
			Consumer<Subsegment> child) throws Exception {
		List<JsonNode> documents = new ArrayList<>();
		run((segment) -> {
			objects.watch(segment.getSubsegmentsLock());
			before.accept(segment);
		}, after, child, (document, faults) -> {
			assertThat(objects.isLocked()).as("code of the application under a lock").isFalse();
			assertThat(document.toString()).doesNotContain("hunter2");
			documents.add(document);
		});
		return documents.get(0);
	}

	private static long faults() {
		return context.getBean(TracingFaults.class).counts().values().stream().mapToLong(Long::longValue).sum();
	}

	private static Map<String, Object> namespace(Entity entity) {
		return entity.getMetadata().computeIfAbsent("default", (name) -> new ConcurrentHashMap<>());
	}

	/**
	 * Record a trace of a segment and a child.
	 * @param before what to do before the end of the segment
	 * @param after what to do after the end of the child
	 * @param inChild what to do before the end of the child
	 */
	private void run(Consumer<Segment> before, Consumer<Entity> after, Consumer<Subsegment> inChild,
			BiConsumer<JsonNode, Long> result) throws Exception {
		long faultsBefore = faults();
		Segments segments = context.getBean(Segments.class);
		Subsegments subsegments = context.getBean(Subsegments.class);
		TraceScope root = segments.begin("root", segments.newTraceId(), null);
		Segment segment = (Segment) root.entity();
		TraceScope child = subsegments.begin("child", segment);
		child.entity().setNamespace("remote");
		inChild.accept((Subsegment) child.entity());
		subsegments.end(child, null);
		after.accept(child.entity());
		segment.setUser("kept");
		before.accept(segment);
		subsegments.end(root, null);
		// Not held against the schema, as the application may put what X-Ray does not
		// know
		JsonNode document = mapper.readTree(sent.poll(20, TimeUnit.SECONDS));
		assertThat(document.get("user").asText()).isEqualTo("kept");
		assertThat(document.at("/subsegments/0/namespace").asText()).isEqualTo("remote");
		assertThat(context.getBean(EmitterStatistics.class).dropped()).isZero();
		result.accept(document, faults() - faultsBefore);
	}

}
