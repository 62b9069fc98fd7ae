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
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.ThrowableDescription;

import io.github.springxray.entity.TraceEntity;

/**
 * An entity in a document: one that nobody changes any more.
 *
 * @param entity the entity
 * @param exceptions its exceptions
 * @param children its sampled children in the same document
 */
public record EntityNode(TraceEntity entity, List<ThrowableDescription> exceptions, List<EntityNode> children) {

	/**
	 * How many levels of subsegments a document has at most. Readers of JSON have limits
	 * too, and so has the stack of the thread that writes.
	 */
	static final int MAX_DEPTH = 100;

	/**
	 * Copy what an entity is at this moment. What is deeper than a document may be
	 * becomes a tree of its own.
	 * @param entity the root
	 * @param capture reads what the application has put on the entities
	 * @return the root's tree, followed by those that were too deep for it
	 */
	static List<EntityNode> trees(Entity entity, EntityCapture capture) {
		return trees(capture.copyOf(entity));
	}

	/**
	 * Return the trees of what has left.
	 * @param root the segment or subsegment
	 * @return the root's tree, followed by those that were too deep for it
	 */
	public static List<EntityNode> trees(TraceEntity root) {
		Deque<TraceEntity> tooDeep = new ArrayDeque<>(0);
		EntityNode first = node(root, 1, tooDeep);
		if (tooDeep.isEmpty()) {
			return List.of(first);
		}
		List<EntityNode> trees = new ArrayList<>();
		trees.add(first);
		while (!tooDeep.isEmpty()) {
			trees.add(node(tooDeep.remove(), 1, tooDeep));
		}
		return trees;
	}

	private static EntityNode node(TraceEntity entity, int depth, Deque<TraceEntity> tooDeep) {
		List<Subsegment> children = entity.readChildren();
		if (children.isEmpty()) {
			return new EntityNode(entity, entity.readExceptions(), List.of());
		}
		List<EntityNode> nodes = new ArrayList<>(children.size());
		for (int i = 0; i < children.size(); i++) {
			if (!(children.get(i) instanceof TraceEntity child) || !child.isSampled()) {
				continue;
			}
			if (depth < MAX_DEPTH) {
				nodes.add(node(child, depth + 1, tooDeep));
			}
			else {
				tooDeep.add(child);
			}
		}
		return new EntityNode(entity, entity.readExceptions(), nodes);
	}

}
