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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import com.amazonaws.xray.entities.Cause;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.ThrowableDescription;
import org.jspecify.annotations.Nullable;

/**
 * Copies entities of other kinds, which a recorder or a context of the application has
 * made. Other threads may be changing them meanwhile.
 */
final class ForeignEntities {

	private static final int ATTEMPTS = 3;

	private static final EntityFactory FACTORY = new EntityFactory((entity, independent, pretty) -> "");

	private ForeignEntities() {
	}

	/**
	 * Copy an entity and all that is beneath it.
	 */
	static TraceEntity copyTree(Entity root) {
		TraceEntity copy = (root instanceof Segment segment) ? copy(FACTORY, segment)
				: copy((Subsegment) root, root.getParent());
		Deque<Entity> originals = new ArrayDeque<>(List.of(root));
		Deque<TraceEntity> copies = new ArrayDeque<>(List.of(copy));
		while (!originals.isEmpty()) {
			Entity original = originals.remove();
			TraceEntity parent = copies.remove();
			for (Subsegment child : childrenOf(original)) {
				TraceSubsegment childCopy = copy(child, original);
				Children.add(parent, parent.childCount(), childCopy);
				originals.add(child);
				copies.add(childCopy);
			}
		}
		return copy;
	}

	@SuppressWarnings("deprecation")
	private static Collection<Subsegment> childrenOf(Entity entity) {
		entity.getSubsegmentsLock().lock();
		try {
			return elements(entity.getSubsegments());
		}
		finally {
			entity.getSubsegmentsLock().unlock();
		}
	}

	static TraceSegment copy(EntityFactory factory, Segment original) {
		TraceSegment copy = factory.segment(original.getCreator(), original.getName(), original.getTraceId());
		copy.setSampled(original.isSampled());
		copy.setUser(original.getUser());
		copy.setOrigin(original.getOrigin());
		copy.setResourceArn(original.getResourceArn());
		putAll(original.getService(), copy::putService);
		fill(original, copy);
		copy.setParentId(original.getParentId());
		if (original instanceof TraceSegment own) {
			copy.links((none) -> own.links());
		}
		return copy;
	}

	private static TraceSubsegment copy(Subsegment original, @Nullable Entity parent) {
		TraceSubsegment copy = new TraceSubsegment(original, (parent != null) ? parent : original.getParentSegment());
		if (!original.isSampled()) {
			copy.keepBack();
		}
		for (String precursor : elements(original.getPrecursorIds())) {
			copy.addPrecursorId(precursor);
		}
		fill(original, copy);
		return copy;
	}

	private static void fill(Entity original, TraceEntity copy) {
		copy.setId(original.getId());
		copy.setStartTime(original.getStartTime());
		copy.setEndTime(original.getEndTime());
		copy.setError(original.isError());
		copy.setFault(original.isFault());
		copy.restoreThrottle(original.isThrottle());
		copy.setNamespace(original.getNamespace());
		putAll(original.getHttp(), copy::putHttp);
		putAll(original.getAws(), copy::putAws);
		putAll(original.getSql(), copy::putSql);
		putAll(original.getAnnotations(), (key, value) -> copy.put(Block.ANNOTATIONS, key, value));
		putAll(original.getMetadata(),
				(namespace, values) -> putAll(values, (key, value) -> copy.putMetadata(namespace, key, value)));
		Cause cause = original.getCause();
		List<ThrowableDescription> exceptions = elements(cause.getExceptions());
		if (!exceptions.isEmpty() || cause.getId() != null || cause.getMessage() != null) {
			TraceEntity.copy(cause, exceptions, copy.getCause());
		}
		copy.setInProgress(original.isInProgress());
	}

	/**
	 * The application may have set maps that are not safe for use by several threads, or
	 * that throw. In the end what could be read is better than nothing.
	 */
	private static <V> void putAll(@Nullable Map<String, V> map, BiConsumer<String, V> put) {
		for (int i = 0; map != null && i < ATTEMPTS; i++) {
			try {
				map.forEach((key, value) -> {
					if (key != null && value != null) {
						put.accept(key, value);
					}
				});
				return;
			}
			catch (RuntimeException ex) {
				// Try again
			}
		}
	}

	static <E> List<E> elements(@Nullable Collection<? extends E> collection) {
		List<E> elements = new ArrayList<>();
		for (int i = 0; collection != null && i < ATTEMPTS; i++) {
			elements.clear();
			try {
				for (E element : collection) {
					if (element != null) {
						elements.add(element);
					}
				}
				return elements;
			}
			catch (RuntimeException ex) {
				// As above
			}
		}
		return elements;
	}

}
