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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.amazonaws.xray.entities.AWSLogReference;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.ThrowableDescription;
import org.junit.jupiter.api.Test;

import io.github.springxray.entity.Block;
import io.github.springxray.entity.TraceEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link EntityCapture}.
 */
class EntityCaptureTests {

	private final List<Throwable> failures = new ArrayList<>();

	private final EntityCapture capture = new EntityCapture(this.failures::add);

	private final Segment segment = TestEntities.segment("root");

	@Test
	void whatIsPlainStaysWhatItIs() {
		String text = "text";
		this.segment.putAws("text", text);
		this.segment.putAws("number", 5000L);
		this.segment.putMetadata("text", text);
		Map<String, Object> aws = this.segment.getAws();
		this.capture.capture(this.segment);
		assertThat(this.segment.getAws()).isSameAs(aws);
		assertThat(aws.get("text")).isSameAs(text);
		assertThat(aws).containsEntry("number", 5000L);
		assertThat(this.segment.getMetadata().get("default").get("text")).isSameAs(text);
		assertThat(this.failures).isEmpty();
	}

	@Test
	void mapsAndListsBecomeCopies() {
		List<Object> list = new ArrayList<>(Arrays.asList(1, "two", null, List.of(3)));
		Map<String, Object> request = new LinkedHashMap<>(Map.of("method", "GET"));
		Map<String, Object> nested = new LinkedHashMap<>(Map.of("list", list, "map", new TreeMap<>(Map.of("a", "b"))));
		this.segment.putHttp("request", request);
		this.segment.putAws("nested", nested);
		this.capture.capture(this.segment);
		request.put("method", "POST");
		list.add("later");
		nested.clear();
		assertThat(this.segment.getHttp()).containsEntry("request", Map.of("method", "GET"));
		assertThat(this.segment.getAws()).containsEntry("nested",
				Map.of("list", List.of(1, "two", List.of(3)), "map", Map.of("a", "b")));
	}

	@Test
	void arraysAndReferencesToLogsBecomeListsAndMaps() {
		AWSLogReference reference = new AWSLogReference();
		reference.setLogGroup("group");
		reference.setArn("arn");
		this.segment.putAws("logs", new Object[] { reference, new AWSLogReference() });
		this.capture.capture(this.segment);
		assertThat(this.segment.getAws()).containsEntry("logs",
				List.of(Map.of("log_group", "group", "arn", "arn"), Map.of()));
	}

	@Test
	void numbersThatChangeBecomeNumbersThatDoNot() {
		AtomicLong count = new AtomicLong(7);
		this.segment.putAnnotation("count", count);
		this.segment.putAws("count", count);
		this.segment.putMetadata("count", count);
		this.capture.capture(this.segment);
		count.set(8);
		assertThat(this.segment.getAnnotations().get("count")).hasToString("7");
		assertThat(this.segment.getAws().get("count")).hasToString("7");
		assertThat(this.segment.getMetadata().get("default").get("count")).hasToString("7");
	}

	@Test
	void mapsOfTheApplicationBecomeThoseOfTheEntity() {
		this.segment.setAnnotations(new TreeMap<>(Map.of("a", true)));
		this.segment.setMetadata(Map.of("space", new TreeMap<>(Map.of("key", List.of(1)))));
		this.capture.capture(this.segment);
		assertThat(this.segment.getAnnotations()).isInstanceOf(ConcurrentHashMap.class).containsEntry("a", true);
		assertThat(this.segment.getMetadata().get("space")).isInstanceOf(ConcurrentHashMap.class);
		assertThat(this.segment.getMetadata().get("space").get("key")).hasToString("[1]");
	}

	@Test
	void readingChangesNothing() {
		List<Integer> list = List.of(1);
		this.segment.putMetadata("list", list);
		this.segment.putAws("list", list);
		TraceEntity copy = this.capture.copyOf(this.segment);
		assertThat(copy.getMetadata().get("default").get("list")).hasToString("[1]");
		assertThat(copy.getAws()).containsEntry("list", List.of(1));
		assertThat(this.segment.getMetadata().get("default").get("list")).isSameAs(list);
		assertThat(this.segment.getAws().get("list")).isSameAs(list);
		assertThat(copy.getHttp()).isEmpty();
	}

	@Test
	void whatCouldBeReadOfACollectionThatThrowsIsKept() {
		AtomicInteger attempts = new AtomicInteger();
		this.segment.putAws("list", new ArrayList<>(List.of(1, 2, 3)) {

			@Override
			public Iterator<Integer> iterator() {
				attempts.incrementAndGet();
				Iterator<Integer> all = super.iterator();
				return new Iterator<>() {

					@Override
					public boolean hasNext() {
						return all.hasNext();
					}

					@Override
					public Integer next() {
						Integer next = all.next();
						if (next == 3) {
							throw new ConcurrentModificationException();
						}
						return next;
					}

				};
			}

		});
		this.capture.capture(this.segment);
		assertThat(attempts).hasValue(3);
		assertThat((List<?>) this.segment.getAws().get("list")).hasSize(3).first().isEqualTo(1);
		assertThat(this.segment.getAws().get("list").toString())
			.contains("not recorded: ConcurrentModificationException");
		assertThat(this.failures).singleElement().isInstanceOf(ConcurrentModificationException.class);
	}

	@Test
	void aCollectionThatChangesOnceIsReadOnceMore() {
		AtomicInteger attempts = new AtomicInteger();
		this.segment.putAws("map", new HashMap<>(Map.of("a", new StringBuilder("b"))) {

			@Override
			public Set<Map.Entry<String, StringBuilder>> entrySet() {
				if (attempts.incrementAndGet() == 1) {
					throw new ConcurrentModificationException();
				}
				return super.entrySet();
			}

		});
		this.capture.capture(this.segment);
		assertThat(this.segment.getAws()).containsEntry("map", Map.of("a", "b"));
		assertThat(this.failures).isEmpty();
	}

	@Test
	void keysOfTheApplicationStayApart() {
		Map<Object, Object> map = new LinkedHashMap<>();
		map.put(new StringBuilder("key"), 1);
		map.put(new StringBuilder("key"), 2);
		map.put(null, 3);
		map.put("none", null);
		this.segment.putAws("map", map);
		this.capture.capture(this.segment);
		assertThat(this.segment.getAws()).containsEntry("map", Map.of("key", 1, "key_2", 2));
	}

	@Test
	void idsAndPathsOfTheApplicationAreCopied() {
		Subsegment subsegment = TestEntities.subsegment(this.segment, "child");
		Set<String> ids = subsegment.getPrecursorIds();
		this.capture.capture(subsegment);
		assertThat(subsegment.getPrecursorIds()).isSameAs(ids);
		subsegment.setPrecursorIds(new TreeSet<>(Set.of("53995c3f42cd8ad8", "x".repeat(300))));
		List<String> paths = new LinkedList<>(List.of("/app"));
		subsegment.getCause().setPaths(paths);
		this.capture.capture(subsegment);
		paths.add("/later");
		assertThat(subsegment.getPrecursorIds()).isInstanceOf(LinkedHashSet.class)
			.containsExactly("53995c3f42cd8ad8", "x".repeat(250));
		assertThat(subsegment.getCause().getPaths()).containsExactly("/app");
	}

	@Test
	void theServiceIsCapturedToo() {
		this.segment.putService("version", new StringBuilder("1.2"));
		assertThat(((Segment) this.capture.copyOf(this.segment)).getService()).containsEntry("version", "1.2");
		this.capture.capture(this.segment);
		assertThat(this.segment.getService()).containsEntry("version", "1.2");
		assertThat(EntityValues.of(this.capture.copyOf(this.segment), Block.SERVICE)).containsEntry("version", "1.2");
		Subsegment child = TestEntities.subsegment(this.segment, "child");
		assertThat(EntityValues.of(this.capture.copyOf(child), Block.SERVICE)).isEmpty();
	}

	@Test
	void largeMapsLoseWhatADocumentHasNoRoomFor() {
		Map<String, Object> plain = new LinkedHashMap<>();
		for (int i = 0; i < 1000; i++) {
			plain.put("key" + i, "x".repeat(200));
		}
		this.segment.putAws("first", plain);
		this.segment.putService("first", new LinkedHashMap<>(Map.of("key", "x".repeat(200))));
		this.capture.capture(this.segment);
		Map<?, ?> first = (Map<?, ?>) this.segment.getAws().get("first");
		assertThat(first.size()).isBetween(200, 330);
		assertThat(first.get("key0")).isEqualTo("x".repeat(200));
		assertThat(first.get("_omitted").toString()).contains("left out");
		assertThat(this.segment.getService()).containsEntry("first", Map.of("key", "x".repeat(200)));
	}

	@Test
	void whatADocumentCutsIsCutOnlyThere() {
		String query = "q".repeat(4000);
		this.segment.putSql("sanitized_query", query);
		this.segment.putSql("longer", new StringBuilder(query + "q"));
		this.segment.getAnnotations().put("text", "a".repeat(1001));
		this.segment.getAnnotations().put("fits", "a".repeat(1000));
		this.segment.putHttp("request", new LinkedHashMap<>(Map.of("url", query)));
		this.capture.capture(this.segment);
		assertThat(this.segment.getSql().get("sanitized_query")).isSameAs(query);
		assertThat(this.segment.getSql()).containsEntry("longer", query);
		assertThat(this.segment.getAnnotations().get("text")).isEqualTo("a".repeat(1000));
		assertThat(this.segment.getAnnotations().get("fits")).isEqualTo("a".repeat(1000));
		assertThat(this.segment.getHttp()).containsEntry("request", Map.of("url", query));
	}

	@Test
	void messagesOfExceptionsAreCut() {
		this.segment.addException(new IllegalStateException("m".repeat(300)));
		this.segment.addException(new IllegalStateException("n".repeat(250)));
		this.capture.capture(this.segment);
		assertThat(this.segment.getCause().getExceptions()).extracting(ThrowableDescription::getMessage)
			.containsExactly("m".repeat(250), "n".repeat(250));
	}

	@Test
	void metadataThatWasReadBeforeTakesRoomToo() {
		for (int i = 0; i < 5; i++) {
			this.segment.putMetadata("list" + i, List.of("x".repeat(10_000)));
		}
		this.capture.capture(this.segment);
		assertThat(this.segment.getMetadata().get("default")).hasSize(5);
		for (int i = 0; i < 5; i++) {
			this.segment.putMetadata("text" + i, "x".repeat(10_000));
		}
		this.capture.capture(this.segment);
		assertThat(this.segment.getMetadata().get("default")).hasSize(6)
			.containsEntry("_omitted", "5 values left out: there is no room for so much metadata");
	}

	@Test
	void metadataThatIsNoMapIsNamed() {
		Map<Object, Object> metadata = new HashMap<>();
		metadata.put("space", "text");
		setMetadata(metadata);
		TraceEntity copy = this.capture.copyOf(this.segment);
		assertThat(copy.getMetadata().get("space").get("_omitted").toString())
			.contains("java.lang.String not recorded");
		this.capture.capture(this.segment);
		assertThat(this.segment.getMetadata().get("space").get("_omitted").toString()).contains("not recorded");
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private void setMetadata(Map metadata) {
		this.segment.setMetadata(metadata);
	}

	@Test
	void nestingHasAnEnd() {
		Object value = "inside";
		for (int i = 0; i < 30; i++) {
			value = List.of(value);
		}
		this.segment.putAws("deep", value);
		this.capture.capture(this.segment);
		assertThat(this.segment.getAws().get("deep").toString()).contains("nested too deep").doesNotContain("inside");
		int depth = 0;
		for (Object list = this.segment.getAws().get("deep"); list instanceof List<?> inner; list = inner.get(0)) {
			depth++;
		}
		assertThat(depth).isEqualTo(15);
	}

	@Test
	void elementsThatADocumentHasNoRoomForAreLeftOut() {
		this.segment.putAws("list", Collections.nCopies(1000, "x".repeat(1000)));
		this.segment.putService("list", Collections.nCopies(1_000_000, 1));
		this.capture.capture(this.segment);
		assertThat((List<?>) this.segment.getAws().get("list")).hasSizeBetween(60, 70)
			.last()
			.asString()
			.contains("left out");
		assertThat((List<?>) this.segment.getService().get("list")).hasSizeLessThan(40_000)
			.last()
			.asString()
			.contains("left out");
	}

	@Test
	void valuesThatADocumentHasNoRoomForAreLeftOut() {
		for (int i = 0; i < 100; i++) {
			this.segment.putAws("key" + i, "x".repeat(4000));
		}
		this.capture.capture(this.segment);
		assertThat(this.segment.getAws()).hasSizeBetween(17, 19);
		assertThat(this.segment.getAws().get("_omitted").toString()).matches("8\\d more left out: .*");
	}

	@Test
	void errorsOfTheMachineGoOn() {
		this.segment.putMetadata("value", new Object() {

			public String getText() {
				throw new OutOfMemoryError("test");
			}

		});
		this.segment.putAws("value", new Object() {

			@Override
			public String toString() {
				throw new InternalError("test");
			}

		});
		assertThatThrownBy(() -> this.capture.capture(this.segment)).isInstanceOf(VirtualMachineError.class);
	}

}
