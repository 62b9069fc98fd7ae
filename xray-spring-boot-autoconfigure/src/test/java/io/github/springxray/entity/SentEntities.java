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
import java.util.Collections;
import java.util.List;

import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;

/**
 * An emitter that keeps what it is given.
 */
final class SentEntities extends Emitter {

	private final List<Entity> all = Collections.synchronizedList(new ArrayList<>());

	@Override
	public boolean sendSegment(Segment segment) {
		return this.all.add(segment);
	}

	@Override
	public boolean sendSubsegment(Subsegment subsegment) {
		return this.all.add(subsegment);
	}

	List<Entity> all() {
		return List.copyOf(this.all);
	}

	List<String> names() {
		return all().stream().map(Entity::getName).toList();
	}

}
