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

import java.util.List;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.ThrowableDescription;

/**
 * An entity with what changes when other threads go on with it: its children and
 * exceptions, and whether it was in progress, as they were at one moment.
 *
 * @param entity the entity
 * @param inProgress whether it was in progress
 * @param bare whether only its name, ids and start are written
 * @param values what was put on it
 * @param exceptions a copy of its exceptions
 * @param children its sampled children
 */
record EntityNode(Entity entity, boolean inProgress, boolean bare, EntityValues values,
		List<ThrowableDescription> exceptions, List<EntityNode> children) {

	/**
	 * How many levels of subsegments a document has at most. Readers of JSON have limits
	 * too, and so has the stack of the thread that writes.
	 */
	static final int MAX_DEPTH = 100;

	/**
	 * Copy a tree, and wait for other threads where they are changing it. What is deeper
	 * than a document may be becomes a tree of its own.
	 * @param entity the root
	 * @param capture reads what the application has put on the entities
	 * @return the root's tree, followed by those that were too deep for it
	 */
	static List<EntityNode> trees(Entity entity, EntityCapture capture) {
		return new TreeCopy(capture).copy(entity);
	}

}
