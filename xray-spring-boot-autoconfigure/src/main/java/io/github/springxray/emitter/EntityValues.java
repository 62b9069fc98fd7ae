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

import java.util.Map;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.Nullable;

import io.github.springxray.entity.Block;
import io.github.springxray.entity.TraceEntity;

/**
 * What the application and the instrumentation have put on an entity. The maps are plain
 * ones, so that going through them runs no code of the application. They may be those of
 * the entity, and hold values that are not plain.
 *
 * @param annotations annotations
 * @param metadata maps by namespace
 * @param http the block {@code http}
 * @param aws the block {@code aws}
 * @param sql the block {@code sql}
 * @param service the block {@code service} of a segment
 */
record EntityValues(Map<String, Object> annotations, Map<String, Map<String, Object>> metadata,
		Map<String, Object> http, Map<String, Object> aws, Map<String, Object> sql, Map<String, Object> service) {

	static final String OMITTED = "_omitted";

	/**
	 * Take the maps of an entity as they are. In the place of one that the application
	 * has set, and that nobody has copied at the end of the entity, stands a word of
	 * that.
	 */
	static EntityValues of(Entity entity) {
		if (entity instanceof TraceEntity own) {
			return new EntityValues(plain(own.read(Block.ANNOTATIONS)), plainMetadata(own.readMetadata()),
					plain(own.read(Block.HTTP)), plain(own.read(Block.AWS)), plain(own.read(Block.SQL)),
					plain(own.read(Block.SERVICE)));
		}
		return new EntityValues(plain(entity.getAnnotations()), plainMetadata(entity.getMetadata()),
				plain(entity.getHttp()), plain(entity.getAws()), plain(entity.getSql()),
				(entity instanceof Segment segment) ? plain(segment.getService()) : Map.of());
	}

	private static Map<String, Object> plain(@Nullable Map<String, Object> map) {
		if (map == null) {
			return Map.of();
		}
		return Plain.isMap(map) ? map : Map.of(OMITTED, Plain.unread(map));
	}

	private static Map<String, Map<String, Object>> plainMetadata(@Nullable Map<String, Map<String, Object>> map) {
		if (map == null) {
			return Map.of();
		}
		return Plain.isMap(map) ? map : Map.of(OMITTED, Map.of(OMITTED, Plain.unread(map)));
	}

}
