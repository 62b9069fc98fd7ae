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

import java.util.Map;
import java.util.Objects;

import com.amazonaws.xray.AWSXRayRecorder;
import com.fasterxml.jackson.databind.node.NullNode;
import org.jspecify.annotations.Nullable;

/**
 * All that is put on an entity. Metadata, too, is nothing, an array or, once somebody has
 * asked for it, a map that is safe for use by several threads. This is internal; an
 * application uses the interfaces of the X-Ray SDK.
 */
public abstract class EntityData extends EntityBlocks {

	private static final String DEFAULT_NAMESPACE = "default";

	private @Nullable Object metadata;

	EntityData(Trace trace, AWSXRayRecorder creator, String name) {
		super(trace, creator, name);
	}

	/**
	 * What another one is at this moment. Called under the lock.
	 */
	EntityData(EntityData other, boolean bare) {
		super(other, bare);
		if (!bare) {
			this.metadata = FlatFields.copy(other.metadata);
		}
	}

	/**
	 * Return metadata to read.
	 * @return what is there, as a map that is not to be changed
	 */
	public final Map<String, Map<String, Object>> readMetadata() {
		Object present = this.metadata;
		if (present == null) {
			return Map.of();
		}
		if (present instanceof Map<?, ?>) {
			return FlatFields.cast(present);
		}
		trace().lock();
		try {
			present = this.metadata;
			return (present instanceof Map<?, ?>) ? FlatFields.cast(present) : FlatMetadata.toMap((Object[]) present);
		}
		finally {
			trace().unlock();
		}
	}

	/**
	 * Return whether all values here never change and run no code of the application when
	 * they are written.
	 * @param max how long strings may be
	 * @return {@code false} if there may be others
	 */
	public final boolean isPlain(int max) {
		trace().lock();
		try {
			return PlainValues.areAll(this.metadata, 3, max) && arePlain(max);
		}
		finally {
			trace().unlock();
		}
	}

	/**
	 * Metadata as it is stored: nothing, an array of namespaces, keys and values, or a
	 * map.
	 */
	final @Nullable Object metadata() {
		return this.metadata;
	}

	@Override
	public final Map<String, Map<String, Object>> getMetadata() {
		trace().lock();
		try {
			Object present = this.metadata;
			if (present instanceof Map<?, ?>) {
				return FlatFields.cast(present);
			}
			Map<String, Map<String, Object>> map = FlatMetadata.toMap((Object[]) present);
			if (!isEmitted()) {
				this.metadata = map;
			}
			return map;
		}
		finally {
			trace().unlock();
		}
	}

	@Override
	public final void setMetadata(Map<String, Map<String, Object>> metadata) {
		change(() -> this.metadata = metadata);
	}

	@Override
	public final void putMetadata(String key, @Nullable Object value) {
		putMetadata(DEFAULT_NAMESPACE, key, value);
	}

	@Override
	public final void putMetadata(String namespace, String key, @Nullable Object value) {
		boolean open = isOpenToChange();
		Objects.requireNonNull(namespace);
		Objects.requireNonNull(key);
		if (!open) {
			return;
		}
		Object written = (value != null) ? value : NullNode.instance;
		Object present;
		trace().lock();
		try {
			open = !isEmitted();
			present = this.metadata;
			if (open && !(present instanceof Map)) {
				this.metadata = FlatMetadata.put((Object[]) present, namespace, key, written);
			}
		}
		finally {
			trace().unlock();
		}
		if (!open) {
			complain();
		}
		else if (present instanceof Map<?, ?>) {
			FlatMetadata.put(FlatFields.<Map<String, Map<String, Object>>>cast(present), namespace, key, written);
		}
	}

}
