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
import java.util.concurrent.locks.ReentrantLock;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.ThrowableDescription;

/**
 * An entity with what is guarded by its lock: its children and exceptions as they were at
 * one moment. Other threads go on with the entity meanwhile.
 *
 * @param entity the entity
 * @param exceptions a copy of its exceptions
 * @param children its sampled children
 */
record EntityNode(Entity entity, List<ThrowableDescription> exceptions, List<EntityNode> children) {

	/**
	 * How many levels of subsegments a document has at most. Readers of JSON have limits
	 * too, and so has the stack of the thread that writes.
	 */
	static final int MAX_DEPTH = 100;

	/**
	 * Copy a tree. What is deeper than a document may be becomes a tree of its own.
	 * @param entity the root
	 * @return the root's tree, followed by those that were too deep for it
	 */
	static List<EntityNode> trees(Entity entity) {
		List<EntityNode> trees = new ArrayList<>(1);
		Deque<Entity> roots = new ArrayDeque<>();
		roots.add(entity);
		while (!roots.isEmpty()) {
			trees.add(copy(roots.remove(), 1, roots));
		}
		return trees;
	}

	private static EntityNode copy(Entity entity, int depth, Deque<Entity> tooDeep) {
		List<ThrowableDescription> exceptions;
		List<Subsegment> children;
		ReentrantLock lock = lockOf(entity);
		lock.lock();
		try {
			exceptions = Copies.elements(entity.getCause().getExceptions());
			children = entity.getSubsegmentsCopy();
		}
		finally {
			lock.unlock();
		}
		if (children.isEmpty()) {
			return new EntityNode(entity, exceptions, List.of());
		}
		List<EntityNode> nodes = new ArrayList<>(children.size());
		for (Subsegment child : children) {
			if (!child.isSampled()) {
				continue;
			}
			if (depth < MAX_DEPTH) {
				nodes.add(copy(child, depth + 1, tooDeep));
			}
			else {
				tooDeep.add(child);
			}
		}
		return new EntityNode(entity, exceptions, nodes);
	}

	@SuppressWarnings("deprecation")
	private static ReentrantLock lockOf(Entity entity) {
		return entity.getSubsegmentsLock();
	}

}
