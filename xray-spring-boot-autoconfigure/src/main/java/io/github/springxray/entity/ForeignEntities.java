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
import java.util.concurrent.ConcurrentHashMap;

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
	 * @param bare whether of what is open nothing but the name and the start is told
	 */
	static TraceEntity copyTree(Entity root, boolean bare) {
		TraceEntity copy = (root instanceof Segment segment) ? copy(segment, bare)
				: copy((Subsegment) root, root.getParent(), bare);
		Deque<Entity> originals = new ArrayDeque<>(List.of(root));
		Deque<TraceEntity> copies = new ArrayDeque<>(List.of(copy));
		while (!originals.isEmpty()) {
			Entity original = originals.remove();
			TraceEntity parent = copies.remove();
			for (Subsegment child : childrenOf(original)) {
				TraceSubsegment childCopy = copy(child, original, bare);
				Children.add(parent, parent.childCount(), childCopy);
				originals.add(child);
				copies.add(childCopy);
			}
		}
		return copy;
	}

	/**
	 * Drop what is complete beneath an entity that has left, so that what is open there,
	 * when it ends, is sent with what came later and nothing twice. What is open beneath
	 * something complete is dropped with it: it is sent on its own.
	 */
	static void forgetWhatIsComplete(Entity sent) {
		Deque<Entity> parents = new ArrayDeque<>(List.of(sent));
		while (!parents.isEmpty()) {
			Entity parent = parents.remove();
			for (Subsegment child : childrenOf(parent)) {
				parents.add(child);
				if (!child.isInProgress()) {
					parent.removeSubsegment(child);
				}
			}
		}
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

	private static TraceSegment copy(Segment original, boolean bare) {
		TraceSegment copy = FACTORY.segment(original.getCreator(), original.getName(), original.getTraceId());
		copy.setSampled(original.isSampled());
		copy.setParentId(original.getParentId());
		if (!bare || !original.isInProgress()) {
			copy.setUser(original.getUser());
			copy.setOrigin(original.getOrigin());
			copy.setResourceArn(original.getResourceArn());
			copy(original, Block.SERVICE, original instanceof TraceEntity ? null : original.getService(), copy);
			if (original instanceof TraceSegment own) {
				copy.links((none) -> own.links());
			}
		}
		fill(original, copy, bare);
		return copy;
	}

	private static TraceSubsegment copy(Subsegment original, @Nullable Entity parent, boolean bare) {
		TraceSubsegment copy = new TraceSubsegment(original, (parent != null) ? parent : original.getParentSegment());
		if (!original.isSampled()) {
			copy.keepBack();
		}
		boolean none = original instanceof TraceSubsegment own && !own.hasPrecursors();
		if (!none && (!bare || !original.isInProgress())) {
			copy.setPrecursorIds(original.getPrecursorIds());
		}
		fill(original, copy, bare);
		return copy;
	}

	private static void fill(Entity original, TraceEntity copy, boolean bare) {
		copy.setId(original.getId());
		copy.setStartTime(original.getStartTime());
		boolean open = original.isInProgress();
		if (!bare || !open) {
			copy.setEndTime(original.getEndTime());
			copy.setError(original.isError());
			copy.setFault(original.isFault());
			copy.restoreThrottle(original.isThrottle());
			copy.setNamespace(original.getNamespace());
			fillData(original, copy);
			copyCause(original, copy);
		}
		copy.setInProgress(open);
	}

	private static void fillData(Entity original, TraceEntity copy) {
		boolean own = original instanceof TraceEntity;
		copy(original, Block.HTTP, own ? null : original.getHttp(), copy);
		copy(original, Block.AWS, own ? null : original.getAws(), copy);
		copy(original, Block.SQL, own ? null : original.getSql(), copy);
		copy(original, Block.ANNOTATIONS, own ? null : original.getAnnotations(), copy);
		Map<String, Map<String, Object>> metadata = (original instanceof TraceEntity light) ? light.readMetadata()
				: original.getMetadata();
		if (metadata != null && PlainMaps.isOne(metadata)) {
			Map<Object, Object> namespaces = copyOf(metadata);
			namespaces.replaceAll((namespace, values) -> PlainMaps.isOne(values) ? copyOf((Map<?, ?>) values) : values);
			metadata = FlatFields.cast(namespaces);
		}
		copy.setMetadata(metadata);
	}

	/**
	 * Copy a block of our own entity, or of another one the map that it gives.
	 */
	private static void copy(Entity original, Block block, @Nullable Map<String, Object> other, TraceEntity copy) {
		Map<String, Object> map = (original instanceof TraceEntity own) ? own.read(block) : other;
		copy.set(block, (map != null && PlainMaps.isOne(map)) ? FlatFields.cast(copyOf(map)) : map);
	}

	private static void copyCause(Entity original, TraceEntity copy) {
		if (original instanceof TraceEntity own && !own.hasCause()) {
			return;
		}
		Cause cause = original.getCause();
		List<ThrowableDescription> exceptions = elements(cause.getExceptions());
		if (!exceptions.isEmpty() || cause.getId() != null || cause.getMessage() != null) {
			TraceEntity.copy(cause, exceptions, copy.getCause());
		}
	}

	/**
	 * Copy a map of the JDK, which need not be safe for use by several threads. In the
	 * end what could be read is better than nothing.
	 */
	private static Map<Object, Object> copyOf(Map<?, ?> map) {
		Map<Object, Object> copy = new ConcurrentHashMap<>();
		for (int i = 0; i < ATTEMPTS; i++) {
			try {
				map.forEach((key, value) -> {
					if (key != null && value != null) {
						copy.put(key, value);
					}
				});
				return copy;
			}
			catch (RuntimeException ex) {
				// Try again
			}
		}
		return copy;
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
