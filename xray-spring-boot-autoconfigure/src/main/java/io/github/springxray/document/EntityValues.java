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

import java.util.Map;

import io.github.springxray.entity.Block;
import io.github.springxray.entity.TraceEntity;

/**
 * Reads what the application and the instrumentation have put on an entity. The maps are
 * plain ones, so that going through them runs no code of the application. They may hold
 * values that are not plain.
 */
final class EntityValues {

	static final String OMITTED = "_omitted";

	private EntityValues() {
	}

	/**
	 * A block as it is. In the place of a map that the application has set, and that
	 * nobody has copied at the end of the entity, stands a word of that.
	 */
	static Map<String, Object> of(TraceEntity entity, Block block) {
		Map<String, Object> map = entity.read(block);
		return Plain.isMap(map) ? map : Map.of(OMITTED, Plain.unread(map));
	}

	/**
	 * Metadata by namespace, likewise.
	 */
	static Map<String, Map<String, Object>> metadataOf(TraceEntity entity) {
		Map<String, Map<String, Object>> map = entity.readMetadata();
		return Plain.isMap(map) ? map : Map.of(OMITTED, Map.of(OMITTED, Plain.unread(map)));
	}

}
