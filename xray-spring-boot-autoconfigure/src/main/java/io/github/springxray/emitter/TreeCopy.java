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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.ThrowableDescription;
import org.jspecify.annotations.Nullable;

import io.github.springxray.entity.TraceEntity;

/**
 * Copies the structure of one tree, but not what its entities hold, and weighs it on the
 * way.
 */
final class TreeCopy {

	/**
	 * What an entity of the SDK takes with its maps and lock, about.
	 */
	private static final int ENTITY = 2048;

	private static final int ANNOTATION = 128;

	private static final int FIELD = 256;

	private static final int FRAME = 64;

	private static final Object[] NONE = {};

	private final @Nullable EntityCapture capture;

	private final boolean bare;

	private @Nullable Deque<Entity> tooDeep;

	private long weight;

	/**
	 * Create an instance that waits for the locks of entities.
	 * @param capture reads what the application has put on the entities
	 */
	TreeCopy(EntityCapture capture) {
		this.capture = capture;
		this.bare = false;
	}

	private TreeCopy(boolean bare) {
		this.capture = null;
		this.bare = bare;
	}

	/**
	 * Copy what is on its way, without running any code of the application: the caller
	 * holds the lock of the segment, which guards the children. Of what happens to
	 * exceptions meanwhile, a part may be missing.
	 * @param bare whether of what is in progress nothing but the name is sent
	 */
	static Parcel parcel(Entity entity, boolean bare) {
		return parcel(entity, bare, 1);
	}

	static Parcel parcel(Entity entity, boolean bare, int places) {
		TreeCopy copy = new TreeCopy(bare);
		List<EntityNode> trees = copy.copy(entity);
		return new Parcel(trees, copy.weight, places);
	}

	List<EntityNode> copy(Entity entity) {
		EntityNode root = copy(entity, 1);
		if (this.tooDeep == null) {
			return List.of(root);
		}
		List<EntityNode> trees = new ArrayList<>();
		trees.add(root);
		while (!this.tooDeep.isEmpty()) {
			trees.add(copy(this.tooDeep.remove(), 1));
		}
		return trees;
	}

	@SuppressWarnings("deprecation")
	private EntityNode copy(Entity entity, int depth) {
		List<ThrowableDescription> exceptions = (entity instanceof TraceEntity own && !own.hasCause()) ? List.of()
				: entity.getCause().getExceptions();
		Object[] children = NONE;
		boolean inProgress = entity.isInProgress();
		if (this.capture != null || !exceptions.isEmpty()) {
			ReentrantLock lock = entity.getSubsegmentsLock();
			boolean locked = lock(lock);
			try {
				exceptions = Copies.elements(exceptions);
				children = childrenOf(entity);
			}
			finally {
				if (locked) {
					lock.unlock();
				}
			}
		}
		else {
			exceptions = List.of();
			children = childrenOf(entity);
		}
		EntityValues values = (this.capture != null) ? this.capture.read(entity) : EntityValues.of(entity);
		if (this.capture == null) {
			boolean own = entity instanceof TraceEntity;
			if (entity instanceof TraceEntity light) {
				this.weight += light.weight();
			}
			else {
				weigh(values);
			}
			for (ThrowableDescription exception : exceptions) {
				if (!inProgress) {
					shrink(exception);
				}
				if (!own) {
					weigh(exception);
				}
			}
		}
		boolean nameOnly = this.bare && inProgress;
		return new EntityNode(entity, inProgress, nameOnly, values, nameOnly ? List.of() : exceptions,
				nodes(children, depth));
	}

	private boolean lock(ReentrantLock lock) {
		if (this.capture != null) {
			lock.lock();
			return true;
		}
		return lock.tryLock();
	}

	/**
	 * An array, which the list does not fail to give even when it is being changed.
	 */
	@SuppressWarnings("deprecation")
	private static Object[] childrenOf(Entity entity) {
		if (entity instanceof TraceEntity own) {
			return own.childrenNow();
		}
		List<Subsegment> children = entity.getSubsegments();
		return children.isEmpty() ? NONE : children.toArray();
	}

	private List<EntityNode> nodes(Object[] children, int depth) {
		if (children.length == 0) {
			return List.of();
		}
		List<EntityNode> nodes = new ArrayList<>(children.length);
		for (Object element : children) {
			if (!(element instanceof Subsegment child && child.isSampled())) {
				continue;
			}
			if (depth < EntityNode.MAX_DEPTH) {
				nodes.add(copy(child, depth + 1));
			}
			else {
				if (this.tooDeep == null) {
					this.tooDeep = new ArrayDeque<>();
				}
				this.tooDeep.add(child);
			}
		}
		return nodes;
	}

	private void weigh(EntityValues values) {
		this.weight += ENTITY + ANNOTATION * (long) values.annotations().size()
				+ FIELD * (long) (values.http().size() + values.aws().size());
		if (!values.sql().isEmpty()) {
			this.weight += FIELD + (values.sql().get("sanitized_query") instanceof String query ? query.length() : 0);
		}
		if (!values.metadata().isEmpty()) {
			weigh(values.metadata());
		}
	}

	private void weigh(Map<String, ?> metadata) {
		try {
			for (Object namespace : metadata.values()) {
				if (Plain.isMap(namespace)) {
					((Map<?, ?>) namespace).forEach(this::weighMetadata);
				}
			}
		}
		catch (RuntimeException ex) {
			// Of one in progress it may be a map that is just changing
			this.weight += MetadataReading.MAX_METADATA;
		}
	}

	private void weighMetadata(Object key, Object value) {
		this.weight += FIELD + ((key instanceof String string) ? string.length() : 0) + MetadataReading.weightOf(value);
	}

	/**
	 * An exception may hold anything. It was kept for a parent that fails with it too,
	 * which by now has done so.
	 */
	@SuppressWarnings("NullAway")
	private static void shrink(ThrowableDescription exception) {
		exception.setThrowable(null);
		if (exception.getMessage() != null) {
			exception.setMessage(Text.cut(exception.getMessage(), Limits.DOCUMENTED.text(), false));
		}
	}

	private void weigh(ThrowableDescription exception) {
		@Nullable StackTraceElement @Nullable [] stack = exception.getStack();
		String message = exception.getMessage();
		this.weight += FIELD + ((stack != null) ? FRAME * (long) stack.length : 0)
				+ ((message != null) ? message.length() : 0);
	}

}
