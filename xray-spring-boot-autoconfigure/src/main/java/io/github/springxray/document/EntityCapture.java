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

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import com.amazonaws.xray.entities.Cause;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.ThrowableDescription;
import org.jspecify.annotations.Nullable;

import org.springframework.lang.Contract;

import io.github.springxray.entity.TraceEntity;
import io.github.springxray.entity.TraceSubsegment;

/**
 * Makes an entity that is about to end independent of the application, on the thread that
 * ends it: what is written later, by another thread, neither changes any more nor runs
 * code of the application. Strings, numbers and booleans stay as they are. All other
 * values of metadata are replaced by their JSON, and all others elsewhere by copies or by
 * their strings. What is more than is ever written is left out here, so that it takes
 * neither time nor memory.
 */
public final class EntityCapture {

	private final MetadataValues values;

	private final Consumer<Throwable> failures;

	/**
	 * Create an instance.
	 * @param failures is told what the application's objects throw
	 */
	public EntityCapture(Consumer<Throwable> failures) {
		this.failures = failures;
		this.values = new MetadataValues(failures);
	}

	/**
	 * Replace what an entity has by plain data.
	 * @param entity the segment or subsegment
	 */
	public void capture(Entity entity) {
		capture(entity, MetadataReading.MAX_METADATA);
		if (!(entity instanceof TraceEntity own) || own.hasCause()) {
			cutMessages(entity.getCause());
		}
	}

	private static void cutMessages(Cause cause) {
		for (ThrowableDescription exception : Copies.elements(cause.getExceptions())) {
			String message = exception.getMessage();
			if (message != null && message.length() > Limits.DOCUMENTED.text()) {
				exception.setMessage(Text.cut(message, Limits.DOCUMENTED.text(), false));
			}
		}
	}

	private void capture(Entity entity, int maxMetadata) {
		boolean own = entity instanceof TraceEntity;
		if (!own || !((TraceEntity) entity).isPlain(Limits.DOCUMENTED.annotation())) {
			captureBlocks(entity, maxMetadata);
		}
		if (!(entity instanceof TraceSubsegment light && !light.hasPrecursors())) {
			capturePrecursors(entity);
		}
		if (!own || ((TraceEntity) entity).hasCause()) {
			captureCause(entity.getCause());
		}
	}

	private void captureBlocks(Entity entity, int maxMetadata) {
		captureMetadata(entity, maxMetadata);
		capture(entity.getAnnotations(), entity::setAnnotations, Reading::annotation);
		capture(entity.getHttp(), entity::setHttp, Reading::field);
		capture(entity.getAws(), entity::setAws, Reading::field);
		capture(entity.getSql(), entity::setSql, Reading::field);
		if (entity instanceof Segment segment) {
			capture(segment.getService(), segment::setService, Reading::field);
		}
	}

	private void captureCause(Cause cause) {
		Collection<String> paths = cause.getPaths();
		if (paths != null && !Plain.isCollection(paths)) {
			cause.setPaths(new Reading(this.failures).strings(paths));
		}
	}

	/**
	 * Replace what an entity and all that has ended beneath it have.
	 * @param root the segment or subsegment
	 */
	public void captureTree(Entity root) {
		Deque<Entity> left = new ArrayDeque<>(List.of(root));
		while (!left.isEmpty()) {
			Entity entity = left.remove();
			capture(entity);
			entity.getSubsegmentsCopy().stream().filter((child) -> !child.isInProgress()).forEach(left::add);
		}
	}

	/**
	 * Copy what an entity is at this moment, with all that is beneath it, and read what
	 * it has without a change to it.
	 */
	TraceEntity copyOf(Entity root) {
		TraceEntity copy = Moments.of(root, false);
		Deque<TraceEntity> left = new ArrayDeque<>(List.of(copy));
		while (!left.isEmpty()) {
			TraceEntity entity = left.remove();
			capture(entity, Integer.MAX_VALUE);
			for (Subsegment child : entity.readChildren()) {
				left.add((TraceEntity) child);
			}
		}
		return copy;
	}

	private void capturePrecursors(Entity entity) {
		Set<String> ids = (entity instanceof Subsegment subsegment) ? subsegment.getPrecursorIds() : null;
		if (ids != null && !Plain.isCollection(ids) && entity instanceof Subsegment subsegment) {
			subsegment.setPrecursorIds(new LinkedHashSet<>(new Reading(this.failures).strings(ids)));
		}
	}

	private void capture(@Nullable Map<String, Object> map, Consumer<Map<String, Object>> setter, ValueReader reader) {
		if (isNothing(map)) {
			return;
		}
		Reading reading = new Reading(this.failures);
		ConcurrentHashMap<Object, Object> own = own(map, reading);
		readValues(own, reading, reader);
		if ((Object) own != map) {
			setter.accept(typed(own));
		}
	}

	private static void readValues(ConcurrentHashMap<Object, Object> map, Reading reading, ValueReader reader) {
		int[] omitted = new int[1];
		map.forEach((key, value) -> {
			if (reading.isFull()) {
				omitted[0]++;
				replace(map, key, value, null);
			}
			else {
				replace(map, key, value, reader.read(reading, value));
			}
		});
		if (omitted[0] > 0) {
			map.put(EntityValues.OMITTED, omitted[0] + " more left out: the document was too large");
		}
	}

	private void captureMetadata(Entity entity, int max) {
		Map<String, Map<String, Object>> metadata = entity.getMetadata();
		if (isNothing(metadata)) {
			return;
		}
		Reading reading = new Reading(this.failures);
		ConcurrentHashMap<Object, Object> own = own(metadata, reading);
		own.forEach((key, value) -> replace(own, key, value, own(value, reading)));
		new MetadataReading(this.values, max).read(own.values());
		if ((Object) own != metadata) {
			entity.setMetadata(typed(own));
		}
	}

	@Contract("null -> true")
	private static boolean isNothing(@Nullable Map<?, ?> map) {
		return map == null || (Plain.isMap(map) && map.isEmpty());
	}

	/**
	 * The maps of an entity are the SDK's, which other threads may be adding to, unless
	 * the application has set its own.
	 */
	@SuppressWarnings("unchecked")
	private static ConcurrentHashMap<Object, Object> own(Object map, Reading reading) {
		return (map.getClass() == ConcurrentHashMap.class) ? (ConcurrentHashMap<Object, Object>) map
				: copy(map, reading);
	}

	private static ConcurrentHashMap<Object, Object> copy(Object map, Reading reading) {
		ConcurrentHashMap<Object, Object> copy = new ConcurrentHashMap<>();
		if (map instanceof Map<?, ?> any) {
			copy.putAll(reading.entries(any, copy));
		}
		else {
			copy.put(EntityValues.OMITTED, Plain.unread(map));
		}
		return copy;
	}

	/**
	 * Replace a value that is still there. Values are told apart by identity, as their
	 * own comparison is code of the application.
	 */
	static void replace(ConcurrentHashMap<Object, Object> map, Object key, Object value, @Nullable Object read) {
		if (read != value) {
			map.computeIfPresent(key, (same, present) -> (present == value) ? read : present);
		}
	}

	@SuppressWarnings("unchecked")
	private static <V> Map<String, V> typed(Map<?, ?> map) {
		return (Map<String, V>) map;
	}

	/**
	 * Reads a value.
	 */
	private interface ValueReader {

		Object read(Reading reading, Object value);

	}

}
